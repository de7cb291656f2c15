//! A stop finishes what was started and hands back the rest, within seconds.

use std::time::{Duration, Instant};

use crate::stage::{Mood, Stage, count};

#[tokio::test]
async fn a_stop_finishes_what_was_started_and_hands_back_the_rest() {
    let stage = Stage::open().await;
    stage.telegram_is(Mood::Hangs);
    stage.remind(1..=30);
    let scheduler = stage.start();

    stage.until(|play| play.calls.len() >= 2).await;
    stage.stop();
    stage.reports(1).await;
    stage.telegram_is(Mood::Well);
    scheduler.await.unwrap().unwrap();

    let reports = stage.reports(30).await;
    let started = stage.play(|play| play.calls.len());
    assert_eq!(reports.len(), 30);
    assert_eq!(count(&reports, "sent"), started);
    assert_eq!(count(&reports, "released"), 30 - started);
}

#[tokio::test]
async fn a_stop_does_not_wait_for_a_telegram_that_says_nothing() {
    let stage = Stage::open().await;
    stage.telegram_is(Mood::Hangs);
    stage.remind([42]);
    let scheduler = stage.start();

    stage.until(|play| play.calls.len() == 1).await;
    let asked = Instant::now();
    stage.stop();
    scheduler.await.unwrap().unwrap();
    assert!(asked.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn an_idle_scheduler_stops_at_once() {
    let stage = Stage::open().await;
    let scheduler = stage.start();
    stage.until(|play| play.rollovers == 1).await;
    let asked = Instant::now();
    stage.stop();
    scheduler.await.unwrap().unwrap();
    assert!(asked.elapsed() < Duration::from_secs(3));
}
