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

    async fn from_request_parts(_: &mut Parts, state: &AppState) -> Result<Self, Self::Rejection> {
        Ok(Self(state.clock.now()))
    }
}
