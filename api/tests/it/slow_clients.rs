//! Callers that speak too slowly, too much, or not at all: each costs a bounded time, and nobody else notices.

use std::time::{Duration, Instant};

use crate::harness::{Api, BOT_KEY};
use crate::wire::Wire;

const NOW: &str = "2026-11-16T12:00[Europe/Berlin]";
const JSON: &str = "content-type: application/json\r\n";

/// Whoever waits so long for what has to happen has waited in vain.
const LONG: Duration = Duration::from_secs(20);

/// Longer than any test.
const HOURS: Duration = Duration::from_hours(1);

/// An API that has no patience with what is chosen, and all with the rest.
async fn impatient(choose: impl FnOnce(&mut api::Limits)) -> Api {
    Api::configured(NOW, |settings| {
        let patience = &mut settings.limits.patience;
        (patience.head, patience.body, patience.write) = (HOURS, HOURS, HOURS);
        choose(&mut settings.limits);
    })
    .await
}

#[tokio::test]
async fn whoever_is_silent_or_sends_its_head_byte_by_byte_is_hung_up_on() {
    let api = impatient(|limits| limits.patience.head = Duration::from_millis(300)).await;
    let (mut silent, mut slow) = (Wire::to(&api).await, Wire::to(&api).await);
    let began = Instant::now();
    let trickle = async {
        let mut taken = 0;
        while slow.says_all("G").await {
            taken += 1;
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        taken
    };
    let (heard, bytes) = tokio::join!(silent.hears_all(), trickle);
    assert!(heard.is_empty() && bytes > 1, "{heard:?} {bytes}");
    assert!(began.elapsed() >= Duration::from_millis(300), "{:?}", began.elapsed());
}

#[tokio::test]
async fn a_connection_is_kept_for_the_next_request_and_then_ended() {
    let api = impatient(|limits| limits.patience.head = Duration::from_millis(300)).await;
    let mut wire = Wire::to(&api).await;
    for _ in 0..3 {
        wire.says("GET /healthz HTTP/1.1\r\nhost: api\r\n\r\n").await;
        let answer = wire.hears().await;
        assert_eq!((answer.status, answer.body.as_str()), (200, "ok"));
    }
    assert_eq!(wire.hears_all().await, "");
}

#[tokio::test]
async fn a_request_that_is_worked_on_for_longer_than_a_head_may_take_is_answered() {
    let api = impatient(|limits| limits.patience.head = Duration::from_millis(200)).await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    let held = api.holds("select from habits for update").await;
    let marking = tokio::spawn(mark(api.http.clone(), format!("{}/v1/users/7/habits/{run}", api.url)));
    api.waits_for_a_lock(1).await;
    tokio::time::sleep(Duration::from_millis(400)).await;
    held.rollback().await.unwrap();
    assert_eq!(marking.await.unwrap(), 200);
}

async fn mark(http: reqwest::Client, habit: String) -> u16 {
    let request = http.put(format!("{habit}/executions/2026-11-16")).header("x-api-key", BOT_KEY);
    let body = request.header("content-type", "application/json").body(r#"{"state":"done"}"#);
    body.send().await.unwrap().status().as_u16()
}

#[tokio::test]
async fn a_body_that_does_not_come_is_not_waited_for() {
    let api = impatient(|limits| limits.patience.body = Duration::from_millis(300)).await;
    for how in ["content-length: 20\r\n", "transfer-encoding: chunked\r\n"] {
        let mut wire = Wire::to(&api).await;
        wire.says(Wire::head("PUT", "/v1/users/7", &format!("{JSON}{how}"))).await;
        wire.says("1").await;
        let answer = wire.is_told_off().await;
        assert_eq!((answer.status, answer.problem().as_str()), (408, "too-slow"));
        assert_eq!(answer.header("connection"), Some("close"));
    }
    assert_eq!(api.count("select count(*) from users").await, 0);
}

#[tokio::test]
async fn a_body_byte_by_byte_has_to_be_there_in_time_all_the_same() {
    let api = impatient(|limits| limits.patience.body = Duration::from_millis(300)).await;
    let mut wire = Wire::to(&api).await;
    wire.says(Wire::head("PUT", "/v1/users/7", &format!("{JSON}content-length: 100000\r\n"))).await;
    let answer = wire.goes_on_until_told_off(b" ", Duration::from_millis(20)).await;
    assert_eq!((answer.status, answer.problem().as_str()), (408, "too-slow"));
}

#[tokio::test]
async fn who_does_not_take_the_answers_is_hung_up_on() {
    let api = impatient(|limits| limits.patience.write = Duration::from_millis(300)).await;
    let mut wire = Wire::to(&api).await;
    // Answers pile up until the system holds no more of them; then nothing more is read, either.
    let request = Wire::head("GET", "/openapi.json", "");
    let asking = async { while wire.says_all(&request).await {} };
    tokio::time::timeout(LONG, asking).await.expect("the connection is ended");
}

#[tokio::test]
async fn as_many_connections_as_may_be_and_no_more() {
    let api = impatient(|limits| limits.max_connections = 3).await;
    // The client of the harness has one.
    let mut inside = [Wire::to(&api).await, Wire::to(&api).await];
    for wire in &mut inside {
        wire.says("GET /healthz HTTP/1.1\r\nhost: api\r\n\r\n").await;
        assert_eq!(wire.hears().await.status, 200);
    }
    let mut outside = Wire::to(&api).await;
    assert_eq!(outside.hears_all().await, "");
    let [mut first, second] = inside;
    drop(second);
    // The place is free once the API has noticed.
    let coming_in = async {
        loop {
            let mut wire = Wire::to(&api).await;
            wire.says("GET /healthz HTTP/1.1\r\nhost: api\r\nconnection: close\r\n\r\n").await;
            let heard = wire.hears_all().await;
            if !heard.is_empty() {
                break heard;
            }
        }
    };
    let answer = tokio::time::timeout(LONG, coming_in).await.expect("somebody has left");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    first.says("GET /healthz HTTP/1.1\r\nhost: api\r\n\r\n").await;
    assert_eq!(first.hears().await.status, 200);
}

#[tokio::test]
async fn idle_connections_and_half_a_head_do_not_hold_up_a_stop() {
    let api = impatient(|limits| limits.patience.stop = Duration::from_millis(500)).await;
    let (mut idle, mut half) = (Wire::to(&api).await, Wire::to(&api).await);
    idle.says("GET /healthz HTTP/1.1\r\nhost: api\r\n\r\n").await;
    idle.hears().await;
    half.says("GET /healthz HTTP/1.1\r\nho").await;
    let stopping = tokio::spawn(api.stops());
    assert_eq!((idle.hears_all().await, half.hears_all().await), (String::new(), String::new()));
    stopping.await.unwrap();
}
