//! Calls of tasks: made as they were asked for, to nobody whom they may not reach, and reported.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::stage::{Mood, Stage, count};

fn cause(report: &Value) -> &str {
    report["outcome"]["cause"].as_str().unwrap()
}

#[tokio::test]
async fn a_call_arrives_as_it_was_asked_for_with_its_proof_and_nothing_of_ours() {
    let stage = Stage::open().await;
    stage.call(
        1,
        "/ok/a?b=c",
        &json!({"headers": {"content-type": "application/json"}, "body": "{\"n\":\"ё\"}"}),
    );
    stage.start();

    let reports = stage.call_reports(1).await;
    assert_eq!(reports, [json!({"id": 1, "attempt": 1, "outcome": {"kind": "done", "status": 204}})]);
    let received = stage.play(|play| play.received[0].clone());
    assert_eq!((received.method.as_str(), received.path.as_str()), ("POST", "/receiver/ok/a"));
    assert_eq!(received.body, "{\"n\":\"ё\"}");
    assert_eq!(received.headers["content-type"], "application/json");
    assert_eq!(received.headers["x-habit-tracker-signature"], "t=1,v1=00");
    assert_eq!(received.headers["x-habit-tracker-task"], "1");
    let said = format!("{:?}", received.headers);
    assert!(!said.contains("scheduler-key") && !said.contains("x-api-key"), "{said}");
}

#[tokio::test]
async fn other_methods_are_what_they_are() {
    let stage = Stage::open().await;
    stage.call(1, "/ok", &json!({"method": "PUT"}));
    stage.start();
    stage.call_reports(1).await;
    assert_eq!(stage.play(|play| play.received[0].method.clone()), "PUT");
}

#[tokio::test]
async fn whatever_is_no_success_is_a_failure_with_its_cause() {
    let stage = Stage::open().await;
    for (id, to) in [(1, "/404"), (2, "/500"), (3, "/away"), (4, "http://127.0.0.1:1/")] {
        stage.call(id, to, &json!({}));
    }
    stage.start();

    let reports = stage.call_reports(4).await;
    assert_eq!(count(&reports, "failed"), 4, "{reports:?}");
    assert_eq!(
        (&reports[0]["outcome"]["status"], cause(&reports[0])),
        (&json!(404), "the answer was 404 Not Found")
    );
    assert_eq!(reports[1]["outcome"]["status"], 500);
    assert_eq!(reports[2]["outcome"]["retry_after"], "120");
    assert_eq!(reports[3]["outcome"].get("status"), None);
    assert!(cause(&reports[3]).contains("refused"), "{reports:?}");
}

#[tokio::test]
async fn a_redirect_is_not_followed_not_even_at_home() {
    let stage = Stage::open().await;
    stage.call(1, "/redirect", &json!({}));
    stage.call(2, "/home", &json!({}));
    stage.start();

    let reports = stage.call_reports(2).await;
    assert_eq!(count(&reports, "failed"), 2);
    assert_eq!(cause(&reports[0]), "the answer was 302 Found, and redirects are not followed");
    assert_eq!(stage.play(|play| play.received.len()), 2, "nobody was called but those who redirect");
}

#[tokio::test]
async fn what_points_home_when_it_is_called_is_not_reached() {
    let stage = Stage::open().await;
    let home = stage.by_name("/ok");
    let in_numbers = home.replace("localhost", "127.0.0.1");
    for (id, to) in
        [(1, home.clone()), (2, in_numbers.clone()), (3, in_numbers.replace("127.0.0.1", "2130706433"))]
    {
        stage.call(id, &to, &json!({}));
    }
    stage.call(4, "http://169.254.169.254/latest/meta-data/", &json!({}));
    stage.call(5, &in_numbers.replace("127.0.0.1", "[::ffff:127.0.0.1]"), &json!({}));
    stage.start_allowing("");

    let reports = stage.call_reports(5).await;
    assert_eq!(count(&reports, "failed"), 5, "{reports:?}");
    assert!(
        reports
            .iter()
            .all(|report| cause(report).contains("may be called")
                || cause(report).contains("may not be called")),
        "{reports:?}"
    );
    assert!(stage.play(|play| play.received.is_empty()));
}

#[tokio::test]
async fn a_name_of_a_network_that_the_operator_lists_is_reached() {
    let stage = Stage::open().await;
    let home = stage.by_name("/ok");
    stage.call(1, &home, &json!({}));
    stage.start();
    let reports = stage.call_reports(1).await;
    assert_eq!(count(&reports, "done"), 1, "{reports:?}");
}

#[tokio::test]
async fn a_long_answer_is_not_waited_for() {
    let stage = Stage::open().await;
    stage.call(1, "/much", &json!({}));
    stage.start();
    assert_eq!(count(&stage.call_reports(1).await, "done"), 1);
}

#[tokio::test]
async fn those_who_say_nothing_hold_up_nobody_else() {
    let stage = Stage::open().await;
    stage.telegram_is(Mood::Hangs);
    for id in 1..=20 {
        stage.call(id, "/hangs", &json!({}));
    }
    for id in 21..=120 {
        stage.call(id, "/ok", &json!({}));
    }
    stage.start();

    let reports = stage.call_reports(100).await;
    assert_eq!(count(&reports, "done"), 100);
    stage.telegram_is(Mood::Well);
    assert_eq!(count(&stage.call_reports(120).await, "done"), 120);
}

#[tokio::test]
async fn no_more_calls_are_under_way_than_there_are_places() {
    let stage = Stage::open().await;
    stage.telegram_is(Mood::Hangs);
    for id in 1..=80 {
        stage.call(id, "/hangs", &json!({}));
    }
    stage.start();
    stage.until(|play| play.received.len() >= 32).await;
    // The bell that wakes whoever claims rings for the rollovers, too.
    let rings = stage.play(|play| play.rollovers);
    stage.until(|play| play.rollovers >= rings + 2).await;
    assert_eq!(stage.play(|play| play.received.len()), 32);
    stage.telegram_is(Mood::Well);
    assert_eq!(count(&stage.call_reports(80).await, "done"), 80);
}

#[tokio::test]
async fn what_was_called_is_reported_however_often_the_api_fails_and_called_once() {
    let stage = Stage::open().await;
    stage.telegram_is(Mood::Hangs);
    stage.call(1, "/hangs", &json!({}));
    stage.start();
    stage.until(|play| play.received.len() == 1).await;
    stage.play(|play| play.api_fails = 6);
    stage.telegram_is(Mood::Well);

    assert_eq!(count(&stage.call_reports(1).await, "done"), 1);
    assert_eq!(stage.play(|play| play.received.len()), 1);
}

#[tokio::test]
async fn a_stop_finishes_calls_that_were_started() {
    let stage = Stage::open().await;
    stage.telegram_is(Mood::Hangs);
    stage.call(1, "/hangs", &json!({}));
    let scheduler = stage.start();
    stage.until(|play| play.received.len() == 1).await;
    stage.stop();
    stage.telegram_is(Mood::Well);
    scheduler.await.unwrap().unwrap();
    assert_eq!(count(&stage.call_reports(1).await, "done"), 1);
}

#[tokio::test]
async fn a_stop_hands_back_what_was_claimed_and_not_begun() {
    let stage = Stage::open().await;
    stage.play(|play| play.stops_at_claim = true);
    stage.call(1, "/ok", &json!({}));
    stage.start().await.unwrap().unwrap();
    assert_eq!(count(&stage.call_reports(1).await, "released"), 1);
    assert!(stage.play(|play| play.received.is_empty()));
}

#[tokio::test]
async fn a_stop_does_not_wait_for_a_receiver_that_says_nothing() {
    let stage = Stage::open().await;
    stage.telegram_is(Mood::Hangs);
    stage.call(1, "/hangs", &json!({}));
    let scheduler = stage.start();
    stage.until(|play| play.received.len() == 1).await;
    let asked = Instant::now();
    stage.stop();
    scheduler.await.unwrap().unwrap();
    assert!(asked.elapsed() < Duration::from_secs(5));
    assert!(stage.play(|play| play.call_reports.is_empty()), "it is left to its lease");
}
