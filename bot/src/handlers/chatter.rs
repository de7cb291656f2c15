//! Messages that are no command: an answer to the open question, or something out of the blue.

use crate::context::{Context, Spot};
use crate::dialogue::Stage;
use crate::handlers::{
    day_menu, delete_me, editing, new_habit, new_token, quick_add, settings, stages, zone,
};
use crate::trouble::Handled;
use crate::views;

pub(crate) async fn text(ctx: &Context, text: &str) -> Handled {
    if let Some(locale) = delete_me::was_done_by(ctx, text).await? {
        return delete_me::say_goodbye(ctx, locale).await;
    }
    let person = ctx.person().await?;
    if let Some(handled) = stages::handled_before(ctx, &person).await {
        return handled;
    }
    match person.dialogue.stage {
        Stage::Zone { .. } => zone::typed(ctx, person, text).await,
        Stage::Name | Stage::Days { .. } | Stage::Reminder { .. } | Stage::Draft { asked: Some(_), .. } => {
            new_habit::typed(ctx, &person, text).await
        }
        Stage::Amount(place) => day_menu::amount_typed(ctx, &person, place, text).await,
        Stage::Note(place) | Stage::Noted { place, .. } => {
            day_menu::note_typed(ctx, &person, place, text).await
        }
        Stage::TokenName { .. }
        | Stage::TokenAccess { .. }
        | Stage::TokenDays { .. }
        | Stage::TokenMaking(_) => new_token::typed(ctx, &person, text).await,
        Stage::Setting { setting } => settings::typed::typed(ctx, &person, setting, text).await,
        Stage::DeleteMe => delete_me::typed(ctx, &person, text).await,
        Stage::Edit { .. } => editing::typed(ctx, &person, text).await,
        Stage::Changed { .. }
        | Stage::Draft { asked: None, .. }
        | Stage::Offer { .. }
        | Stage::Which { .. }
        | Stage::Idle
        | Stage::Saved { .. }
        | Stage::TokenMade
        | Stage::Cancelled => quick_add::heard(ctx, &person, text).await,
    }
}

/// A picture, a voice message, a sticker.
pub(crate) async fn media(ctx: &Context) -> Handled {
    let user = ctx.known_user().await?;
    ctx.show(Spot::NewMessage, &views::help::media(user.locale)).await?;
    Ok(())
}
