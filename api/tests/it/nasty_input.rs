//! Input that is made to break things: always a clear problem, never a 500, and nothing stored.

use core_shared::contract::API_KEY_HEADER;
use core_shared::contract::problem::Problem;
use reqwest::Method;

use crate::harness::{Api, BOT_KEY, SCHEDULER_KEY};

async fn refused(api: &Api, method: Method, path: &str, body: impl Into<reqwest::Body>) -> Problem {
    let key = if path.starts_with("/v1/scheduler") { SCHEDULER_KEY } else { BOT_KEY };
    let request = api.http.request(method, format!("{}{path}", api.url)).header(API_KEY_HEADER, key);
    let response = request.header("content-type", "application/json").body(body).send().await.unwrap();
    let status = response.status().as_u16();
    let text = response.text().await.unwrap();
    let problem: Problem = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{path}: {status} {text}"));
    assert_eq!(problem.status, status);
    assert!((400..500).contains(&status), "{path}: {problem:?}");
    problem
}

/// The status, and the first pointer or parameter.
fn told(problem: &Problem) -> (u16, &str) {
    let first = problem.errors.first();
    let place = first.and_then(|error| error.pointer.as_deref().or(error.parameter.as_deref()));
    (problem.status, place.unwrap_or_default())
}

#[tokio::test]
async fn bodies_that_make_no_habit() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    api.user(7, "Europe/Berlin").await;
    let deep = "[".repeat(100_000);
    let table: [(&str, (u16, &str)); 30] = [
        ("", (400, "")),
        ("{", (400, "")),
        ("nonsense", (400, "")),
        ("[]", (422, "")),
        ("null", (422, "")),
        ("{}", (422, "/name")),
        (r#"{"name":"x"}"#, (422, "/schedule")),
        (r#"{"name":null,"schedule":{"kind":"daily"}}"#, (422, "/name")),
        (r#"{"name":7,"schedule":{"kind":"daily"}}"#, (422, "/name")),
        (r#"{"name":"","schedule":{"kind":"daily"}}"#, (422, "/name")),
        (r#"{"name":"a\u0000b","schedule":{"kind":"daily"}}"#, (422, "/name")),
        (r#"{"name":"\ud800","schedule":{"kind":"daily"}}"#, (422, "/name")),
        (r#"{"name":"x","name":"y","schedule":{"kind":"daily"}}"#, (422, "")),
        (r#"{"name":"x","schedule":null}"#, (422, "/schedule")),
        (r#"{"name":"x","schedule":{"kind":"weekdays","days":[]}}"#, (422, "/schedule/days")),
        (r#"{"name":"x","schedule":{"kind":"weekdays"}}"#, (422, "/schedule")),
        (
            r#"{"name":"x","schedule":{"kind":"every_n_days","n":0,"anchor":"2026-11-16"}}"#,
            (422, "/schedule"),
        ),
        (
            r#"{"name":"x","schedule":{"kind":"every_n_days","n":-1,"anchor":"2026-11-16"}}"#,
            (422, "/schedule/n"),
        ),
        (
            r#"{"name":"x","schedule":{"kind":"every_n_days","n":2,"anchor":"20000-01-01"}}"#,
            (422, "/schedule/anchor"),
        ),
        (r#"{"name":"x","schedule":{"kind":"month_days","dates":[0]}}"#, (422, "/schedule/dates/0")),
        (r#"{"name":"x","schedule":{"kind":"month_days","dates":[]}}"#, (422, "/schedule/dates")),
        (r#"{"name":"x","schedule":{"kind":"times_per","n":0,"period":"week"}}"#, (422, "/schedule")),
        (
            r#"{"name":"x","schedule":{"kind":"times_per","n":9223372036854775808,"period":"week"}}"#,
            (422, "/schedule/n"),
        ),
        (r#"{"name":"x","schedule":{"kind":"<b>"}}"#, (422, "/schedule/kind")),
        (r#"{"name":"x","schedule":{"kind":"daily"},"starts_on":"-000005-01-01"}"#, (422, "/starts_on")),
        (r#"{"name":"x","schedule":{"kind":"daily"},"starts_on":"20000-01-01"}"#, (422, "/starts_on")),
        (r#"{"name":"x","schedule":{"kind":"daily"},"starts_on":null}"#, (422, "/starts_on")),
        (
            r#"{"name":"x","schedule":{"kind":"daily"},"reminders":[{"time":"24:00"}]}"#,
            (422, "/reminders/0/time"),
        ),
        (
            r#"{"name":"x","schedule":{"kind":"daily"},"reminders":[{"time":1e400}]}"#,
            (422, "/reminders/0/time"),
        ),
        (&deep, (422, "/0")),
    ];
    for (body, expected) in table {
        let problem = refused(&api, Method::POST, "/v1/users/7/habits", body.to_owned()).await;
        let shown = &body[..body.len().min(90)];
        assert_eq!(told(&problem), expected, "{shown}: {problem:?}");
        assert!(
            !serde_json::to_string(&problem).unwrap().contains("<b>"),
            "the input is not repeated: {shown}"
        );
    }
    assert_eq!(api.count("select count(*) from habits").await, 0);
}

#[tokio::test]
async fn eleven_reminders_a_long_name_and_a_large_body_are_too_much() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    api.user(7, "Europe/Berlin").await;
    let habit = |name: &str, reminders: usize| {
        let reminders: Vec<String> =
            (0..reminders).map(|hour| format!(r#"{{"time":"{hour:02}:00"}}"#)).collect();
        format!(r#"{{"name":"{name}","schedule":{{"kind":"daily"}},"reminders":[{}]}}"#, reminders.join(","))
    };
    let path = "/v1/users/7/habits";
    assert_eq!(told(&refused(&api, Method::POST, path, habit("x", 11)).await), (422, "/reminders"));
    assert_eq!(told(&refused(&api, Method::POST, path, habit(&"я".repeat(101), 0)).await), (422, "/name"));
    assert_eq!(refused(&api, Method::POST, path, habit(&"x".repeat(2_000_000), 0)).await.status, 413);
    assert_eq!(api.count("select count(*) from habits").await, 0);
}

#[tokio::test]
async fn addresses_that_name_nothing() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    let day = |day: &str| format!("/v1/users/7/habits/{run}/executions/{day}");
    let table = [
        ("/v1/users/99999999999999999999".to_owned(), (422, "user")),
        ("/v1/users/abc/today".to_owned(), (422, "user")),
        ("/v1/users/7/habits/9223372036854775808".to_owned(), (422, "habit")),
        ("/v1/users/7/habits/9223372036854775807".to_owned(), (404, "")),
        ("/v1/users/-9223372036854775808/today".to_owned(), (404, "")),
        ("/v1/users/%00".to_owned(), (422, "user")),
        ("/v1/users/%ff".to_owned(), (400, "")),
        ("/v1/users/7/habits?status=deleted".to_owned(), (422, "status")),
        ("/v1/users/7/habits?sort=name".to_owned(), (422, "sort")),
        (format!("/v1/users/7/habits/{run}/executions?from=2026-11-01"), (422, "to")),
        (format!("/v1/users/7/habits/{run}/executions?from=2026-11-02&to=2026-11-01"), (422, "to")),
        (format!("/v1/users/7/habits/{run}/executions?from=1970-01-01&to=9999-12-31"), (422, "to")),
    ];
    for (path, expected) in table {
        let problem = refused(&api, Method::GET, &path, "").await;
        assert_eq!(told(&problem), expected, "{path}: {problem:?}");
    }
    for wrong in
        ["2026-02-30", "2026-2-3", "today", "-000005-01-01", "20000-01-01", "1969-12-31", "2026-11-17", "%00"]
    {
        let problem = refused(&api, Method::PUT, &day(wrong), r#"{"state":"done"}"#).await;
        assert_eq!(told(&problem), (422, "day"), "{wrong}: {problem:?}");
    }
    assert_eq!(api.count("select count(*) from executions").await, 0);
}

#[tokio::test]
async fn patches_states_and_claims_that_make_no_sense() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    let before = anna.habit(run).await;
    let habit = format!("/v1/users/7/habits/{run}");
    let today = format!("{habit}/executions/2026-11-16");
    let claim = "/v1/scheduler/deliveries/claim";
    let report = "/v1/scheduler/deliveries/report";
    let snooze = "/v1/users/7/deliveries/1/snooze";
    let table = [
        (Method::PATCH, habit.as_str(), r#"{"name":null}"#, (422, "/name")),
        (Method::PATCH, &habit, r#"{"archived":null}"#, (422, "/archived")),
        (Method::PATCH, &habit, r#"{"archived":"yes"}"#, (422, "/archived")),
        (Method::PATCH, &habit, r#"{"color":"red"}"#, (422, "/color")),
        (Method::PATCH, &habit, r#"{"archived":true,"schedule":{"kind":"daily"}}"#, (422, "/schedule")),
        (Method::PATCH, "/v1/users/7", r#"{"zone":null}"#, (422, "/zone")),
        (Method::PATCH, "/v1/users/7", r#"{"zone":"Mars/Olympus"}"#, (422, "/zone")),
        (Method::PATCH, "/v1/users/7", r#"{"zone":"Etc/GMT+3"}"#, (422, "/zone")),
        (Method::PATCH, "/v1/users/7", r#"{"day_start":"12:01"}"#, (422, "/day_start")),
        (Method::PATCH, "/v1/users/7", r#"{"locale":"tlh"}"#, (422, "/locale")),
        (Method::PUT, &today, r#"{"state":"pending"}"#, (422, "/state")),
        (Method::PUT, &today, r#"{"state":null}"#, (422, "/state")),
        (Method::PUT, "/v1/users/7/dialogue", r#"{"state":"\u0000"}"#, (422, "/state")),
        (Method::PUT, snooze, r#"{"minutes":0}"#, (422, "")),
        (Method::PUT, snooze, r#"{"minutes":9223372036854775808}"#, (422, "/minutes")),
        (Method::PUT, snooze, r#"{"minutes":10}"#, (404, "")),
        (Method::POST, claim, r#"{"limit":0}"#, (422, "/limit")),
        (Method::POST, claim, r#"{"limit":-1}"#, (422, "/limit")),
        (Method::POST, claim, r#"{"limit":501}"#, (422, "/limit")),
        (Method::POST, report, r#"{"reports":[{}]}"#, (422, "/reports/0/user")),
        (Method::POST, report, r#"{"reports":[],"silence_seconds":-1}"#, (422, "/silence_seconds")),
    ];
    for (method, path, body, expected) in table {
        let problem = refused(&api, method.clone(), path, body).await;
        assert_eq!(told(&problem), expected, "{method} {path} {body}: {problem:?}");
    }
    assert_eq!(anna.habit(run).await, before);
}

#[tokio::test]
async fn a_body_that_is_not_json_is_told_apart() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let request = api.http.put(format!("{}/v1/users/7", api.url)).header(API_KEY_HEADER, BOT_KEY);
    let response = request.header("content-type", "text/plain").body("{}").send().await.unwrap();
    assert_eq!(response.status().as_u16(), 415);
}

#[tokio::test]
async fn a_dialogue_is_kept_up_to_its_limit() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let state = serde_json::json!({ "stage": "name", "text": "<b>🚀" });
    let dialogue = core_shared::contract::dialogues::DialogueBody { state };
    api.bot.put_dialogue(anna.id, &dialogue).await.unwrap();
    assert_eq!(api.bot.get_dialogue(anna.id).await.unwrap(), dialogue);
    let long = format!(r#"{{"state":"{}"}}"#, "x".repeat(9000));
    assert_eq!(told(&refused(&api, Method::PUT, "/v1/users/7/dialogue", long).await), (422, "/state"));
    assert_eq!(api.bot.get_dialogue(anna.id).await.unwrap(), dialogue);
}

#[tokio::test]
async fn goals_and_targets_that_make_no_sense() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let (run, before) = (anna.keeps("Run").await, api.dump().await);
    let habit = format!("/v1/users/7/habits/{run}");
    let daily = r#""name":"x","schedule":{"kind":"daily"}"#;
    let thrice = r#""name":"x","schedule":{"kind":"times_per","n":3,"period":"week"}"#;
    for (fields, pointer) in [
        (r#""goal":{"kind":"at_least","amount":0}"#, "/goal"),
        (r#""goal":{"kind":"at_least","amount":-1}"#, "/goal/amount"),
        (r#""goal":{"kind":"at_least","amount":0.0001}"#, "/goal/amount"),
        (r#""goal":{"kind":"at_least","amount":1e308}"#, "/goal/amount"),
        (r#""goal":{"kind":"at_least","amount":NaN}"#, ""),
        (r#""goal":{"kind":"at_least","amount":null}"#, "/goal/amount"),
        (r#""goal":{"kind":"at_least","amount":9223372036854775808}"#, "/goal/amount"),
        (r#""goal":{"kind":"at_least"}"#, "/goal/amount"),
        (r#""goal":{"kind":"at_least","amount":1,"unit":"a\u0000"}"#, "/goal/unit"),
        (r#""goal":{"kind":"at_least","amount":1,"step":0}"#, "/goal"),
        (r#""goal":{"kind":"<b>","amount":1}"#, "/goal/kind"),
        (r#""target":{"days":0}"#, "/target/days"),
        (r#""target":{"days":1000000000000}"#, "/target/days"),
        (r#""target":{"days":null}"#, "/target/days"),
        (r#""target":{"days":21,"measure":"days"}"#, "/target/measure"),
        (r#""target":{}"#, "/target/days"),
        (r#""kind":null"#, "/kind"),
        (r#""kind":"quit","goal":{"kind":"at_least","amount":1}"#, "/goal/kind"),
        (r#""carry_over":"yes""#, "/carry_over"),
    ] {
        let problem =
            refused(&api, Method::POST, "/v1/users/7/habits", format!("{{{daily},{fields}}}")).await;
        assert_eq!(told(&problem).1, pointer, "{fields}: {problem:?}");
        if !fields.contains("kind\":null") && !fields.contains("quit") {
            let patched = refused(&api, Method::PATCH, &habit, format!("{{{fields}}}")).await;
            assert_eq!(told(&patched).1, pointer, "{fields}: {patched:?}");
        }
    }
    for (fields, pointer) in
        [(r#""kind":"quit""#, "/schedule/kind"), (r#""goal":{"kind":"at_most","amount":1}"#, "/goal/kind")]
    {
        let problem =
            refused(&api, Method::POST, "/v1/users/7/habits", format!("{{{thrice},{fields}}}")).await;
        assert_eq!(told(&problem), (422, pointer), "{fields}: {problem:?}");
    }
    assert_eq!((api.dump().await, api.count("select count(*) from habits").await), (before, 1));
}

#[tokio::test]
async fn marks_that_make_no_sense() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let water = anna
        .makes(r#"{"name":"Water","schedule":{"kind":"daily"},"goal":{"kind":"at_least","amount":8}}"#)
        .await;
    let day = format!("/v1/users/7/habits/{water}/executions/2026-11-16");
    let long = format!(r#"{{"state":"done","note":"{}"}}"#, "я".repeat(1001));
    for (body, pointer) in [
        (r#"{"state":"done","amount":-1}"#, "/amount"),
        (r#"{"state":"done","amount":0.0001}"#, "/amount"),
        (r#"{"state":"done","amount":1e308}"#, "/amount"),
        (r#"{"state":"done","amount":1e400}"#, "/amount"),
        (r#"{"state":"done","amount":null}"#, "/amount"),
        (r#"{"state":"done","amount":"8"}"#, "/amount"),
        (r#"{"state":"skipped","amount":1}"#, "/amount"),
        (r#"{"state":null}"#, "/state"),
        (r#"{"state":"frozen"}"#, "/state"),
        (r#"{"state":"done","note":""}"#, "/note"),
        (r#"{"state":"done","note":"a\u0000b"}"#, "/note"),
        (&long, "/note"),
    ] {
        let problem = refused(&api, Method::PUT, &day, body.to_owned()).await;
        assert_eq!(told(&problem), (422, pointer), "{problem:?}");
    }
    for wrong in ["-000005-01-01", "20000-01-01", "2026-02-30", "today"] {
        let path = format!("/v1/users/7/habits/{water}/executions/{wrong}");
        let problem = refused(&api, Method::PUT, &path, r#"{"state":"done"}"#).await;
        assert_eq!(told(&problem), (422, "day"), "{wrong}: {problem:?}");
    }
    let keyless = refused(&api, Method::POST, &format!("{day}/add"), "{}").await;
    assert_eq!(told(&keyless), (422, "Idempotency-Key"));
    assert_eq!(api.count("select count(*) from executions").await, 0);
}
