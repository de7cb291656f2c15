//! The days of a habit, month by month: looked at and corrected in the message of its card.

use core_shared::callback::{Callback, Edit, Mark, Surface};
use core_shared::domain::{DayState, HabitId};
use jiff::civil::{Date, date};
use sandbox::{Actor, Failure};
use serde_json::json;

use crate::harness::Harness;

/// The tests begin on Monday, 4 March 2030.
const TODAY: Date = date(2030, 3, 4);

/// Anna keeps a habit for months and has its card open.
async fn anna_and_an_old_habit(harness: &Harness, more: serde_json::Value) -> (Actor, HabitId) {
    let anna = harness.anna_with(&[]).await;
    let mut made = json!({"name": "Read", "schedule": {"kind": "daily"}});
    made.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let habit = harness.api.gives(anna.id(), date(2030, 1, 20), &made);
    anna.says("/habits").await;
    anna.taps("Read").await;
    (anna, habit)
}

fn edit(habit: HabitId, edit: Edit) -> String {
    Callback::Edit { habit, edit }.encode()
}

#[tokio::test]
async fn a_past_day_is_corrected_in_the_message_of_the_card_and_leads_back_to_it() {
    let harness = Harness::start().await;
    let (anna, habit) = anna_and_an_old_habit(&harness, json!({})).await;
    let card = anna.chat().last().id;
    anna.taps("🗓 History").await;
    let march = anna.chat().last();
    assert_eq!(march.id, card, "one message is edited in place");
    assert!(march.text.starts_with("🗓 Read\n1 Mar 2030 – 31 Mar 2030."), "{}", march.text);
    assert_eq!(march.labels()[1], ["·", "·", "·", "·", "1", "2", "3"]);
    assert_eq!(march.labels()[2], ["4", "·", "·", "·", "·", "·", "·"]);
    anna.taps("2").await;
    assert_eq!(anna.chat().last().text, "Read · Sat, 2 Mar\n▫️ missed");
    for (tap, shown, toast) in [
        ("✅ Done", "✅ done", "Marked for Sat, 2 Mar"),
        ("⏭ Skip", "⏭ skipped", "Marked for Sat, 2 Mar"),
        ("✖️ Not done", "✖️ not done", "Marked for Sat, 2 Mar"),
        ("↩️ Undo", "▫️ missed", "No longer marked for Sat, 2 Mar"),
        ("✅ Done", "✅ done", "Marked for Sat, 2 Mar"),
    ] {
        anna.taps(tap).await;
        assert_eq!(anna.chat().last().text, format!("Read · Sat, 2 Mar\n{shown}"), "{tap}");
        assert_eq!(anna.toast().as_deref(), Some(toast));
    }
    anna.taps("🗓 History").await;
    assert_eq!(anna.chat().last().labels()[1], ["·", "·", "·", "·", "1", "✅2", "3"]);
    anna.taps("‹ Back").await;
    let shown = anna.chat().last();
    assert_eq!((shown.id, shown.text.starts_with("Read\n")), (card, true));
    let states = harness.api.shows(anna.id(), habit).recent_days;
    assert_eq!(states[states.len() - 3].state, DayState::Done);
    harness.expect_good_manners();
}

#[tokio::test]
async fn months_are_turned_from_the_first_one_to_the_present_one_and_no_further() {
    let harness = Harness::start().await;
    let (anna, habit) = anna_and_an_old_habit(&harness, json!({})).await;
    anna.taps("🗓 History").await;
    let turns = || {
        let shown = anna.chat().last();
        let labels = shown.labels();
        labels[labels.len() - 2].join(" ")
    };
    assert_eq!(turns(), "‹");
    anna.taps_on(anna.chat().last().id, "‹").await;
    assert!(anna.chat().last().text.contains("1 Feb 2030 – 28 Feb 2030."), "{}", anna.chat());
    assert_eq!(turns(), "‹ ›");
    let message = anna.chat().last().id;
    for (year, month, shown) in [(2030, 1, "1 Jan 2030"), (1999, 5, "1 Jan 2030"), (9999, 12, "1 Mar 2030")] {
        anna.tap_data(message, &edit(habit, Edit::Month { year, month })).await;
        assert!(anna.chat().last().text.contains(shown), "{year}-{month}: {}", anna.chat());
        anna.tap_data(message, &edit(habit, Edit::Month { year: 2030, month: 2 })).await;
    }
    for (day, toast) in [
        (TODAY.tomorrow().unwrap(), "This day is still to come."),
        (date(2030, 1, 19), "This habit began on 20 Jan 2030."),
    ] {
        anna.tap_data(message, &Callback::DayMenu { habit, day }.encode()).await;
        assert_eq!(anna.toast().as_deref(), Some(toast));
    }
    // What the calendar of the bot does not let tap, the API does not take either.
    let tomorrow =
        Callback::Check { habit, day: TODAY.tomorrow().unwrap(), mark: Mark::Clear, surface: Surface::Day };
    anna.tap_data(message, &tomorrow.encode()).await;
    assert_eq!(anna.toast().as_deref(), Some("This button is old."));
    assert!(anna.chat().last().text.starts_with("Read\n"), "{}", anna.chat());
    harness.expect_good_manners();
}

#[tokio::test]
async fn an_amount_of_a_past_day_is_added_typed_and_taken_back() {
    let harness = Harness::start().await;
    let goal = json!({"goal": {"kind": "at_least", "amount": 8, "unit": "pages"}});
    let (anna, habit) = anna_and_an_old_habit(&harness, goal).await;
    let card = anna.chat().last().id;
    anna.taps("🗓 History").await;
    anna.taps("2").await;
    anna.taps("+1").await;
    assert!(anna.chat().last().text.contains("Sat, 2 Mar\n🔹 in part · 1 of 8 pages"), "{}", anna.chat());
    anna.taps("Amount").await;
    anna.says("2,5 pages").await;
    let day = anna.chat().last();
    assert_eq!(day.id, card, "one message is edited in place");
    assert_eq!(day.text, "Read · Sat, 2 Mar\n🔹 in part · 2.5 of 8 pages");
    anna.taps("Amount").await;
    anna.says("a lot").await;
    assert!(anna.chat().last().text.starts_with("I can’t read that as an amount."), "{}", anna.chat());
    anna.says("/today").await;
    anna.says("9").await;
    let amount = || {
        let days = harness.api.shows(anna.id(), habit).recent_days;
        days.iter().find(|day| day.day == date(2030, 3, 2)).unwrap().amount.map(|amount| amount.to_string())
    };
    assert_eq!(amount().as_deref(), Some("2.5"), "an answer to nothing: {}", anna.chat());
    anna.says("/habits").await;
    anna.taps("Read").await;
    anna.taps("🗓 History").await;
    anna.taps("🔹2").await;
    anna.taps("↩️ Undo").await;
    assert_eq!(amount(), None);
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_day_leads_back_to_its_list_and_one_of_long_ago_to_its_month() {
    let harness = Harness::start().await;
    let (anna, _) = anna_and_an_old_habit(&harness, json!({"goal": {"kind": "at_least", "amount": 8}})).await;
    let card = anna.chat().last().id;
    anna.taps("🗓 History").await;
    anna.taps_on(card, "‹").await;
    anna.taps("4").await;
    assert_eq!(anna.chat().last().text, "Read · Mon, 4 Feb\n▫️ no mark · 0 of 8");
    anna.taps("‹ Back").await;
    assert!(anna.chat().last().text.starts_with("🗓 Mon, 4 Feb"), "{}", anna.chat());
    anna.taps("…").await;
    anna.taps("🗓 History").await;
    assert!(anna.chat().last().text.contains("1 Feb 2030 – 28 Feb 2030."), "{}", anna.chat());
    anna.taps("3").await;
    anna.taps("‹ Back").await;
    assert!(anna.chat().last().text.contains("1 Feb 2030 – 28 Feb 2030."), "{}", anna.chat());
    anna.taps("3").await;
    anna.taps("📊 Card").await;
    assert!(anna.chat().last().text.starts_with("Read\n"), "{}", anna.chat());
    assert_eq!(anna.chat().last().id, card, "one message is edited in place");
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_question_about_a_day_is_left_for_the_month() {
    let harness = Harness::start().await;
    let goal = json!({"goal": {"kind": "at_least", "amount": 8}});
    let (anna, habit) = anna_and_an_old_habit(&harness, goal).await;
    anna.taps("🗓 History").await;
    anna.taps("2").await;
    let message = anna.chat().last().id;
    anna.taps("Amount").await;
    anna.tap_data(message, &edit(habit, Edit::Month { year: 2030, month: 3 })).await;
    assert_eq!(harness.api.stage_of(anna.id()), "idle");
    anna.says("5").await;
    assert_eq!(harness.api.execution_of(anna.id(), habit, date(2030, 3, 2)), None);
    harness.expect_nothing_worse_than_repetition();
}

#[tokio::test]
async fn a_bot_that_is_killed_after_an_amount_was_typed_takes_it_once_and_shows_the_day() {
    let mut harness = Harness::start().await;
    let goal = json!({"goal": {"kind": "at_least", "amount": 8}});
    let (anna, habit) = anna_and_an_old_habit(&harness, goal).await;
    anna.taps("🗓 History").await;
    anna.taps("2").await;
    anna.taps("Amount").await;
    harness.telegram.fails(Failure::DropsAnswer, "editMessageText", 1);
    let answer = anna.says_and_leaves("5");
    anna.sees("5 of 8").await;
    harness.kill_bot().await;
    harness.run_bot();
    anna.waits_for(answer).await;
    assert!(anna.chat().last().text.contains("5 of 8"), "{}", anna.chat());
    let days = harness.api.shows(anna.id(), habit).recent_days;
    assert_eq!(days.iter().filter(|day| day.amount.is_some()).count(), 1);
}

#[tokio::test]
async fn a_day_of_a_habit_that_is_gone_or_no_longer_measured_says_so() {
    let harness = Harness::start().await;
    let goal = json!({"goal": {"kind": "at_least", "amount": 8}});
    let (anna, habit) = anna_and_an_old_habit(&harness, goal).await;
    let message = anna.chat().last().id;
    anna.taps("🗓 History").await;
    anna.taps("2").await;
    harness.api.measures_no_longer(anna.id(), habit, TODAY);
    anna.tap_data(
        anna.chat().last().id,
        &Callback::Add { habit, day: TODAY, surface: Surface::Day }.encode(),
    )
    .await;
    assert_eq!(anna.toast().as_deref(), Some("This button is old."));
    harness.api.loses_habits_of(anna.id());
    anna.tap_data(message, &Callback::DayMenu { habit, day: TODAY }.encode()).await;
    assert_eq!(anna.toast().as_deref(), Some("This habit no longer exists."));
    harness.expect_nothing_worse_than_repetition();
}
