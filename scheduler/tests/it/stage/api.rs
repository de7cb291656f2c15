//! The API of the stage: the scheduler's four endpoints, with its key.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use axum::{Json, Router};
use core_shared::contract::API_KEY_HEADER;
use serde_json::{Value, json};

use super::{KEY, Play, Stage};

type Answer = Result<Json<Value>, StatusCode>;

pub(super) fn routes() -> Router<Arc<Stage>> {
    Router::new()
        .route("/v1/scheduler/reminders/plan", post(plan))
        .route("/v1/scheduler/deliveries/claim", post(claim))
        .route("/v1/scheduler/deliveries/report", post(report))
        .route("/v1/scheduler/rollovers/run", post(roll_over))
}

fn answer(stage: &Stage, headers: &HeaderMap, act: impl FnOnce(&mut Play) -> Value) -> Answer {
    assert_eq!(headers[API_KEY_HEADER], KEY);
    stage.play(|play| {
        if play.api_fails > 0 {
            play.api_fails -= 1;
            return Err(StatusCode::SERVICE_UNAVAILABLE);
        }
        Ok(Json(act(play)))
    })
}

async fn plan(State(stage): State<Arc<Stage>>, headers: HeaderMap) -> Answer {
    answer(&stage, &headers, |_| json!({"planned": 0}))
}

async fn claim(State(stage): State<Arc<Stage>>, headers: HeaderMap, Json(body): Json<Value>) -> Answer {
    answer(&stage, &headers, |play| {
        let limit = usize::try_from(body["limit"].as_u64().unwrap()).unwrap();
        if play.empty_pages > 0 {
            play.empty_pages -= 1;
            return json!({"leased_until": "2026-11-20T20:01:00Z", "deliveries": [], "more": true});
        }
        let page: Vec<_> = play.due.drain(..limit.min(play.due.len())).collect();
        json!({"leased_until": "2026-11-20T20:01:00Z", "deliveries": page, "more": !play.due.is_empty()})
    })
}

async fn report(State(stage): State<Arc<Stage>>, headers: HeaderMap, Json(body): Json<Value>) -> Answer {
    answer(&stage, &headers, |play| {
        let reports = body["reports"].as_array().unwrap();
        play.reports.extend(reports.iter().cloned());
        json!({"accepted": reports.len()})
    })
}

async fn roll_over(State(stage): State<Arc<Stage>>, headers: HeaderMap) -> Answer {
    answer(&stage, &headers, |play| {
        play.rollovers += 1;
        json!({"users": 1, "failed": 0, "more": play.rollovers <= play.more_rollovers})
    })
}
