//! JSON bodies: every mistake is answered with its place, and never with the input itself. They have arrived by then.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, Request};
use core_shared::contract::problem::{InvalidValue, ProblemKind};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::error::Category;
use serde_path_to_error::{Path, Segment};

use super::complaint::{Complaint, complaint};
use crate::arrival::require_json;
use crate::error::ApiError;

#[derive(Debug, Clone, Copy)]
pub(crate) struct Body<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        require_json(request.headers())?;
        let bytes = Bytes::from_request(request, state).await.map_err(|rejection| unread(&rejection))?;
        read(&bytes).map(Self)
    }
}

fn unread(rejection: &BytesRejection) -> ApiError {
    match rejection.status().as_u16() {
        413 => ApiError::new(ProblemKind::TooLarge),
        _ => ApiError::new(ProblemKind::Malformed).detail("the body ended early"),
    }
}

pub(crate) fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    // A list of the right length would pass for an object.
    if bytes.trim_ascii_start().first() != Some(&b'{') && serde_json::from_slice::<IgnoredAny>(bytes).is_ok()
    {
        return Err(ApiError::invalid(InvalidValue::in_body("", "is not acceptable: expected an object")));
    }
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut deserializer)
        .map_err(|error| refused(pointer(error.path()), error.inner(), bytes))?;
    deserializer.end().map_err(|error| refused(String::new(), &error, bytes))?;
    Ok(value)
}

fn refused(pointer: String, error: &serde_json::Error, bytes: &[u8]) -> ApiError {
    // Some values that are JSON, but not of the expected type, are "syntax" to the parser of that type.
    let is_json = || serde_json::from_slice::<IgnoredAny>(bytes).is_ok();
    match error.classify() {
        Category::Data => ApiError::invalid(mistake(pointer, &error.to_string())),
        Category::Syntax if is_json() => {
            ApiError::invalid(InvalidValue::in_body(pointer, "is not acceptable here"))
        }
        Category::Syntax | Category::Eof | Category::Io => ApiError::new(ProblemKind::Malformed)
            .detail(format!("the body is not JSON: see line {}, column {}", error.line(), error.column())),
    }
}

/// A mistake in a value, in words that do not repeat what was sent.
fn mistake(pointer: String, message: &str) -> InvalidValue {
    let place = message.rfind(" at line ").unwrap_or(message.len());
    match complaint(&message[..place]) {
        Complaint::Missing(field) => InvalidValue::in_body(format!("{pointer}/{field}"), "is missing"),
        Complaint::Other(detail) => InvalidValue::in_body(pointer, detail),
    }
}

/// The path as a JSON pointer.
fn pointer(path: &Path) -> String {
    let mut pointer = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => pointer.extend(["/", &index.to_string()]),
            Segment::Map { key } => pointer.extend(["/", &key.replace('~', "~0").replace('/', "~1")]),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    pointer
}
