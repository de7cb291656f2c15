//! Habits from a sentence: what was understood is shown on a card, corrected there, and saved with one tap. The name
//! alone leads into the form.

use core_shared::callback::DraftTap;
use core_shared::contract::habits::HabitBody;
use core_shared::domain::{DayState, HabitId, HabitName};
use teloxide::types::MessageId;

use crate::context::{Context, Person, Spot};
use crate::dialogue::{Stage, Wish};
use crate::form::{Answer, Hint};
use crate::handlers::{export, habits, new_habit, stages};
use crate::quick_add::{self, Understood};
use crate::trouble::{Handled, is_not_found};
use crate::views;

/// A text out of the blue.
pub(crate) async fn heard(ctx: &Context, person: &Person, text: &str) -> Handled {
    let Some(draft) = quick_add::understand(text, person.user.today) else {
        ctx.show(Spot::NewMessage, &views::help::text(person.locale())).await?;
        return Ok(());
    };
    ctx.close_form(person).await?;
    match name_only(&draft) {
        Some(name) => new_habit::go_to(ctx, person, Stage::Offer { name }, Spot::NewMessage).await,
        // Which days are meant depends on the zone.
        None if person.user.zone.is_none() => {
            stages::ask_zone(ctx, person, Wish::New { text: worth_keeping(text) }).await
        }
        None => show(ctx, person, draft).await,
    }
}

/// A new habit is wanted: the card of what was understood, or the form at its first open question.
pub(crate) async fn open(ctx: &Context, person: &Person, text: Option<&str>) -> Handled {
    let text = text.unwrap_or_default();
    if text.is_empty() {
        return begin(ctx, person).await;
    }
    let Some(draft) = quick_add::understand(text, person.user.today) else {
        return ask_for_another_name(ctx, person, text).await;
    };
    match name_only(&draft) {
        Some(name) => new_habit::go_to(ctx, person, Stage::Days { name }, Spot::NewMessage).await,
        None => show(ctx, person, draft).await,
    }
}

/// The form from its beginning.
pub(crate) async fn begin(ctx: &Context, person: &Person) -> Handled {
    if person.user.zone.is_none() {
        return stages::ask_zone(ctx, person, Wish::New { text: None }).await;
    }
    new_habit::go_to(ctx, person, Stage::Name, Spot::NewMessage).await
}

async fn ask_for_another_name(ctx: &Context, person: &Person, text: &str) -> Handled {
    let question = views::new_habit::name_question(person.locale());
    let screen = match HabitName::parse(text) {
        Ok(_) => question,
        Err(error) => views::new_habit::hinted(person.locale(), Hint::Name(error), question),
    };
    let message = ctx.show(Spot::NewMessage, &screen).await?;
    ctx.enter(Stage::Name, Some(message)).await
}

async fn show(ctx: &Context, person: &Person, draft: Understood) -> Handled {
    let asked = draft.asked();
    new_habit::go_to(ctx, person, Stage::Draft { draft, asked }, Spot::NewMessage).await
}

fn name_only(draft: &Understood) -> Option<HabitName> {
    draft.name.clone().filter(|_| draft.is_a_name_only())
}

/// What is kept while the zone is asked for: nothing that could not be a habit afterwards.
pub(crate) fn worth_keeping(text: &str) -> Option<String> {
    let is_short = text.chars().count() <= quick_add::MAX_CHARS;
    Some(text.to_owned()).filter(|text| is_short && !text.is_empty())
}

/// A button of the card was tapped.
pub(crate) async fn tapped(ctx: &Context, message: MessageId, tap: DraftTap) -> Handled {
    new_habit::answered(ctx, message, Answer::Draft(tap)).await
}

/// The habit that was just made shall not have been. With anything marked it is asked for first: that goes, too.
pub(crate) async fn unmake(ctx: &Context, message: MessageId, habit: HabitId) -> Handled {
    let person = ctx.person().await?;
    if !person.is_at_form(message) {
        return ctx.say_button_is_old(person.locale(), message).await;
    }
    ctx.acknowledge().await;
    if let Some(handled) = stages::handled_before(ctx, &person).await {
        return handled;
    }
    if person.dialogue.stage != (Stage::Saved { habit }) {
        return stages::show_again(ctx, &person).await;
    }
    if let Some(marked) = habits::find(ctx, habit).await?.filter(is_marked) {
        let entries = export::entries(ctx, &person.user, &marked).await?.len();
        let question = views::card::delete_question(person.locale(), &marked, entries);
        ctx.show(Spot::Message(message), &question).await?;
        return Ok(());
    }
    match ctx.api.delete_habit(ctx.user, habit).await {
        Err(error) if !is_not_found(&error) => return Err(error.into()),
        Ok(()) | Err(_) => {}
    }
    new_habit::go_to(ctx, &person, Stage::Cancelled, Spot::Message(message)).await
}

fn is_marked(habit: &HabitBody) -> bool {
    let is_blank = |state| {
        matches!(
            state,
            DayState::Pending | DayState::Missed | DayState::Paused | DayState::NotDue | DayState::Carried
        )
    };
    habit.progress.total > 0 || habit.recent_days.iter().any(|day| !is_blank(day.state))
}
