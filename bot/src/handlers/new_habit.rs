//! `/new` and the form it opens. The API is told the habit under the name of the update that finished the form, so
//! that finishing it twice makes one habit.

use core_shared::callback::DraftField;
use core_shared::contract::habits::CreateHabit;
use core_shared::domain::{MinuteOfDay, Weekdays};
use teloxide::types::MessageId;

use crate::context::{Context, Person, Spot};
use crate::dialogue::{Stage, Wish};
use crate::form::{self, Answer, Hint, Step};
use crate::handlers::{quick_add, stages};
use crate::trouble::{Handled, is_quota};
use crate::views::{self, new_habit};

pub(crate) async fn command(ctx: &Context, typed: &str) -> Handled {
    let person = ctx.person().await?;
    if let Some(handled) = stages::handled_before(ctx, &person).await {
        return handled;
    }
    ctx.close_form(&person).await?;
    if person.user.zone.is_none() {
        return stages::ask_zone(ctx, &person, Wish::New { text: quick_add::worth_keeping(typed) }).await;
    }
    quick_add::open(ctx, &person, Some(typed)).await
}

/// "➕ New habit" was tapped. The message it is on stays: the form is a new one below it.
pub(crate) async fn tapped_new(ctx: &Context) -> Handled {
    let person = ctx.person().await?;
    ctx.acknowledge().await;
    if let Some(handled) = stages::handled_before(ctx, &person).await {
        return handled;
    }
    ctx.close_form(&person).await?;
    quick_add::begin(ctx, &person).await
}

/// Text was written while the form was open.
pub(crate) async fn typed(ctx: &Context, person: &Person, text: &str) -> Handled {
    match form::step(&person.dialogue.stage, &Answer::Text(text), person.user.today) {
        Step::To(stage) => {
            ctx.close_form(person).await?;
            go_to(ctx, person, stage, Spot::NewMessage).await
        }
        Step::Create(habit) => {
            ctx.close_form(person).await?;
            create(ctx, person, &habit, Spot::NewMessage).await
        }
        Step::Ask(hint) => ask_again(ctx, person, hint).await,
        Step::Unfit => stages::show_again(ctx, person).await,
    }
}

pub(crate) async fn days_chosen(ctx: &Context, message: MessageId, bits: u8) -> Handled {
    match Weekdays::from_bits(bits) {
        Ok(days) => answered(ctx, message, Answer::Days(days)).await,
        Err(_) => show_grid(ctx, message, 0).await,
    }
}

pub(crate) async fn reminder_chosen(ctx: &Context, message: MessageId, time: Option<MinuteOfDay>) -> Handled {
    answered(ctx, message, Answer::RemindAt(time)).await
}

pub(crate) async fn name_taken(ctx: &Context, message: MessageId) -> Handled {
    answered(ctx, message, Answer::TakeName).await
}

/// A button of the form was tapped. On an older form it is old; one that answers another question than the present
/// one, as the second of two quick taps does, shows the present one.
pub(crate) async fn answered(ctx: &Context, message: MessageId, answer: Answer<'_>) -> Handled {
    let person = ctx.person().await?;
    if !person.is_at_form(message) {
        return ctx.say_button_is_old(person.locale(), message).await;
    }
    ctx.acknowledge().await;
    if let Some(handled) = stages::handled_before(ctx, &person).await {
        return handled;
    }
    let spot = Spot::Message(message);
    match form::step(&person.dialogue.stage, &answer, person.user.today) {
        Step::To(Stage::Days { name }) if person.user.zone.is_none() => {
            ctx.close_form(&person).await?;
            stages::ask_zone(ctx, &person, Wish::New { text: Some(name.to_string()) }).await
        }
        Step::To(stage) => go_to(ctx, &person, stage, spot).await,
        Step::Create(habit) => create(ctx, &person, &habit, spot).await,
        Step::Ask(_) | Step::Unfit => stages::show_again(ctx, &person).await,
    }
}

/// The grid of weekdays is one stage with the question for the days: what is chosen travels in the buttons.
pub(crate) async fn show_grid(ctx: &Context, message: MessageId, bits: u8) -> Handled {
    let person = ctx.person().await?;
    if !person.is_at_form(message) {
        return ctx.say_button_is_old(person.locale(), message).await;
    }
    ctx.acknowledge().await;
    let grid = match &person.dialogue.stage {
        Stage::Days { name } | Stage::Offer { name } => new_habit::days_grid(person.locale(), name, bits),
        Stage::Draft { draft, asked: Some(DraftField::Days) } => {
            views::quick_add::days_grid(person.locale(), draft, bits)
        }
        _ => return stages::show_again(ctx, &person).await,
    };
    ctx.show(Spot::Message(message), &grid).await?;
    Ok(())
}

pub(crate) async fn go_to(ctx: &Context, person: &Person, stage: Stage, spot: Spot) -> Handled {
    let message = match stages::question(ctx, person, &stage) {
        Some(screen) => Some(ctx.show(spot, &screen).await?),
        None => None,
    };
    ctx.enter(stage, message).await
}

async fn create(ctx: &Context, person: &Person, habit: &CreateHabit, spot: Spot) -> Handled {
    let key = format!("update-{}", ctx.update);
    let habit = match ctx.api.create_habit(ctx.user, habit, &key).await {
        Err(error) if is_quota(&error) => return refuse_one_more(ctx, person, spot).await,
        made => made?,
    };
    let message = ctx.show(spot, &new_habit::saved(person.locale(), &habit)).await?;
    ctx.enter(Stage::Saved { habit: habit.id }, Some(message)).await
}

/// They keep as many habits as there can be.
pub(crate) async fn refuse_one_more(ctx: &Context, person: &Person, spot: Spot) -> Handled {
    let message = ctx.show(spot, &new_habit::too_many(person.locale())).await?;
    ctx.enter(Stage::Cancelled, Some(message)).await
}

async fn ask_again(ctx: &Context, person: &Person, hint: Hint) -> Handled {
    let Some(screen) = stages::question(ctx, person, &person.dialogue.stage) else {
        return Ok(());
    };
    ctx.close_form(person).await?;
    let hinted = new_habit::hinted(person.locale(), hint, screen);
    let message = ctx.show(Spot::NewMessage, &hinted).await?;
    ctx.enter(person.dialogue.stage.clone(), Some(message)).await
}
