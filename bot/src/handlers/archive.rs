//! Putting a habit to rest, bringing it back, and deleting it. Archiving can be undone and so asks nothing; deleting
//! asks once.

use core_shared::contract::habits::{HabitBody, PatchHabit};
use core_shared::domain::HabitId;
use teloxide::types::MessageId;

use crate::context::{Context, Spot};
use crate::handlers::{export, habits};
use crate::trouble::{Handled, is_not_found};
use crate::views;

pub(crate) async fn archive(ctx: &Context, message: MessageId, habit: HabitId) -> Handled {
    let user = ctx.known_user().await?;
    let Some(habit) = moved(ctx, habit, Place::Archive).await? else {
        return habits::gone(ctx, message).await;
    };
    ctx.toast(&views::card::archived_toast(user.locale)).await;
    ctx.show(Spot::Message(message), &views::card::archived(user.locale, &habit)).await?;
    Ok(())
}

pub(crate) async fn restore(ctx: &Context, message: MessageId, habit: HabitId) -> Handled {
    let user = ctx.known_user().await?;
    let Some(habit) = moved(ctx, habit, Place::List).await? else {
        return habits::gone(ctx, message).await;
    };
    ctx.toast(&views::card::restored_toast(user.locale)).await;
    ctx.show(Spot::Message(message), &views::card::card(&user, &habit, ctx.now)).await?;
    Ok(())
}

pub(crate) async fn ask_delete(ctx: &Context, message: MessageId, habit: HabitId) -> Handled {
    let user = ctx.known_user().await?;
    let Some(habit) = habits::find(ctx, habit).await? else {
        return habits::gone(ctx, message).await;
    };
    ctx.acknowledge().await;
    let entries = export::entries(ctx, &user, &habit).await?.len();
    let question = views::card::delete_question(user.locale, &habit, entries);
    ctx.show(Spot::Message(message), &question).await?;
    Ok(())
}

/// Deleting what is deleted already is the same.
pub(crate) async fn delete(ctx: &Context, message: MessageId, habit: HabitId) -> Handled {
    let user = ctx.known_user().await?;
    match ctx.api.delete_habit(ctx.user, habit).await {
        Err(error) if !is_not_found(&error) => return Err(error.into()),
        Ok(()) | Err(_) => {}
    }
    ctx.toast(&views::card::deleted_toast(user.locale)).await;
    let screen = habits::list_screen(ctx, user.locale, 0).await?;
    ctx.show(Spot::Message(message), &screen).await?;
    Ok(())
}

/// Where a habit is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    List,
    Archive,
}

async fn moved(ctx: &Context, habit: HabitId, to: Place) -> Handled<Option<HabitBody>> {
    let patch = PatchHabit { archived: Some(to == Place::Archive), ..PatchHabit::default() };
    match ctx.api.patch_habit(ctx.user, habit, &patch).await {
        Ok(habit) => Ok(Some(habit)),
        Err(error) if is_not_found(&error) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
