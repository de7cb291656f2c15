//! `/today`: the living list of the day.

use core_shared::contract::today::TodayBody;
use teloxide::types::MessageId;

use crate::context::{Context, Person, Spot};
use crate::dialogue::Wish;
use crate::handlers::stages;
use crate::trouble::Handled;
use crate::views;

pub(crate) async fn command(ctx: &Context) -> Handled {
    let person = ctx.person().await?;
    if person.user.zone.is_none() {
        return ask_zone(ctx, &person).await;
    }
    ctx.leave_form(&person).await?;
    send(ctx).await
}

/// Without a zone nobody knows which day it is.
async fn ask_zone(ctx: &Context, person: &Person) -> Handled {
    if let Some(handled) = stages::handled_before(ctx, person).await {
        return handled;
    }
    ctx.close_form(person).await?;
    stages::ask_zone(ctx, person, Wish::Today).await
}

pub(crate) async fn send(ctx: &Context) -> Handled {
    let today = ctx.api.get_today(ctx.user).await?;
    ctx.show(Spot::NewMessage, &views::today::today(&today)).await?;
    Ok(())
}

/// The message becomes the list.
pub(crate) async fn tapped(ctx: &Context, message: MessageId) -> Handled {
    let person = ctx.person().await?;
    ctx.acknowledge().await;
    if person.user.zone.is_none() {
        return ask_zone(ctx, &person).await;
    }
    let today = ctx.api.get_today(ctx.user).await?;
    ctx.show(Spot::Message(message), &views::today::today(&today)).await?;
    Ok(())
}

pub(crate) async fn load(ctx: &Context) -> Handled<TodayBody> {
    Ok(ctx.acquainted(|| ctx.api.get_today(ctx.user)).await?)
}
