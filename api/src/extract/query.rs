//! Parameters after the question mark.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use core_shared::contract::problem::InvalidValue;
use serde::de::DeserializeOwned;

use super::complaint::{Complaint, complaint};
use crate::error::ApiError;

#[derive(Debug, Clone, Copy)]
pub(crate) struct Query<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let query = parts.uri.query().unwrap_or_default();
        let deserializer = serde_urlencoded::Deserializer::new(form_urlencoded::parse(query.as_bytes()));
        serde_path_to_error::deserialize(deserializer).map(Self).map_err(|error| {
            let name = error.path().to_string();
            ApiError::invalid(match complaint(&error.into_inner().to_string()) {
                Complaint::Missing(field) => InvalidValue::in_parameter(field, "is missing"),
                Complaint::Other(detail) => InvalidValue::in_parameter(name, detail),
            })
        })
    }
}
