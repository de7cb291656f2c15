//! Reminders without an answer: asked again, later, and at last not at all.

use core_shared::contract::deliveries::{DeliveryContent, DeliveryOutcome};
use core_shared::contract::users::PutUser;
use core_shared::domain::nag::phase;
use core_shared::domain::{NagMinutes, Snooze, UserId};
use jiff::ToSpan as _;

use crate::harness::{Api, User, asked_for, instant};

const NAGGING: &str =
    r#"{"name":"Pill","schedule":{"kind":"daily"},"reminders":[{"time":"20:00","nag_minutes":15}]}"#;

/// Claims what is due and reports it as sent; the kinds of what was sent.
async fn sends(api: &Api) -> Vec<&'static str> {
    api.plans().await;
    let mut kinds = Vec::new();
    loop {
        let due = api.claims().await.deliveries;
        if due.is_empty() {
            return kinds;
        }
        for delivery in due {
            kinds.push(match delivery.content {
                DeliveryContent::Reminder { .. } => "reminder",
                DeliveryContent::Redraw { .. } => "redraw",
                DeliveryContent::Remove { .. } => "remove",
                DeliveryContent::Overview { .. } => "overview",
                DeliveryContent::Today { .. } => "list",
                DeliveryContent::StillThere { .. } => "still there",
                DeliveryContent::Message { .. } => "message",
            });
            let message_id = i32::try_from(delivery.id.0).unwrap();
            api.reports(&delivery, DeliveryOutcome::Sent { message_id }).await;
        }
    }
}

#[tokio::test]
async fn a_nagging_reminder_comes_five_times_more_and_takes_the_place_of_the_one_before() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    anna.makes(NAGGING).await;
    api.move_to("2026-11-16T20:00[Europe/Berlin]");
    assert_eq!(sends(&api).await, ["reminder"]);
    for round in 1..=5 {
        let due_at = instant("2026-11-16T20:00[Europe/Berlin]") + (15 * round).minutes();
        api.set_to(due_at - 1.second());
        assert!(sends(&api).await.is_empty());
        api.set_to(due_at);
        assert_eq!(sends(&api).await, ["reminder", "remove"], "round {round}");
    }
    api.move_to("2026-11-16T23:00[Europe/Berlin]");
    assert!(sends(&api).await.is_empty(), "five times are enough");
}

#[tokio::test]
async fn an_answer_ends_the_nagging() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let pill = anna.makes(NAGGING).await;
    api.move_to("2026-11-16T20:00[Europe/Berlin]");
    assert_eq!(sends(&api).await, ["reminder"]);
    api.move_to("2026-11-16T20:15[Europe/Berlin]");
    assert_eq!(sends(&api).await, ["reminder", "remove"]);
    anna.checks_in(pill, "2026-11-16").await;
    assert_eq!(sends(&api).await, ["redraw"]);
    api.move_to("2026-11-16T20:30[Europe/Berlin]");
    assert!(sends(&api).await.is_empty());
}

#[tokio::test]
async fn nobody_is_nagged_about_a_day_that_is_over() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let pill = anna.makes(NAGGING).await;
    anna.changes(pill, r#"{"reminders":[{"time":"23:50","nag_minutes":15}]}"#).await;
    api.move_to("2026-11-16T23:50[Europe/Berlin]");
    assert_eq!(sends(&api).await, ["reminder"]);
    api.move_to("2026-11-17T00:05[Europe/Berlin]");
    assert!(sends(&api).await.is_empty());
}

#[tokio::test]
async fn later_is_an_answer_for_so_long() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    anna.makes(NAGGING).await;
    api.move_to("2026-11-16T20:00[Europe/Berlin]");
    let first = api.due().await.remove(0);
    api.reports(&first, DeliveryOutcome::Sent { message_id: 5 }).await;
    api.bot.put_snooze(anna.id, first.id, &Snooze::Minutes(60)).await.unwrap();
    for time in ["20:15", "20:59"] {
        api.move_to(&format!("2026-11-16T{time}[Europe/Berlin]"));
        assert!(sends(&api).await.is_empty());
    }
    api.move_to("2026-11-16T21:00[Europe/Berlin]");
    assert_eq!(sends(&api).await, ["reminder", "remove"]);
    api.move_to("2026-11-16T21:15[Europe/Berlin]");
    assert_eq!(sends(&api).await, ["reminder", "remove"], "and then it nags again");
}

#[tokio::test]
async fn how_often_to_nag_is_within_reason() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let pill = anna.makes(NAGGING).await;
    assert_eq!(anna.habit(pill).await.reminders[0].nag_minutes.map(NagMinutes::get), Some(15));
    let path = format!("/v1/users/7/habits/{pill}");
    for bad in [
        r#"{"reminders":[{"time":"20:00","nag_minutes":4}]}"#,
        r#"{"reminders":[{"time":"20:00","nag_minutes":181}]}"#,
        r#"{"reminders":[{"time":"20:00","nag_minutes":null}]}"#,
        r#"{"reminders":[{"time":"20:00","nag_minutes":9223372036854775808}]}"#,
    ] {
        assert_eq!(api.refuses("PATCH", &path, bad).await, "/reminders/0/nag_minutes", "{bad}");
    }
    assert_eq!(
        anna.changes(pill, r#"{"reminders":[{"time":"20:00"}]}"#).await.reminders[0].nag_minutes,
        None
    );
}

#[tokio::test]
async fn around_nine_is_the_same_minute_every_day_and_another_one_for_others() {
    let api = Api::at("2026-11-16T06:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna
        .makes(r#"{"name":"Run","schedule":{"kind":"daily"},"reminders":[{"time":"09:00","around":true}]}"#);
    assert!(anna.habit(run.await).await.reminders[0].around);
    for day in 16..=17 {
        let nine = instant(&format!("2026-11-{day}T09:00[Europe/Berlin]"));
        let due_at = nine + i64::from(phase(anna.id)).seconds();
        api.set_to(due_at - 1.second());
        assert!(api.due().await.is_empty());
        api.set_to(due_at);
        let due = api.due().await;
        assert_eq!((due.len(), due[0].due_at), (1, due_at));
        api.reports(&due[0], DeliveryOutcome::Sent { message_id: 1 }).await;
    }
    assert_ne!(phase(UserId(7)), phase(UserId(8)));
}

/// Anna is reminded at nine on so many days and says nothing.
async fn says_nothing_for(api: &Api, days: std::ops::RangeInclusive<u8>) -> Vec<&'static str> {
    let mut sent = Vec::new();
    for day in days {
        api.move_to(&format!("2026-11-{day:02}T09:00[Europe/Berlin]"));
        sent.extend(sends(api).await);
    }
    sent
}

async fn reminded(api: &Api) -> User<'_> {
    let anna = api.user(7, "Europe/Berlin").await;
    anna.keeps_with_reminder("Run", "09:00").await;
    anna.keeps_with_reminder("Read", "09:00").await;
    anna
}

#[tokio::test]
async fn after_fourteen_days_without_an_answer_there_is_one_question_and_then_silence() {
    let api = Api::at("2026-11-01T08:00[Europe/Berlin]").await;
    reminded(&api).await;
    assert_eq!(says_nothing_for(&api, 1..=14).await, ["reminder"; 14]);
    assert_eq!(says_nothing_for(&api, 15..=15).await, ["still there"]);
    assert!(says_nothing_for(&api, 16..=20).await.is_empty());
}

#[tokio::test]
async fn whoever_says_anything_is_reminded_again() {
    let api = Api::at("2026-11-01T08:00[Europe/Berlin]").await;
    let anna = reminded(&api).await;
    says_nothing_for(&api, 1..=15).await;
    api.bot.put_user(anna.id, &PutUser::default()).await.unwrap();
    assert_eq!(says_nothing_for(&api, 16..=17).await, ["reminder", "reminder"]);
}

#[tokio::test]
async fn a_single_answer_begins_the_fourteen_days_anew() {
    let api = Api::at("2026-11-01T08:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps_with_reminder("Run", "09:00").await;
    assert_eq!(says_nothing_for(&api, 1..=10).await.len(), 10);
    anna.checks_in(run, "2026-11-09").await;
    sends(&api).await;
    assert_eq!(says_nothing_for(&api, 11..=24).await, ["reminder"; 14]);
    assert_eq!(says_nothing_for(&api, 25..=26).await, ["still there"]);
}

#[tokio::test]
async fn who_is_seldom_reminded_is_not_taken_for_gone() {
    let api = Api::at("2026-11-01T08:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let sundays =
        r#"{"name":"Call","schedule":{"kind":"weekdays","days":["sun"]},"reminders":[{"time":"09:00"}]}"#;
    anna.makes(sundays).await;
    assert_eq!(says_nothing_for(&api, 1..=30).await, ["reminder"; 5], "a month, and five reminders");
}

#[tokio::test]
async fn whoever_wants_no_reminders_gets_none_and_can_change_their_mind() {
    let api = Api::at("2026-11-01T08:00[Europe/Berlin]").await;
    let anna = reminded(&api).await;
    anna.sets(r#"{"reminding":false,"digest_at":"09:00"}"#).await;
    assert!(says_nothing_for(&api, 1..=2).await.is_empty());
    assert!(anna.sets(r#"{"reminding":true}"#).await.reminding);
    api.move_to("2026-11-03T09:00[Europe/Berlin]");
    let mut due = api.due().await;
    due.retain(|delivery| matches!(delivery.content, DeliveryContent::Reminder { .. }));
    assert_eq!(asked_for(&due[0]).len(), 2);
}
