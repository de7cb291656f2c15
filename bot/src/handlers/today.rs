//! `/today`: the living list of the day, and the lists of the days before it.

use core_shared::contract::today::TodayBody;
use core_shared::contract::users::PatchUser;
use core_shared::domain::HabitId;
use core_shared::screen::Screen;
use jiff::ToSpan as _;
use jiff::civil::Date;
use teloxide::types::MessageId;

use crate::context::{Context, Person, Spot};
use crate::dialogue::Wish;
use crate::handlers::stages;
use crate::trouble::{Handled, is_invalid};
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
    show(ctx, Spot::NewMessage, &today, |home| home).await
}

/// The list, `dressed`, or first what was left open before it. Nobody is asked about the same days twice, even when
/// they do not answer.
pub(crate) async fn show(
    ctx: &Context,
    spot: Spot,
    today: &TodayBody,
    dressed: impl FnOnce(Screen) -> Screen,
) -> Handled {
    ctx.show(spot, &dressed(views::left_open::home(today))).await?;
    if !today.left_open.is_empty() {
        let reviewed_through = today.today.checked_sub(1.day()).ok();
        let asked = PatchUser { reviewed_through, ..PatchUser::default() };
        ctx.api.patch_user(ctx.user, &asked).await?;
    }
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
    show(ctx, Spot::Message(message), &today, |home| home).await
}

/// Another page, or another day.
pub(crate) async fn turned(ctx: &Context, message: MessageId, day: Date, page: u16) -> Handled {
    ctx.acknowledge().await;
    let list = load(ctx, day).await?;
    ctx.show(Spot::Message(message), &views::today::today(&list, page)).await?;
    Ok(())
}

/// Back from one of the habits.
pub(crate) async fn back_to(ctx: &Context, message: MessageId, habit: HabitId, day: Date) -> Handled {
    ctx.acknowledge().await;
    let list = load(ctx, day).await?;
    let page = views::today::page_of(&list, habit);
    ctx.show(Spot::Message(message), &views::today::today(&list, page)).await?;
    Ok(())
}

/// The list of a day, or of the present one when that day is long gone.
pub(crate) async fn load(ctx: &Context, day: Date) -> Handled<TodayBody> {
    match ctx.acquainted(|| ctx.api.get_day(ctx.user, day)).await {
        Err(error) if is_invalid(&error) => Ok(ctx.acquainted(|| ctx.api.get_today(ctx.user)).await?),
        other => Ok(other?),
    }
}
