//! Habits to quit: a day is kept unless a lapse is said, and a lapse can be taken back.

use core_shared::callback::{Callback, Mark, Surface};
use core_shared::domain::{Answer, DeliveryId, HabitId};
use jiff::SignedDuration;
use jiff::civil::{Date, date};
use sandbox::Actor;
use serde_json::json;

use crate::harness::Harness;

const MONDAY: Date = date(2030, 3, 4);

/// Anna has done without sugar since Friday, and nobody had to say so.
async fn anna_without_sugar(harness: &Harness) -> (Actor, HabitId) {
    let anna = harness.anna_with(&[]).await;
    let sugar = json!({"name": "Sugar", "kind": "quit", "schedule": {"kind": "daily"}});
    let habit = harness.api.gives(anna.id(), date(2030, 3, 1), &sugar);
    (anna, habit)
}

#[tokio::test]
async fn a_lapse_ends_the_count_and_its_undo_brings_it_back() {
    let harness = Harness::start().await;
    let (anna, _) = anna_without_sugar(&harness).await;
    anna.says("/habits").await;
    anna.taps("Sugar").await;
    assert!(anna.chat().last().text.contains("🔥 3 days without a lapse"), "{}", anna.chat());
    anna.taps("Lapse today").await;
    assert_eq!(anna.toast().as_deref(), Some("Noted. It happens, and a new count begins."));
    assert!(anna.chat().last().text.contains("✖️ lapse"), "{}", anna.chat());
    anna.taps("Undo today").await;
    assert!(anna.chat().last().text.contains("🔥 3 days without a lapse"), "{}", anna.chat());
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_tap_on_the_list_says_kept_and_takes_it_back() {
    let harness = Harness::start().await;
    let (anna, _) = anna_without_sugar(&harness).await;
    anna.says("/today").await;
    anna.taps("Sugar").await;
    assert_eq!(anna.toast().as_deref(), Some("🌿 Kept today"));
    assert_eq!(anna.chat().last().labels()[0], ["✅ Sugar · 🔥4", "…"]);
    anna.taps("Sugar").await;
    assert_eq!(anna.chat().last().labels()[0], ["▫️ Sugar · 🔥3", "…"]);
    harness.expect_good_manners();
}

#[tokio::test]
async fn the_reminder_asks_whether_it_held_and_takes_both_answers() {
    let harness = Harness::start().await;
    let (anna, habit) = anna_without_sugar(&harness).await;
    let surface = Surface::Reminder(DeliveryId(1));
    let undo = Callback::Check { habit, day: MONDAY, mark: Mark::Clear, surface };
    anna.tap_data(anna.chat().last().id, &undo.encode()).await;
    assert!(anna.chat().last().text.starts_with("🌿 Sugar: still without it?"), "{}", anna.chat());
    anna.taps("Lapse").await;
    assert!(anna.chat().last().text.starts_with("✖️ Sugar: noted"), "{}", anna.chat());
    anna.taps("Undo").await;
    anna.taps("Kept").await;
    assert!(anna.chat().last().text.starts_with("✅ Sugar\n🔥 4 days without a lapse"), "{}", anna.chat());
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_lapse_of_yesterday_can_still_be_said() {
    let harness = Harness::start().await;
    let (anna, habit) = anna_without_sugar(&harness).await;
    harness.telegram.clock().advance(SignedDuration::from_hours(24)).unwrap();
    let lapse =
        Callback::Check { habit, day: MONDAY, mark: Mark::Set(Answer::NotDone), surface: Surface::Card };
    anna.tap_data(anna.chat().last().id, &lapse.encode()).await;
    assert_eq!(anna.toast().as_deref(), Some("Marked for Mon, 4 Mar"));
    assert_eq!(anna.chat().last().labels()[0], ["✖️ Lapse today", "↩️ Mon, 4 Mar"]);
    harness.expect_good_manners();
}
