//! How much one user can have: exactly so much, also when several add at once.

use core_shared::client::ClientResult;
use core_shared::contract::habits::{CreateHabit, HabitBody, PatchHabit};
use core_shared::contract::problem::ProblemKind;
use core_shared::domain::HabitId;

use crate::harness::{Api, User};

async fn api(habits: u32, reminders: u32) -> Api {
    Api::configured("2026-11-16T12:00[Europe/Berlin]", |settings| {
        settings.quotas = api::Quotas { max_habits_per_user: habits, max_reminders_per_user: reminders };
    })
    .await
}

/// A habit with reminders at the first so many hours of the day.
async fn makes(user: &User<'_>, name: &str, reminders: usize) -> ClientResult<HabitBody> {
    let habit =
        format!(r#"{{"name":"{name}","schedule":{{"kind":"daily"}},"reminders":{}}}"#, times(reminders));
    let habit: CreateHabit = serde_json::from_str(&habit).unwrap();
    user.api.bot.create_habit(user.id, &habit, name).await
}

async fn reminds(user: &User<'_>, habit: HabitId, reminders: usize) -> ClientResult<HabitBody> {
    let patch: PatchHabit =
        serde_json::from_str(&format!(r#"{{"reminders":{}}}"#, times(reminders))).unwrap();
    user.api.bot.patch_habit(user.id, habit, &patch).await
}

fn times(count: usize) -> String {
    let times: Vec<String> = (0..count).map(|hour| format!(r#"{{"time":"{hour:02}:00"}}"#)).collect();
    format!("[{}]", times.join(","))
}

/// The detail of a refusal by quota.
fn refused<T: std::fmt::Debug>(result: ClientResult<T>) -> String {
    let error = result.unwrap_err();
    assert_eq!(error.kind(), Some(ProblemKind::QuotaReached), "{error}");
    error.to_string()
}

#[tokio::test]
async fn the_last_habit_fits_and_archived_ones_count() {
    let api = api(2, 50).await;
    let (anna, boris) = (api.user(7, "Europe/Berlin").await, api.user(8, "Europe/Berlin").await);
    let run = makes(&anna, "Run", 0).await.unwrap();
    makes(&anna, "Read", 0).await.unwrap();
    anna.changes(run.id, r#"{"archived":true}"#).await;
    let detail = refused(makes(&anna, "Swim", 0).await);
    assert!(detail.contains("2 habits of at most 2, archived ones included; delete one first"), "{detail}");
    assert_eq!(makes(&anna, "Run", 0).await.unwrap().id, run.id, "a repetition adds nothing");
    anna.changes(run.id, r#"{"archived":false}"#).await;
    makes(&boris, "Swim", 0).await.unwrap();
    api.bot.delete_habit(anna.id, run.id).await.unwrap();
    makes(&anna, "Swim", 0).await.unwrap();
}

#[tokio::test]
async fn reminders_count_over_all_habits_and_fewer_are_always_welcome() {
    let api = api(200, 5).await;
    let anna = api.user(7, "Europe/Berlin").await;
    anna.sets(r#"{"digest_at":"08:00","nudge_at":"20:00"}"#).await;
    let run = makes(&anna, "Run", 3).await.unwrap().id;
    let detail = refused(makes(&anna, "Read", 3).await);
    assert!(detail.contains("3 reminders of at most 5, and 3 would be added"), "{detail}");
    let read = makes(&anna, "Read", 2).await.unwrap().id;
    refused(reminds(&anna, run, 4).await);
    assert_eq!(reminds(&anna, run, 3).await.unwrap().reminders.len(), 3);
    assert_eq!(reminds(&anna, run, 1).await.unwrap().reminders.len(), 1);
    assert_eq!(reminds(&anna, read, 4).await.unwrap().reminders.len(), 4);
}

#[tokio::test]
async fn whoever_adds_at_the_same_moment_does_not_get_beyond_the_quota() {
    let api = api(3, 5).await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = makes(&anna, "Run", 1).await.unwrap().id;
    let names = ["A", "B", "C", "D", "E", "F"];
    let made = futures_util::future::join_all(names.map(|name| makes(&anna, name, 0))).await;
    assert_eq!(made.iter().filter(|made| made.is_ok()).count(), 2);
    made.into_iter().filter(Result::is_err).for_each(|made| drop(refused(made)));
    let others =
        api.bot.list_habits(anna.id, core_shared::contract::habits::HabitStatus::Active).await.unwrap();
    let more = others.habits.iter().filter(|habit| habit.id != run).map(|habit| reminds(&anna, habit.id, 3));
    let reminded = futures_util::future::join_all(more).await;
    assert_eq!(reminded.iter().filter(|reminded| reminded.is_ok()).count(), 1);
    assert_eq!(api.count("select count(*) from reminders").await, 4);
}
