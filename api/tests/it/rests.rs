//! Pauses and vacations: days that neither break nor extend a streak.

use core_shared::domain::DayState;

use crate::harness::Api;

#[tokio::test]
async fn a_paused_habit_is_not_asked_for_and_keeps_its_streak() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps_with_reminder("Run", "21:00").await;
    anna.checks_in(run, "2026-11-16").await;
    let paused = anna.changes(run, r#"{"paused_until":"2026-11-18"}"#).await;
    assert_eq!(paused.paused_until, Some("2026-11-18".parse().unwrap()));
    assert_eq!(paused.progress.streak, 1, "a day that is done already stays");
    api.move_to("2026-11-17T22:00[Europe/Berlin]");
    assert!(api.due().await.is_empty());
    assert!(api.bot.get_today(anna.id).await.unwrap().habits.is_empty());
    api.move_to("2026-11-19T22:00[Europe/Berlin]");
    assert_eq!(anna.streak(run).await, 1);
    assert_eq!(api.due().await.len(), 1);
}

#[tokio::test]
async fn a_pause_that_is_ended_early_keeps_the_days_that_were_paused() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    anna.changes(run, r#"{"paused_until":"2026-12-24"}"#).await;
    api.move_to("2026-11-18T12:00[Europe/Berlin]");
    let back = anna.changes(run, r#"{"paused_until":null}"#).await;
    assert_eq!((back.paused_until, back.progress.next_due), (None, Some("2026-11-18".parse().unwrap())));
    let states: Vec<_> = back.recent_days.iter().rev().take(3).map(|day| day.state).collect();
    assert_eq!(states, [DayState::Pending, DayState::Paused, DayState::Paused]);
    assert_eq!(anna.changes(run, r#"{"paused_until":null}"#).await, back);
}

#[tokio::test]
async fn a_vacation_excuses_every_habit() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    anna.checks_in(run, "2026-11-16").await;
    anna.sets(r#"{"vacation":{"from":"2026-11-17","to":"2026-11-20"}}"#).await;
    api.move_to("2026-11-18T12:00[Europe/Berlin]");
    let today = api.bot.get_today(anna.id).await.unwrap();
    assert_eq!((today.habits.len(), today.vacation.unwrap().to), (0, "2026-11-20".parse().unwrap()));
    anna.sets(r#"{"vacation":null}"#).await;
    assert_eq!(api.bot.get_today(anna.id).await.unwrap().habits.len(), 1);
    assert_eq!(anna.checks_in(run, "2026-11-18").await.habit.progress.streak, 2);
}

#[tokio::test]
async fn a_vacation_can_be_told_afterwards_however_long_ago() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    for day in ["2026-05-01", "2026-05-02"] {
        anna.checks_in(run, day).await;
    }
    assert_eq!(anna.streak(run).await, 0);
    anna.sets(r#"{"vacation":{"from":"2026-05-03","to":"2026-11-15"}}"#).await;
    assert_eq!(anna.checks_in(run, "2026-11-16").await.habit.progress.streak, 3);
    assert_eq!(api.verifies().await.repaired, 0);
}

#[tokio::test]
async fn rests_that_make_no_sense_are_refused_with_their_place() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    let habit = format!("/v1/users/7/habits/{run}");
    for (path, body, pointer) in [
        (habit.as_str(), r#"{"paused_until":"2026-11-15"}"#, "/paused_until"),
        (&habit, r#"{"paused_until":"2099-01-01"}"#, "/paused_until"),
        (&habit, r#"{"paused_until":"20000-01-01"}"#, "/paused_until"),
        (&habit, r#"{"paused_until":5}"#, "/paused_until"),
        ("/v1/users/7", r#"{"vacation":{"from":"2026-11-18","to":"2026-11-17"}}"#, "/vacation"),
        ("/v1/users/7", r#"{"vacation":{"from":"1900-01-01","to":"2026-11-17"}}"#, "/vacation/from"),
        ("/v1/users/7", r#"{"vacation":{"from":"-0005-01-01","to":"2026-11-17"}}"#, "/vacation/from"),
        ("/v1/users/7", r#"{"vacation":{"from":"2026-11-18","to":"2099-01-01"}}"#, "/vacation/to"),
        ("/v1/users/7", r#"{"vacation":{"from":"2026-11-18"}}"#, "/vacation/to"),
        ("/v1/users/7", r#"{"freezes":null}"#, "/freezes"),
    ] {
        assert_eq!(api.refuses("PATCH", path, body).await, pointer, "{body}");
    }
    assert_eq!(anna.habit(run).await.paused_until, None);
}
