//! Whether the process lives, and whether it can serve.

use axum::Router;
use axum::extract::State;
use axum::routing::get;

use crate::error::ApiResult;
use crate::repositories::health;
use crate::state::AppState;

pub(super) fn router() -> Router<AppState> {
    Router::new().route("/healthz", get(|| std::future::ready("ok"))).route("/readyz", get(ready))
}

async fn ready(State(state): State<AppState>) -> ApiResult<&'static str> {
    health::ping(&state.db).await?;
    Ok("ok")
}
