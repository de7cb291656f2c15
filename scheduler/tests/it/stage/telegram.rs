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
        play.calls.push(Call { at: Instant::now(), method: method.clone(), body: body.clone() });
        play.calls.len()
    });
    let mut mood = stage.mood.subscribe();
    let mood = mood.wait_for(|mood| !matches!(mood, Mood::Hangs)).await.unwrap().clone();
    match mood {
        Mood::RefusesOnly(refused, ..) if refused != method => {
            (StatusCode::OK, Json(taken(&method, &body, number)))
        }
        Mood::Refuses(status, answer) | Mood::RefusesOnly(_, status, answer) => {
            (StatusCode::from_u16(status).unwrap(), Json(answer))
        }
        Mood::Well | Mood::Hangs => (StatusCode::OK, Json(taken(&method, &body, number))),
    }
}

fn taken(method: &str, body: &Value, number: usize) -> Value {
    match method {
        "pinChatMessage" | "unpinChatMessage" => json!({"ok": true, "result": true}),
        "editMessageText" => json!({"ok": true, "result": {"message_id": body["message_id"]}}),
        _ => json!({"ok": true, "result": {"message_id": number}}),
    }
}
