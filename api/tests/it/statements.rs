//! What a request costs the database: one statement where a person waits, two at the most, and one for a token.

use reqwest::{Method, RequestBuilder};

use crate::harness::{Api, BOT_KEY};

/// Every operation that reads something of a user, with an address in which things of user 7 are named.
fn reads(ids: &[(&str, String)]) -> Vec<(String, String)> {
    let mut reads = Vec::new();
    for (path, item) in api::openapi().paths.paths {
        let Some(operation) = item.get.filter(|_| path.starts_with("/v1/users/{user}")) else { continue };
        let address = ids.iter().fold(path, |path, (name, id)| path.replace(name, id));
        let range =
            if ["/executions", "/statistics"].iter().any(|end| address.ends_with(end)) { RANGE } else { "" };
        reads.push((operation.operation_id.unwrap(), format!("{address}{range}")));
    }
    reads
}

const RANGE: &str = "?from=2026-11-01&to=2026-11-30";

/// The statements of a request, once the API has prepared what it prepares.
async fn cost(api: &Api, request: RequestBuilder) -> (u16, i64) {
    request.try_clone().unwrap().send().await.unwrap();
    let mut status = 0;
    let send = async { status = request.send().await.unwrap().status().as_u16() };
    let statements = api.statements_of(send).await;
    (status, statements)
}

#[tokio::test]
async fn a_read_is_two_statements_at_the_most_and_a_token_is_one_more() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps_with_reminder("Run", "12:30").await;
    anna.marks(run, "2026-11-15", core_shared::domain::Answer::Done).await;
    api.move_to("2026-11-16T12:30[Europe/Berlin]");
    let delivery = api.due().await.remove(0);
    let sent = core_shared::contract::deliveries::DeliveryOutcome::Sent { message_id: 1 };
    api.reports(&delivery, sent).await;
    let reminder = anna.habit(run).await.reminders[0].id;
    let token = r#"{"name":"a","access":"read"}"#;
    let token = api.bot.create_token(anna.id, &serde_json::from_str(token).unwrap()).await.unwrap();
    let ids = [
        ("{user}", "7".to_owned()),
        ("{habit}", run.to_string()),
        ("{reminder}", reminder.to_string()),
        ("{delivery}", delivery.id.to_string()),
    ];
    let mut looked = 0;
    for (operation, address) in reads(&ids) {
        let get = |address: &str| api.http.get(format!("{}{address}", api.url));
        let (status, by_bot) = cost(&api, get(&address).header("x-api-key", BOT_KEY)).await;
        assert!(status == 200 && by_bot <= 2, "{operation}: {status}, {by_bot} statements");
        let (status, by_token) = cost(&api, get(&address).bearer_auth(token.secret.expose())).await;
        let is_open = status == 200;
        assert!(!is_open || by_token == by_bot + 1, "{operation}: {by_token} statements");
        // Nobody, and somebody who has nothing.
        for user in ["8", "404"] {
            let address = address.replacen("/7", &format!("/{user}"), 1);
            let (_, by_bot) = cost(&api, get(&address).header("x-api-key", BOT_KEY)).await;
            assert!(by_bot <= 2, "{operation} of {user}: {by_bot} statements");
        }
        looked += 1;
    }
    assert!(looked >= 15, "{looked}");
}

#[tokio::test]
async fn a_check_in_is_one_statement_whatever_it_says_and_a_token_is_one_more() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let water = anna
        .makes(r#"{"name":"Water","schedule":{"kind":"daily"},"goal":{"kind":"at_least","amount":8}}"#)
        .await;
    let token = r#"{"name":"a","access":"write"}"#;
    let token = api.bot.create_token(anna.id, &serde_json::from_str(token).unwrap()).await.unwrap();
    let day = format!("{}/v1/users/7/habits/{water}/executions/2026-11-16", api.url);
    for (method, address, body) in [
        (Method::PUT, day.clone(), r#"{"state":"done","note":"a"}"#),
        (Method::PUT, day.clone(), r#"{"state":"done","amount":3}"#),
        (Method::PUT, day.clone(), r#"{"state":"skipped"}"#),
        (Method::PATCH, day.clone(), r#"{"note":"b"}"#),
        (Method::POST, format!("{day}/add"), "{}"),
        (Method::DELETE, day.clone(), ""),
    ] {
        for (expected, by_token) in [(1, false), (2, true)] {
            let request = api.http.request(method.clone(), &address);
            let request = if by_token {
                request.bearer_auth(token.secret.expose())
            } else {
                request.header("x-api-key", BOT_KEY)
            };
            let request = if body.is_empty() {
                request
            } else {
                request.header("content-type", "application/json").body(body)
            };
            let key = format!("{address}{body}{by_token}").replace(' ', "");
            // A key that was seen is looked up, so each call has its own.
            let mut status = 0;
            let keyed = request.try_clone().unwrap().header("idempotency-key", &key);
            keyed.send().await.unwrap();
            let send = async {
                let again = request.header("idempotency-key", format!("{key}2"));
                status = again.send().await.unwrap().status().as_u16();
            };
            let statements = api.statements_of(send).await;
            assert_eq!((status, statements), (200, expected), "{method} {address} {body}");
        }
    }
}
