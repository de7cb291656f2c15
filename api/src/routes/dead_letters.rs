//! `/v1/admin/dead-letters`

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use core_shared::contract::dead_letters::DeadLettersBody;
use core_shared::domain::{DeliveryId, UserId};
use serde::Deserialize;

use crate::error::ApiResult;
use crate::extract::{Now, Path, Query};
use crate::services::dead_letters;
use crate::state::AppState;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Page {
    after: Option<String>,
}

/// List deliveries that were given up
///
/// With their cause, a hundred at a time.
#[utoipa::path(get, path = "/v1/admin/dead-letters", tag = "admin",
    params(("after" = Option<String>, Query, description = "What `next` said on the page before")),
    responses((status = 200, body = DeadLettersBody)))]
pub(super) async fn list_dead_letters(
    State(state): State<AppState>,
    Query(Page { after }): Query<Page>,
) -> ApiResult<Json<DeadLettersBody>> {
    dead_letters::list(&state.db, after.as_deref()).await.map(Json)
}

/// Try a delivery again that was given up
///
/// As if it had not been tried before. What is not wanted any more by then is not sent.
#[utoipa::path(post, path = "/v1/admin/dead-letters/{user}/{delivery}/replay", tag = "admin",
    params(("user" = i64, Path), ("delivery" = i64, Path)), responses((status = 204)))]
pub(super) async fn replay_dead_letter(
    State(state): State<AppState>,
    Now(now): Now,
    Path((user, delivery)): Path<(UserId, DeliveryId)>,
) -> ApiResult<StatusCode> {
    dead_letters::replay(&state.db, user, delivery, now).await.map(|()| StatusCode::NO_CONTENT)
}
