//! The same call with the same key: once for a day, and then it is a new one.

use core_shared::contract::executions::{AddAmount, CheckInBody};
use core_shared::contract::habits::HabitBody;
use core_shared::contract::problem::{Problem, ProblemKind};
use core_shared::domain::HabitId;
use reqwest::Response;

use crate::harness::Api;

const HABITS: &str = "/v1/users/7/habits";
const RUN: &str = r#"{"name":"Run","schedule":{"kind":"daily"},"goal":{"kind":"at_least","amount":8}}"#;

async fn posts(api: &Api, path: &str, key: &str, body: &str) -> Response {
    api.answers("POST", path, &[("idempotency-key", key)], body).await
}

fn is_replayed(response: &Response) -> bool {
    response.headers().get("idempotency-replayed").is_some_and(|value| value == "true")
}

async fn makes(api: &Api, key: &str, body: &str) -> (HabitBody, bool) {
    let response = posts(api, HABITS, key, body).await;
    assert_eq!(response.status(), 201);
    let (location, replayed) =
        (response.headers()["location"].to_str().unwrap().to_owned(), is_replayed(&response));
    let habit: HabitBody = response.json().await.unwrap();
    assert_eq!(location, format!("{HABITS}/{}", habit.id));
    (habit, replayed)
}

async fn is_reused(response: Response) -> bool {
    let problem: Problem = response.json().await.unwrap();
    ProblemKind::from_uri(&problem.kind) == Some(ProblemKind::KeyReused)
}

fn addition(habit: HabitId) -> String {
    format!("{HABITS}/{habit}/executions/2026-11-16/add")
}

#[tokio::test]
async fn a_replayed_answer_says_so_and_shows_the_habit_as_it_is_now() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let (made, replayed) = makes(&api, "key", RUN).await;
    assert!(!replayed);
    let renamed = anna.changes(made.id, r#"{"name":"Walk"}"#).await;
    api.move_to("2026-11-17T11:59:59[Europe/Berlin]");
    let (again, replayed) = makes(&api, "key", RUN).await;
    assert_eq!((again.id, again.name, replayed), (made.id, renamed.name, true));
    api.bot.delete_habit(anna.id, made.id).await.unwrap();
    assert_eq!(posts(&api, HABITS, "key", RUN).await.status(), 404, "what it has made is gone");
}

#[tokio::test]
async fn after_a_day_a_key_means_a_new_request_and_the_old_one_is_forgotten() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let (anna, boris) = (api.user(7, "Europe/Berlin").await, api.user(8, "Europe/Berlin").await);
    let (first, _) = makes(&api, "key", RUN).await;
    makes(&api, "other", RUN).await;
    boris.keeps("Foreign").await;
    api.move_to("2026-11-17T12:00[Europe/Berlin]");
    let (second, replayed) = makes(&api, "key", RUN).await;
    assert!(second.id != first.id && !replayed);
    assert_eq!(makes(&api, "key", RUN).await, (second, true));
    assert_eq!(api.count("select count(*) from idempotency_keys where user_id = 7").await, 1);
    assert_eq!(api.count("select count(*) from idempotency_keys where user_id = 8").await, 1, "not ours");
    anna.keeps("Another body").await;
}

#[tokio::test]
async fn an_addition_that_is_replayed_says_so_and_counts_again_after_a_day() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let (run, _) = makes(&api, "run", RUN).await;
    let adds = async || {
        let response = posts(&api, &addition(run.id), "tap", "{}").await;
        assert_eq!(response.status(), 200);
        let replayed = is_replayed(&response);
        let body: CheckInBody = response.json().await.unwrap();
        (body.amount.unwrap().to_string(), replayed)
    };
    assert_eq!(adds().await, ("1".to_owned(), false));
    anna.adds(run.id, "2026-11-16", "another tap").await;
    assert_eq!(adds().await, ("2".to_owned(), true), "as it is now");
    api.move_to("2026-11-17T12:00[Europe/Berlin]");
    assert_eq!(adds().await, ("3".to_owned(), false));
    assert_eq!(api.count("select count(*) from idempotency_keys").await, 1, "what has expired is gone");
}

#[tokio::test]
async fn a_key_that_has_expired_adds_once_when_it_comes_twice_at_the_same_moment() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let (run, _) = makes(&api, "run", RUN).await;
    anna.adds(run.id, "2026-11-16", "tap").await;
    api.move_to("2026-11-18T12:00[Europe/Berlin]");
    let (day, step) = ("2026-11-16".parse().unwrap(), AddAmount::default());
    let add = || api.bot.add_amount(anna.id, run.id, day, &step, "tap");
    let (one, other, third) = tokio::join!(add(), add(), add());
    assert!(one.is_ok() && other.is_ok() && third.is_ok());
    let stored: i64 = api.count("select amount from executions").await;
    assert_eq!(stored, 2000);
    let make = || makes(&api, "run", RUN);
    let (one, other) = tokio::join!(make(), make());
    assert_eq!((one.0.id, one.1 ^ other.1), (other.0.id, true), "made by one, answered again to the other");
}

#[tokio::test]
async fn a_key_belongs_to_one_body_and_one_address() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    api.user(7, "Europe/Berlin").await;
    let (run, _) = makes(&api, "key", RUN).await;
    let (swim, _) = makes(&api, "swim", &RUN.replace("Run", "Swim")).await;
    assert!(is_reused(posts(&api, HABITS, "key", &RUN.replace("Run", "Walk")).await).await);
    assert!(is_reused(posts(&api, &addition(run.id), "key", "{}").await).await);
    assert_eq!(posts(&api, &addition(run.id), "tap", "{}").await.status(), 200);
    assert!(is_reused(posts(&api, &addition(swim.id), "tap", "{}").await).await, "another habit");
    assert!(is_reused(posts(&api, &addition(run.id), "tap", r#"{"amount":1}"#).await).await, "another body");
    assert!(is_reused(posts(&api, HABITS, "tap", RUN).await).await, "another operation");
    let spaced = RUN.replace(',', " , ");
    assert!(is_replayed(&posts(&api, HABITS, "key", &spaced).await), "the same, said otherwise");
}
