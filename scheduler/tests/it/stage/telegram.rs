//! The Telegram of the stage: notes every call, and answers by its mood. The id of a new message is the number
//! of the call that sent it.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};

use super::{Call, Mood, Stage, TOKEN};

pub(super) fn routes() -> Router<Arc<Stage>> {
    Router::new().route("/{bot}/{method}", post(call))
}

async fn call(
    State(stage): State<Arc<Stage>>,
    Path((bot, method)): Path<(String, String)>,
    Json(body): Json<Value>,
) -> (StatusCode, Json<Value>) {
    assert_eq!(bot, format!("bot{TOKEN}"));
    let number = stage.play(|play| {
        play.calls.push(Call { at: Instant::now(), method, body });
        play.calls.len()
    });
    let mut mood = stage.mood.subscribe();
    let mood = mood.wait_for(|mood| !matches!(mood, Mood::Hangs)).await.unwrap().clone();
    match mood {
        Mood::Refuses(status, answer) => (StatusCode::from_u16(status).unwrap(), Json(answer)),
        Mood::Well | Mood::Hangs => {
            (StatusCode::OK, Json(json!({"ok": true, "result": {"message_id": number}})))
        }
    }
}
