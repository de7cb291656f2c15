//! `/habits`: the list, the archive, and the card of one habit.

use core_shared::contract::habits::{HabitBody, HabitStatus};
use core_shared::domain::{HabitId, Locale};
use core_shared::screen::Screen;
use teloxide::types::MessageId;

use crate::context::{Context, Spot};
use crate::trouble::{Handled, is_not_found};
use crate::views;
use crate::views::habits::Archive;

pub(crate) async fn command(ctx: &Context) -> Handled {
    let person = ctx.person().await?;
    ctx.leave_form(&person).await?;
    let screen = list_screen(ctx, person.locale(), 0).await?;
    ctx.show(Spot::NewMessage, &screen).await?;
    Ok(())
}

pub(crate) async fn list(ctx: &Context, message: MessageId, page: u16) -> Handled {
    let user = ctx.known_user().await?;
    ctx.acknowledge().await;
    let screen = list_screen(ctx, user.locale, page).await?;
    ctx.show(Spot::Message(message), &screen).await?;
    Ok(())
}

pub(crate) async fn archived(ctx: &Context, message: MessageId, page: u16) -> Handled {
    let user = ctx.known_user().await?;
    ctx.acknowledge().await;
    let archived = ctx.api.list_habits(ctx.user, HabitStatus::Archived).await?;
    ctx.show(Spot::Message(message), &views::habits::archived(user.locale, &archived.habits, page)).await?;
    Ok(())
}

pub(crate) async fn card(ctx: &Context, message: MessageId, habit: HabitId) -> Handled {
    let user = ctx.known_user().await?;
    let Some(habit) = find(ctx, habit).await? else {
        return gone(ctx, message).await;
    };
    ctx.acknowledge().await;
    ctx.show(Spot::Message(message), &views::card::card(&user, &habit, ctx.now)).await?;
    Ok(())
}

pub(crate) async fn find(ctx: &Context, habit: HabitId) -> Handled<Option<HabitBody>> {
    match ctx.api.get_habit(ctx.user, habit).await {
        Ok(habit) => Ok(Some(habit)),
        Err(error) if is_not_found(&error) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The habit is gone: its message becomes the list of the others.
pub(crate) async fn gone(ctx: &Context, message: MessageId) -> Handled {
    let user = ctx.known_user().await?;
    ctx.toast(&views::help::habit_gone(user.locale)).await;
    let screen = list_screen(ctx, user.locale, 0).await?;
    ctx.show(Spot::Message(message), &screen).await?;
    Ok(())
}

/// The habit is no longer what the button was made for: its message becomes the card as it is now.
pub(crate) async fn stale(ctx: &Context, message: MessageId, habit: HabitId) -> Handled {
    let user = ctx.known_user().await?;
    let Some(habit) = find(ctx, habit).await? else {
        return gone(ctx, message).await;
    };
    ctx.toast(&views::help::old_button(user.locale)).await;
    ctx.show(Spot::Message(message), &views::card::card(&user, &habit, ctx.now)).await?;
    Ok(())
}

pub(crate) async fn list_screen(ctx: &Context, locale: Locale, page: u16) -> Handled<Screen> {
    let (active, archived) = tokio::try_join!(
        ctx.api.list_habits(ctx.user, HabitStatus::Active),
        ctx.api.list_habits(ctx.user, HabitStatus::Archived)
    )?;
    let archive = Archive { count: archived.habits.len() };
    Ok(views::habits::active(locale, &active.habits, archive, page))
}
