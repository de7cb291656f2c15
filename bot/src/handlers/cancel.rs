//! Leaving a form, by `/cancel` or by its button.

use teloxide::types::MessageId;

use crate::context::{Context, Spot};
use crate::dialogue::Stage;
use crate::handlers::stages;
use crate::trouble::Handled;
use crate::views;

pub(crate) async fn command(ctx: &Context) -> Handled {
    let person = ctx.person().await?;
    if let Some(handled) = stages::handled_before(ctx, &person).await {
        return handled;
    }
    if !person.dialogue.stage.is_open() {
        ctx.show(Spot::NewMessage, &views::help::nothing_to_cancel(person.locale())).await?;
        return Ok(());
    }
    ctx.close_form(&person).await?;
    if person.dialogue.stage == Stage::DeleteMe {
        ctx.show(Spot::NewMessage, &views::delete_me::kept(person.locale())).await?;
        return ctx.enter(Stage::Idle, None).await;
    }
    let message = ctx.show(Spot::NewMessage, &views::new_habit::cancelled(person.locale())).await?;
    ctx.enter(Stage::Cancelled, Some(message)).await
}

pub(crate) async fn tapped(ctx: &Context, message: MessageId) -> Handled {
    let person = ctx.person().await?;
    if !person.is_at_form(message) {
        return ctx.say_button_is_old(person.locale(), message).await;
    }
    ctx.acknowledge().await;
    if !person.dialogue.stage.is_open() {
        return stages::show_again(ctx, &person).await;
    }
    ctx.show(Spot::Message(message), &views::new_habit::cancelled(person.locale())).await?;
    ctx.enter(Stage::Cancelled, Some(message)).await
}
