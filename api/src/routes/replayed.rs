//! How an answer says that it was given before.

use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use core_shared::contract::IDEMPOTENCY_REPLAYED_HEADER;

use crate::services::idempotency::Answered;

const REPLAYED: HeaderName = HeaderName::from_static(IDEMPOTENCY_REPLAYED_HEADER);

impl<T: IntoResponse> IntoResponse for Answered<T> {
    fn into_response(self) -> Response {
        match self {
            Self::Now(answer) => answer.into_response(),
            Self::Before(answer) => {
                let mut response = answer.into_response();
                response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
                response
            }
        }
    }
}
