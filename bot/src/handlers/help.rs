//! `/help`, commands that do not exist, and buttons that no longer do.

use teloxide::types::MessageId;

use crate::context::{Context, Spot};
use crate::trouble::Handled;
use crate::views;

pub(crate) async fn command(ctx: &Context) -> Handled {
    let person = ctx.person().await?;
    ctx.leave_form(&person).await?;
    ctx.show(Spot::NewMessage, &views::help::help(person.locale())).await?;
    Ok(())
}

pub(crate) async fn unknown_command(ctx: &Context) -> Handled {
    let person = ctx.person().await?;
    ctx.leave_form(&person).await?;
    ctx.show(Spot::NewMessage, &views::help::unknown_command(person.locale())).await?;
    Ok(())
}

/// A button of another version: its message becomes the list of today, where every button is good.
pub(crate) async fn unknown_button(ctx: &Context, message: MessageId) -> Handled {
    let today = ctx.acquainted(|| ctx.api.get_today(ctx.user)).await?;
    ctx.toast(&views::help::old_button(today.locale)).await;
    ctx.show(Spot::Message(message), &views::today::today(&today, 0)).await?;
    Ok(())
}
