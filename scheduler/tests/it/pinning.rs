//! The list of the day is pinned when it was sent, and taken down when its day is over.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::stage::{Mood, Stage, delivery};

/// The list of the 20th on that day, or a day later.
fn list(message_id: Option<i32>, today: &str) -> Value {
    let mut list = json!({
        "kind": "today",
        "today": {"day": "2026-11-20", "today": today, "locale": "en", "active_habits": 1, "habits": []},
    });
    if let Some(id) = message_id {
        list["message_id"] = json!(id);
    }
    list
}

const TODAY: &str = "2026-11-20";
const TOMORROW: &str = "2026-11-21";

/// What becomes of a list that is due to 42.
async fn outcome(stage: &Arc<Stage>, list: &Value) -> Value {
    stage.play(|play| play.due.push_back(delivery(1, 42, list)));
    stage.start();
    stage.reports(1).await[0]["outcome"].clone()
}

fn calls(stage: &Stage) -> Vec<(String, Value)> {
    stage.play(|play| play.calls.iter().map(|call| (call.method.clone(), call.body.clone())).collect())
}

fn methods(stage: &Stage) -> Vec<String> {
    calls(stage).into_iter().map(|(method, _)| method).collect()
}

#[tokio::test]
async fn a_list_is_pinned_without_a_sound_when_it_was_sent() {
    let stage = Stage::open().await;
    assert_eq!(outcome(&stage, &list(None, TODAY)).await, json!({"kind": "sent", "message_id": 1}));
    let calls = calls(&stage);
    assert_eq!((calls.len(), calls[0].0.as_str()), (2, "sendMessage"));
    let pinned = json!({"chat_id": 42, "message_id": 1, "disable_notification": true});
    assert_eq!(calls[1], ("pinChatMessage".to_owned(), pinned));
}

#[tokio::test]
async fn a_list_that_cannot_be_pinned_was_sent_all_the_same() {
    let stage = Stage::open().await;
    let answer = json!({"ok": false, "error_code": 500, "description": "Internal Server Error"});
    stage.telegram_is(Mood::RefusesOnly("pinChatMessage", 500, answer));
    assert_eq!(outcome(&stage, &list(None, TODAY)).await, json!({"kind": "sent", "message_id": 1}));
    assert_eq!(methods(&stage), ["sendMessage", "pinChatMessage"]);
}

#[tokio::test]
async fn a_list_that_was_not_sent_is_not_pinned() {
    let stage = Stage::open().await;
    let answer =
        json!({"ok": false, "error_code": 403, "description": "Forbidden: bot was blocked by the user"});
    stage.telegram_is(Mood::Refuses(403, answer));
    assert_eq!(outcome(&stage, &list(None, TODAY)).await["kind"], "gone");
    assert_eq!(methods(&stage), ["sendMessage"]);
}

#[tokio::test]
async fn a_list_that_is_drawn_anew_stays_where_it_is() {
    let stage = Stage::open().await;
    assert_eq!(outcome(&stage, &list(Some(77), TODAY)).await["kind"], "sent");
    assert_eq!(methods(&stage), ["editMessageText"]);
}

#[tokio::test]
async fn a_list_of_a_day_that_is_over_becomes_a_line_and_is_taken_down() {
    let stage = Stage::open().await;
    assert_eq!(outcome(&stage, &list(Some(77), TOMORROW)).await, json!({"kind": "sent", "message_id": 77}));
    let calls = calls(&stage);
    assert_eq!((calls.len(), calls[0].0.as_str()), (2, "editMessageText"));
    assert_eq!(calls[0].1["reply_markup"], json!({"inline_keyboard": []}));
    assert_eq!(calls[1], ("unpinChatMessage".to_owned(), json!({"chat_id": 42, "message_id": 77})));
}

#[tokio::test]
async fn a_list_that_somebody_took_down_needs_not_be_taken_down() {
    let stage = Stage::open().await;
    let answer =
        json!({"ok": false, "error_code": 400, "description": "Bad Request: message to unpin not found"});
    stage.telegram_is(Mood::RefusesOnly("unpinChatMessage", 400, answer));
    assert_eq!(outcome(&stage, &list(Some(77), TOMORROW)).await, json!({"kind": "sent", "message_id": 77}));
}

#[tokio::test]
async fn what_could_not_be_taken_down_for_now_is_tried_again() {
    let stage = Stage::open().await;
    let answer = json!({"ok": false, "error_code": 502, "description": "Bad Gateway"});
    stage.telegram_is(Mood::RefusesOnly("unpinChatMessage", 502, answer));
    assert_eq!(outcome(&stage, &list(Some(77), TOMORROW)).await["kind"], "retry");
}
