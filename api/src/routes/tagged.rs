//! Answers that say which version they are.

use axum::http::header::{CONTENT_TYPE, ETAG};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::error::ApiError;
use crate::etag::ETag;
use crate::extract::IfNoneMatch;

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// A body with its `ETag`.
#[derive(Debug)]
pub(super) struct Tagged<T>(pub(super) T);

impl<T: Serialize> IntoResponse for Tagged<T> {
    fn into_response(self) -> Response {
        self.unless(&IfNoneMatch(None))
    }
}

impl<T: Serialize> Tagged<T> {
    /// Without the body when the caller has this version.
    pub(super) fn unless(self, known: &IfNoneMatch) -> Response {
        let body = match serde_json::to_vec(&self.0) {
            Ok(body) => body,
            Err(error) => return ApiError::internal(&error).into_response(),
        };
        let tag = ETag::of_bytes(&body);
        let shown = [(ETAG, tag.to_string())];
        if known.0.as_ref().is_some_and(|seen| seen.is_as_good_as(&tag)) {
            return (StatusCode::NOT_MODIFIED, shown).into_response();
        }
        (shown, [(CONTENT_TYPE, JSON)], body).into_response()
    }
}
