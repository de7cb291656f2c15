//! Long polling that confirms updates after they were kept, never before: the next question for updates carries the id
//! behind the last one that is in good hands.

use std::time::Duration;

use serde::Serialize;
use serde_json::Value;
use teloxide::payloads::GetUpdatesSetters as _;
use teloxide::prelude::Requester as _;
use teloxide::requests::{JsonRequest, Payload};
use teloxide::types::AllowedUpdate;
use teloxide::{ApiError, Bot, RequestError};
use tokio_util::sync::CancellationToken;

use crate::intake::{Intake, Kept, number_of};
use crate::pause::Pause;
use crate::telegram::describe;

/// Telegram answers a question for updates after so many seconds at the latest.
const LONG_POLL_SECONDS: u32 = 25;

/// The connection has to live longer than the long poll it carries.
pub(crate) const TIMEOUT: Duration = Duration::from_secs(40);

/// The last confirmation may take so long; if it is lost, the updates come again.
const LAST_CONFIRMATION: Duration = Duration::from_millis(800);

/// What the bot wants to be told, however it is told.
pub(crate) const ALLOWED: [AllowedUpdate; 3] =
    [AllowedUpdate::Message, AllowedUpdate::CallbackQuery, AllowedUpdate::MyChatMember];

/// How far updates are confirmed, and how far they are kept.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Offset {
    confirmed: Option<i64>,
    kept: Option<i64>,
}

/// Asks for updates and hands them in, until `stop`.
pub(crate) async fn poll(bot: &Bot, intake: Intake, stop: &CancellationToken) {
    let mut offset = Offset::default();
    let mut pause = Pause::default();
    while let Some(answer) = stop.run_until_cancelled(next_updates(bot, offset.kept)).await {
        let is_in_order = match answer {
            Ok(updates) => {
                offset.confirmed = offset.kept;
                let next = behind(&updates);
                let kept = stop.run_until_cancelled(intake.keep_all(updates)).await;
                if kept == Some(Kept::Yes) {
                    offset.kept = next.or(offset.kept);
                }
                kept != Some(Kept::No)
            }
            Err(error) => {
                complain(bot, &error).await;
                false
            }
        };
        if is_in_order {
            pause = Pause::default();
        } else {
            stop.run_until_cancelled(pause.wait()).await;
        }
    }
    confirm(bot, offset).await;
}

/// `getUpdates` with the updates as they came: what is kept must not depend on what is understood.
#[derive(Debug, Clone, Serialize)]
struct RawUpdates {
    #[serde(skip_serializing_if = "Option::is_none")]
    offset: Option<i64>,
    timeout: u32,
    allowed_updates: [AllowedUpdate; 3],
}

impl Payload for RawUpdates {
    type Output = Vec<Value>;

    const NAME: &'static str = "GetUpdates";
}

async fn next_updates(bot: &Bot, offset: Option<i64>) -> Result<Vec<Value>, RequestError> {
    let question = RawUpdates { offset, timeout: LONG_POLL_SECONDS, allowed_updates: ALLOWED };
    JsonRequest::new(bot.clone(), question).await
}

/// The number behind a batch. Numbers that begin anew, as they do after a week of silence, are followed.
fn behind(updates: &[Value]) -> Option<i64> {
    updates.iter().filter_map(number_of).max().map(|last| last + 1)
}

async fn complain(bot: &Bot, error: &RequestError) {
    let reason = describe(error);
    match error {
        RequestError::Api(ApiError::TerminatedByOtherGetUpdates) => {
            tracing::error!(
                reason,
                "another bot asks for updates with the same token: several are possible with WEBHOOK_URL"
            );
        }
        RequestError::Api(ApiError::InvalidToken) => tracing::error!(reason, "the token is refused"),
        RequestError::Api(_) if reason.contains("webhook is active") => remove_webhook(bot).await,
        _ => tracing::warn!(reason, "updates could not be asked for"),
    }
}

async fn remove_webhook(bot: &Bot) {
    tracing::warn!("a webhook is set; it is removed, because this bot asks for its updates");
    if let Err(error) = bot.delete_webhook().await {
        tracing::warn!(reason = describe(&error), "the webhook could not be removed");
    }
}

/// Confirms what was kept since the last question.
async fn confirm(bot: &Bot, offset: Offset) {
    let Some(kept) = offset.kept.filter(|_| offset.kept != offset.confirmed) else {
        return;
    };
    let Ok(kept) = i32::try_from(kept) else {
        return;
    };
    let request = bot.get_updates().offset(kept).limit(1).timeout(0);
    match tokio::time::timeout(LAST_CONFIRMATION, request.into_future()).await {
        Ok(Ok(_)) => {}
        Ok(Err(error)) => tracing::warn!(reason = describe(&error), "the last updates will come again"),
        Err(_elapsed) => tracing::warn!("the last updates will come again"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_next_question_begins_behind_the_last_update() {
        assert_eq!(behind(&[json!({"update_id": 900}), json!({"update_id": 901})]), Some(902));
        assert_eq!(
            behind(&[json!({"update_id": 5}), json!("no update")]),
            Some(6),
            "a count that begins anew"
        );
        assert_eq!(behind(&[]), None);
    }
}
