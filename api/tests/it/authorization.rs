//! Who may call what: nobody without a key, and every key only what its scope allows.

use core_shared::contract::API_KEY_HEADER;
use core_shared::contract::problem::{PROBLEM_MEDIA_TYPE, Problem, ProblemKind};
use reqwest::{Method, Response};

use crate::harness::{ADMIN_KEY, Api, BOT_KEY, SCHEDULER_KEY};

async fn calls(api: &Api, method: Method, path: &str, key: Option<&str>) -> Response {
    let mut request = api.http.request(method, format!("{}{path}", api.url));
    if let Some(key) = key {
        request = request.header(API_KEY_HEADER, key);
    }
    request.header("content-type", "application/json").body("{}").send().await.unwrap()
}

async fn status(api: &Api, method: Method, path: &str, key: Option<&str>) -> u16 {
    calls(api, method, path, key).await.status().as_u16()
}

#[tokio::test]
async fn every_operation_asks_for_a_key_and_takes_only_its_own_scope() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let mut operations = 0;
    for (path, item) in api::openapi().paths.paths {
        let address = path
            .replace("{user}", "7")
            .replace("{habit}", "1")
            .replace("{day}", "2026-11-16")
            .replace("{delivery}", "1")
            .replace("{reminder}", "1")
            .replace("{task}", "1");
        let methods = [
            (Method::GET, &item.get),
            (Method::PUT, &item.put),
            (Method::POST, &item.post),
            (Method::PATCH, &item.patch),
            (Method::DELETE, &item.delete),
        ];
        for (method, _) in methods.into_iter().filter(|(_, operation)| operation.is_some()) {
            operations += 1;
            let of_users = path.starts_with("/v1/users");
            let foreign = if of_users { SCHEDULER_KEY } else { BOT_KEY };
            assert_eq!(status(&api, method.clone(), &address, None).await, 401, "{method} {path}");
            assert_eq!(status(&api, method.clone(), &address, Some("wrong")).await, 401, "{method} {path}");
            assert_eq!(status(&api, method.clone(), &address, Some(foreign)).await, 403, "{method} {path}");
            let admin = status(&api, method.clone(), &address, Some(ADMIN_KEY)).await;
            assert!(![401, 403, 405, 500].contains(&admin), "{method} {path}: {admin}");
        }
    }
    assert!(operations >= 18, "{operations}");
}

#[tokio::test]
async fn a_refusal_is_a_problem_with_a_request_id() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let response = calls(&api, Method::GET, "/v1/users/7", None).await;
    assert_eq!(response.headers()["content-type"], PROBLEM_MEDIA_TYPE);
    assert!(response.headers().contains_key("www-authenticate"));
    let request_id = response.headers()["x-request-id"].to_str().unwrap().to_owned();
    let problem: Problem = response.json().await.unwrap();
    assert_eq!(problem.kind, ProblemKind::Unauthorized.uri());
    assert_eq!(problem.request_id, Some(request_id));
}

#[tokio::test]
async fn keys_are_stored_by_their_hash_alone() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    assert_eq!(api.count("select count(*) from api_keys where length(hash) = 32").await, 4);
    let text: String = sqlx::query_scalar("select string_agg(api_keys::text, ' ') from api_keys")
        .fetch_one(&api.db)
        .await
        .unwrap();
    assert!(!text.contains(BOT_KEY) && !text.contains(ADMIN_KEY), "{text}");
}

#[tokio::test]
async fn whoever_watches_needs_no_key_and_unknown_addresses_are_problems() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    for path in ["/healthz", "/readyz", "/metrics", "/openapi.json", "/docs/"] {
        assert_eq!(status(&api, Method::GET, path, None).await, 200, "{path}");
    }
    assert_eq!(status(&api, Method::GET, "/nowhere", None).await, 404);
    assert_eq!(status(&api, Method::POST, "/v1/users/7/today", Some(BOT_KEY)).await, 405);
    api.stops().await;
}
