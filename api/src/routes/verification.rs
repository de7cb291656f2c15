//! `/v1/admin/progress`

use axum::Json;
use axum::extract::State;
use core_shared::contract::verification::VerificationBody;

use crate::error::ApiResult;
use crate::extract::Now;
use crate::services::verification;
use crate::state::AppState;

/// Rebuild the progress of every habit and compare
///
/// Differences are repaired and reported. There should never be any.
#[utoipa::path(post, path = "/v1/admin/progress/verify", tag = "admin",
    responses((status = 200, body = VerificationBody)))]
pub(super) async fn verify_progress(
    State(state): State<AppState>,
    Now(now): Now,
) -> ApiResult<Json<VerificationBody>> {
    verification::run(&state.db, now).await.map(Json)
}
