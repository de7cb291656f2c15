//! Dialogues: kept for the bot, opaque to everybody else.

use core_shared::contract::dialogues::{DialogueBody, MAX_DIALOGUE_BYTES};
use core_shared::contract::problem::InvalidValue;
use core_shared::domain::UserId;
use jiff::Timestamp;
use sqlx::PgPool;

use crate::error::{ApiError, ApiResult, OnConstraint};
use crate::repositories::dialogues;

pub(crate) async fn find(db: &PgPool, user: UserId) -> ApiResult<DialogueBody> {
    let state = dialogues::find(db, user).await?.ok_or_else(ApiError::not_found)?;
    Ok(DialogueBody { state })
}

pub(crate) async fn put(
    db: &PgPool,
    user: UserId,
    dialogue: DialogueBody,
    now: Timestamp,
) -> ApiResult<DialogueBody> {
    let text = dialogue.state.to_string();
    if text.len() > MAX_DIALOGUE_BYTES {
        let detail = format!("is longer than {MAX_DIALOGUE_BYTES} bytes");
        return Err(ApiError::invalid(InvalidValue::in_body("/state", detail)));
    }
    if text.contains("\\u0000") {
        let detail = "holds a NUL character, which cannot be kept";
        return Err(ApiError::invalid(InvalidValue::in_body("/state", detail)));
    }
    let stored = dialogues::put(db, user, &dialogue.state, now).await;
    stored.on_constraint("dialogues_user_fkey", ApiError::not_found)?;
    Ok(dialogue)
}
