//! `/v1/scheduler/calls`

use axum::Json;
use axum::extract::State;
use core_shared::contract::calls::{ClaimCalls, ClaimedCallsBody, ReportCalls};
use core_shared::contract::deliveries::ReportBody;

use crate::error::ApiResult;
use crate::extract::{Body, Now};
use crate::services::calls;
use crate::state::AppState;

/// Claim due calls under a lease
///
/// The most urgent first, each with the signature that it is sent with.
#[utoipa::path(post, path = "/v1/scheduler/calls/claim", tag = "scheduler", request_body = ClaimCalls,
    responses((status = 200, body = ClaimedCallsBody)))]
pub(super) async fn claim_calls(
    State(state): State<AppState>,
    Now(now): Now,
    Body(body): Body<ClaimCalls>,
) -> ApiResult<Json<ClaimedCallsBody>> {
    calls::claim(&state, &body, now).await.map(Json)
}

/// Report what became of claimed calls
///
/// A report that arrives twice, or after its lease has run out and somebody else has claimed, changes nothing.
#[utoipa::path(post, path = "/v1/scheduler/calls/report", tag = "scheduler", request_body = ReportCalls,
    responses((status = 200, body = ReportBody)))]
pub(super) async fn report_calls(
    State(state): State<AppState>,
    Now(now): Now,
    Body(body): Body<ReportCalls>,
) -> ApiResult<Json<ReportBody>> {
    calls::report(&state.queue, body, now).await.map(Json)
}
