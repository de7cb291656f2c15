//! Changing a habit on its card: buttons that show, ask, or change. What changes and what takes it back is decided by
//! [`crate::editing`].

mod asking;
mod changing;

use core_shared::callback::{Edit, OnReminder};
use core_shared::client::Tagged;
use core_shared::contract::habits::{CopyHabit, HabitBody, HabitStatus};
use core_shared::domain::HabitId;
use core_shared::screen::Screen;
use teloxide::types::MessageId;

use crate::context::{Context, Person, Spot};
use crate::dialogue::Stage;
use crate::editing::{self, Hint};
use crate::handlers::{export, habits, history, stages};
use crate::trouble::{Handled, is_conflict, is_invalid, is_not_found};
use crate::views;

pub(crate) use asking::typed;

pub(crate) async fn tapped(ctx: &Context, message: MessageId, habit: HabitId, edit: Edit) -> Handled {
    let (person, habit) = tokio::try_join!(ctx.person(), find(ctx, habit))?;
    let Some(habit) = habit else {
        return habits::gone(ctx, message).await;
    };
    if let Some(field) = editing::asked(edit) {
        return asking::ask(ctx, message, &person, &habit, field).await;
    }
    if let Some(deed) = editing::wanted(edit, &habit.body, person.user.today) {
        return changing::change(ctx, message, &person, habit.body, deed).await;
    }
    match edit {
        Edit::Undo => changing::undo(ctx, message, &person, habit.body).await,
        Edit::Copy => copy(ctx, message, &person, &habit.body).await,
        Edit::Export => export::habit(ctx, message, &person.user, habit.body).await,
        _ => show(ctx, message, &person, &habit.body, edit).await,
    }
}

pub(super) async fn find(ctx: &Context, habit: HabitId) -> Handled<Option<Tagged<HabitBody>>> {
    match ctx.api.get_habit_tagged(ctx.user, habit).await {
        Ok(habit) => Ok(Some(habit)),
        Err(error) if is_not_found(&error) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Only shows, and so leaves the question that was open on the message.
async fn show(ctx: &Context, message: MessageId, person: &Person, habit: &HabitBody, edit: Edit) -> Handled {
    let Some(screen) = screen(ctx, person, habit, edit).await? else {
        return habits::stale(ctx, message, habit.id).await;
    };
    ctx.acknowledge().await;
    stages::leave_question(ctx, person, message).await?;
    ctx.show(Spot::Message(message), &screen).await?;
    Ok(())
}

async fn screen(ctx: &Context, person: &Person, habit: &HabitBody, edit: Edit) -> Handled<Option<Screen>> {
    let locale = person.locale();
    let screen = match edit {
        Edit::Menu => views::editing::menu(locale, habit),
        Edit::Days => views::editing::days(locale, habit),
        Edit::PickWeekdays { bits } => views::editing::weekdays_grid(locale, habit, bits),
        Edit::PickTimes(period) => views::editing::times(locale, habit, period),
        Edit::PickDates { bits } => views::editing::dates_grid(locale, habit, bits),
        Edit::Goal => views::editing::goal(locale, habit),
        Edit::Reminders => views::editing::reminders(locale, habit),
        Edit::Reminder(id, OnReminder::Show) => views::editing::reminder(locale, habit, id),
        Edit::Reminder(id, OnReminder::PickWeekdays { bits }) => {
            views::editing::reminder_days(locale, habit, id, bits)
        }
        Edit::Order => {
            let list = ctx.api.list_habits(ctx.user, HabitStatus::Active).await?;
            return Ok(views::editing::order(locale, &list.habits, habit.id));
        }
        Edit::Month { year, month } => history::month(ctx, &person.user, habit, (year, month)).await?,
        _ => return Ok(None),
    };
    Ok(Some(screen))
}

/// The copy begins today; its card takes the place of that of the original.
async fn copy(ctx: &Context, message: MessageId, person: &Person, habit: &HabitBody) -> Handled {
    let key = ctx.idempotency_key();
    let copied = ctx.api.copy_habit(ctx.user, habit.id, &CopyHabit::default(), &key).await;
    match copied {
        Ok(copied) => {
            ctx.toast(&views::editing::copied_toast(person.locale())).await;
            ctx.show(Spot::Message(message), &views::card::card(&person.user, &copied, ctx.now)).await?;
            Ok(())
        }
        Err(error) if is_not_found(&error) => habits::gone(ctx, message).await,
        Err(error) if is_conflict(&error) || is_invalid(&error) => {
            ctx.toast(&views::editing::hint_toast(person.locale(), Hint::TooMany)).await;
            Ok(())
        }
        Err(error) => Err(error.into()),
    }
}

/// The stage of a question or of a change, in its own message again.
pub(crate) async fn screen_of_stage(ctx: &Context, person: &Person) -> Handled<Option<Screen>> {
    let (id, field) = match &person.dialogue.stage {
        Stage::Edit { habit, field, .. } => (*habit, Some(*field)),
        Stage::Changed { habit, .. } => (*habit, None),
        _ => return Ok(None),
    };
    let habit = find(ctx, id).await?;
    Ok(habit.map(|habit| match field {
        Some(field) => views::editing::question(person.locale(), &habit.body, field),
        None => changed(ctx, person, &habit.body),
    }))
}

/// The card, with the way back to what was before.
fn changed(ctx: &Context, person: &Person, habit: &HabitBody) -> Screen {
    let card = views::card::card(&person.user, habit, ctx.now);
    views::editing::with_undo(person.locale(), habit.id, card)
}
