//! What answers tell browsers and caches, and who may call from a web page.

use reqwest::{Method, RequestBuilder, Response};

use crate::harness::{Api, BOT_KEY};

const NOW: &str = "2026-11-16T12:00[Europe/Berlin]";
const APP: &str = "https://app.example.org";

fn request(api: &Api, method: Method, path: &str) -> RequestBuilder {
    api.http.request(method, format!("{}{path}", api.url)).header("x-api-key", BOT_KEY)
}

async fn get(api: &Api, path: &str) -> Response {
    request(api, Method::GET, path).send().await.unwrap()
}

fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

async fn open_to(origins: &str) -> Api {
    Api::configured(NOW, |settings| settings.cors_origins = origins.parse().unwrap()).await
}

#[tokio::test]
async fn every_answer_says_what_is_not_to_be_done_with_it() {
    let api = Api::at(NOW).await;
    api.user(7, "Europe/Berlin").await;
    for (path, status) in [
        ("/v1/users/7", 200),
        ("/v1/users/8", 404),
        ("/v1/users/abc", 422),
        ("/v1/scheduler/reminders/plan", 405),
        ("/nowhere", 404),
        ("/healthz", 200),
        ("/metrics", 200),
        ("/openapi.json", 200),
        ("/docs/", 200),
    ] {
        let response = get(&api, path).await;
        assert_eq!(response.status().as_u16(), status, "{path}");
        assert_eq!(header(&response, "x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header(&response, "x-frame-options"), "DENY", "{path}");
        assert_eq!(header(&response, "referrer-policy"), "no-referrer", "{path}");
        let policy = header(&response, "content-security-policy");
        assert!(policy.starts_with("default-src 'none'; "), "{path}: {policy}");
        assert_eq!(policy.contains("script-src"), path == "/docs/", "{path}: {policy}");
        let is_document = ["/openapi.json", "/docs/"].contains(&path);
        let kept = if is_document { "public, max-age=300" } else { "no-store" };
        assert_eq!(header(&response, "cache-control"), kept, "{path}");
        assert_eq!(header(&response, "x-request-id").len(), 32, "{path}");
        assert_eq!(header(&response, "access-control-allow-origin"), "", "{path}");
    }
}

#[tokio::test]
async fn a_method_that_an_address_does_not_know_is_told_with_those_that_it_does() {
    let api = Api::at(NOW).await;
    let response = request(&api, Method::PATCH, "/v1/users/7/habits").send().await.unwrap();
    assert_eq!(response.status(), 405);
    let allowed = header(&response, "allow").to_owned();
    assert!(allowed.contains("POST") && allowed.contains("GET"), "{allowed}");
    assert_eq!(header(&response, "content-type"), "application/problem+json");
}

#[tokio::test]
async fn a_request_keeps_the_id_that_it_came_with() {
    let api = Api::at(NOW).await;
    for path in ["/v1/users/7", "/nowhere"] {
        let response =
            request(&api, Method::GET, path).header("x-request-id", "mine-1").send().await.unwrap();
        assert_eq!(header(&response, "x-request-id"), "mine-1");
        let problem: serde_json::Value = response.json().await.unwrap();
        assert_eq!(problem["request_id"], "mine-1");
    }
}

#[tokio::test]
async fn long_answers_are_compressed_for_whoever_asks() {
    let api = Api::at(NOW).await;
    let anna = api.user(7, "Europe/Berlin").await;
    for name in ["Run", "Read", "Sleep", "Swim"] {
        anna.keeps(name).await;
    }
    let path = "/v1/users/7/habits";
    let plain = get(&api, path).await;
    assert_eq!((header(&plain, "content-encoding"), header(&plain, "vary")), ("", "accept-encoding"));
    let plain = plain.bytes().await.unwrap();
    let asked = |path| request(&api, Method::GET, path).header("accept-encoding", "gzip").send();
    let packed = asked(path).await.unwrap();
    assert_eq!(header(&packed, "content-encoding"), "gzip");
    let packed = packed.bytes().await.unwrap();
    assert!(packed.starts_with(&[0x1f, 0x8b]) && packed.len() * 2 < plain.len(), "{}", packed.len());
    for short in ["/v1/users/7", "/docs/swagger-ui.css", "/nowhere"] {
        assert_eq!(header(&asked(short).await.unwrap(), "content-encoding"), "", "{short}");
    }
}

#[tokio::test]
async fn no_page_may_call_unless_it_is_listed() {
    let api = Api::at(NOW).await;
    let ask = |origin| request(&api, Method::OPTIONS, "/v1/users/7").header("origin", origin);
    let asked = ask(APP).header("access-control-request-method", "GET").send().await.unwrap();
    assert_eq!(asked.status(), 405);
    assert_eq!(header(&asked, "access-control-allow-origin"), "");
}

#[tokio::test]
async fn a_page_that_is_listed_may_ask_without_a_key_and_call_with_one() {
    let api = open_to(APP).await;
    api.user(7, "Europe/Berlin").await;
    let url = format!("{}/v1/users/7", api.url);
    let ask = |origin| {
        let request = api.http.request(Method::OPTIONS, &url).header("origin", origin);
        request.header("access-control-request-method", "PATCH").send()
    };
    let asked = ask(APP).await.unwrap();
    assert_eq!((asked.status().as_u16(), header(&asked, "access-control-allow-origin")), (200, APP));
    assert!(header(&asked, "access-control-allow-methods").contains("PATCH"));
    assert!(header(&asked, "access-control-allow-headers").contains("x-api-key"));
    assert!(!header(&asked, "x-request-id").is_empty() && header(&asked, "access-control-max-age") == "3600");
    let other = ask("https://app.example.org.evil.example").await.unwrap();
    assert_eq!(header(&other, "access-control-allow-origin"), "");

    let keyless = api.http.get(&url).header("origin", APP).send().await.unwrap();
    assert_eq!((keyless.status().as_u16(), header(&keyless, "access-control-allow-origin")), (401, APP));
    let called = request(&api, Method::GET, "/v1/users/7").header("origin", APP).send().await.unwrap();
    assert_eq!((called.status().as_u16(), header(&called, "access-control-allow-origin")), (200, APP));
    assert!(header(&called, "vary").contains("origin"));
    assert_eq!(header(&called, "access-control-allow-credentials"), "");
    for exposed in ["etag", "location", "retry-after", "ratelimit", "x-request-id"] {
        assert!(header(&called, "access-control-expose-headers").contains(exposed), "{exposed}");
    }
}

#[tokio::test]
async fn every_page_may_call_when_the_operator_says_so() {
    let api = open_to("*").await;
    let called = request(&api, Method::GET, "/healthz").header("origin", APP).send().await.unwrap();
    assert_eq!(header(&called, "access-control-allow-origin"), "*");
}
