//! The API may be away at any moment: the scheduler lives on, loses nothing and sends nothing twice.

use crate::stage::{Mood, Stage, count};

#[tokio::test]
async fn an_api_that_is_away_at_the_start_is_waited_for() {
    let stage = Stage::open().await;
    stage.play(|play| play.api_fails = 6);
    stage.remind([42]);
    stage.start();

    let reports = stage.reports(1).await;
    assert_eq!(count(&reports, "sent"), 1);
}

#[tokio::test]
async fn what_was_sent_is_reported_however_often_the_api_fails() {
    let stage = Stage::open().await;
    stage.telegram_is(Mood::Hangs);
    stage.remind([42]);
    stage.start();

    stage.until(|play| play.calls.len() == 1).await;
    stage.play(|play| play.api_fails = 6);
    stage.telegram_is(Mood::Well);

    let reports = stage.reports(1).await;
    assert_eq!(count(&reports, "sent"), 1);
    assert_eq!(stage.play(|play| play.calls.len()), 1);
}

#[tokio::test]
async fn a_message_that_telegram_did_not_take_is_tried_again_later_and_holds_up_nobody() {
    let stage = Stage::open().await;
    let answer = serde_json::json!({"ok": false, "error_code": 502, "description": "Bad Gateway"});
    stage.telegram_is(Mood::Refuses(502, answer));
    stage.remind([41, 42]);
    stage.start();

    let reports = stage.reports(2).await;
    assert_eq!(count(&reports, "retry"), 2);
    assert_eq!(reports[0]["outcome"].get("after_seconds"), None);
}
