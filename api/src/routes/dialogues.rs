//! `/v1/users/{user}/dialogue`

use axum::Json;
use axum::extract::State;
use core_shared::contract::dialogues::DialogueBody;
use core_shared::domain::UserId;

use crate::error::ApiResult;
use crate::extract::{Body, Now, Path};
use crate::services::dialogues;
use crate::state::AppState;

/// Where the user is in a conversation with the bot
#[utoipa::path(get, path = "/v1/users/{user}/dialogue", tag = "dialogues", params(("user" = i64, Path)),
    responses((status = 200, body = DialogueBody)))]
pub(super) async fn get_dialogue(
    State(state): State<AppState>,
    Path(user): Path<UserId>,
) -> ApiResult<Json<DialogueBody>> {
    dialogues::find(&state.db, user).await.map(Json)
}

/// Replace the dialogue; null ends it
#[utoipa::path(put, path = "/v1/users/{user}/dialogue", tag = "dialogues", request_body = DialogueBody, params(("user" = i64, Path)),
    responses((status = 200, body = DialogueBody)))]
pub(super) async fn put_dialogue(
    State(state): State<AppState>,
    Now(now): Now,
    Path(user): Path<UserId>,
    Body(body): Body<DialogueBody>,
) -> ApiResult<Json<DialogueBody>> {
    dialogues::put(&state.db, user, body, now).await.map(Json)
}
