//! Pauses of a habit and vacations of a person: nothing is asked for, and nothing is lost.

use core_shared::callback::{Callback, ReminderRef};
use core_shared::domain::{Days, DeliveryId, HabitId, Snooze};
use jiff::SignedDuration;
use jiff::civil::date;

use crate::harness::Harness;

#[tokio::test]
async fn a_pause_begins_at_a_tap_and_ends_at_another() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&["Read"]).await;
    anna.says("/habits").await;
    anna.taps("Read").await;
    anna.taps("⏸ Pause").await;
    anna.taps("A week").await;
    assert_eq!(anna.toast().as_deref(), Some("⏸ Paused through Sun, 10 Mar"));
    assert!(anna.chat().last().text.contains("⏸ paused through Sun, 10 Mar"), "{}", anna.chat());
    assert!(anna.chat().last().text.contains("➡️ next: Mon, 11 Mar"), "{}", anna.chat());
    anna.taps("Go on").await;
    assert_eq!(anna.toast().as_deref(), Some("▶️ It goes on"));
    assert!(!anna.chat().last().text.contains("paused"), "{}", anna.chat());
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_paused_habit_is_not_on_the_list_of_today() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&["Read"]).await;
    let pause = Callback::Pause { habit: HabitId(1), until: date(2030, 3, 5) };
    anna.tap_data(anna.chat().last().id, &pause.encode()).await;
    anna.says("/today").await;
    assert!(anna.chat().last().text.contains("Nothing is due today"), "{}", anna.chat());
    harness.telegram.clock().advance(SignedDuration::from_hours(48)).unwrap();
    anna.says("/today").await;
    assert_eq!(anna.chat().last().labels()[0], ["▫️ Read", "…"]);
    harness.expect_good_manners();
}

#[tokio::test]
async fn an_old_menu_shows_what_became_of_the_habit() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&["Read"]).await;
    let message = anna.chat().last().id;
    let habit = HabitId(1);
    let over = Callback::Pause { habit, until: date(2030, 3, 3) };
    anna.tap_data(message, &over.encode()).await;
    assert_eq!(anna.toast().as_deref(), Some("This button is old."));
    anna.tap_data(message, &Callback::Pause { habit, until: date(2030, 3, 5) }.encode()).await;
    anna.tap_data(message, &Callback::PauseMenu { habit }.encode()).await;
    assert_eq!(anna.toast().as_deref(), Some("⏸ Paused through Tue, 5 Mar"));
    harness.api.loses_habits_of(anna.id());
    for gone in [Callback::PauseMenu { habit }, over, Callback::Resume { habit }, Callback::Explain { habit }]
    {
        anna.tap_data(message, &gone.encode()).await;
        assert_eq!(anna.toast().as_deref(), Some("This habit no longer exists."));
    }
    harness.expect_nothing_worse_than_repetition();
}

#[tokio::test]
async fn a_reminder_of_a_paused_habit_is_not_put_off_but_can_be_answered() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&["Read"]).await;
    let message = anna.chat().last().id;
    let (habit, day, delivery) = (HabitId(1), date(2030, 3, 4), DeliveryId(1));
    anna.tap_data(message, &Callback::Pause { habit, until: date(2030, 3, 5) }.encode()).await;
    let reminder = ReminderRef { habit, day, delivery };
    for late in [Callback::SnoozeMenu(reminder), Callback::Snooze { reminder, snooze: Snooze::Minutes(10) }] {
        anna.tap_data(message, &late.encode()).await;
        assert_eq!(anna.toast().as_deref(), Some("⏸ Paused through Tue, 5 Mar"));
        assert!(anna.chat().last().text.starts_with("🔔 Read"), "{}", anna.chat());
    }
    anna.taps("Done").await;
    assert_eq!(anna.toast().as_deref(), Some("Marked for Mon, 4 Mar. This habit is paused."));
    assert!(anna.chat().last().text.starts_with("✅ Read"), "{}", anna.chat());
    harness.expect_nothing_worse_than_repetition();
}

#[tokio::test]
async fn on_vacation_the_list_says_until_when() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&["Read"]).await;
    let vacation = Days { from: date(2030, 3, 4), to: date(2030, 3, 17) };
    harness.api.sends_on_vacation(anna.id(), vacation);
    anna.says("/today").await;
    let list = anna.chat().last();
    assert!(list.text.contains("🏖 Vacation through Sun, 17 Mar: nothing is due."), "{}", list.text);
    assert_eq!(list.labels(), [vec!["‹ Yesterday", "➕ New habit"], vec!["📊 Habits", "⚙️ Settings"]]);
    harness.expect_good_manners();
}
