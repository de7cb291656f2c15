//! Days that are over: the list of one, what was left open on them, and what is said of them.

use core_shared::contract::executions::PatchExecution;
use core_shared::contract::problem::ProblemKind;
use core_shared::contract::today::TodayBody;
use core_shared::domain::{Answer, DayState};

use crate::harness::{Api, User};

/// What was left open, as `20 Run`.
fn left_open(today: &TodayBody) -> Vec<String> {
    today.left_open.iter().map(|open| format!("{} {}", open.day.day(), open.name)).collect()
}

async fn asked_through(anna: &User<'_>, day: &str) {
    anna.sets(&format!(r#"{{"reviewed_through":"{day}"}}"#)).await;
}

#[tokio::test]
async fn a_past_day_is_listed_as_it_was_in_one_statement() {
    let api = Api::at("2026-11-14T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    anna.keeps("Read").await;
    anna.marks(run, "2026-11-14", Answer::Skipped).await;
    api.move_to("2026-11-16T12:00[Europe/Berlin]");
    let day = "2026-11-14".parse().unwrap();
    assert_eq!(api.statements_of(api.bot.get_day(anna.id, day)).await, 1);
    let list = api.bot.get_day(anna.id, day).await.unwrap();
    assert_eq!((list.day, list.today.to_string()), (day, "2026-11-16".to_owned()));
    assert_eq!(
        list.habits.iter().map(|habit| habit.state).collect::<Vec<_>>(),
        [DayState::Skipped, DayState::Missed]
    );
    assert_eq!(list.left_open, [], "only the present day tells what was left open");
}

#[tokio::test]
async fn days_that_have_not_begun_or_are_long_gone_are_refused() {
    let api = Api::at("2026-11-30T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    for habits in 0..2 {
        for day in ["2026-12-01", "2026-11-01", "9999-12-31", "0001-01-01"] {
            let refused = api.bot.get_day(anna.id, day.parse().unwrap()).await.unwrap_err();
            assert_eq!(refused.kind(), Some(ProblemKind::Invalid), "{day} with {habits} habits");
        }
        assert!(api.bot.get_day(anna.id, "2026-11-02".parse().unwrap()).await.is_ok());
        anna.keeps("Run").await;
    }
}

#[tokio::test]
async fn the_first_reminder_is_counted_from_the_start_of_the_day() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    anna.makes(
        r#"{"name":"Run","schedule":{"kind":"daily"},"reminders":[{"time":"01:00"},{"time":"21:00"}]}"#,
    )
    .await;
    anna.keeps("Read").await;
    let asks_at = async || {
        let today = api.bot.get_today(anna.id).await.unwrap();
        today.habits.iter().map(|habit| habit.asks_at.map(|at| at.to_string())).collect::<Vec<_>>()
    };
    assert_eq!(asks_at().await, [Some("01:00".to_owned()), None]);
    anna.starts_days_at("03:00").await;
    assert_eq!(asks_at().await, [Some("21:00".to_owned()), None]);
}

#[tokio::test]
async fn what_was_left_open_is_told_until_the_user_was_asked() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    let read = anna.keeps("Read").await;
    let today = async || api.bot.get_today(anna.id).await.unwrap();
    assert_eq!(left_open(&today().await), [""; 0], "nothing was theirs to do before");
    anna.marks(read, "2026-11-16", Answer::NotDone).await;
    api.move_to("2026-11-18T12:00[Europe/Berlin]");
    anna.checks_in(run, "2026-11-17").await;
    assert_eq!(api.statements_of(api.bot.get_today(anna.id)).await, 1);
    assert_eq!(left_open(&today().await), ["16 Run", "17 Read"]);
    asked_through(&anna, "2026-11-17").await;
    assert_eq!(left_open(&today().await), [""; 0]);
    let since = api.bot.get_today_open_since(anna.id, "2026-11-17".parse().unwrap()).await.unwrap();
    assert_eq!(left_open(&since), ["17 Read"]);
    api.move_to("2026-11-19T12:00[Europe/Berlin]");
    assert_eq!(left_open(&today().await), ["18 Run", "18 Read"]);
}

#[tokio::test]
async fn a_week_is_the_most_that_is_told_to_somebody_who_comes_back() {
    let api = Api::at("2026-11-01T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    anna.keeps("Run").await;
    api.move_to("2026-11-30T12:00[Europe/Berlin]");
    let open = left_open(&api.bot.get_today(anna.id).await.unwrap());
    assert_eq!((open.len(), open[0].as_str()), (7, "23 Run"));
    let since = api.bot.get_today_open_since(anna.id, "2026-11-01".parse().unwrap()).await.unwrap();
    assert_eq!(left_open(&since).len(), 7);
}

#[tokio::test]
async fn a_habit_that_was_begun_in_the_past_asks_nothing_of_a_new_user() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    anna.checks_in(run, "2026-11-10").await;
    assert_eq!(left_open(&api.bot.get_today(anna.id).await.unwrap()), [""; 0]);
}

#[tokio::test]
async fn what_the_user_was_asked_about_only_moves_forward_and_never_to_an_open_day() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    asked_through(&anna, "2026-11-15").await;
    asked_through(&anna, "2026-11-12").await;
    let user = api.bot.get_user(anna.id).await.unwrap();
    assert_eq!(user.reviewed_through.unwrap().to_string(), "2026-11-15");
    for refused in [r#"{"reviewed_through":"2026-11-16"}"#, r#"{"reviewed_through":null}"#] {
        let problem = api.refuses("PATCH", "/v1/users/7", refused).await;
        assert!(problem.contains("/reviewed_through"), "{problem}");
    }
}

const PHOTO: &str = r#"{"kind":"photo","file":"AgAC-_09"}"#;

async fn recorded(anna: &User<'_>, habit: core_shared::domain::HabitId) -> serde_json::Value {
    let day = "2026-11-16".parse().unwrap();
    let mut list = anna.api.bot.list_executions(anna.id, habit, day, day).await.unwrap().executions;
    serde_json::to_value(list.remove(0)).unwrap()
}

#[tokio::test]
async fn a_proof_stays_with_its_day_until_it_is_taken_away() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    let day = "2026-11-16";
    anna.records(run, day, &format!(r#"{{"state":"done","proof":{PHOTO}}}"#)).await;
    anna.records(run, day, r#"{"state":"skipped","note":"rain"}"#).await;
    let photo: serde_json::Value = serde_json::from_str(PHOTO).unwrap();
    assert_eq!(recorded(&anna, run).await["proof"], photo);
    anna.records(run, day, r#"{"state":"skipped","proof":null}"#).await;
    let after = recorded(&anna, run).await;
    assert_eq!((&after["proof"], &after["note"]), (&serde_json::Value::Null, &"rain".into()));
}

#[tokio::test]
async fn something_can_be_said_of_a_marked_day_and_it_stays_marked_as_it_is() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let water = anna
        .makes(r#"{"name":"Water","schedule":{"kind":"daily"},"goal":{"kind":"at_least","amount":8}}"#)
        .await;
    let day = "2026-11-16".parse().unwrap();
    let patch: PatchExecution =
        serde_json::from_str(&format!(r#"{{"note":"slowly","proof":{PHOTO}}}"#)).unwrap();
    let nothing = api.bot.patch_execution(anna.id, water, day, &patch).await.unwrap_err();
    assert_eq!(nothing.kind(), Some(ProblemKind::NotFound));
    anna.records(water, "2026-11-16", r#"{"state":"done","amount":3}"#).await;
    let before = anna.habit(water).await;
    let said = api.bot.patch_execution(anna.id, water, day, &patch).await.unwrap();
    assert_eq!(serde_json::to_value(&said).unwrap(), recorded(&anna, water).await);
    assert_eq!(
        (said.amount.unwrap().to_string(), said.note.unwrap().to_string()),
        ("3".into(), "slowly".into())
    );
    assert_eq!(anna.habit(water).await, before);
    let empty =
        api.bot.patch_execution(anna.id, water, day, &PatchExecution { note: Some(None), proof: None });
    let empty = empty.await.unwrap();
    assert_eq!((empty.note, empty.proof.is_some()), (None, true));
}

#[tokio::test]
async fn what_is_no_proof_is_refused() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    let path = format!("/v1/users/7/habits/{run}/executions/2026-11-16");
    for wrong in [
        r#"{"state":"done","proof":{"kind":"film","file":"a"}}"#,
        r#"{"state":"done","proof":{"kind":"photo","file":"https://example.org"}}"#,
        r#"{"state":"done","proof":{"kind":"photo","file":""}}"#,
        r#"{"state":"done","proof":{"kind":"photo"}}"#,
        r#"{"state":"done","proof":"photo"}"#,
    ] {
        let problem = api.refuses("PUT", &path, wrong).await;
        assert!(problem.contains("/proof"), "{wrong}: {problem}");
    }
    assert_eq!(api.count("select count(*) from executions").await, 0);
}
