//! The stages of a dialogue as messages: the question of each, shown for the first time and shown again.

use core_shared::contract::users::UserBody;
use core_shared::screen::Screen;
use teloxide::types::MessageId;

use crate::context::{Context, Person, Spot};
use crate::dialogue::{Arrival, Asked, Stage, Wish};
use crate::handlers::{day_menu, delete_me, editing, new_token, replies, tokens};
use crate::places;
use crate::trouble::{Handled, is_not_found};
use crate::views::{self, new_habit, quick_add};

/// Asks for the zone in a new message; what was wished for goes on afterwards.
pub(crate) async fn ask_zone(ctx: &Context, person: &Person, wish: Wish) -> Handled {
    let message = ctx.show(Spot::NewMessage, &clocks_screen(ctx, person)).await?;
    ctx.enter(Stage::Zone { wish, asked: Asked::Clocks }, Some(message)).await
}

pub(crate) fn clocks_screen(ctx: &Context, person: &Person) -> Screen {
    views::zone::clocks(person.locale(), &places::clocks(ctx.now), ctx.now, person.user.zone.as_ref())
}

/// What there is to do about an update that was handled before; `None` for a new one.
pub(crate) async fn handled_before(ctx: &Context, person: &Person) -> Option<Handled> {
    match person.dialogue.arrival(ctx.update) {
        Arrival::New => None,
        Arrival::Again => Some(show_again(ctx, person).await),
        Arrival::LongAgo => Some(Ok(())),
    }
}

/// The message shows something else: what is typed from now on is no answer to the question that it was.
pub(crate) async fn leave_question(ctx: &Context, person: &Person, message: MessageId) -> Handled {
    let is_asked = person.dialogue.stage.is_open() && person.is_at_form(message);
    if is_asked && person.dialogue.arrival(ctx.update) == Arrival::New {
        ctx.enter(Stage::Idle, None).await?;
    }
    Ok(())
}

/// Shows the present stage in its own message, which mostly shows it already.
pub(crate) async fn show_again(ctx: &Context, person: &Person) -> Handled {
    let Some(form) = person.dialogue.form.map(MessageId) else {
        return Ok(());
    };
    let screen = match person.dialogue.stage {
        Stage::Saved { habit } => match ctx.api.get_habit(ctx.user, habit).await {
            Ok(habit) => Some(new_habit::saved(person.locale(), &habit)),
            Err(error) if is_not_found(&error) => None,
            Err(error) => return Err(error.into()),
        },
        // What was begun is finished.
        Stage::TokenMaking(ref making) => return new_token::make(ctx, person, making, form).await,
        Stage::TokenMade => Some(tokens::list_screen(ctx, &person.user, tokens::NEWEST).await?),
        Stage::DeleteMe => Some(delete_me::question(ctx, person).await?),
        ref stage @ (Stage::Amount(_) | Stage::Note(_) | Stage::Noted { .. }) => {
            question_of_day(ctx, &person.user, stage).await?
        }
        Stage::Which { ref about, .. } => Some(replies::which_screen(ctx, about).await?),
        Stage::Edit { .. } | Stage::Changed { .. } => editing::screen_of_stage(ctx, person).await?,
        ref stage => question(ctx, person, stage),
    };
    if let Some(screen) = screen {
        ctx.show(Spot::Message(form), &screen).await?;
    }
    Ok(())
}

/// The screen of a stage that needs nothing from the API.
pub(crate) fn question(ctx: &Context, person: &Person, stage: &Stage) -> Option<Screen> {
    let locale = person.locale();
    match stage {
        Stage::Idle
        | Stage::Saved { .. }
        | Stage::Amount(_)
        | Stage::Note(_)
        | Stage::Noted { .. }
        | Stage::Which { .. }
        | Stage::Edit { .. }
        | Stage::Changed { .. }
        | Stage::TokenMaking(_)
        | Stage::TokenMade
        | Stage::DeleteMe => None,
        Stage::Zone { .. } => Some(clocks_screen(ctx, person)),
        Stage::Name => Some(new_habit::name_question(locale)),
        Stage::Days { name } => Some(new_habit::days_question(locale, name)),
        Stage::Reminder { name, schedule } => Some(new_habit::reminder_question(locale, name, schedule)),
        Stage::TokenName { offered } => Some(views::new_token::name_question(locale, offered)),
        Stage::TokenAccess { name } => Some(views::new_token::access_question(locale, name)),
        Stage::TokenDays { name, access } => Some(views::new_token::days_question(locale, name, *access)),
        Stage::Offer { name } if person.user.zone.is_none() => {
            Some(new_habit::offer_before_zone(locale, name))
        }
        Stage::Offer { name } => Some(new_habit::offer(locale, name)),
        Stage::Draft { draft, asked } => Some(quick_add::card(locale, draft, *asked)),
        Stage::Setting { setting } => Some(views::settings::typed::question(locale, *setting)),
        Stage::Cancelled => Some(new_habit::cancelled(locale)),
    }
}

/// The screen of a stage that asks about a day; `None` when the habit is gone.
pub(crate) async fn question_of_day(
    ctx: &Context,
    user: &UserBody,
    stage: &Stage,
) -> Handled<Option<Screen>> {
    let (Stage::Amount(place) | Stage::Note(place) | Stage::Noted { place, .. }) = stage else {
        return Ok(None);
    };
    let found = day_menu::find(ctx, *place).await?;
    Ok(found.map(|found| match stage {
        Stage::Noted { note, .. } => views::day_menu::noted_question(&found.on(user), note),
        Stage::Note(_) => views::day_menu::note_question(&found.on(user)),
        _ => views::day_menu::amount_question(&found.on(user)),
    }))
}
