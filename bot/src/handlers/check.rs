//! A day is marked, or its mark taken away. The button says which day and what shall be; the message it is on shows
//! what came of it.

use core_shared::callback::{Mark, ReminderRef, Surface};
use core_shared::client::ClientResult;
use core_shared::contract::executions::CheckInBody;
use core_shared::domain::{ExecutionState, HabitId};
use core_shared::reminder_message::ReminderMessage;
use jiff::civil::Date;
use teloxide::types::MessageId;

use crate::context::{Context, Spot};
use crate::handlers::{habits, reminders, today};
use crate::trouble::{Handled, is_invalid, is_not_found};
use crate::views;

/// What the button wants.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted {
    pub(crate) habit: HabitId,
    pub(crate) day: Date,
    pub(crate) mark: Mark,
}

pub(crate) async fn tapped(ctx: &Context, message: MessageId, wanted: Wanted, surface: Surface) -> Handled {
    let done = match mark(ctx, wanted).await {
        Ok(done) => Some(done),
        Err(error) if is_not_found(&error) || is_invalid(&error) => None,
        Err(error) => return Err(error.into()),
    };
    match (surface, done) {
        (Surface::Today, done) => on_today(ctx, message, wanted, done).await,
        (Surface::Card, Some(done)) => on_card(ctx, message, wanted, done).await,
        (Surface::Card, None) => habits::gone(ctx, message).await,
        (Surface::Reminder(delivery), Some(done)) => {
            let reminder = ReminderRef { habit: wanted.habit, day: wanted.day, delivery };
            on_reminder(ctx, message, reminder, wanted.mark, done).await
        }
        (Surface::Reminder(_), None) => reminders::gone(ctx, message).await,
    }
}

async fn mark(ctx: &Context, wanted: Wanted) -> ClientResult<CheckInBody> {
    match wanted.mark {
        Mark::Set(state) => ctx.api.put_execution(ctx.user, wanted.habit, wanted.day, state).await,
        Mark::Clear => ctx.api.delete_execution(ctx.user, wanted.habit, wanted.day).await,
    }
}

/// The list becomes that of the present day, also when the button was yesterday's.
async fn on_today(ctx: &Context, message: MessageId, wanted: Wanted, done: Option<CheckInBody>) -> Handled {
    let today = today::load(ctx).await?;
    let toast = match &done {
        Some(done) => {
            views::today::toast(today.locale, done.habit.name.as_str(), wanted.mark, wanted.day, today.day)
        }
        None => views::help::habit_gone(today.locale),
    };
    let screen = views::today::today(&today);
    let ((), shown) = tokio::join!(ctx.toast(&toast), ctx.show(Spot::Message(message), &screen));
    shown.map(drop)
}

async fn on_card(ctx: &Context, message: MessageId, wanted: Wanted, done: CheckInBody) -> Handled {
    let user = ctx.known_user().await?;
    let toast =
        views::today::toast(user.locale, done.habit.name.as_str(), wanted.mark, wanted.day, user.today);
    let screen = views::card::card(user.locale, &done.habit);
    let ((), shown) = tokio::join!(ctx.toast(&toast), ctx.show(Spot::Message(message), &screen));
    shown.map(drop)
}

/// The question becomes its receipt, and after "undo" the question again.
async fn on_reminder(
    ctx: &Context,
    message: MessageId,
    reminder: ReminderRef,
    mark: Mark,
    done: CheckInBody,
) -> Handled {
    let user = ctx.known_user().await?;
    let view = ReminderMessage { locale: user.locale, reminder, habit_name: done.habit.name.as_str() };
    let streak = done.habit.progress.streak;
    let screen = match mark {
        Mark::Set(state) => view.receipt(state, streak, user.today),
        Mark::Clear => view.question(streak),
    };
    let is_worth_words = mark == Mark::Set(ExecutionState::Done) || reminder.day != user.today;
    let words = views::today::toast(user.locale, view.habit_name, mark, reminder.day, user.today);
    let answer = async { if is_worth_words { ctx.toast(&words).await } else { ctx.acknowledge().await } };
    let ((), shown) = tokio::join!(answer, ctx.show(Spot::Message(message), &screen));
    shown.map(drop)
}
