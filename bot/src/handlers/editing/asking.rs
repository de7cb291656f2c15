//! A field is asked for in words. The answer changes the version of the habit that the question was about: what somebody
//! else has changed meanwhile is not written over.

use core_shared::client::{ClientError, Tagged};
use core_shared::contract::habits::{HabitBody, PatchHabit};
use core_shared::contract::problem::ProblemKind;
use teloxide::types::MessageId;

use super::changing;
use crate::context::{Context, Person, Spot};
use crate::dialogue::Stage;
use crate::editing::{self, Deed, Field, Hint};
use crate::handlers::{habits, stages};
use crate::trouble::{Handled, is_conflict, is_invalid, is_not_found, is_quota};
use crate::views;

/// Asks in the message of the card.
pub(super) async fn ask(
    ctx: &Context,
    message: MessageId,
    person: &Person,
    habit: &Tagged<HabitBody>,
    field: Field,
) -> Handled {
    if !person.is_at_form(message) {
        ctx.close_form(person).await?;
    }
    ctx.acknowledge().await;
    if let Some(handled) = stages::handled_before(ctx, person).await {
        return handled;
    }
    let question = views::editing::question(person.locale(), &habit.body, field);
    ctx.show(Spot::Message(message), &question).await?;
    let stage =
        Stage::Edit { habit: habit.body.id, field, etag: habit.etag.clone(), was: was(field, &habit.body) };
    ctx.enter(stage, Some(message)).await
}

/// What an answer would change, as it is.
fn was(field: Field, habit: &HabitBody) -> Option<Deed> {
    let patch = match field {
        Field::Name => PatchHabit { name: Some(habit.name.clone()), ..PatchHabit::default() },
        Field::Tags => PatchHabit { tags: Some(None), ..PatchHabit::default() },
        Field::EveryN => PatchHabit { schedule: Some(habit.schedule.clone()), ..PatchHabit::default() },
        Field::Goal(_) | Field::Step => PatchHabit { goal: Some(None), ..PatchHabit::default() },
        Field::Target => PatchHabit { target: Some(None), ..PatchHabit::default() },
        Field::Reminder | Field::ReminderTime(_) => return None,
    };
    editing::back(&Deed::Patch { patch: Box::new(patch) }, habit)
}

/// What became of an answer.
enum Outcome {
    Done,
    Refused(Hint),
    /// Somebody else has changed the same field.
    ChangedMeanwhile,
}

/// Text was written while a field was asked for.
pub(crate) async fn typed(ctx: &Context, person: &Person, text: &str) -> Handled {
    let Stage::Edit { habit, field, etag, was } = &person.dialogue.stage else {
        return Ok(());
    };
    let Some(now) = super::find(ctx, *habit).await? else {
        return leave_for_the_list(ctx, person).await;
    };
    let deed = match editing::read(*field, text, &now.body, person.user.today) {
        Ok(deed) => deed,
        Err(hint) => return ask_again(ctx, person, &now.body, *field, hint).await,
    };
    let back = was.clone().or_else(|| editing::back(&deed, &now.body));
    match answer(ctx, &now, etag, was.as_ref(), &deed).await? {
        Outcome::Done => show_changed(ctx, person, &now.body, &deed, back).await,
        Outcome::Refused(hint) => ask_again(ctx, person, &now.body, *field, hint).await,
        Outcome::ChangedMeanwhile => show_present(ctx, person, &now.body).await,
    }
}

/// Changes the version that was asked about, or a later one in which the field is still the same. One in which it is as
/// it was answered was made by this very answer, before the bot died.
async fn answer(
    ctx: &Context,
    now: &Tagged<HabitBody>,
    asked: &str,
    was: Option<&Deed>,
    deed: &Deed,
) -> Handled<Outcome> {
    let Deed::Patch { patch } = deed else {
        return judged(changing::perform(ctx, now.body.id, deed).await);
    };
    let present = editing::back(deed, &now.body);
    if present.as_ref() == Some(deed) {
        return Ok(Outcome::Done);
    }
    if now.etag != asked && present.as_ref() != was {
        return Ok(Outcome::ChangedMeanwhile);
    }
    judged(ctx.api.patch_habit_if(ctx.user, now.body.id, &now.etag, patch).await.map(drop))
}

fn judged(result: Result<(), ClientError>) -> Handled<Outcome> {
    match result {
        Ok(()) => Ok(Outcome::Done),
        Err(error) if error.kind() == Some(ProblemKind::ChangedMeanwhile) => Ok(Outcome::ChangedMeanwhile),
        Err(error) if error.kind() == Some(ProblemKind::ReminderExists) => {
            Ok(Outcome::Refused(Hint::TimeTaken))
        }
        Err(error) if is_quota(&error) => Ok(Outcome::Refused(Hint::TooMany)),
        Err(error) if is_conflict(&error) || is_invalid(&error) || is_not_found(&error) => {
            Ok(Outcome::Refused(Hint::DoesNotGo))
        }
        Err(error) => Err(error.into()),
    }
}

/// The question becomes what was changed.
async fn show_changed(
    ctx: &Context,
    person: &Person,
    habit: &HabitBody,
    deed: &Deed,
    back: Option<Deed>,
) -> Handled {
    let Some(now) = habits::find(ctx, habit.id).await? else {
        return leave_for_the_list(ctx, person).await;
    };
    let locale = person.locale();
    let mut screen = changing::after(ctx, person, &now, deed);
    if back.is_some() {
        screen = views::editing::with_undo(locale, now.id, screen);
    }
    let screen = views::editing::worded(views::editing::changed_words(locale), screen);
    let message = ctx.show(spot(person), &screen).await?;
    let stage = back.map_or(Stage::Idle, |back| Stage::Changed { habit: now.id, back });
    ctx.enter(stage, Some(message)).await
}

/// The card as it is now, and the answer is let go.
async fn show_present(ctx: &Context, person: &Person, habit: &HabitBody) -> Handled {
    let Some(now) = habits::find(ctx, habit.id).await? else {
        return leave_for_the_list(ctx, person).await;
    };
    let card = views::card::card(&person.user, &now, ctx.now);
    let words = views::editing::changed_meanwhile(person.locale());
    ctx.show(spot(person), &views::editing::worded(words, card)).await?;
    ctx.enter(Stage::Idle, None).await
}

/// The same question below the answer, with the reason.
async fn ask_again(ctx: &Context, person: &Person, habit: &HabitBody, field: Field, hint: Hint) -> Handled {
    let locale = person.locale();
    ctx.close_form(person).await?;
    let question = views::editing::question(locale, habit, field);
    let message = ctx.show(Spot::NewMessage, &views::editing::hinted(locale, hint, question)).await?;
    ctx.enter(person.dialogue.stage.clone(), Some(message)).await
}

/// The habit is gone: its message becomes the list of the others.
async fn leave_for_the_list(ctx: &Context, person: &Person) -> Handled {
    let screen = habits::list_screen(ctx, person.locale(), 0).await?;
    ctx.show(spot(person), &screen).await?;
    ctx.enter(Stage::Idle, None).await
}

fn spot(person: &Person) -> Spot {
    person.dialogue.form.map_or(Spot::NewMessage, |form| Spot::Message(MessageId(form)))
}
