//! Tasks that are made to break things or to reach what is nobody's business: a clear problem, and nothing queued.

use core_shared::contract::API_KEY_HEADER;
use core_shared::contract::problem::Problem;

use crate::harness::{Api, SCHEDULER_KEY, TASKS_KEY};

async fn refused(api: &Api, method: &str, path: &str, body: String) -> Problem {
    let key = if path.starts_with("/v1/scheduler") { SCHEDULER_KEY } else { TASKS_KEY };
    let request = api.http.request(method.parse().unwrap(), format!("{}{path}", api.url));
    let request = request.header(API_KEY_HEADER, key).header("content-type", "application/json");
    let response = request.body(body).send().await.unwrap();
    let status = response.status().as_u16();
    let text = response.text().await.unwrap();
    let problem: Problem = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{path}: {status} {text}"));
    assert!((400..500).contains(&status), "{problem:?}");
    problem
}

/// The status, and the first pointer or parameter.
fn told(problem: &Problem) -> (u16, &str) {
    let first = problem.errors.first();
    let place = first.and_then(|error| error.pointer.as_deref().or(error.parameter.as_deref()));
    (problem.status, place.unwrap_or_default())
}

async fn assert_each_is_refused<'a>(api: &Api, table: impl IntoIterator<Item = (String, &'a str)>) {
    for (body, pointer) in table {
        let shown: String = body.chars().take(120).collect();
        let problem = refused(api, "POST", "/v1/tasks", body).await;
        assert_eq!(told(&problem), (422, pointer), "{shown}: {problem:?}");
        let said = serde_json::to_string(&problem).unwrap();
        assert!(!said.contains("<b>"), "the input is not repeated: {shown}");
    }
    assert_eq!(api.count("select count(*) from tasks").await, 0);
    assert_eq!(api.count("select count(*) from deliveries").await, 0);
}

#[tokio::test]
async fn bodies_that_make_no_task() {
    let api = Api::at("2026-11-16T12:00[UTC]").await;
    let call = r#""call":{"url":"http://8.8.8.8/"}"#;
    let fields = |fields: &str| format!(r#"{{"dedup_key":"a",{call},{fields}}}"#);
    let key = |key: &str| format!(r#"{{"dedup_key":{key},{call}}}"#);
    assert_each_is_refused(
        &api,
        [
            ("[]".to_owned(), ""),
            ("null".to_owned(), ""),
            ("{}".to_owned(), "/dedup_key"),
            // neither a call nor a message, and both
            (r#"{"dedup_key":"a"}"#.to_owned(), "/call"),
            (fields(r#""message":{"user":7,"text":"x"}"#), "/message"),
            (r#"{"dedup_key":"a","call":null}"#.to_owned(), "/call"),
            (r#"{"dedup_key":"a","call":"http://8.8.8.8/"}"#.to_owned(), "/call"),
            (key("null"), "/dedup_key"),
            (key("7"), "/dedup_key"),
            (key(r#""""#), "/dedup_key"),
            (key(r#""a b""#), "/dedup_key"),
            (key(r#""a\u0000""#), "/dedup_key"),
            (key(r#""ключ""#), "/dedup_key"),
            (key(&format!(r#""{}""#, "k".repeat(10_000))), "/dedup_key"),
            (fields(r#""priority":"urgent""#), "/priority"),
            (fields(r#""priority":null"#), "/priority"),
            (fields(r#""priority":1"#), "/priority"),
            (fields(r#""color":"<b>""#), "/color"),
            (fields(r#""not_before":null"#), "/not_before"),
            (fields(r#""not_before":"tomorrow""#), "/not_before"),
            (fields(r#""not_before":1900000000"#), "/not_before"),
            (fields(r#""not_before":"9999-01-01T00:00:00Z""#), "/not_before"),
            (fields(r#""not_before":"9999-12-31T23:59:59Z""#), "/not_before"),
            (fields(r#""not_before":"2027-11-18T12:00:00Z""#), "/not_before"),
            (fields(r#""expires_at":null"#), "/expires_at"),
            (fields(r#""expires_at":"2026-11-16T12:00:00Z""#), "/expires_at"),
            (fields(r#""expires_at":"9999-01-01T00:00:00Z""#), "/expires_at"),
            (
                fields(r#""not_before":"2026-11-16T14:00:00Z","expires_at":"2026-11-16T13:00:00Z""#),
                "/expires_at",
            ),
            (
                fields(r#""not_before":"2026-11-16T14:00:00Z","expires_at":"2026-11-16T14:00:00Z""#),
                "/expires_at",
            ),
        ],
    )
    .await;
}

#[tokio::test]
async fn calls_that_make_no_call() {
    let api = Api::at("2026-11-16T12:00[UTC]").await;
    let call = |fields: &str| format!(r#"{{"dedup_key":"a","call":{{"url":"http://8.8.8.8/",{fields}}}}}"#);
    assert_each_is_refused(
        &api,
        [
            (call(r#""method":"DELETE""#), "/call/method"),
            (call(r#""method":"post""#), "/call/method"),
            (call(r#""method":null"#), "/call/method"),
            (call(r#""method":"GET","body":"x""#), "/call/body"),
            (call(r#""body":null"#), "/call/body"),
            (call(r#""body":{}"#), "/call/body"),
            (call(r#""body":"a\u0000b""#), "/call/body"),
            (call(r#""body":"\ud800""#), "/call/body"),
            (call(&format!(r#""body":"{}""#, "x".repeat(256 * 1024 + 1))), "/call/body"),
            (call(r#""headers":null"#), "/call/headers"),
            (call(r#""headers":[]"#), "/call/headers"),
            (call(r#""headers":{"Host":"evil.org"}"#), "/call/headers"),
            (call(r#""headers":{"host ":"evil.org"}"#), "/call/headers"),
            (call(r#""headers":{"X-A":"1\r\nHost: evil.org"}"#), "/call/headers"),
            (call(r#""headers":{"X-A\r\nHost":"evil.org"}"#), "/call/headers"),
            (call(r#""headers":{"X-Habit-Tracker-Signature":"t=1,v1=0"}"#), "/call/headers"),
            (call(r#""headers":{"Transfer-Encoding":"chunked"}"#), "/call/headers"),
            (call(r#""headers":{"X-API-Key":"x"}"#), "/call/headers"),
            (call(r#""redirect":true"#), "/call/redirect"),
        ],
    )
    .await;
}

#[tokio::test]
async fn messages_that_say_nothing_or_reach_nobody() {
    let api = Api::at("2026-11-16T12:00[UTC]").await;
    api.user(7, "UTC").await;
    let message = |message: &str| format!(r#"{{"dedup_key":"a","message":{message}}}"#);
    let text = |text: &str| message(&format!(r#"{{"user":7,"text":{text}}}"#));
    let user = |user: &str| message(&format!(r#"{{"user":{user},"text":"x"}}"#));
    assert_each_is_refused(
        &api,
        [
            (message("null"), "/message"),
            (message("[]"), "/message"),
            (message(r#""x""#), "/message"),
            (message("{}"), "/message/user"),
            (message(r#"{"user":7}"#), "/message/text"),
            (message(r#"{"user":7,"text":"x","silent":null}"#), "/message/silent"),
            (message(r#"{"user":7,"text":"x","silent":"<b>"}"#), "/message/silent"),
            (message(r#"{"user":7,"text":"x","parse_mode":"<b>"}"#), "/message/parse_mode"),
            (text("null"), "/message/text"),
            (text("7"), "/message/text"),
            (text(r#""""#), "/message/text"),
            (text(r#"" \n\t ""#), "/message/text"),
            (text(r#""\u200b\u00a0""#), "/message/text"),
            (text(r#""a\u0000b""#), "/message/text"),
            (text(r#""a\r\nb""#), "/message/text"),
            (text(r#""a\u001b[1m<b>""#), "/message/text"),
            (text(r#""a\u0085b""#), "/message/text"),
            (text(r#""\ud800""#), "/message/text"),
            (text(r#""\udc00<b>""#), "/message/text"),
            (text(&format!(r#""{}""#, "x".repeat(4097))), "/message/text"),
            (text(&format!(r#""{}""#, "🚀".repeat(4097))), "/message/text"),
            (user("8"), "/message/user"),
            (user("0"), "/message/user"),
            (user("-7"), "/message/user"),
            (user("9223372036854775807"), "/message/user"),
            (user("9223372036854775808"), "/message/user"),
            (user("-9223372036854775809"), "/message/user"),
            (user("7.0"), "/message/user"),
            (user("1e400"), "/message/user"),
            (user(r#""7""#), "/message/user"),
            (user("null"), "/message/user"),
        ],
    )
    .await;
}

#[tokio::test]
async fn addresses_that_are_nobodys_business() {
    let api = Api::at("2026-11-16T12:00[UTC]").await;
    let urls = [
        "",
        "nonsense",
        "file:///etc/passwd",
        "ftp://8.8.8.8/",
        "javascript:alert(1)",
        "http://user:secret@8.8.8.8/",
        "http://8.8.8.8@127.0.0.1/",
        "http://8.8.8.8:0/",
        "http://9.9.9.9/",
        "http://evil.org/",
        "http://example.org.evil.net/",
        "http://nowhere.invalid/",
        "http://hooks.example.org\\u0000.evil.net/",
        // these are in the list of hosts, and refused for what they are
        "http://localhost/",
        "http://LOCALHOST./",
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f.0.0.1/",
        "http://0177.0.0.1:8080/",
        "http://127.0.0.1./",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://169.254.169.254/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:a9fe:a9fe]/",
        "http://0.0.0.0/",
        "http://10.0.0.1/",
    ];
    let body = |url: &str| format!(r#"{{"dedup_key":"a","call":{{"url":"{url}"}}}}"#);
    assert_each_is_refused(&api, urls.map(|url| (body(url), "/call/url"))).await;
    let long = format!("http://8.8.8.8/{}", "a".repeat(3000));
    assert_each_is_refused(&api, [(body(&long), "/call/url")]).await;
}

#[tokio::test]
async fn a_private_address_that_the_operator_lists_may_be_called() {
    let api = Api::at("2026-11-16T12:00[UTC]").await;
    let url = format!("{}/v1/tasks", api.url);
    let body = r#"{"dedup_key":"a","call":{"url":"http://10.1.2.3:8080/hook"}}"#;
    let request =
        api.http.post(url).header(API_KEY_HEADER, TASKS_KEY).header("content-type", "application/json");
    assert_eq!(request.body(body).send().await.unwrap().status().as_u16(), 201);
}

#[tokio::test]
async fn a_body_of_ten_megabytes_is_too_large() {
    let api = Api::at("2026-11-16T12:00[UTC]").await;
    let body = format!(r#"{{"dedup_key":"a","call":{{"body":"{}"}}}}"#, "x".repeat(10_000_000));
    let request = api.http.post(format!("{}/v1/tasks", api.url)).header(API_KEY_HEADER, TASKS_KEY);
    let answer = request.header("content-type", "application/json").body(body).send().await;
    // The connection may be closed while the rest of the body is still on its way.
    if let Ok(response) = answer {
        assert_eq!(response.status().as_u16(), 413);
    }
    assert_eq!(api.count("select count(*) from tasks").await, 0);
}

#[tokio::test]
async fn without_hosts_or_a_key_to_sign_with_no_call_is_taken() {
    let body = r#"{"dedup_key":"a","call":{"url":"http://8.8.8.8/"}}"#;
    let unsigned = Api::configured("2026-11-16T12:00[UTC]", |settings| {
        settings.calls.task_signing_key = "".into();
    })
    .await;
    let problem = refused(&unsigned, "POST", "/v1/tasks", body.to_owned()).await;
    assert_eq!(told(&problem), (422, "/call"));
    assert!(problem.errors[0].detail.contains("TASK_SIGNING_KEY"), "{problem:?}");

    let closed = Api::configured("2026-11-16T12:00[UTC]", |settings| {
        settings.calls.task_hosts = "".parse().unwrap();
    })
    .await;
    let problem = refused(&closed, "POST", "/v1/tasks", body.to_owned()).await;
    assert_eq!(told(&problem), (422, "/call/url"));
    assert!(problem.errors[0].detail.contains("TASK_HOSTS"), "{problem:?}");
}

#[tokio::test]
async fn questions_that_make_no_sense() {
    let api = Api::at("2026-11-16T12:00[UTC]").await;
    let (claim, report) = ("/v1/scheduler/calls/claim", "/v1/scheduler/calls/report");
    let many = format!(
        r#"{{"reports":[{}]}}"#,
        vec![r#"{"id":1,"attempt":1,"outcome":{"kind":"released"}}"#; 33].join(",")
    );
    for (method, path, body, expected) in [
        ("GET", "/v1/tasks?state=lost", "", (422, "state")),
        ("GET", "/v1/tasks?limit=0", "", (422, "limit")),
        ("GET", "/v1/tasks?limit=101", "", (422, "limit")),
        ("GET", "/v1/tasks?limit=-1", "", (422, "limit")),
        ("GET", "/v1/tasks?after=somewhere", "", (422, "after")),
        ("GET", "/v1/tasks?colour=red", "", (422, "colour")),
        ("GET", "/v1/tasks/first", "", (422, "task")),
        ("GET", "/v1/tasks/9223372036854775808", "", (422, "task")),
        ("GET", "/v1/tasks/9223372036854775807", "", (404, "")),
        ("POST", "/v1/tasks/-1/cancel", "", (404, "")),
        ("POST", "/v1/tasks/0/replay", "", (404, "")),
        ("POST", claim, r#"{"limit":0}"#, (422, "/limit")),
        ("POST", claim, r#"{"limit":33}"#, (422, "/limit")),
        ("POST", claim, r#"{"limit":null}"#, (422, "/limit")),
        ("POST", report, r#"{"reports":[{}]}"#, (422, "/reports/0/id")),
        ("POST", report, &many, (422, "/reports")),
    ] {
        let problem = refused(&api, method, path, body.to_owned()).await;
        assert_eq!(told(&problem), expected, "{method} {path} {body}: {problem:?}");
    }
}
