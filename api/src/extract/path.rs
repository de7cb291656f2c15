//! Parameters of the address.

use axum::extract::path::ErrorKind;
use axum::extract::rejection::PathRejection;
use axum::extract::{FromRequestParts, MatchedPath, Path as AxumPath};
use axum::http::request::Parts;
use core_shared::contract::problem::{InvalidValue, ProblemKind};
use serde::de::DeserializeOwned;

use crate::error::ApiError;

#[derive(Debug, Clone, Copy)]
pub(crate) struct Path<T>(pub(crate) T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        match AxumPath::from_request_parts(parts, state).await {
            Ok(AxumPath(value)) => Ok(Self(value)),
            Err(rejection) => Err(refused(rejection, parts)),
        }
    }
}

/// A parameter that cannot be what it stands for. The value is not repeated.
fn refused(rejection: PathRejection, parts: &Parts) -> ApiError {
    let PathRejection::FailedToDeserializePathParams(failure) = rejection else {
        return ApiError::internal(&rejection);
    };
    let name = match failure.into_kind() {
        ErrorKind::ParseErrorAtKey { key, .. } | ErrorKind::DeserializeError { key, .. } => key,
        ErrorKind::ParseErrorAtIndex { index, .. } => parameter(parts, index),
        ErrorKind::ParseError { .. } => parameter(parts, 0),
        _ => return ApiError::new(ProblemKind::Malformed).detail("the address cannot be read"),
    };
    let expected = match name.as_str() {
        "day" => "a date as YYYY-MM-DD",
        _ => "a whole number of at most 64 bits",
    };
    ApiError::invalid(InvalidValue::in_parameter(name, format!("is not acceptable: expected {expected}")))
}

/// The name of the parameter at a place of the route.
fn parameter(parts: &Parts, index: usize) -> String {
    let route = parts.extensions.get::<MatchedPath>().map_or("", MatchedPath::as_str);
    let mut names = route.split('/').filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'));
    names.nth(index).unwrap_or("path").to_owned()
}
