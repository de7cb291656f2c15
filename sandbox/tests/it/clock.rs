//! The movable clock: forwards only, shared by all clones, followed by files and dates.

use std::time::Duration;

use jiff::SignedDuration;
use sandbox::{Clock, ClockError, Settings};
use serde_json::json;

use crate::bot::{stage, stage_with};

#[test]
fn time_moves_forwards_only() {
    let clock = Clock::new();
    let before = clock.now();
    let after = clock.advance(Duration::from_hours(1)).expect("an hour is no problem");
    assert!(after.duration_since(before) >= SignedDuration::from_hours(1));
    assert!(matches!(clock.move_to(before), Err(ClockError::Backwards)));
    assert!(matches!(clock.advance(SignedDuration::from_secs(-1)), Err(ClockError::Backwards)));
}

#[test]
fn after_a_move_to_a_moment_it_is_that_moment_or_later() {
    let clock = Clock::new();
    let moment = "2099-03-29T01:30:00.0005Z".parse().expect("a moment");
    clock.move_to(moment).expect("the future can be reached");
    assert!(clock.clone().now() >= moment, "clones share one time");
    assert!(clock.now().duration_since(moment) < SignedDuration::from_secs(10));
}

#[test]
fn the_offset_is_mirrored_and_taken_over_by_the_next_start() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("clock");
    let clock = Clock::new().mirrored_to(&path).expect("the file can be written");
    assert_eq!(std::fs::read_to_string(&path).expect("the file is there"), "0");
    clock.advance(Duration::from_millis(1500)).expect("moves");
    assert_eq!(std::fs::read_to_string(&path).expect("the file is there"), "1500");
    let next = Clock::new().mirrored_to(&path).expect("the file can be read");
    assert_eq!(next.offset_millis(), 1500);
}

#[tokio::test]
async fn messages_are_dated_by_the_sandbox() {
    let stage = stage().await;
    stage.anna().await;
    let moment = "2099-01-01T00:00:00Z".parse().expect("a moment");
    stage.sandbox.clock().move_to(moment).expect("moves");
    let message = stage.bot.ok("sendMessage", json!({"chat_id": 1001, "text": "Happy new year"})).await;
    let date = message["date"].as_i64().expect("a date");
    assert!((0..60).contains(&(date - moment.as_second())));
}

#[tokio::test]
async fn a_tap_cannot_be_answered_after_fifteen_seconds() {
    let clock = Clock::new();
    let settings = Settings { clock: clock.clone(), ..Settings::default() };
    let stage = stage_with(settings).await;
    let anna = stage.anna().await;
    let button = json!({"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]});
    stage.bot.ok("sendMessage", json!({"chat_id": 1001, "text": "Go?", "reply_markup": button})).await;
    anna.taps_and_leaves("Go");
    let updates = stage.bot.ok("getUpdates", json!({})).await;
    clock.advance(Duration::from_secs(16)).expect("moves");
    let refusal = stage
        .bot
        .refused("answerCallbackQuery", json!({"callback_query_id": updates[0]["callback_query"]["id"]}))
        .await;
    assert!(refusal.contains("query is too old"), "{refusal}");
    assert_eq!(stage.sandbox.unanswered_callbacks(), ["go"]);
}
