//! Marking days: in the list of today, on a card, on a reminder; and what becomes of habits.

use core_shared::callback::{Callback, Mark, ReminderRef, Surface};
use core_shared::domain::{Answer, DeliveryId, HabitId};
use jiff::SignedDuration;
use jiff::civil::date;

use crate::harness::Harness;

#[tokio::test]
async fn one_tap_marks_and_another_takes_it_back() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&["Read", "Run"]).await;
    anna.says("/today").await;
    let list = anna.chat().last();
    assert_eq!(list.text, "📋 Mon, 4 Mar\n0 of 2  ○○");
    anna.taps("Read").await;
    assert_eq!(anna.toast().as_deref(), Some("✅ Read"));
    assert_eq!(anna.chat().last().labels()[..2], [["▫️ Run", "…"], ["✅ Read · 🔥1", "…"]]);
    anna.taps("Read").await;
    assert_eq!(anna.chat().last().labels()[0], ["▫️ Read", "…"]);
    assert_eq!(anna.chat().last().id, list.id);
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_tap_on_yesterdays_list_counts_for_yesterday_and_says_so() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&["Read"]).await;
    anna.says("/today").await;
    harness.telegram.clock().advance(SignedDuration::from_hours(24)).unwrap();
    anna.taps("Read").await;
    assert_eq!(anna.toast().as_deref(), Some("Marked for Mon, 4 Mar"));
    let list = anna.chat().last();
    assert!(list.text.starts_with("🗓 Mon, 4 Mar · yesterday\n1 of 1"), "{}", list.text);
    assert_eq!(list.labels()[0], ["✅ Read · 🔥1", "…"]);
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_card_shows_the_missed_day_and_lets_it_be_corrected() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&["Read"]).await;
    harness.telegram.clock().advance(SignedDuration::from_hours(24)).unwrap();
    anna.says("/habits").await;
    anna.taps("Read").await;
    assert!(anna.chat().last().text.contains("▫️⬜\n"), "{}", anna.chat());
    anna.taps("✅ Mon, 4 Mar").await;
    assert_eq!(anna.toast().as_deref(), Some("Marked for Mon, 4 Mar"));
    anna.taps("Done today").await;
    assert!(anna.chat().last().text.contains("🔥 2 days in a row"), "{}", anna.chat());
    anna.taps("Undo today").await;
    anna.taps("Back").await;
    assert!(anna.chat().last().text.starts_with("Your habits: 1"));
    harness.expect_good_manners();
}

#[tokio::test]
async fn archiving_can_be_undone_and_deleting_asks_once() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&["Read"]).await;
    anna.says("/habits").await;
    anna.taps("Read").await;
    anna.taps("📦 Archive").await;
    assert!(anna.chat().last().text.contains("is archived"));
    anna.taps("Undo").await;
    anna.taps("📦 Archive").await;
    anna.taps("Habits").await;
    anna.taps("Archived (1)").await;
    anna.taps("Read").await;
    anna.taps("Delete").await;
    assert!(anna.chat().last().text.starts_with("🗑 Delete “Read”?"));
    anna.taps("Keep").await;
    anna.taps("Delete").await;
    anna.taps("Delete").await;
    assert_eq!(anna.toast().as_deref(), Some("🗑 Deleted"));
    assert!(harness.api.habits_of(anna.id()).is_empty());
    harness.expect_good_manners();
}

fn reminder() -> ReminderRef {
    ReminderRef { habit: HabitId(1), day: date(2030, 3, 4), delivery: DeliveryId(1) }
}

fn check(mark: Mark) -> String {
    let ReminderRef { habit, day, delivery } = reminder();
    Callback::Check { habit, day, mark, surface: Surface::Reminder(delivery) }.encode()
}

#[tokio::test]
async fn a_reminder_becomes_its_receipt_and_back() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&["Read"]).await;
    let message = anna.chat().last().id;
    anna.tap_data(message, &check(Mark::Set(Answer::Done))).await;
    assert!(anna.chat().last().text.starts_with("✅ Read\n🔥 1 day in a row"), "{}", anna.chat());
    anna.taps("Undo").await;
    assert!(anna.chat().last().text.starts_with("🔔 Read"));
    anna.taps("Later").await;
    anna.taps("In 10 minutes").await;
    assert!(anna.chat().last().text.contains("ask again at 13:10"), "{}", anna.chat());
    anna.taps("Skip").await;
    assert!(anna.chat().last().text.starts_with("⏭ Read"));
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_reminder_of_a_habit_that_is_gone_says_so_and_loses_its_buttons() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&["Read"]).await;
    let message = anna.chat().last().id;
    harness.api.loses_habits_of(anna.id());
    for data in [check(Mark::Set(Answer::Done)), Callback::SnoozeMenu(reminder()).encode()] {
        anna.tap_data(message, &data).await;
        assert_eq!(anna.toast().as_deref(), Some("This habit no longer exists."));
        assert!(anna.chat().last().labels().is_empty());
    }
    harness.expect_nothing_worse_than_repetition();
}

#[tokio::test]
async fn an_unknown_button_becomes_the_list_of_today() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&["Read"]).await;
    anna.tap_data(anna.chat().last().id, "from.another.version").await;
    assert_eq!(anna.toast().as_deref(), Some("This button is old."));
    assert!(anna.chat().last().text.starts_with("📋 Mon, 4 Mar"));
    harness.expect_good_manners();
}
