//! What happens around every request: an id, one log line, a measured duration, a problem after a panic.

use std::any::Any;
use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use core_shared::contract::REQUEST_ID_HEADER;
use tracing::Instrument as _;

use crate::error::ApiError;
use crate::request_id;

/// Longer ids are replaced: they end up in logs.
const MAX_ID_BYTES: usize = 64;

/// Names, times and logs a request.
pub(crate) async fn watched(request: Request, next: Next) -> Response {
    let id = id_of(&request);
    let method = request.method().clone();
    // The pattern, not the address: addresses hold user ids.
    let route = request.extensions().get::<MatchedPath>().map_or("unmatched", MatchedPath::as_str).to_owned();
    let span = tracing::info_span!("request", id, %method, route);
    let begun = Instant::now();
    let mut response = request_id::within(id.clone(), next.run(request).instrument(span.clone())).await;
    let (status, elapsed) = (response.status(), begun.elapsed());
    span.in_scope(|| tracing::debug!(status = status.as_u16(), ?elapsed, "answered"));
    let labels = [("method", method.to_string()), ("route", route), ("status", status.as_u16().to_string())];
    metrics::histogram!("api_request_seconds", &labels).record(elapsed.as_secs_f64());
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID_HEADER, id);
    }
    response
}

fn id_of(request: &Request) -> String {
    let sent = request.headers().get(REQUEST_ID_HEADER).and_then(|value| value.to_str().ok());
    let acceptable =
        |id: &&str| (1..=MAX_ID_BYTES).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_graphic());
    sent.filter(acceptable).map_or_else(|| format!("{:032x}", rand::random::<u128>()), str::to_owned)
}

/// A panic is a bug of ours: the caller gets the same problem as for any other.
#[expect(clippy::needless_pass_by_value, reason = "the layer hands the panic over")]
pub(crate) fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response {
    let cause = panic.downcast_ref::<String>().map(String::as_str);
    let cause =
        cause.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("a panic without a message");
    ApiError::internal(&cause).into_response()
}
