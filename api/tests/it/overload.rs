//! More than can be done: some are told at once to come back, the others are served as always.

use std::time::Duration;

use core_shared::client::ApiClient;
use core_shared::domain::{Answer, HabitId, UserId};
use reqwest::Response;
use tokio::task::JoinHandle;

use crate::harness::{Api, BOT_KEY};
use crate::wire::Wire;

const NOW: &str = "2026-11-16T12:00[Europe/Berlin]";
const JSON: &str = "content-type: application/json\r\n";

/// An API that works on two requests at once.
async fn narrow(choose: impl FnOnce(&mut api::Limits)) -> Api {
    Api::configured(NOW, |settings| {
        settings.limits.max_concurrent_requests = 2;
        choose(&mut settings.limits);
    })
    .await
}

/// Marks a day once, as somebody does who is not patient.
fn marks(api: &Api, habit: HabitId) -> JoinHandle<Response> {
    let url = format!("{}/v1/users/7/habits/{habit}/executions/2026-11-16", api.url);
    let request = api.http.put(url).header("x-api-key", BOT_KEY).header("content-type", "application/json");
    let request = request.body(r#"{"state":"done"}"#).send();
    tokio::spawn(async { request.await.unwrap() })
}

async fn status(answer: JoinHandle<Response>) -> u16 {
    answer.await.unwrap().status().as_u16()
}

#[tokio::test]
async fn one_too_many_is_told_to_come_back_and_is_served_then() {
    let api = narrow(|_| {}).await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    let held = api.holds("select from habits for update").await;
    let inside = [marks(&api, run), marks(&api, run)];
    api.waits_for_a_lock(2).await;

    let refused = marks(&api, run).await.unwrap();
    assert_eq!(refused.status(), 503);
    assert_eq!(refused.headers()["retry-after"], "1");
    let id = refused.headers()["x-request-id"].to_str().unwrap().to_owned();
    let problem: serde_json::Value = serde_json::from_slice(&refused.bytes().await.unwrap()).unwrap();
    assert_eq!(problem["type"], "urn:habit-tracker:problem:unavailable");
    assert_eq!(problem["request_id"], id.as_str());
    for open in ["/healthz", "/readyz", "/metrics", "/openapi.json", "/docs/"] {
        let answer = api.http.get(format!("{}{open}", api.url)).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{open}");
    }

    // The client of the product comes back by itself.
    let client = ApiClient::new(&api.url, BOT_KEY.into());
    let patient = tokio::spawn(async move { client.get_user(UserId(7)).await });
    held.rollback().await.unwrap();
    for answer in inside {
        assert_eq!(status(answer).await, 200);
    }
    patient.await.unwrap().unwrap();
    assert_eq!(status(marks(&api, run)).await, 200);
}

#[tokio::test]
async fn whoever_sends_a_body_slowly_takes_no_place() {
    let api = narrow(|_| {}).await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    let mut slow = Vec::new();
    for _ in 0..10 {
        let mut wire = Wire::to(&api).await;
        let headers = format!("{JSON}content-length: 16\r\nexpect: 100-continue\r\n");
        wire.says(Wire::head("PUT", &format!("/v1/users/7/habits/{run}/executions/2026-11-15"), &headers))
            .await;
        // The API asks for the body: the sender has been let in, and is waited for.
        assert_eq!(wire.hears_interim().await, "HTTP/1.1 100 Continue\r\n\r\n");
        slow.push(wire);
    }
    anna.marks(run, "2026-11-16", Answer::Done).await;
    for mut wire in slow {
        wire.says(r#"{"state":"done"}"#).await;
        assert_eq!(wire.hears().await.status, 200);
    }
    assert_eq!(anna.streak(run).await, 2);
}

#[tokio::test]
async fn work_that_takes_too_long_is_given_up_and_makes_room() {
    let api = narrow(|limits| limits.patience.request = Duration::from_millis(300)).await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    let held = api.holds("select from habits for update").await;
    for _ in 0..3 {
        let answer = marks(&api, run).await.unwrap();
        assert_eq!((answer.status().as_u16(), answer.headers()["retry-after"].to_str().unwrap()), (503, "1"));
    }
    held.rollback().await.unwrap();
    anna.checks_in(run, "2026-11-16").await;
}

#[tokio::test]
async fn the_work_of_schedulers_may_take_longer() {
    let api = narrow(|limits| limits.patience.request = Duration::from_millis(100)).await;
    let held = api.holds("lock table zone_watermarks").await;
    let scheduler = api.scheduler.clone();
    let planning = tokio::spawn(async move { scheduler.plan_reminders().await });
    api.waits_for_a_lock(1).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    held.rollback().await.unwrap();
    planning.await.unwrap().unwrap();
}

#[tokio::test]
async fn bodies_together_take_no_more_than_there_is_room_for() {
    let api = narrow(|limits| limits.max_bytes_of_bodies = 1000).await;
    api.user(7, "Europe/Berlin").await;
    let path = "/v1/users/7/dialogue";
    let text = format!(r#"{{"state":"{}"}}"#, "x".repeat(588));
    let head = |headers: &str| Wire::head("PUT", path, &format!("{JSON}content-length: 600\r\n{headers}"));
    assert_eq!(text.len(), 600);

    let mut first = Wire::to(&api).await;
    first.says(head("expect: 100-continue\r\n")).await;
    first.hears_interim().await;
    let mut second = Wire::to(&api).await;
    second.says(head("")).await;
    second.says(&text).await;
    assert_eq!(second.hears().await.status, 200, "a body that is not here yet takes no room");
    // Of two that are under way at the same moment only one has room, whichever is read first.
    let mut third = Wire::to(&api).await;
    third.says(head("")).await;
    first.says(&text[..599]).await;
    third.says(&text[..599]).await;
    let (refusal, other) = tokio::select! {
        refusal = first.is_told_off() => (refusal, &mut third),
        refusal = third.is_told_off() => (refusal, &mut first),
    };
    assert_eq!((refusal.status, refusal.problem().as_str()), (503, "unavailable"));
    assert_eq!(refusal.header("retry-after"), Some("1"));
    other.says(&text[599..]).await;
    assert_eq!(other.hears().await.status, 200);
    second.says(head("")).await;
    second.says(&text).await;
    assert_eq!(second.hears().await.status, 200, "there is room again");
}

#[tokio::test]
async fn all_who_ask_whether_it_is_ready_share_one_answer_of_the_database() {
    let api = narrow(|_| {}).await;
    let ready = format!("{}/readyz", api.url);
    let statements = api.statements_of(async {
        let asking: Vec<_> = (0..200).map(|_| tokio::spawn(api.http.get(&ready).send())).collect();
        for answer in asking {
            assert_eq!(answer.await.unwrap().unwrap().status(), 200);
        }
    });
    let statements = statements.await;
    assert!(statements < 50, "{statements}");
}
