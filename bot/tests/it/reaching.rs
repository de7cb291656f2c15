//! What is reached is said at once, and what the number is made of can be asked.

use core_shared::domain::{Execution, ExecutionState};
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use sandbox::Actor;
use serde_json::json;

use crate::harness::Harness;

const MONDAY: Date = date(2030, 3, 4);

/// Anna has read on so many days up to yesterday, and wants to read on eight.
async fn anna_who_read(harness: &Harness, days: i32) -> Actor {
    let anna = harness.anna_with(&[]).await;
    let since = MONDAY.saturating_sub(days.days());
    let read = json!({"name": "Read", "schedule": {"kind": "daily"}, "target": {"days": 8}});
    let habit = harness.api.gives(anna.id(), since, &read);
    let done: Vec<_> =
        since.series(1.day()).take_while(|day| *day < MONDAY).map(|day| (day, done())).collect();
    harness.api.records(anna.id(), habit, &done);
    anna
}

fn done() -> Execution {
    ExecutionState::Done.into()
}

#[tokio::test]
async fn a_milestone_is_celebrated_where_it_is_reached() {
    let harness = Harness::start().await;
    let anna = anna_who_read(&harness, 6).await;
    anna.says("/today").await;
    anna.taps("Read").await;
    assert_eq!(anna.toast().as_deref(), Some("🔥 7 days in a row!"));
    anna.taps("Read").await;
    assert_eq!(anna.toast().as_deref(), Some("↩️ No longer marked"));
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_target_is_celebrated_and_the_card_says_so() {
    let harness = Harness::start().await;
    let anna = anna_who_read(&harness, 7).await;
    anna.says("/habits").await;
    anna.taps("Read").await;
    assert!(anna.chat().last().text.contains("🏁 7 of 8 days in a row"), "{}", anna.chat());
    anna.taps("Done today").await;
    assert_eq!(anna.toast().as_deref(), Some("🏁 8 days in a row: this is a habit now."));
    assert!(anna.chat().last().text.contains("🏁 8 days in a row: reached"), "{}", anna.chat());
    harness.expect_good_manners();
}

#[tokio::test]
async fn the_number_explains_itself() {
    let harness = Harness::start().await;
    let anna = anna_who_read(&harness, 20).await;
    anna.says("/habits").await;
    anna.taps("Read").await;
    anna.taps("❓ Why").await;
    let why = anna.chat().last();
    assert!(why.text.contains("✅ Sun, 3 Mar: +"), "{}", why.text);
    assert!(why.text.contains("… and all days before: +"), "{}", why.text);
    assert!(why.text.contains("🔥 The streak began on Tue, 12 Feb."), "{}", why.text);
    anna.taps("Back").await;
    assert!(anna.chat().last().text.contains("🔥 20 days in a row"), "{}", anna.chat());
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_carried_habit_says_which_day_it_is_for() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    let run = json!({
        "name": "Run", "schedule": {"kind": "weekdays", "days": ["sun", "wed"]}, "carry_over": true,
    });
    harness.api.gives(anna.id(), date(2030, 3, 1), &run);
    anna.says("/today").await;
    assert_eq!(anna.chat().last().labels()[0], ["↪️ Run · Sun, 3 Mar", "…"]);
    anna.taps("Run").await;
    assert_eq!(anna.chat().last().labels()[0], ["✅ Run · Sun, 3 Mar · 🔥1", "…"]);
    harness.expect_good_manners();
}
