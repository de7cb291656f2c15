//! The first contact of a day asks about what was left open before it, and never twice about the same days.

use core_shared::callback::Callback;
use core_shared::domain::{ExecutionState, HabitId};
use jiff::SignedDuration;
use jiff::civil::{Date, date};
use sandbox::Actor;

use crate::harness::Harness;

const MONDAY: Date = date(2030, 3, 4);
const TUESDAY: Date = date(2030, 3, 5);

fn days_pass(harness: &Harness, days: i64) {
    harness.telegram.clock().advance(SignedDuration::from_hours(24 * days)).unwrap();
}

/// Two days ago she made two habits, and has been away since.
async fn anna_after_two_days(harness: &Harness) -> Actor {
    let anna = harness.anna_with(&["Read", "Run"]).await;
    days_pass(harness, 2);
    anna
}

fn state(harness: &Harness, anna: &Actor, habit: i64, day: Date) -> Option<ExecutionState> {
    harness.api.execution_of(anna.id(), HabitId(habit), day).map(|execution| execution.state)
}

#[tokio::test]
async fn all_missed_days_are_answered_one_by_one_and_become_the_list() {
    let harness = Harness::start().await;
    let anna = anna_after_two_days(&harness).await;
    anna.says("/today").await;
    let message = anna.chat().last().id;
    let rows = |anna: &Actor| anna.chat().last().labels().len() - 1;
    assert!(anna.chat().last().text.starts_with("🗓 Left open before today\n▫️ Read · Mon, 4 Mar\n"));
    assert_eq!(rows(&anna), 4);
    anna.taps("✅ Mon · Read").await;
    assert_eq!(anna.toast().as_deref(), Some("Marked for Mon, 4 Mar"));
    assert_eq!(anna.chat().last().labels()[0], ["✅ Mon · Run", "⏭", "✖️"]);
    anna.taps("⏭").await;
    anna.taps("✖️").await;
    assert_eq!(rows(&anna), 1);
    anna.taps("✅ Tue · Run").await;
    assert!(anna.chat().last().text.starts_with("📋 Wed, 6 Mar"), "{}", anna.chat());
    assert_eq!(anna.chat().last().id, message);
    let said = [(1, MONDAY), (2, MONDAY), (1, TUESDAY), (2, TUESDAY)];
    assert_eq!(
        said.map(|(habit, day)| state(&harness, &anna, habit, day)),
        [
            Some(ExecutionState::Done),
            Some(ExecutionState::Skipped),
            Some(ExecutionState::NotDone),
            Some(ExecutionState::Done),
        ]
    );
    harness.expect_good_manners();
}

#[tokio::test]
async fn all_as_it_is_leaves_everything_and_nobody_is_asked_again() {
    let harness = Harness::start().await;
    let anna = anna_after_two_days(&harness).await;
    anna.says("/start").await;
    assert!(anna.chat().last().text.contains("Good to see you again!\n\n🗓 Left open"), "{}", anna.chat());
    anna.taps("All as it is").await;
    assert!(anna.chat().last().text.starts_with("📋 Wed, 6 Mar"), "{}", anna.chat());
    anna.says("/today").await;
    assert!(anna.chat().last().text.starts_with("📋 Wed, 6 Mar"), "{}", anna.chat());
    assert_eq!(state(&harness, &anna, 1, MONDAY), None);
    days_pass(&harness, 1);
    anna.says("/today").await;
    assert_eq!(anna.chat().last().labels().len(), 3, "only Wednesday is asked about: {}", anna.chat());
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_question_without_an_answer_is_not_repeated() {
    let harness = Harness::start().await;
    let anna = anna_after_two_days(&harness).await;
    anna.says("/today").await;
    anna.says("/today").await;
    assert!(anna.chat().last().text.starts_with("📋 Wed, 6 Mar"), "{}", anna.chat());
    harness.expect_good_manners();
}

#[tokio::test]
async fn the_button_of_the_morning_is_a_first_contact_too() {
    let harness = Harness::start().await;
    let anna = anna_after_two_days(&harness).await;
    anna.tap_data(anna.chat().last().id, &Callback::Today.encode()).await;
    assert!(anna.chat().last().text.starts_with("🗓 Left open before today"), "{}", anna.chat());
    harness.expect_good_manners();
}

#[tokio::test]
async fn somebody_new_is_asked_about_nothing() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    let swim = serde_json::json!({"name": "Swim", "schedule": {"kind": "daily"}});
    harness.api.gives(anna.id(), date(2030, 2, 1), &swim);
    anna.says("/today").await;
    assert!(anna.chat().last().text.starts_with("📋 Mon, 4 Mar"), "{}", anna.chat());
    harness.expect_good_manners();
}
