//! The header that makes a creating call safe to repeat.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use core_shared::contract::IDEMPOTENCY_KEY_HEADER;
use core_shared::contract::problem::InvalidValue;

use crate::error::ApiError;
use crate::services::idempotency::Key;

/// The longest key that is kept.
const MAX_BYTES: usize = 200;

#[derive(Debug, Clone)]
pub(crate) struct IdempotencyKey(pub(crate) Option<Key>);

impl<S: Send + Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let Some(value) = parts.headers.get(IDEMPOTENCY_KEY_HEADER) else {
            return Ok(Self(None));
        };
        let name = value.to_str().ok().filter(|key| (1..=MAX_BYTES).contains(&key.len()));
        let refused =
            || InvalidValue::in_parameter("Idempotency-Key", "send 1 to 200 visible ASCII characters");
        let name = name.ok_or_else(|| ApiError::invalid(refused()))?.to_owned();
        // The address holds the template of the path and what it is filled with.
        let operation = format!("{} {}", parts.method, parts.uri.path());
        Ok(Self(Some(Key { name, operation })))
    }
}
