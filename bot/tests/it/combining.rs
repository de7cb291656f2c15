//! A reminder of several habits: each is answered by itself, in the same message.

use core_shared::callback::{Callback, Mark, Reminding, Surface};
use core_shared::domain::{Answer, DeliveryId, HabitId};
use jiff::civil::date;

use crate::harness::Harness;

const REMINDERS: DeliveryId = DeliveryId(1);

fn check(habit: i64, mark: Mark) -> String {
    let surface = Surface::Reminders(REMINDERS);
    Callback::Check { habit: HabitId(habit), day: date(2030, 3, 4), mark, surface }.encode()
}

#[tokio::test]
async fn each_habit_of_a_reminder_is_answered_by_itself() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&["Read", "Run"]).await;
    anna.tap_data(anna.chat().last().id, &check(1, Mark::Set(Answer::Done))).await;
    assert_eq!(
        anna.chat().last().text,
        "🔔 Time for\n✅ Read · 🔥 1 day in a row\n▫️ Run",
        "{}",
        anna.chat()
    );
    anna.taps("✅ Run").await;
    assert_eq!(anna.chat().last().labels().concat(), ["↩️ Read", "↩️ Run"], "{}", anna.chat());
    anna.taps("↩️ Read").await;
    assert_eq!(anna.chat().last().labels().concat(), ["✅ Read", "⏭", "↩️ Run", "💤 Later"]);
    anna.taps("⏭").await;
    assert!(anna.chat().last().text.starts_with("⏭ Read: skipped"), "{}", anna.chat());
    harness.expect_good_manners();
}

#[tokio::test]
async fn what_is_open_of_several_is_asked_again_later() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&["Read", "Run"]).await;
    anna.tap_data(anna.chat().last().id, &check(1, Mark::Set(Answer::Done))).await;
    anna.taps("Later").await;
    anna.taps("Back").await;
    anna.taps("Later").await;
    anna.taps("In 10 minutes").await;
    let text = anna.chat().last().text;
    assert!(text.contains("✅ Read") && text.contains("💤 Run: I’ll ask again at 13:10"), "{text}");
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_reminder_of_several_of_which_nothing_is_left_loses_its_buttons() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&["Read", "Run"]).await;
    let message = anna.chat().last().id;
    harness.api.loses_habits_of(anna.id());
    for data in [check(1, Mark::Set(Answer::Done)), Callback::SnoozeMenuOfAll(REMINDERS).encode()] {
        anna.tap_data(message, &data).await;
        assert!(anna.chat().last().labels().is_empty());
    }
    harness.expect_nothing_worse_than_repetition();
}

#[tokio::test]
async fn reminders_can_be_stopped_and_begun_again_from_the_question() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&["Read"]).await;
    anna.tap_data(anna.chat().last().id, &Callback::Remind(Reminding::Off).encode()).await;
    assert!(!harness.api.reminds(anna.id()));
    assert_eq!(anna.chat().last().labels().concat(), ["🔔 Keep reminding me"]);
    anna.taps("Keep reminding").await;
    assert!(harness.api.reminds(anna.id()));
    harness.expect_good_manners();
}
