//! Whether the process lives, and whether it can serve.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::State;
use axum::routing::get;
use core_shared::contract::problem::ProblemKind;
use tokio::sync::Mutex;

use crate::error::{ApiError, ApiResult};
use crate::repositories::health;
use crate::state::AppState;

/// Nobody who watches looks more often.
const MOMENT: Duration = Duration::from_millis(100);

/// What the database said last, and when. Anybody may ask, as often as they like, without a key and outside of the gate:
/// so all who ask within a moment share one answer, and one connection.
#[derive(Debug, Clone, Default)]
struct LastWord(Arc<Mutex<Option<(Instant, bool)>>>);

pub(super) fn router() -> Router<AppState> {
    let last = LastWord::default();
    Router::new()
        .route("/healthz", get(|| std::future::ready("ok")))
        .route("/readyz", get(move |State(state): State<AppState>| async move { last.ask(&state).await }))
}

impl LastWord {
    async fn ask(&self, state: &AppState) -> ApiResult<&'static str> {
        let mut last = self.0.lock().await;
        match *last {
            Some((at, true)) if at.elapsed() < MOMENT => Ok("ok"),
            Some((at, false)) if at.elapsed() < MOMENT => {
                Err(ApiError::new(ProblemKind::Unavailable).detail("the database cannot be reached"))
            }
            _ => {
                let word = health::ping(&state.db).await;
                *last = Some((Instant::now(), word.is_ok()));
                word?;
                Ok("ok")
            }
        }
    }
}
