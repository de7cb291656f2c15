//! What is due is sent once, at an even pace, and reported.

use std::time::Duration;

use serde_json::json;

use crate::stage::{Mood, SLOT, Stage, count, delivery, reminder};

#[tokio::test]
async fn what_is_due_is_sent_once_and_reported() {
    let stage = Stage::open().await;
    stage.remind([41, 42, 43]);
    stage.start();

    let reports = stage.reports(3).await;
    assert_eq!(reports[2]["attempt"], 1);
    assert_eq!(reports[2]["user"], 43);
    let calls = stage.play(|play| play.calls.clone());
    assert_eq!(calls.len(), 3);
    for report in reports {
        let message = usize::try_from(report["outcome"]["message_id"].as_u64().unwrap()).unwrap();
        assert_eq!(report["outcome"], json!({"kind": "sent", "message_id": message}));
        assert_eq!(calls[message - 1].body["chat_id"], report["user"]);
    }
}

#[tokio::test]
async fn a_reminder_is_drawn_anew_or_taken_away() {
    let stage = Stage::open().await;
    let redraw = reminder(1, &json!({"kind": "redraw", "message_id": 77}));
    let remove = json!({"kind": "remove", "message_id": 78});
    stage.play(|play| play.due.extend([delivery(1, 42, &redraw), delivery(2, 43, &remove)]));
    stage.start();

    stage.reports(2).await;
    let mut calls = stage.play(|play| play.calls.clone());
    calls.sort_by_key(|call| call.body["message_id"].as_i64());
    let made: Vec<_> = calls.iter().map(|call| (call.method.as_str(), &call.body["message_id"])).collect();
    assert_eq!(made, [("editMessageText", &json!(77)), ("deleteMessage", &json!(78))]);
}

#[tokio::test]
async fn pages_follow_each_other_at_the_pace_and_not_faster() {
    let stage = Stage::open().await;
    let many = 75;
    stage.remind(1..=many);
    stage.start();

    stage.reports(75).await;
    let calls = stage.play(|play| play.calls.clone());
    let took = calls[74].at - calls[0].at;
    // The way to Telegram may take a little longer for the first than for the last.
    let at_pace = SLOT * 74;
    assert!(took > at_pace.mul_f64(0.95), "{took:?} for what takes {at_pace:?}");
}

#[tokio::test]
async fn pages_of_what_is_wanted_no_longer_hold_up_nobody() {
    let stage = Stage::open().await;
    // At one a second this would take longer than a test waits.
    stage.play(|play| play.empty_pages = 60);
    stage.remind([42]);
    stage.start();
    stage.reports(1).await;
}

#[tokio::test]
async fn two_reminders_for_one_person_are_a_second_apart() {
    let stage = Stage::open().await;
    stage.remind([42, 42]);
    stage.start();

    stage.reports(2).await;
    let calls = stage.play(|play| play.calls.clone());
    assert!(calls[1].at - calls[0].at > Duration::from_millis(900));
}

#[tokio::test]
async fn when_telegram_says_too_many_nobody_is_written_to_and_nothing_is_lost() {
    let stage = Stage::open().await;
    let answer = json!({
        "ok": false, "error_code": 429, "description": "Too Many Requests: retry after 60",
        "parameters": {"retry_after": 60},
    });
    stage.telegram_is(Mood::Refuses(429, answer));
    stage.remind(1..=30);
    stage.start();

    let reports = stage.reports(30).await;
    let calls = stage.play(|play| play.calls.len());
    assert_eq!(reports[0]["outcome"]["after_seconds"], 60);
    assert_eq!(count(&reports, "retry"), calls);
    assert_eq!(count(&reports, "released"), 30 - calls);
    assert!(calls < 30, "Telegram was asked on and on");
    let silences = stage.play(|play| play.silences.clone());
    assert!(silences.iter().all(|seconds| (30..=61).contains(seconds)), "{silences:?}");
    assert!(!silences.is_empty(), "nobody else was told");
}

#[tokio::test]
async fn a_token_that_telegram_does_not_know_silences_nobody_else() {
    let stage = Stage::open().await;
    let answer = json!({"ok": false, "error_code": 401, "description": "Unauthorized"});
    stage.telegram_is(Mood::Refuses(401, answer));
    stage.remind(1..=30);
    stage.start();

    let reports = stage.reports(30).await;
    assert_eq!(count(&reports, "released"), 30);
    assert!(stage.play(|play| play.silences.is_empty()));
}

#[tokio::test]
async fn who_blocked_the_bot_is_gone() {
    let stage = Stage::open().await;
    let answer =
        json!({"ok": false, "error_code": 403, "description": "Forbidden: bot was blocked by the user"});
    stage.telegram_is(Mood::Refuses(403, answer));
    stage.remind([42]);
    stage.start();

    let reports = stage.reports(1).await;
    assert_eq!(
        reports[0]["outcome"],
        json!({"kind": "gone", "cause": "Forbidden: bot was blocked by the user"})
    );
}

#[tokio::test]
async fn rollovers_follow_at_once_while_there_is_more() {
    let stage = Stage::open().await;
    // At one a second this would take longer than a test waits.
    stage.play(|play| play.more_rollovers = 60);
    stage.start();
    stage.until(|play| play.rollovers > 60).await;
}
