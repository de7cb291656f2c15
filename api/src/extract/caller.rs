//! Who is calling, as the guard of the operation has found out.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::error::ApiError;
use crate::keyring::Caller;

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let caller = parts.extensions.get().copied();
        caller.ok_or_else(|| ApiError::internal(&"an operation without a guard asks who is calling"))
    }
}
