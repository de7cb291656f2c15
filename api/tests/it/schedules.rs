//! Schedules of every kind, as the API counts and reminds them.

use core_shared::contract::deliveries::DeliveryOutcome;
use core_shared::contract::users::PatchUser;
use core_shared::domain::{DayState, Schedule, Weekday};

use crate::harness::{Api, User};

fn schedule(json: &str) -> Schedule {
    serde_json::from_str(json).unwrap()
}

async fn is_listed_today(user: &User<'_>) -> bool {
    let today = user.api.bot.get_today(user.id).await.unwrap();
    today.habits.iter().any(|habit| habit.state == DayState::Pending)
}

#[tokio::test]
async fn every_kind_is_kept_as_it_was_sent() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    for json in [
        r#"{"kind":"every_n_days","n":3,"anchor":"2026-11-16"}"#,
        r#"{"kind":"month_days","dates":[1,31,"last"]}"#,
        r#"{"kind":"times_per","n":3,"period":"week"}"#,
    ] {
        let habit = anna.keeps_on(json, schedule(json), &[]).await;
        assert_eq!(anna.habit(habit).await.schedule, schedule(json));
    }
}

#[tokio::test]
async fn rest_days_between_are_neither_listed_nor_missed_nor_asked_for() {
    let api = Api::at("2026-11-16T06:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let third = schedule(r#"{"kind":"every_n_days","n":3,"anchor":"2026-11-16"}"#);
    let swim = anna.keeps_on("Swim", third, &["07:00"]).await;
    let mut asked = Vec::new();
    for day in 16..=22 {
        api.move_to(&format!("2026-11-{day}T07:00[Europe/Berlin]"));
        for delivery in api.due().await {
            api.reports(&delivery, DeliveryOutcome::Sent { message_id: day }).await;
            anna.checks_in(swim, &format!("2026-11-{day}")).await;
            asked.push(day);
        }
        assert!(!is_listed_today(&anna).await, "{day}");
    }
    assert_eq!(asked, [16, 19, 22]);
    assert_eq!(anna.streak(swim).await, 3);
}

#[tokio::test]
async fn three_times_a_week_is_asked_for_until_there_are_three() {
    let api = Api::at("2026-11-16T06:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run =
        anna.keeps_on("Run", schedule(r#"{"kind":"times_per","n":3,"period":"week"}"#), &["07:00"]).await;
    for day in ["2026-11-16", "2026-11-17"] {
        anna.checks_in(run, day).await;
        api.move_to("2026-11-18T07:00[Europe/Berlin]");
    }
    assert_eq!(api.due().await.len(), 1);
    assert!(is_listed_today(&anna).await);
    assert_eq!(anna.checks_in(run, "2026-11-18").await.habit.progress.streak, 1);
    api.move_to("2026-11-19T07:00[Europe/Berlin]");
    assert!(api.due().await.is_empty());
    assert!(!is_listed_today(&anna).await);
    api.move_to("2026-11-29T12:00[Europe/Berlin]");
    assert_eq!(anna.streak(run).await, 1, "Sunday of the next week is still open");
    api.move_to("2026-11-30T00:00[Europe/Berlin]");
    assert_eq!(anna.streak(run).await, 0);
}

#[tokio::test]
async fn weeks_follow_the_users_first_day_from_the_start_of_the_history() {
    let api = Api::at("2026-11-15T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let twice = schedule(r#"{"kind":"times_per","n":2,"period":"week"}"#);
    let run = anna.keeps_on("Run", twice, &[]).await;
    anna.checks_in(run, "2026-11-15").await;
    api.move_to("2026-11-16T12:00[Europe/Berlin]");
    assert_eq!(anna.checks_in(run, "2026-11-16").await.habit.progress.streak, 0, "two weeks");
    let sunday = PatchUser { first_weekday: Some(Weekday::Sun), ..PatchUser::default() };
    assert_eq!(api.bot.patch_user(anna.id, &sunday).await.unwrap().first_weekday, Weekday::Sun);
    assert_eq!(anna.streak(run).await, 1, "one week");
}

#[tokio::test]
async fn a_period_that_the_window_has_passed_keeps_its_count() {
    let api = Api::at("2026-01-01T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let monthly = schedule(r#"{"kind":"times_per","n":2,"period":"month"}"#);
    let pay = anna.keeps_on("Pay", monthly, &[]).await;
    for month in 1..=12 {
        for day in ["02", "27"] {
            api.move_to(&format!("2026-{month:02}-{day}T12:00[Europe/Berlin]"));
            anna.checks_in(pay, &format!("2026-{month:02}-{day}")).await;
        }
    }
    assert_eq!(anna.streak(pay).await, 12);
    // A correction long before the window counts everything anew.
    assert_eq!(anna.unmarks(pay, "2026-03-27").await.habit.progress.streak, 9);
    assert_eq!(anna.checks_in(pay, "2026-03-28").await.habit.progress.streak, 12);
}
