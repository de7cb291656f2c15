//! `/v1/bot/updates`

use axum::Json;
use axum::extract::State;
use core_shared::contract::updates::{
    ClaimUpdates, ClaimedUpdatesBody, ReportUpdates, ReportedUpdatesBody, StoreUpdates, StoredUpdatesBody,
};

use crate::error::ApiResult;
use crate::extract::{Body, Now};
use crate::services::updates;
use crate::state::AppState;

/// Keep updates before they are handled
///
/// Each is kept once for its number, however often it comes within 25 hours. Then claims, when asked to.
#[utoipa::path(post, path = "/v1/bot/updates", tag = "updates", request_body = StoreUpdates,
    responses((status = 200, body = StoredUpdatesBody)))]
pub(super) async fn store_updates(
    State(state): State<AppState>,
    Now(now): Now,
    Body(body): Body<StoreUpdates>,
) -> ApiResult<Json<StoredUpdatesBody>> {
    updates::store(&state.queue, body, now).await.map(Json)
}

/// Claim updates under a lease
///
/// The oldest first, and of each chat one: the next one of a chat is handed out after that was reported.
#[utoipa::path(post, path = "/v1/bot/updates/claim", tag = "updates", request_body = ClaimUpdates,
    responses((status = 200, body = ClaimedUpdatesBody)))]
pub(super) async fn claim_updates(
    State(state): State<AppState>,
    Now(now): Now,
    Body(body): Body<ClaimUpdates>,
) -> ApiResult<Json<ClaimedUpdatesBody>> {
    updates::claim(&state.queue, &body, now).await.map(Json)
}

/// Report what became of claimed updates
///
/// A report that arrives twice, or after its lease has run out and somebody else has claimed, changes nothing. Then
/// claims, when asked to.
#[utoipa::path(post, path = "/v1/bot/updates/report", tag = "updates", request_body = ReportUpdates,
    responses((status = 200, body = ReportedUpdatesBody)))]
pub(super) async fn report_updates(
    State(state): State<AppState>,
    Now(now): Now,
    Body(body): Body<ReportUpdates>,
) -> ApiResult<Json<ReportedUpdatesBody>> {
    updates::report(&state.queue, body, now).await.map(Json)
}
