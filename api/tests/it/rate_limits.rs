//! How often somebody may call, and what they are told of it.

use core_shared::contract::problem::{Problem, ProblemKind};
use core_shared::contract::sessions::CreateSession;
use reqwest::Response;

use crate::harness::{Api, BOT_KEY, SCHEDULER_KEY};

const NOON: &str = "2026-11-16T12:00[Europe/Berlin]";

/// Three requests a minute for each user, and two a second for each key.
async fn strict() -> Api {
    Api::configured(NOON, |settings| {
        settings.rates.user_requests_per_minute = 3.try_into().unwrap();
        settings.rates.key_requests_per_second = 2.try_into().unwrap();
    })
    .await
}

fn told(response: &Response, header: &str) -> u32 {
    response.headers()[header].to_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_user_has_so_many_requests_and_others_have_their_own() {
    let api = Api::configured(NOON, |settings| {
        settings.rates.user_requests_per_minute = 3.try_into().unwrap();
    })
    .await;
    let mut calls = Vec::new();
    for user in [7, 8] {
        let user = api.user(user, "Europe/Berlin").await.id;
        let create = CreateSession { init_data: None, user: Some(user) };
        let secret = api.bot.create_session(&create).await.unwrap().secret;
        calls.push(api.http.get(format!("{}/v1/users/{user}", api.url)).bearer_auth(secret.expose()));
    }
    let call = async |of: usize| calls[of].try_clone().unwrap().send().await.unwrap();
    for left in [2, 1, 0] {
        let answer = call(0).await;
        assert_eq!((answer.status().as_u16(), told(&answer, "ratelimit-limit")), (200, 3));
        assert_eq!(told(&answer, "ratelimit-remaining"), left);
        assert!((1..=60).contains(&told(&answer, "ratelimit-reset")));
    }
    let refusal = call(0).await;
    assert!((1..=20).contains(&told(&refusal, "retry-after")));
    assert_eq!(told(&refusal, "ratelimit-remaining"), 0);
    let problem: Problem = refusal.json().await.unwrap();
    assert_eq!((problem.status, problem.kind), (429, ProblemKind::RateLimited.uri()));
    assert_eq!(call(1).await.status().as_u16(), 200);
}

#[tokio::test]
async fn a_service_key_has_so_many_requests_whatever_it_asks_for() {
    let api = strict().await;
    let call = async |key: &str, path: &str| {
        let request = api.http.get(format!("{}{path}", api.url)).header("x-api-key", key);
        request.send().await.unwrap()
    };
    let mut statuses = Vec::new();
    for path in ["/v1/users/7", "/v1/tasks", "/v1/me", "/v1/me", "/v1/me"] {
        statuses.push(call(BOT_KEY, path).await.status().as_u16());
    }
    assert_eq!(&statuses[..2], [404, 403]);
    assert!(statuses[2..].contains(&429), "{statuses:?}");
    assert_eq!(call(SCHEDULER_KEY, "/v1/me").await.status().as_u16(), 200);
}
