//! Who may call what: one table, for every operation and every kind of caller.

use std::fmt::Write as _;

use core_shared::client::ApiClient;
use core_shared::contract::API_KEY_HEADER;
use core_shared::contract::deliveries::DeliveryOutcome;
use core_shared::contract::keys::{CreateKey, Scope};
use core_shared::contract::problem::{PROBLEM_MEDIA_TYPE, Problem, ProblemKind};
use core_shared::contract::sessions::CreateSession;
use core_shared::contract::tokens::{CreateToken, TokenAccess};
use core_shared::domain::UserId;
use reqwest::{Method, RequestBuilder, Response};

use crate::harness::{ADMIN_KEY, Api, BOT_KEY, SCHEDULER_KEY, TASKS_KEY, User};

/// What becomes of a call: 401, 403, 404, or `+` when the guard lets it pass.
///
/// In this order: nobody, a wrong key, a revoked key, an expired key, the scopes bot, scheduler, tasks, metrics and admin;
/// then, with their own user in the address, a token that reads, one that writes, a session, and such that were taken back
/// or have expired; and another user with a token that writes, and in a session.
const TABLE: &str = include_str!("authorization.txt");

const METRICS_KEY: &str = "metrics-key-of-the-test-suite-only";

/// An API of which every scope has a key.
async fn api() -> Api {
    Api::configured("2026-11-16T12:00[Europe/Berlin]", |settings| {
        settings.keys.metrics_api_key = METRICS_KEY.into();
    })
    .await
}

/// Everybody who may try, by the name in the table.
async fn callers(api: &Api) -> Vec<(&'static str, Option<(&'static str, String)>)> {
    let admin = ApiClient::new(&api.url, ADMIN_KEY.into());
    let make_key = async |name: &str, expires_at| {
        let create = CreateKey { name: name.parse().unwrap(), scope: Scope::Admin, expires_at };
        admin.create_key(&create).await.unwrap()
    };
    let revoked = make_key("revoked", None).await;
    let passing = make_key("passing", Some("2026-11-16T12:00:00Z".parse().unwrap())).await;
    let (anna, boris) = (api.user(7, "Europe/Berlin").await, api.user(8, "Europe/Berlin").await);
    let brief = token(&anna, "brief", TokenAccess::Write, 1).await.1;
    let past_session = session(&anna).await;
    // An hour and a day later they have expired.
    api.move_to("2026-11-17T12:59[Europe/Berlin]");
    admin.revoke_key(revoked.key.id).await.unwrap();
    let (id, taken_back) = token(&anna, "taken back", TokenAccess::Write, 1).await;
    let read = token(&anna, "read", TokenAccess::Read, 366).await.1;
    let write = token(&anna, "write", TokenAccess::Write, 366).await.1;
    let session_of_anna = session(&anna).await;
    let foreign = token(&boris, "foreign", TokenAccess::Write, 366).await.1;
    let foreign_session = session(&boris).await;
    api.bot.revoke_token(anna.id, id).await.unwrap();
    let key = |key: &str| Some((API_KEY_HEADER, key.to_owned()));
    let bearer = |token: String| Some(("authorization", format!("Bearer {token}")));
    vec![
        ("nobody", None),
        ("wrong key", key("wrong")),
        ("revoked key", key(revoked.secret.expose())),
        ("expired key", key(passing.secret.expose())),
        ("bot", key(BOT_KEY)),
        ("scheduler", key(SCHEDULER_KEY)),
        ("tasks", key(TASKS_KEY)),
        ("metrics", key(METRICS_KEY)),
        ("admin", key(ADMIN_KEY)),
        ("read", bearer(read)),
        ("write", bearer(write)),
        ("session", bearer(session_of_anna)),
        ("taken back", bearer(taken_back)),
        ("expired", bearer(brief)),
        ("past session", bearer(past_session)),
        ("other user", bearer(foreign)),
        ("other session", bearer(foreign_session)),
    ]
}

async fn token(
    user: &User<'_>,
    name: &str,
    access: TokenAccess,
    days: u16,
) -> (core_shared::domain::TokenId, String) {
    let name = core_shared::domain::TokenName::parse(name).unwrap();
    let create = CreateToken { name, access, valid_days: Some(days) };
    let made = user.api.bot.create_token(user.id, &create).await.unwrap();
    (made.token.id, made.secret.expose().to_owned())
}

async fn session(user: &User<'_>) -> String {
    let create = CreateSession { init_data: None, user: Some(user.id) };
    user.api.bot.create_session(&create).await.unwrap().secret.expose().to_owned()
}

/// What addresses name, all of it of user 7.
struct Things(Vec<(&'static str, String)>);

impl Things {
    async fn of(api: &Api, number: usize) -> Self {
        let anna = api.user(7, "Europe/Berlin").await;
        let admin = ApiClient::new(&api.url, ADMIN_KEY.into());
        let habit = anna.keeps_with_reminder(&format!("Run {number}"), "13:00").await;
        let reminder = anna.habit(habit).await.reminders[0].id;
        let name = format!("key-{number}");
        let create = CreateKey { name: name.parse().unwrap(), scope: Scope::Metrics, expires_at: None };
        let key = admin.create_key(&create).await.unwrap().key.id;
        let (token, _) = token(&anna, &format!("token {number}"), TokenAccess::Read, 1).await;
        Self(vec![
            ("{user}", "7".to_owned()),
            ("{day}", "2026-11-17".to_owned()),
            ("{habit}", habit.to_string()),
            ("{reminder}", reminder.to_string()),
            ("{key}", key.to_string()),
            ("{token}", token.to_string()),
        ])
    }

    /// A message that was sent, and a task.
    async fn and_what_was_sent(mut self, api: &Api) -> Self {
        api.move_to("2026-11-17T13:00[Europe/Berlin]");
        let due = api.due().await;
        let delivery = due.first().expect("a reminder is due");
        api.reports(delivery, DeliveryOutcome::Sent { message_id: 1 }).await;
        let tasks = ApiClient::new(&api.url, TASKS_KEY.into());
        let message = r#"{"dedup_key":"1","message":{"user":7,"text":"Hello"}}"#;
        let task = tasks.create_task(&serde_json::from_str(message).unwrap()).await.unwrap();
        self.0.extend([("{delivery}", delivery.id.to_string()), ("{task}", task.id.to_string())]);
        self
    }

    /// Makes room for the next ones.
    async fn leave(self, api: &Api) {
        let id = |name| self.0.iter().find(|(thing, _)| *thing == name).unwrap().1.clone();
        let user = UserId(7);
        // What the call itself has taken away is not there any more.
        let _ = api.bot.delete_habit(user, id("{habit}").parse().unwrap()).await;
        let _ = api.bot.revoke_token(user, id("{token}").parse().unwrap()).await;
    }

    fn address(&self, path: &str) -> String {
        self.0.iter().fold(path.to_owned(), |path, (name, id)| path.replace(name, id))
    }
}

/// Every operation of the document.
fn operations() -> Vec<(String, Method, String)> {
    let mut operations = Vec::new();
    for (path, item) in api::openapi().paths.paths {
        for (method, operation) in [
            (Method::GET, item.get),
            (Method::PUT, item.put),
            (Method::POST, item.post),
            (Method::PATCH, item.patch),
            (Method::DELETE, item.delete),
        ] {
            let Some(operation) = operation else { continue };
            operations.push((operation.operation_id.expect("a name"), method, path.clone()));
        }
    }
    operations.sort_by(|(one, ..), (other, ..)| one.cmp(other));
    operations
}

#[tokio::test]
async fn every_operation_lets_in_whom_the_table_names_and_nobody_else() {
    let api = api().await;
    let callers = callers(&api).await;
    let things = Things::of(&api, 0).await.and_what_was_sent(&api).await;
    let mut rows = Vec::new();
    for (number, (id, method, path)) in operations().into_iter().enumerate() {
        let mut row = format!("{id:<24}");
        for (place, (name, credential)) in callers.iter().enumerate() {
            let cell = match (id.as_str(), &method) {
                // Whoever may do it takes everybody's credentials with it.
                ("delete_user", _) => cell_of_the_last(&method, &path, place).await,
                (_, &Method::DELETE) => {
                    let things = Things::of(&api, 1 + number * callers.len() + place).await;
                    let cell = cell(&api, &method, &things.address(&path), credential.as_ref()).await;
                    things.leave(&api).await;
                    cell
                }
                _ => cell(&api, &method, &things.address(&path), credential.as_ref()).await,
            };
            assert!(!cell.starts_with('5'), "{id} as {name}: {cell}");
            write!(row, " {cell:>3}").unwrap();
        }
        rows.push(row);
    }
    let found = rows.join("\n");
    let table: Vec<&str> = TABLE.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(found.lines().collect::<Vec<_>>(), table, "if this is meant, it is the new table:\n{found}");
}

/// The cell of an operation after which nothing is left, in a house of its own.
async fn cell_of_the_last(method: &Method, path: &str, place: usize) -> String {
    let api = api().await;
    let callers = callers(&api).await;
    let things = Things::of(&api, 0).await;
    cell(&api, method, &things.address(path), callers[place].1.as_ref()).await
}

async fn send(request: RequestBuilder, credential: Option<&(&'static str, String)>) -> Response {
    let request = match credential {
        Some((header, value)) => request.header(*header, value),
        None => request,
    };
    request.header("content-type", "application/json").body("[]").send().await.unwrap()
}

/// What a caller sees. A body that no operation accepts keeps most of them from doing anything.
async fn cell(
    api: &Api,
    method: &Method,
    address: &str,
    credential: Option<&(&'static str, String)>,
) -> String {
    let request = api.http.request(method.clone(), format!("{}{address}", api.url));
    let status = send(request, credential).await.status().as_u16();
    match status {
        401 | 403 | 404 => status.to_string(),
        405 | 500.. => format!("5{status}"),
        _ => "+".to_owned(),
    }
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
    let api = api().await;
    assert_eq!(api.count("select count(*) from api_keys where length(hash) = 32").await, 5);
    let text: String = sqlx::query_scalar("select string_agg(api_keys::text, ' ') from api_keys")
        .fetch_one(&api.db)
        .await
        .unwrap();
    assert!(!text.contains(BOT_KEY) && !text.contains(ADMIN_KEY), "{text}");
}

#[tokio::test]
async fn whoever_watches_needs_no_key_and_unknown_addresses_are_problems() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    for path in ["/healthz", "/readyz", "/openapi.json", "/docs/"] {
        assert_eq!(status(&api, Method::GET, path, None).await, 200, "{path}");
    }
    assert_eq!(status(&api, Method::GET, "/nowhere", None).await, 404);
    assert_eq!(status(&api, Method::POST, "/v1/users/7/today", Some(BOT_KEY)).await, 405);
    api.stops().await;
}

async fn calls(api: &Api, method: Method, path: &str, key: Option<&str>) -> Response {
    let credential = key.map(|key| (API_KEY_HEADER, key.to_owned()));
    send(api.http.request(method, format!("{}{path}", api.url)), credential.as_ref()).await
}

async fn status(api: &Api, method: Method, path: &str, key: Option<&str>) -> u16 {
    calls(api, method, path, key).await.status().as_u16()
}

#[tokio::test]
async fn metrics_are_open_until_there_is_a_key_for_them() {
    let open = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    assert_eq!(status(&open, Method::GET, "/metrics", None).await, 200);
    let api = api().await;
    for (key, expected) in
        [(None, 401), (Some(BOT_KEY), 403), (Some(METRICS_KEY), 200), (Some(ADMIN_KEY), 200)]
    {
        assert_eq!(status(&api, Method::GET, "/metrics", key).await, expected);
    }
    // As Prometheus sends it.
    let bearer = api.http.get(format!("{}/metrics", api.url)).bearer_auth(METRICS_KEY);
    assert_eq!(bearer.send().await.unwrap().status().as_u16(), 200);
}
