//! The instant of a request: the clock is read once.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use jiff::Timestamp;

use crate::state::AppState;

#[derive(Debug, Clone, Copy)]
pub(crate) struct Now(pub(crate) Timestamp);

impl FromRequestParts<AppState> for Now {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Self::Rejection> {
        // The guard has read it.
        Ok(parts.extensions.get().copied().unwrap_or_else(|| Self(state.clock.now())))
    }
}
