//! Pausing a habit and going on. A pause asks nothing: the card that shows it has the way back.

use core_shared::contract::habits::PatchHabit;
use core_shared::domain::HabitId;
use jiff::civil::Date;
use teloxide::types::MessageId;

use crate::context::{Context, Spot};
use crate::handlers::habits;
use crate::trouble::{Handled, is_invalid, is_not_found};
use crate::views;

pub(crate) async fn menu(ctx: &Context, message: MessageId, habit: HabitId) -> Handled {
    let user = ctx.known_user().await?;
    let Some(habit) = habits::find(ctx, habit).await? else {
        return habits::gone(ctx, message).await;
    };
    if let Some(words) = views::pause::resting_toast(user.locale, &habit) {
        ctx.toast(&words).await;
        ctx.show(Spot::Message(message), &views::card::card(&user, &habit, ctx.now)).await?;
    } else {
        ctx.acknowledge().await;
        ctx.show(Spot::Message(message), &views::pause::menu(user.locale, &habit, user.today)).await?;
    }
    Ok(())
}

pub(crate) async fn pause(ctx: &Context, message: MessageId, habit: HabitId, until: Date) -> Handled {
    set(ctx, message, habit, Some(until)).await
}

pub(crate) async fn resume(ctx: &Context, message: MessageId, habit: HabitId) -> Handled {
    set(ctx, message, habit, None).await
}

async fn set(ctx: &Context, message: MessageId, habit: HabitId, until: Option<Date>) -> Handled {
    let user = ctx.known_user().await?;
    let patch = PatchHabit { paused_until: Some(until), ..PatchHabit::default() };
    let habit = match ctx.api.patch_habit(ctx.user, habit, &patch).await {
        Ok(habit) => habit,
        Err(error) if is_not_found(&error) => return habits::gone(ctx, message).await,
        // The menu is so old that its pause would be over.
        Err(error) if is_invalid(&error) => return habits::stale(ctx, message, habit).await,
        Err(error) => return Err(error.into()),
    };
    let words = views::pause::resting_toast(user.locale, &habit)
        .unwrap_or_else(|| views::pause::resumed_toast(user.locale));
    ctx.toast(&words).await;
    ctx.show(Spot::Message(message), &views::card::card(&user, &habit, ctx.now)).await?;
    Ok(())
}
