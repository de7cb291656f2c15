//! The buttons of a reminder that do not mark: the ways to be asked later, and back.

use core_shared::callback::ReminderRef;
use core_shared::contract::habits::HabitBody;
use core_shared::contract::users::UserBody;
use core_shared::domain::{Snooze, Zone};
use core_shared::reminder_message::{Reached, ReminderMessage};
use jiff::civil::Date;
use teloxide::types::MessageId;

use crate::context::{Context, Spot};
use crate::trouble::{Handled, is_invalid, is_not_found};
use crate::views;

pub(crate) async fn snooze_menu(ctx: &Context, message: MessageId, reminder: ReminderRef) -> Handled {
    turn_into(ctx, message, reminder, Face::SnoozeMenu).await
}

pub(crate) async fn question(ctx: &Context, message: MessageId, reminder: ReminderRef) -> Handled {
    turn_into(ctx, message, reminder, Face::Question).await
}

/// What the message shows next.
#[derive(Debug, Clone, Copy)]
enum Face {
    Question,
    SnoozeMenu,
}

async fn turn_into(ctx: &Context, message: MessageId, reminder: ReminderRef, face: Face) -> Handled {
    let Some((user, habit)) = load(ctx, reminder).await? else {
        return gone(ctx, message).await;
    };
    let view = ReminderMessage::about(user.locale, reminder, &habit);
    let reached = reached(&habit, reminder.day);
    let screen = if let Some(words) = views::pause::resting_toast(user.locale, &habit) {
        ctx.toast(&words).await;
        view.question(reached)
    } else {
        ctx.acknowledge().await;
        match face {
            Face::Question => view.question(reached),
            Face::SnoozeMenu => view.snooze_menu(reached),
        }
    };
    ctx.show(Spot::Message(message), &screen).await?;
    Ok(())
}

/// As far as the habit still remembers the day.
fn reached(habit: &HabitBody, day: Date) -> Reached {
    let amount = habit.recent_days.iter().find(|recent| recent.day == day).and_then(|day| day.amount);
    Reached { streak: habit.progress.streak, amount }
}

pub(crate) async fn snooze(
    ctx: &Context,
    message: MessageId,
    reminder: ReminderRef,
    snooze: Snooze,
) -> Handled {
    let Some((user, habit)) = load(ctx, reminder).await? else {
        return gone(ctx, message).await;
    };
    if views::pause::resting_toast(user.locale, &habit).is_some() {
        return question(ctx, message, reminder).await;
    }
    let snoozed = ctx.api.put_snooze(ctx.user, reminder.delivery, &snooze).await;
    let due_at = match snoozed {
        Ok(snooze) => snooze.due_at,
        Err(error) if is_not_found(&error) || is_invalid(&error) => {
            ctx.toast(&views::help::too_late(user.locale)).await;
            return Ok(());
        }
        Err(error) => return Err(error.into()),
    };
    ctx.acknowledge().await;
    let zone = user.zone.clone().unwrap_or_else(Zone::utc);
    let local = zone.rules().to_datetime(due_at);
    let screen = ReminderMessage::about(user.locale, reminder, &habit).snoozed(local, user.today);
    ctx.show(Spot::Message(message), &screen).await?;
    Ok(())
}

/// The habit is no longer what the button was made for: its message asks as it would now.
pub(crate) async fn stale(ctx: &Context, message: MessageId, reminder: ReminderRef) -> Handled {
    let user = ctx.known_user().await?;
    ctx.toast(&views::help::old_button(user.locale)).await;
    question(ctx, message, reminder).await
}

/// The habit is gone: there is nothing left to press.
pub(crate) async fn gone(ctx: &Context, message: MessageId) -> Handled {
    let user = ctx.known_user().await?;
    ctx.toast(&views::help::habit_gone(user.locale)).await;
    Ok(ctx.chat.strip(message).await?)
}

async fn load(ctx: &Context, reminder: ReminderRef) -> Handled<Option<(UserBody, HabitBody)>> {
    let (user, habit) = tokio::join!(ctx.known_user(), ctx.api.get_habit(ctx.user, reminder.habit));
    match habit {
        Ok(habit) => Ok(Some((user?, habit))),
        Err(error) if is_not_found(&error) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
