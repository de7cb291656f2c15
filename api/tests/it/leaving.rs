//! Somebody leaves: everything about them goes, and nothing about anybody else.

use core_shared::client::{ApiClient, ClientResult};
use core_shared::contract::deliveries::DeliveryOutcome;
use core_shared::contract::dialogues::DialogueBody;
use core_shared::contract::problem::ProblemKind;
use core_shared::domain::{HabitId, UserId};

use crate::harness::{Api, TASKS_KEY, User};

/// A row in every table that has rows of a user.
async fn lives(user: &User<'_>) -> HabitId {
    let api = user.api;
    let run = user.makes(
        r#"{"name":"Run","schedule":{"kind":"daily"},"goal":{"kind":"at_least","amount":2},"reminders":[{"time":"12:30"}]}"#,
    );
    let run = run.await;
    user.adds(run, "2026-11-16", "tap").await;
    user.sets(r#"{"freezes":true,"digest_at":"12:30"}"#).await;
    user.moves_to_zone("Europe/Vienna").await;
    let state = serde_json::json!("form");
    api.bot.put_dialogue(user.id, &DialogueBody { state }).await.unwrap();
    let task = format!(r#"{{"dedup_key":"{}","message":{{"user":{},"text":"Hello"}}}}"#, user.id, user.id);
    let tasks = ApiClient::new(&api.url, TASKS_KEY.into());
    tasks.create_task(&serde_json::from_str(&task).unwrap()).await.unwrap();
    let token = r#"{"name":"Watch","access":"read"}"#;
    api.bot.create_token(user.id, &serde_json::from_str(token).unwrap()).await.unwrap();
    run
}

/// How many rows each table has of a user.
async fn rows_of(api: &Api, user: i64) -> Vec<(String, i64)> {
    let tables: Vec<String> = sqlx::query_scalar(
        "select c.table_name::text
         from information_schema.columns c
         join information_schema.tables t using (table_schema, table_name)
         where c.table_schema = 'public' and c.column_name = 'user_id' and t.table_type = 'BASE TABLE'
         order by c.table_name",
    )
    .fetch_all(&api.db)
    .await
    .unwrap();
    let mut rows = Vec::new();
    for table in tables {
        let sql = sqlx::AssertSqlSafe(format!("select count(*) from {table} where user_id = $1"));
        rows.push((table, sqlx::query_scalar(sql).bind(user).fetch_one(&api.db).await.unwrap()));
    }
    rows
}

fn is_not_found<T: std::fmt::Debug>(result: ClientResult<T>) -> bool {
    result.is_err_and(|error| error.kind() == Some(ProblemKind::NotFound))
}

#[tokio::test]
async fn nothing_stays_of_somebody_who_leaves_and_everything_of_the_others() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let (anna, boris) = (api.user(7, "Europe/Berlin").await, api.user(8, "Europe/Berlin").await);
    let (run, _) = (lives(&anna).await, lives(&boris).await);
    api.move_to("2026-11-16T12:30[Europe/Berlin]");
    assert_eq!(api.plans().await, 4);
    let before = rows_of(&api, 8).await;
    let empty: Vec<_> = before.iter().filter(|(_, rows)| *rows == 0).collect();
    assert!(empty.is_empty(), "a user of this test has nothing in {empty:?}: `lives` should see to it");
    assert_eq!(rows_of(&api, 7).await, before);

    api.bot.delete_user(anna.id).await.unwrap();
    let left: Vec<_> = rows_of(&api, 7).await.into_iter().filter(|(_, rows)| *rows > 0).collect();
    assert_eq!(left, []);
    assert_eq!(api.count("select count(*) from users").await, 1);
    assert_eq!(rows_of(&api, 8).await, before);
    assert!(is_not_found(api.bot.delete_user(anna.id).await), "again");
    assert!(
        is_not_found(api.bot.get_user(anna.id).await) && is_not_found(api.bot.get_habit(anna.id, run).await)
    );

    let again = api.user(7, "Europe/Berlin").await;
    assert!(api.bot.get_today(again.id).await.unwrap().habits.is_empty(), "a stranger");
}

#[tokio::test]
async fn a_delivery_that_is_in_flight_is_reported_in_vain() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let (anna, boris) = (api.user(7, "Europe/Berlin").await, api.user(8, "Europe/Berlin").await);
    let nagging =
        r#"{"name":"Run","schedule":{"kind":"daily"},"reminders":[{"time":"12:30","nag_minutes":5}]}"#;
    anna.makes(nagging).await;
    boris.makes(nagging).await;
    api.move_to("2026-11-16T12:30[Europe/Berlin]");
    let due = api.due().await;
    assert_eq!(due.len(), 2);
    api.bot.delete_user(anna.id).await.unwrap();
    for delivery in &due {
        let accepted = api.reports(delivery, DeliveryOutcome::Sent { message_id: 1 }).await;
        assert_eq!(accepted, u64::from(delivery.user == boris.id));
    }
    let of_anna = "select count(*) from deliveries where user_id = 7";
    assert_eq!(api.count(of_anna).await, 0);
    api.move_to("2026-11-16T12:35[Europe/Berlin]");
    assert_eq!(api.due().await.len(), 1, "Boris is asked again");
}

#[tokio::test]
async fn leaving_in_the_middle_of_everything_ends_without_a_deadlock_and_leaves_nothing() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    for round in 0..8 {
        let anna = api.user(100 + round, "Europe/Berlin").await;
        let run = lives(&anna).await;
        let others = (anna.keeps("Read").await, anna.keeps("Swim").await);
        api.move_to(&format!("2026-11-16T12:3{round}[Europe/Berlin]"));
        let due = api.due().await;
        let day = "2026-11-16".parse().unwrap();
        let done = core_shared::domain::Answer::Done.into();
        let mark = |habit| api.bot.put_execution(anna.id, habit, day, &done);
        let step = core_shared::contract::executions::AddAmount::default();
        let add = |key: &'static str| api.bot.add_amount(anna.id, run, day, &step, key);
        let patch = serde_json::from_str(r#"{"reminders":[{"time":"15:00"}]}"#).unwrap();
        let settings = serde_json::from_str(r#"{"zone":"Asia/Tokyo","nudge_at":"20:00"}"#).unwrap();
        let order = core_shared::contract::habit_order::PutHabitOrder { habits: vec![others.1] };
        let reports = futures_util::future::join_all(
            due.iter().map(|delivery| api.reports(delivery, DeliveryOutcome::Sent { message_id: 1 })),
        );
        let (left, first, second, third, fourth, changed, moved, ordered, ..) = tokio::join!(
            api.bot.delete_user(anna.id),
            mark(others.0),
            mark(others.1),
            add("one"),
            add("two"),
            api.bot.patch_habit(anna.id, run, &patch),
            api.bot.patch_user(anna.id, &settings),
            api.bot.put_habit_order(anna.id, &order),
            api.plans(),
            reports,
        );
        left.unwrap();
        for marked in [first, second, third, fourth] {
            assert!(marked.is_ok() || is_not_found(marked));
        }
        assert!(changed.is_ok() || is_not_found(changed));
        assert!(moved.is_ok() || is_not_found(moved));
        assert!(ordered.is_ok() || is_not_found(ordered));
        let kept: Vec<_> = rows_of(&api, anna.id.0).await.into_iter().filter(|(_, rows)| *rows > 0).collect();
        assert_eq!(kept, [], "round {round}");
    }
}

#[tokio::test]
async fn somebody_who_was_never_here_cannot_leave() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    assert!(is_not_found(api.bot.delete_user(UserId(i64::MIN)).await));
    assert_eq!(api.refuses("DELETE", "/v1/users/9223372036854775808", "").await, "user");
}
