//! The buttons of a reminder of several habits that do not mark: the ways to be asked later, and back. The API knows
//! which habits the message has.

use core_shared::contract::deliveries::ReminderMessageBody;
use core_shared::domain::{DeliveryId, Locale, Snooze};
use core_shared::reminder_message;
use core_shared::screen::Screen;
use teloxide::types::MessageId;

use crate::context::{Context, Spot};
use crate::trouble::{Handled, is_invalid, is_not_found};
use crate::views;

pub(crate) async fn snooze_menu(ctx: &Context, message: MessageId, reminders: DeliveryId) -> Handled {
    let user = ctx.known_user().await?;
    ctx.acknowledge().await;
    show(ctx, message, reminders, |body| reminder_message::snooze_menu_of_all(user.locale, body)).await
}

/// Back to what is asked.
pub(crate) async fn question(ctx: &Context, message: MessageId, reminders: DeliveryId) -> Handled {
    let user = ctx.known_user().await?;
    ctx.acknowledge().await;
    draw(ctx, message, reminders, user.locale).await
}

/// What is still open comes again later.
pub(crate) async fn snooze(
    ctx: &Context,
    message: MessageId,
    reminders: DeliveryId,
    snooze: Snooze,
) -> Handled {
    match ctx.api.put_snooze(ctx.user, reminders, &snooze).await {
        Ok(_) => question(ctx, message, reminders).await,
        Err(error) if is_not_found(&error) || is_invalid(&error) => {
            let user = ctx.known_user().await?;
            ctx.toast(&views::help::too_late(user.locale)).await;
            Ok(())
        }
        Err(error) => Err(error.into()),
    }
}

/// The message as it is now.
pub(crate) async fn draw(
    ctx: &Context,
    message: MessageId,
    reminders: DeliveryId,
    locale: Locale,
) -> Handled {
    show(ctx, message, reminders, |body| reminder_message::reminder(locale, body)).await
}

/// A message of which nothing is left loses its buttons.
async fn show(
    ctx: &Context,
    message: MessageId,
    reminders: DeliveryId,
    screen: impl Fn(&ReminderMessageBody) -> Screen,
) -> Handled {
    match ctx.api.get_message(ctx.user, reminders).await {
        Ok(body) => ctx.show(Spot::Message(message), &screen(&body)).await.map(drop),
        Err(error) if is_not_found(&error) => Ok(ctx.chat.strip(message).await?),
        Err(error) => Err(error.into()),
    }
}
