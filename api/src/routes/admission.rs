//! From the guard to the handler: a request is worked on when its body is there and a place is free, and no longer than
//! it is worth waiting for.

use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::http::header::CONNECTION;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use core_shared::contract::problem::ProblemKind;
use tokio::time::timeout;

use crate::error::{ApiError, ApiResult};
use crate::state::AppState;

/// Waits for the body, then takes a place, then has the request handled within `patience`. Senders of bodies have been let
/// in by then, and take no place however slow they are.
pub(super) async fn admit(
    State((state, patience)): State<(AppState, Duration)>,
    request: Request,
    next: Next,
) -> ApiResult<Response> {
    let (request, _room) = match state.arrivals.whole(request).await {
        Ok(arrived) => arrived,
        Err(refusal) => return Ok(hung_up(refusal)),
    };
    let _pass = state.gate.enter()?;
    // What is dropped in the middle of a transaction is rolled back.
    timeout(patience, next.run(request)).await.map_err(|_| overdue(patience))
}

/// An answer before the body was read: what is left of it would be taken for the next request.
fn hung_up(refusal: ApiError) -> Response {
    let mut response = refusal.into_response();
    response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    response
}

fn overdue(patience: Duration) -> ApiError {
    tracing::warn!(?patience, "a request was given up");
    ApiError::new(ProblemKind::Unavailable).detail("it took too long and was given up; try again")
}
