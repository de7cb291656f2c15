//! A day is marked, its mark taken away, or its amount raised by a step. The button says which day and what shall be;
//! the message it is on shows what came of it.

use core_shared::callback::{Mark, ReminderRef, Surface};
use core_shared::client::ClientResult;
use core_shared::contract::executions::{AddAmount, CheckInBody, MarkedOn, PutExecution};
use core_shared::domain::{Answer, DeliveryId, HabitId, Locale};
use core_shared::reminder_message::{Reached, ReminderMessage};
use jiff::civil::Date;
use teloxide::types::MessageId;

use crate::context::{Context, Spot};
use crate::dialogue::HabitDay;
use crate::handlers::{combined, day_menu, habits, reminders, today};
use crate::trouble::{Handled, is_invalid, is_not_found};
use crate::views;

/// What the button wants.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted {
    pub(crate) habit: HabitId,
    pub(crate) day: Date,
    pub(crate) deed: Deed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deed {
    Mark(Mark),
    /// One step more.
    Add,
}

/// Why nothing came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stale {
    /// The habit is gone.
    Habit,
    /// The habit is there, but no longer one that this can be done with.
    Button,
}

impl Stale {
    fn words(self, locale: Locale) -> String {
        match self {
            Self::Habit => views::help::habit_gone(locale),
            Self::Button => views::help::old_button(locale),
        }
    }
}

pub(crate) async fn tapped(ctx: &Context, message: MessageId, wanted: Wanted, surface: Surface) -> Handled {
    let done = match carry_out(ctx, message, wanted, surface).await {
        Ok(done) => Ok(done),
        Err(error) if is_not_found(&error) => Err(Stale::Habit),
        Err(error) if is_invalid(&error) => Err(Stale::Button),
        Err(error) => return Err(error.into()),
    };
    let reminder = |delivery| ReminderRef { habit: wanted.habit, day: wanted.day, delivery };
    match (surface, done) {
        (Surface::Today { page }, done) => on_list(ctx, message, wanted, page, done).await,
        (Surface::LeftOpen { since }, done) => on_left_open(ctx, message, wanted, since, done).await,
        (Surface::Day, done) => on_day_menu(ctx, message, wanted, done).await,
        (Surface::Card, Ok(done)) => on_card(ctx, message, wanted.deed, done).await,
        (Surface::Card, Err(Stale::Habit)) => habits::gone(ctx, message).await,
        (Surface::Card, Err(Stale::Button)) => habits::stale(ctx, message, wanted.habit).await,
        (Surface::Reminder(delivery), Ok(done)) => {
            on_reminder(ctx, message, reminder(delivery), wanted.deed, done).await
        }
        (Surface::Reminder(_), Err(Stale::Habit)) => reminders::gone(ctx, message).await,
        (Surface::Reminder(delivery), Err(Stale::Button)) => {
            reminders::stale(ctx, message, reminder(delivery)).await
        }
        (Surface::Reminders(delivery), done) => on_reminders(ctx, message, delivery, wanted, done).await,
    }
}

/// The message shows what came of it at once, so nobody else has to draw it.
async fn carry_out(
    ctx: &Context,
    message: MessageId,
    wanted: Wanted,
    surface: Surface,
) -> ClientResult<CheckInBody> {
    let Wanted { habit, day, deed } = wanted;
    let on_reminder = match surface {
        Surface::Reminder(delivery) | Surface::Reminders(delivery) => Some(delivery),
        Surface::Today { .. } | Surface::LeftOpen { .. } | Surface::Day | Surface::Card => None,
    };
    let on_message = Some(message.0);
    match deed {
        Deed::Mark(Mark::Set(answer)) => {
            let answer = PutExecution { on_reminder, on_message, ..answer.into() };
            ctx.api.put_execution(ctx.user, habit, day, &answer).await
        }
        Deed::Mark(Mark::Clear) => {
            let on = MarkedOn { on_reminder, on_message };
            ctx.api.delete_execution(ctx.user, habit, day, on).await
        }
        Deed::Add => {
            let step = AddAmount { on_reminder, on_message, ..AddAmount::default() };
            ctx.api.add_amount(ctx.user, habit, day, &step, &ctx.idempotency_key()).await
        }
    }
}

fn toast(locale: Locale, done: &CheckInBody, deed: Deed, today: Date) -> String {
    match deed {
        Deed::Mark(mark) => views::toasts::marked(locale, done, mark, today),
        Deed::Add => views::toasts::added(locale, done, today),
    }
}

/// The list shows the day that was marked, whichever that is.
async fn on_list(
    ctx: &Context,
    message: MessageId,
    wanted: Wanted,
    page: u16,
    done: Result<CheckInBody, Stale>,
) -> Handled {
    let list = today::load(ctx, wanted.day).await?;
    let toast = match done {
        Ok(done) => toast(list.locale, &done, wanted.deed, list.today),
        Err(stale) => stale.words(list.locale),
    };
    let screen = views::today::today(&list, page);
    let ((), shown) = tokio::join!(ctx.toast(&toast), ctx.show(Spot::Message(message), &screen));
    shown.map(drop)
}

/// What is left of it stays, and in the end there is the list.
async fn on_left_open(
    ctx: &Context,
    message: MessageId,
    wanted: Wanted,
    since: Date,
    done: Result<CheckInBody, Stale>,
) -> Handled {
    let left = ctx.acquainted(|| ctx.api.get_today_open_since(ctx.user, since)).await?;
    let toast = match done {
        Ok(done) => toast(left.locale, &done, wanted.deed, left.today),
        Err(stale) => stale.words(left.locale),
    };
    let show = today::show(ctx, Spot::Message(message), &left, |home| home);
    tokio::join!(ctx.toast(&toast), show).1
}

/// The menu shows what the day is now.
async fn on_day_menu(
    ctx: &Context,
    message: MessageId,
    wanted: Wanted,
    done: Result<CheckInBody, Stale>,
) -> Handled {
    let user = ctx.known_user().await?;
    let words = match &done {
        Ok(done) => toast(user.locale, done, wanted.deed, user.today),
        Err(stale) => stale.words(user.locale),
    };
    let place = HabitDay { habit: wanted.habit, day: wanted.day };
    let draw = day_menu::draw(ctx, message, place, &user);
    tokio::join!(ctx.toast(&words), draw).1
}

async fn on_card(ctx: &Context, message: MessageId, deed: Deed, done: CheckInBody) -> Handled {
    let user = ctx.known_user().await?;
    let toast = toast(user.locale, &done, deed, user.today);
    let screen = views::card::card(&user, &done.habit, ctx.now);
    let ((), shown) = tokio::join!(ctx.toast(&toast), ctx.show(Spot::Message(message), &screen));
    shown.map(drop)
}

/// The question becomes its receipt, after a step that is not enough it stays, and after "undo" it is there again.
async fn on_reminder(
    ctx: &Context,
    message: MessageId,
    reminder: ReminderRef,
    deed: Deed,
    done: CheckInBody,
) -> Handled {
    let user = ctx.known_user().await?;
    let view = ReminderMessage::about(user.locale, reminder, &done.habit);
    let reached = Reached { streak: done.habit.progress.streak, amount: done.amount };
    let screen = match deed {
        Deed::Mark(Mark::Clear) => view.question(reached),
        Deed::Mark(Mark::Set(_)) | Deed::Add => view.answered(done.state, reached, user.today),
    };
    let words = toast(user.locale, &done, deed, user.today);
    let answer = say(ctx, &words, deed, reminder.day, user.today);
    let ((), shown) = tokio::join!(answer, ctx.show(Spot::Message(message), &screen));
    shown.map(drop)
}

/// The row of the habit becomes its receipt, and the others stay.
async fn on_reminders(
    ctx: &Context,
    message: MessageId,
    reminders: DeliveryId,
    wanted: Wanted,
    done: Result<CheckInBody, Stale>,
) -> Handled {
    let user = ctx.known_user().await?;
    match done {
        Ok(done) => {
            let words = toast(user.locale, &done, wanted.deed, user.today);
            say(ctx, &words, wanted.deed, wanted.day, user.today).await;
        }
        Err(stale) => ctx.toast(&stale.words(user.locale)).await,
    }
    combined::draw(ctx, message, reminders, user.locale).await
}

/// Words in the corner, unless the message says it all.
async fn say(ctx: &Context, words: &str, deed: Deed, day: Date, today: Date) {
    let says_it_all = matches!(deed, Deed::Mark(Mark::Clear | Mark::Set(Answer::NotDone | Answer::Skipped)));
    if says_it_all && day == today { ctx.acknowledge().await } else { ctx.toast(words).await }
}
