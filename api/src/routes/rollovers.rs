//! `/v1/scheduler/rollovers`

use axum::Json;
use axum::extract::State;
use core_shared::contract::rollovers::RolloverBody;

use crate::error::ApiResult;
use crate::extract::Now;
use crate::services::rollovers;
use crate::state::AppState;

/// Close the days that are over
///
/// Only users for whom something has to happen are touched. Running it twice, late or concurrently comes
/// to the same.
#[utoipa::path(post, path = "/v1/scheduler/rollovers/run", tag = "scheduler",
    responses((status = 200, body = RolloverBody)))]
pub(super) async fn run_rollovers(
    State(state): State<AppState>,
    Now(now): Now,
) -> ApiResult<Json<RolloverBody>> {
    rollovers::run(&state, now).await.map(Json)
}
