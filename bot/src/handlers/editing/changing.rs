//! A change is made and can be taken back: what was before is kept with the dialogue, before anything changes, so that
//! a bot that dies in between still knows it.

use core_shared::client::ClientResult;
use core_shared::contract::habit_order::PutHabitOrder;
use core_shared::contract::habits::{HabitBody, HabitStatus, PatchHabit};
use core_shared::domain::HabitId;
use core_shared::screen::Screen;
use teloxide::types::MessageId;

use crate::context::{Context, Person, Spot};
use crate::dialogue::{Arrival, Stage};
use crate::editing::{self, Deed, Hint};
use crate::handlers::{habits, stages};
use crate::trouble::{Handled, is_conflict, is_invalid, is_not_found, is_quota};
use crate::views;

pub(super) async fn change(
    ctx: &Context,
    message: MessageId,
    person: &Person,
    habit: HabitBody,
    deed: Deed,
) -> Handled {
    match person.dialogue.arrival(ctx.update) {
        Arrival::LongAgo => return Ok(()),
        Arrival::Again => {}
        Arrival::New => remember(ctx, message, person, &habit, &deed).await?,
    }
    match perform(ctx, habit.id, &deed).await {
        Ok(()) => {}
        Err(error) if is_not_found(&error) => return habits::stale(ctx, message, habit.id).await,
        Err(error) if is_conflict(&error) || is_invalid(&error) => {
            let hint = if is_quota(&error) { Hint::TooMany } else { Hint::DoesNotGo };
            ctx.toast(&views::editing::hint_toast(person.locale(), hint)).await;
            return Ok(());
        }
        Err(error) => return Err(error.into()),
    }
    ctx.toast(&views::editing::changed_toast(person.locale())).await;
    show_after(ctx, message, person, habit.id, &deed).await
}

/// Keeps what takes the deed back. One that changes nothing, as the second of two quick taps, leaves what was kept.
async fn remember(
    ctx: &Context,
    message: MessageId,
    person: &Person,
    habit: &HabitBody,
    deed: &Deed,
) -> Handled {
    let back = match deed {
        Deed::Place { .. } => place_of(ctx, habit.id).await?.map(|place| Deed::Place { place }),
        deed => editing::back(deed, habit),
    };
    if back.as_ref() == Some(deed) {
        return stages::leave_question(ctx, person, message).await;
    }
    if !person.is_at_form(message) {
        ctx.close_form(person).await?;
    }
    let stage = back.map_or(Stage::Idle, |back| Stage::Changed { habit: habit.id, back });
    ctx.enter(stage, Some(message)).await
}

async fn place_of(ctx: &Context, habit: HabitId) -> Handled<Option<u16>> {
    let list = ctx.api.list_habits(ctx.user, HabitStatus::Active).await?;
    let place = list.habits.iter().position(|other| other.id == habit);
    Ok(place.and_then(|place| u16::try_from(place).ok()))
}

pub(super) async fn perform(ctx: &Context, habit: HabitId, deed: &Deed) -> ClientResult<()> {
    let user = ctx.user;
    match deed {
        Deed::Patch { patch } => ctx.api.patch_habit(user, habit, patch).await.map(drop),
        Deed::AddReminder { reminder } => {
            ctx.api.create_reminder(user, habit, reminder, &ctx.idempotency_key()).await.map(drop)
        }
        Deed::PatchReminder { id, patch } => ctx.api.patch_reminder(user, habit, *id, patch).await.map(drop),
        Deed::RemoveReminder { id } => match ctx.api.delete_reminder(user, habit, *id).await {
            Err(error) if !is_not_found(&error) => Err(error),
            Ok(()) | Err(_) => Ok(()),
        },
        Deed::Place { place } => put_at(ctx, habit, *place).await,
    }
}

async fn put_at(ctx: &Context, habit: HabitId, place: u16) -> ClientResult<()> {
    let list = ctx.api.list_habits(ctx.user, HabitStatus::Active).await?;
    let mut order: Vec<HabitId> =
        list.habits.iter().map(|other| other.id).filter(|id| *id != habit).collect();
    order.insert(usize::from(place).min(order.len()), habit);
    ctx.api.put_habit_order(ctx.user, &PutHabitOrder { habits: order }).await.map(drop)
}

/// Takes back the last change that this message shows. An older one is no longer kept.
pub(super) async fn undo(ctx: &Context, message: MessageId, person: &Person, habit: HabitBody) -> Handled {
    let arrival = person.dialogue.arrival(ctx.update);
    let back = match &person.dialogue.stage {
        Stage::Changed { habit: changed, back } if *changed == habit.id && person.is_at_form(message) => back,
        _ if arrival == Arrival::Again => return show_card(ctx, message, person, habit.id).await,
        _ => return habits::stale(ctx, message, habit.id).await,
    };
    match perform(ctx, habit.id, back).await {
        Ok(()) => {}
        Err(error) if is_not_found(&error) || is_conflict(&error) || is_invalid(&error) => {
            return habits::stale(ctx, message, habit.id).await;
        }
        Err(error) => return Err(error.into()),
    }
    ctx.toast(&views::editing::undone_toast(person.locale())).await;
    show_card(ctx, message, person, habit.id).await?;
    ctx.enter(Stage::Idle, None).await
}

async fn show_card(ctx: &Context, message: MessageId, person: &Person, habit: HabitId) -> Handled {
    let Some(habit) = habits::find(ctx, habit).await? else {
        return habits::gone(ctx, message).await;
    };
    ctx.show(Spot::Message(message), &views::card::card(&person.user, &habit, ctx.now)).await?;
    Ok(())
}

/// What the deed has made of the habit, where more of the same can be done.
async fn show_after(
    ctx: &Context,
    message: MessageId,
    person: &Person,
    habit: HabitId,
    deed: &Deed,
) -> Handled {
    let Some(now) = habits::find(ctx, habit).await? else {
        return habits::gone(ctx, message).await;
    };
    let locale = person.locale();
    let screen = match deed {
        Deed::Place { .. } => {
            let list = ctx.api.list_habits(ctx.user, HabitStatus::Active).await?;
            views::editing::order(locale, &list.habits, habit)
        }
        deed => Some(after(ctx, person, &now, deed)),
    };
    let screen = screen.unwrap_or_else(|| views::card::card(&person.user, &now, ctx.now));
    let screen = match deed {
        // A new reminder has its own way to be removed.
        Deed::AddReminder { .. } => screen,
        _ => views::editing::with_undo(locale, habit, screen),
    };
    ctx.show(Spot::Message(message), &screen).await?;
    Ok(())
}

pub(super) fn after(ctx: &Context, person: &Person, habit: &HabitBody, deed: &Deed) -> Screen {
    let locale = person.locale();
    match deed {
        Deed::AddReminder { .. } | Deed::RemoveReminder { .. } => views::editing::reminders(locale, habit),
        Deed::PatchReminder { id, .. } => views::editing::reminder(locale, habit, *id),
        Deed::Patch { patch } if is_of_menu(patch) => views::editing::menu(locale, habit),
        Deed::Patch { .. } | Deed::Place { .. } => views::card::card(&person.user, habit, ctx.now),
    }
}

fn is_of_menu(patch: &PatchHabit) -> bool {
    patch.carry_over.is_some()
}
