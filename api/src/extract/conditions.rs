//! The headers that make a request depend on the version that there is.

use axum::extract::FromRequestParts;
use axum::http::HeaderName;
use axum::http::header::{IF_MATCH, IF_NONE_MATCH};
use axum::http::request::Parts;
use core_shared::contract::problem::InvalidValue;

use crate::error::ApiError;
use crate::etag::{IfMatch, Seen};

/// The versions that the caller has: one of them need not be sent again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct IfNoneMatch(pub(crate) Option<Seen>);

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        seen(parts, &IF_MATCH, "If-Match").map(Self)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for IfNoneMatch {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        seen(parts, &IF_NONE_MATCH, "If-None-Match").map(Self)
    }
}

/// A header can come in several lines, which are one list.
fn seen(parts: &Parts, header: &HeaderName, name: &str) -> Result<Option<Seen>, ApiError> {
    let lines = parts.headers.get_all(header).iter().map(|line| line.to_str().ok());
    let Some(lines) = lines.collect::<Option<Vec<_>>>() else { return Err(refused(name)) };
    if lines.is_empty() {
        return Ok(None);
    }
    Seen::parse(&lines.join(",")).map(Some).ok_or_else(|| refused(name))
}

fn refused(name: &str) -> ApiError {
    let detail =
        "has to be entity tags as ETag said them, in their quotes and with commas between them, or *";
    ApiError::invalid(InvalidValue::in_parameter(name, detail))
}
