//! The API of the stage: the scheduler's endpoints, with its key.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use axum::{Json, Router};
use core_shared::contract::API_KEY_HEADER;
use serde_json::{Value, json};

use super::{KEY, Play, SLOT, Stage};

/// A page of the stage, so that a test sees several.
const PAGE: usize = 30;

type Answer = Result<Json<Value>, StatusCode>;

pub(super) fn routes() -> Router<Arc<Stage>> {
    Router::new()
        .route("/v1/scheduler/reminders/plan", post(plan))
        .route("/v1/scheduler/deliveries/claim", post(claim))
        .route("/v1/scheduler/deliveries/report", post(report))
        .route("/v1/scheduler/rollovers/run", post(roll_over))
        .route("/v1/scheduler/calls/claim", post(claim_calls))
        .route("/v1/scheduler/calls/report", post(report_calls))
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
            return page(&[], Duration::ZERO, true);
        }
        let deliveries: Vec<_> = play.due.drain(..PAGE.min(limit).min(play.due.len())).collect();
        let now = Instant::now();
        let first_slot = play.next_slot.map_or(now, |next| next.max(now));
        play.next_slot = Some(first_slot + SLOT * u32::try_from(deliveries.len()).unwrap());
        page(&deliveries, first_slot - now, !play.due.is_empty())
    })
}

fn page(deliveries: &[Value], first_slot: Duration, more: bool) -> Value {
    json!({
        "leased_until": "2026-11-20T20:01:00Z", "deliveries": deliveries, "more": more,
        "first_slot_ms": u64::try_from(first_slot.as_millis()).unwrap(),
        "slot_interval_us": u64::try_from(SLOT.as_micros()).unwrap(),
    })
}

async fn report(State(stage): State<Arc<Stage>>, headers: HeaderMap, Json(body): Json<Value>) -> Answer {
    answer(&stage, &headers, |play| {
        let reports = body["reports"].as_array().unwrap();
        play.reports.extend(reports.iter().cloned());
        play.silences.extend(body["silence_seconds"].as_u64());
        json!({"accepted": reports.len()})
    })
}

async fn roll_over(State(stage): State<Arc<Stage>>, headers: HeaderMap) -> Answer {
    answer(&stage, &headers, |play| {
        play.rollovers += 1;
        json!({"users": 1, "failed": 0, "more": play.rollovers <= play.more_rollovers})
    })
}

async fn claim_calls(State(stage): State<Arc<Stage>>, headers: HeaderMap, Json(body): Json<Value>) -> Answer {
    answer(&stage, &headers, |play| {
        if play.stops_at_claim {
            stage.stop();
        }
        let limit = usize::try_from(body["limit"].as_u64().unwrap()).unwrap();
        let calls: Vec<_> = play.due_calls.drain(..limit.min(play.due_calls.len())).collect();
        json!({"leased_until": "2026-11-20T20:01:00Z", "calls": calls, "more": !play.due_calls.is_empty()})
    })
}

async fn report_calls(
    State(stage): State<Arc<Stage>>,
    headers: HeaderMap,
    Json(body): Json<Value>,
) -> Answer {
    answer(&stage, &headers, |play| {
        let reports = body["reports"].as_array().unwrap();
        play.call_reports.extend(reports.iter().cloned());
        json!({"accepted": reports.len()})
    })
}
