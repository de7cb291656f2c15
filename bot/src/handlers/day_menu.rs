//! All that can be said of a day of a habit, in the message of the list: it opens there, asks there for an amount or
//! a few words, and leads back.

use core_shared::contract::executions::{ExecutionBody, PatchExecution, PutExecution};
use core_shared::contract::habits::HabitBody;
use core_shared::contract::users::UserBody;
use core_shared::domain::{Answer, Note};
use jiff::civil::Date;
use teloxide::types::MessageId;

use crate::context::{Context, Person, Spot};
use crate::dialogue::{HabitDay, Stage};
use crate::handlers::{habits, stages};
use crate::trouble::{Handled, is_invalid, is_not_found};
use crate::typed_amount;
use crate::views::day_menu::{self, OnDay};
use crate::views::{self, help, history};

/// A day of a habit as it is now.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) habit: HabitBody,
    day: Date,
    pub(crate) execution: Option<ExecutionBody>,
}

impl Found {
    pub(crate) fn on(&self, user: &UserBody) -> OnDay<'_> {
        let (locale, today) = (user.locale, user.today);
        OnDay { locale, today, habit: &self.habit, day: self.day, execution: self.execution.as_ref() }
    }
}

/// `None` when the habit is gone.
pub(crate) async fn find(ctx: &Context, HabitDay { habit, day }: HabitDay) -> Handled<Option<Found>> {
    let found = tokio::try_join!(
        ctx.api.get_habit(ctx.user, habit),
        ctx.api.list_executions(ctx.user, habit, day, day)
    );
    match found {
        Ok((habit, mut list)) => Ok(Some(Found { habit, day, execution: list.executions.pop() })),
        Err(error) if is_not_found(&error) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The message becomes the menu; a question that was open on it is let go. A day before the habit began and one to come
/// say so.
pub(crate) async fn open(ctx: &Context, message: MessageId, place: HabitDay) -> Handled {
    let (person, found) = tokio::try_join!(ctx.person(), find(ctx, place))?;
    let user = &person.user;
    let was_asked = person.is_at_form(message) && person.dialogue.stage.is_open();
    stages::leave_question(ctx, &person, message).await?;
    let Some(found) = found else {
        return habits::gone(ctx, message).await;
    };
    if history::can_be_opened(user, &found.habit, place.day) {
        ctx.acknowledge().await;
    } else {
        ctx.toast(&history::no_such_day(user.locale, &found.habit, place.day)).await;
        if !was_asked {
            return Ok(());
        }
    }
    show(ctx, message, &found, user).await
}

/// The menu as it is now.
pub(crate) async fn draw(ctx: &Context, message: MessageId, place: HabitDay, user: &UserBody) -> Handled {
    let Some(found) = find(ctx, place).await? else {
        return habits::gone(ctx, message).await;
    };
    show(ctx, message, &found, user).await
}

/// Where somebody flies west, the day of an open menu is to come again: then the card takes its place.
async fn show(ctx: &Context, message: MessageId, found: &Found, user: &UserBody) -> Handled {
    let screen = if history::can_be_opened(user, &found.habit, found.day) {
        day_menu::menu(&found.on(user))
    } else {
        views::card::card(user, &found.habit, ctx.now)
    };
    ctx.show(Spot::Message(message), &screen).await?;
    Ok(())
}

pub(crate) async fn ask_amount(ctx: &Context, message: MessageId, place: HabitDay) -> Handled {
    ask(ctx, message, Stage::Amount(place)).await
}

pub(crate) async fn ask_note(ctx: &Context, message: MessageId, place: HabitDay) -> Handled {
    ask(ctx, message, Stage::Note(place)).await
}

/// The message becomes a question, and the next text is its answer.
async fn ask(ctx: &Context, message: MessageId, stage: Stage) -> Handled {
    let person = ctx.person().await?;
    ctx.acknowledge().await;
    if let Some(handled) = stages::handled_before(ctx, &person).await {
        return handled;
    }
    ctx.close_form_elsewhere(&person, message).await?;
    ask_on(ctx, &person, stage, Spot::Message(message)).await
}

pub(crate) async fn ask_on(ctx: &Context, person: &Person, stage: Stage, spot: Spot) -> Handled {
    let Some(screen) = stages::question_of_day(ctx, &person.user, &stage).await? else {
        return match spot {
            Spot::Message(message) if ctx.tap.is_some() => habits::gone(ctx, message).await,
            _ => forget(ctx, person).await,
        };
    };
    let message = ctx.show(spot, &screen).await?;
    ctx.enter(stage, Some(message)).await
}

/// The answer to the question for an amount.
pub(crate) async fn amount_typed(ctx: &Context, person: &Person, place: HabitDay, text: &str) -> Handled {
    let Some(found) = find(ctx, place).await? else {
        return forget(ctx, person).await;
    };
    let Some(amount) = found.habit.goal.as_ref().and_then(|goal| typed_amount::answer(text, goal)) else {
        let hint = day_menu::amount_hint(&found.on(&person.user));
        ctx.close_form(person).await?;
        let message = ctx.show(Spot::NewMessage, &hint).await?;
        return ctx.enter(Stage::Amount(place), Some(message)).await;
    };
    let put = PutExecution { amount: Some(amount), ..Answer::Done.into() };
    mark(ctx, person, place, &put).await
}

/// The answer to the question for a few words. A day that is not marked is asked about first.
pub(crate) async fn note_typed(ctx: &Context, person: &Person, place: HabitDay, text: &str) -> Handled {
    let Ok(note) = Note::parse(text) else {
        let Some(found) = find(ctx, place).await? else {
            return forget(ctx, person).await;
        };
        let hint = day_menu::note_hint(&found.on(&person.user));
        ctx.close_form(person).await?;
        let message = ctx.show(Spot::NewMessage, &hint).await?;
        return ctx.enter(Stage::Note(place), Some(message)).await;
    };
    note_down(ctx, person, place, note).await
}

pub(crate) async fn note_down(ctx: &Context, person: &Person, place: HabitDay, note: Note) -> Handled {
    let patch = PatchExecution { note: Some(Some(note.clone())), proof: None };
    match ctx.api.patch_execution(ctx.user, place.habit, place.day, &patch).await {
        Ok(_) => settle(ctx, person, place).await,
        Err(error) if is_not_found(&error) => {
            let spot = form_of(person).map_or(Spot::NewMessage, Spot::Message);
            ask_on(ctx, person, Stage::Noted { place, note }, spot).await
        }
        Err(error) => Err(error.into()),
    }
}

pub(crate) async fn drop_note(ctx: &Context, message: MessageId, place: HabitDay) -> Handled {
    let patch = PatchExecution { note: Some(None), proof: None };
    match ctx.api.patch_execution(ctx.user, place.habit, place.day, &patch).await {
        Ok(_) => open(ctx, message, place).await,
        Err(error) if is_not_found(&error) => open(ctx, message, place).await,
        Err(error) => Err(error.into()),
    }
}

/// What the day was, after the words about it.
pub(crate) async fn noted(ctx: &Context, message: MessageId, place: HabitDay, answer: Answer) -> Handled {
    let person = ctx.person().await?;
    if let Some(handled) = stages::handled_before(ctx, &person).await {
        ctx.acknowledge().await;
        return handled;
    }
    match &person.dialogue.stage {
        Stage::Noted { place: asked, note } if *asked == place && person.is_at_form(message) => {
            let put = PutExecution { note: Some(Some(note.clone())), ..answer.into() };
            ctx.acknowledge().await;
            mark(ctx, &person, place, &put).await
        }
        _ => {
            ctx.toast(&help::old_button(person.locale())).await;
            draw(ctx, message, place, &person.user).await
        }
    }
}

/// Marks the day as the answer to an open question.
async fn mark(ctx: &Context, person: &Person, place: HabitDay, put: &PutExecution) -> Handled {
    match ctx.api.put_execution(ctx.user, place.habit, place.day, put).await {
        Ok(_) => settle(ctx, person, place).await,
        Err(error) if is_not_found(&error) || is_invalid(&error) => forget(ctx, person).await,
        Err(error) => Err(error.into()),
    }
}

/// The question becomes the menu, with what was answered.
async fn settle(ctx: &Context, person: &Person, place: HabitDay) -> Handled {
    let Some(found) = find(ctx, place).await? else {
        return forget(ctx, person).await;
    };
    let spot = form_of(person).map_or(Spot::NewMessage, Spot::Message);
    ctx.show(spot, &day_menu::menu(&found.on(&person.user))).await?;
    ctx.enter(Stage::Idle, None).await
}

fn form_of(person: &Person) -> Option<MessageId> {
    person.dialogue.form.filter(|_| person.dialogue.stage.is_open()).map(MessageId)
}

/// The habit is gone, or is no longer one that this can be said of.
async fn forget(ctx: &Context, person: &Person) -> Handled {
    ctx.close_form(person).await?;
    ctx.show(Spot::NewMessage, &help::habit_gone_screen(person.locale())).await?;
    ctx.enter(Stage::Idle, None).await
}
