//! Measured habits: each tap on a step counts, and each only once.

use core_shared::callback::{Callback, Surface};
use core_shared::domain::{DeliveryId, HabitId};
use jiff::civil::{Date, date};
use sandbox::{Actor, Failure};
use serde_json::json;

use crate::harness::Harness;

const MONDAY: Date = date(2030, 3, 4);

/// Anna drinks three glasses a day.
async fn anna_with_water(harness: &Harness) -> (Actor, HabitId) {
    let anna = harness.anna_with(&[]).await;
    let water = json!({
        "name": "Water", "schedule": {"kind": "daily"},
        "goal": {"kind": "at_least", "amount": 3, "unit": "glasses"},
    });
    let habit = harness.api.gives(anna.id(), MONDAY, &water);
    (anna, habit)
}

fn add(habit: HabitId, surface: Surface) -> String {
    Callback::Add { habit, day: MONDAY, surface }.encode()
}

#[tokio::test]
async fn a_glass_at_a_time_until_the_goal() {
    let harness = Harness::start().await;
    let (anna, _) = anna_with_water(&harness).await;
    anna.says("/today").await;
    assert_eq!(anna.chat().last().labels()[0], ["▫️ 0/3 Water", "+1", "…"]);
    anna.taps("+1").await;
    assert_eq!(anna.toast().as_deref(), Some("🔹 Water: 1 of 3 glasses"));
    anna.taps("+1").await;
    assert_eq!(anna.chat().last().labels()[0], ["🔹 2/3 Water", "+1", "…"]);
    anna.taps("+1").await;
    assert_eq!(anna.toast().as_deref(), Some("✅ Water: 3 of 3 glasses"));
    assert_eq!(anna.chat().last().labels()[0], ["✅ 3/3 Water · 🔥1", "+1", "…"]);
    assert!(anna.chat().last().text.contains("1 of 1"), "{}", anna.chat());
    harness.expect_good_manners();
}

#[tokio::test]
async fn the_card_adds_too_and_takes_the_day_back() {
    let harness = Harness::start().await;
    let (anna, _) = anna_with_water(&harness).await;
    anna.says("/habits").await;
    anna.taps("Water").await;
    assert!(anna.chat().last().text.contains("🎯 at least 3 glasses a day"), "{}", anna.chat());
    anna.taps("+1 today").await;
    assert_eq!(anna.chat().last().labels()[0], ["+1 today", "↩️ Undo today"]);
    anna.taps("Undo today").await;
    assert_eq!(anna.chat().last().labels()[0], ["+1 today"]);
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_reminder_stays_a_question_until_the_goal_is_reached() {
    let harness = Harness::start().await;
    let (anna, habit) = anna_with_water(&harness).await;
    let message = anna.chat().last().id;
    anna.tap_data(message, &add(habit, Surface::Reminder(DeliveryId(1)))).await;
    assert!(anna.chat().last().text.starts_with("🔔 Water\n1 of 3 glasses"), "{}", anna.chat());
    anna.taps("Later").await;
    anna.taps("Back").await;
    anna.taps("+1").await;
    anna.taps("+1").await;
    assert!(anna.chat().last().text.starts_with("✅ Water\n3 of 3 glasses"), "{}", anna.chat());
    anna.taps("Undo").await;
    assert!(anna.chat().last().text.starts_with("🔔 Water\n0 of 3 glasses"), "{}", anna.chat());
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_tap_that_is_delivered_twice_counts_once_and_two_taps_count_twice() {
    let mut harness = Harness::start().await;
    let (anna, _) = anna_with_water(&harness).await;
    anna.says("/today").await;
    // The bot adds and shows it, but is killed before it can confirm.
    harness.telegram.fails(Failure::DropsConnection, "getUpdates", 1000);
    let tap = anna.taps_and_leaves("+1");
    anna.sees_that("one glass is counted", |chat| chat.last().labels()[0][0] == "🔹 1/3 Water").await;
    harness.kill_bot().await;
    harness.telegram.recovers();
    harness.run_bot();
    anna.waits_for(tap).await;
    assert_eq!(anna.chat().last().labels()[0], ["🔹 1/3 Water", "+1", "…"]);
    anna.taps("+1").await;
    assert_eq!(anna.chat().last().labels()[0], ["🔹 2/3 Water", "+1", "…"]);
    harness.expect_nothing_worse_than_repetition();
}

#[tokio::test]
async fn a_step_of_a_habit_that_is_measured_no_longer_is_an_old_button() {
    let harness = Harness::start().await;
    let (anna, habit) = anna_with_water(&harness).await;
    anna.says("/today").await;
    harness.api.measures_no_longer(anna.id(), habit, MONDAY);
    anna.taps("+1").await;
    assert_eq!(anna.toast().as_deref(), Some("This button is old."));
    assert_eq!(anna.chat().last().labels()[0], ["▫️ Water", "…"]);
    let message = anna.chat().last().id;
    anna.tap_data(message, &add(habit, Surface::Reminder(DeliveryId(1)))).await;
    assert!(anna.chat().last().text.starts_with("🔔 Water"), "{}", anna.chat());
    anna.tap_data(message, &add(habit, Surface::Card)).await;
    assert_eq!(anna.toast().as_deref(), Some("This button is old."));
    assert_eq!(anna.chat().last().labels()[0], ["✅ Done today"]);
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_limit_is_kept_until_it_is_exceeded() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    let coffee = json!({
        "name": "Coffee", "kind": "quit", "schedule": {"kind": "daily"},
        "goal": {"kind": "at_most", "amount": 1, "unit": "cups"},
    });
    harness.api.gives(anna.id(), MONDAY, &coffee);
    anna.says("/today").await;
    assert!(anna.chat().last().text.contains("only limits"), "{}", anna.chat());
    anna.taps("+1").await;
    assert_eq!(anna.chat().last().labels()[0][0], "🔹 1 (max 1) Coffee");
    anna.taps("+1").await;
    assert_eq!(anna.toast().as_deref(), Some("🔶 Coffee: 2 (at most 1 cups)"));
    assert_eq!(anna.chat().last().labels()[0][0], "🔶 2 (max 1) Coffee");
    harness.expect_good_manners();
}
