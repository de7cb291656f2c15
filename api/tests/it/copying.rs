//! Copies of habits, and what the original was meant to be since when.

use core_shared::contract::habits::{CopyHabit, HabitBody};
use core_shared::contract::problem::ProblemKind;
use core_shared::domain::{HabitId, HabitName, UserId};

use crate::harness::{Api, User};

const RUN: &str = r#"{"name":"Run","schedule":{"kind":"weekdays","days":["mon","wed"]},"carry_over":true,
    "goal":{"kind":"at_least","amount":5,"unit":"km"},"target":{"days":30,"measure":"total"},"tags":["health"],
    "reminders":[{"time":"07:00","weekdays":["mon"],"nag_minutes":15,"around":true},{"time":"21:00"}]}"#;

async fn copies(user: &User<'_>, habit: HabitId, name: Option<&str>, key: &str) -> HabitBody {
    let copy = CopyHabit { name: name.map(|name| HabitName::parse(name).unwrap()) };
    user.api.bot.copy_habit(user.id, habit, &copy, key).await.unwrap()
}

/// What is the same in a copy, but for the name.
fn nature(habit: &HabitBody) -> impl PartialEq + std::fmt::Debug + use<> {
    let reminders = habit
        .reminders
        .iter()
        .map(|reminder| (reminder.time, reminder.weekdays, reminder.nag_minutes, reminder.around));
    let target = habit.target.map(|target| (target.days, target.measure, target.archive_when_reached));
    let terms = (habit.kind, habit.schedule.clone(), habit.goal.clone(), habit.carry_over);
    (terms, target, habit.tags.clone(), reminders.collect::<Vec<_>>())
}

#[tokio::test]
async fn a_copy_is_like_its_original_from_today_on_and_without_history() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.makes(RUN).await;
    anna.checks_in(run, "2026-11-16").await;
    api.move_to("2026-11-18T12:00[Europe/Berlin]");
    let original =
        anna.changes(run, r#"{"schedule":{"kind":"daily"},"goal":{"kind":"at_least","amount":6}}"#).await;
    let copy = copies(&anna, run, Some("<b>Walk</b> 🚀"), "copy").await;
    assert_eq!((copy.name.as_str(), nature(&copy)), ("<b>Walk</b> 🚀", nature(&original)));
    assert_eq!((copy.starts_on.to_string(), copy.progress.total), ("2026-11-18".to_owned(), 0));
    assert_eq!(copies(&anna, run, None, "another").await.name, original.name);
    let listed = api.bot.get_today(anna.id).await.unwrap().habits;
    assert_eq!((listed.len(), listed[0].id, listed[1].id), (3, run, copy.id), "it comes last");
    assert_eq!(anna.habit(run).await, original);
}

#[tokio::test]
async fn an_archived_habit_has_copies_that_are_not() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.makes(RUN).await;
    anna.changes(run, r#"{"archived":true}"#).await;
    let copy = copies(&anna, run, None, "copy").await;
    assert_eq!((copy.archived_at, nature(&copy)), (None, nature(&anna.habit(run).await)));
}

#[tokio::test]
async fn the_same_key_copies_once_also_at_the_same_moment() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let (run, read) = (anna.makes(RUN).await, anna.keeps("Read").await);
    let copy = || copies(&anna, run, None, "copy");
    let (one, other, third) = tokio::join!(copy(), copy(), copy());
    assert_eq!((one.id, other.id), (other.id, third.id));
    assert_eq!(api.count("select count(*) from habits").await, 3);
    let reused = api.bot.copy_habit(anna.id, read, &CopyHabit::default(), "copy").await.unwrap_err();
    assert_eq!(reused.kind(), Some(ProblemKind::KeyReused), "another habit");
    let path = format!("/v1/users/7/habits/{run}/copy");
    let again = api.answers("POST", &path, &[("idempotency-key", "copy")], "{}").await;
    assert_eq!(
        (again.status().as_u16(), &again.headers()["idempotency-replayed"]),
        (201, &"true".parse().unwrap())
    );
    assert_eq!(again.headers()["location"], format!("/v1/users/7/habits/{}", one.id));
}

#[tokio::test]
async fn copies_count_against_the_quotas() {
    let quotas = api::Quotas { max_habits_per_user: 2, max_reminders_per_user: 3 };
    let api = Api::configured("2026-11-16T12:00[Europe/Berlin]", |settings| settings.quotas = quotas).await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.makes(RUN).await;
    let copy = || api.bot.copy_habit(anna.id, run, &CopyHabit { name: None }, "copy");
    let reminders = copy().await.unwrap_err();
    assert!(reminders.to_string().contains("2 reminders of at most 3"), "{reminders}");
    anna.changes(run, r#"{"reminders":[]}"#).await;
    copy().await.unwrap();
    let habits = api.bot.copy_habit(anna.id, run, &CopyHabit { name: None }, "more").await.unwrap_err();
    assert_eq!(habits.kind(), Some(ProblemKind::QuotaReached));
}

#[tokio::test]
async fn what_makes_no_copy() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let (anna, boris) = (api.user(7, "Europe/Berlin").await, api.user(8, "Europe/Berlin").await);
    let run = anna.makes(RUN).await;
    let path = format!("/v1/users/7/habits/{run}/copy");
    for (body, pointer) in [
        (r#"{"name":null}"#, "/name"),
        (r#"{"name":9223372036854775808}"#, "/name"),
        (r#"{"name":1e400}"#, "/name"),
        (r#"{"name":"a\u0000"}"#, "/name"),
        (r#"{"name":""}"#, "/name"),
        (r#"{"<b>":1}"#, "/<b>"),
        ("null", ""),
    ] {
        assert_eq!(api.refuses("POST", &path, body).await, pointer, "{body}");
    }
    for (user, habit) in [(boris.id, run), (anna.id, HabitId(i64::MAX)), (UserId(9), run)] {
        let refused = api.bot.copy_habit(user, habit, &CopyHabit::default(), "copy").await.unwrap_err();
        assert_eq!(refused.kind(), Some(ProblemKind::NotFound));
        let refused = api.bot.list_schedules(user, habit).await.unwrap_err();
        assert_eq!(refused.kind(), Some(ProblemKind::NotFound));
    }
    assert_eq!(api.count("select count(*) from habits").await, 1);
}

#[tokio::test]
async fn schedules_tell_what_held_since_when_and_when_the_habit_was_archived() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.makes(RUN).await;
    api.move_to("2026-11-18T12:00[Europe/Berlin]");
    anna.changes(run, r#"{"schedule":{"kind":"daily"},"goal":null,"carry_over":false}"#).await;
    api.move_to("2026-11-20T12:00[Europe/Berlin]");
    anna.changes(run, r#"{"archived":true}"#).await;
    api.move_to("2026-11-22T12:00[Europe/Berlin]");
    anna.changes(run, r#"{"archived":false}"#).await;
    let path = format!("/v1/users/7/habits/{run}/schedules");
    let answer: serde_json::Value = api.answers("GET", &path, &[], "").await.json().await.unwrap();
    let goal = serde_json::json!({"kind":"at_least","amount":5,"unit":"km"});
    let daily = |day: &str| serde_json::json!({"valid_from":day,"archived":false,"schedule":{"kind":"daily"},"goal":null,"carry_over":false});
    let first = serde_json::json!({"valid_from":"2026-11-16","archived":false,
        "schedule":{"kind":"weekdays","days":["mon","wed"]},"goal":goal,"carry_over":true});
    let rest = serde_json::json!({"valid_from":"2026-11-20","archived":true,"schedule":null,"goal":null,"carry_over":false});
    let expected = [first, daily("2026-11-18"), rest, daily("2026-11-22")];
    assert_eq!(answer["schedules"], serde_json::Value::from(expected.to_vec()), "{answer}");
    assert_eq!(api.statements_of(api.bot.list_schedules(anna.id, run)).await, 1);
    assert_eq!(api.statements_of(api.bot.list_schedules(anna.id, HabitId(1 << 40))).await, 1);
}
