//! Who is calling, as the guard of the operation has found out.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use core_shared::contract::problem::ProblemKind;

use crate::caller::{Caller, Service};
use crate::error::ApiError;

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let caller = parts.extensions.get().cloned();
        caller.ok_or_else(|| ApiError::internal(&"an operation without a guard asks who is calling"))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Service {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        match Caller::from_request_parts(parts, state).await? {
            Caller::Service(service) => Ok(service),
            Caller::Person(_) => Err(ApiError::new(ProblemKind::Forbidden).detail("this is for services")),
        }
    }
}
