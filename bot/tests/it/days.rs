//! The list of a day as the home of the bot: its menu for each habit, its pages, and the days before it.

use core_shared::callback::{Callback, Mark, Surface};
use core_shared::domain::{Answer, HabitId};
use jiff::SignedDuration;
use jiff::civil::{Date, date};
use sandbox::Actor;
use serde_json::json;

use crate::harness::Harness;

const MONDAY: Date = date(2030, 3, 4);

fn give(harness: &Harness, anna: &Actor, habit: &serde_json::Value) -> HabitId {
    harness.api.gives(anna.id(), MONDAY, habit)
}

fn water() -> serde_json::Value {
    json!({
        "name": "Water", "schedule": {"kind": "daily"},
        "goal": {"kind": "at_least", "amount": 3, "unit": "l", "step": 0.5},
    })
}

#[tokio::test]
async fn the_menu_says_all_of_a_day_in_the_message_of_the_list() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&["Read"]).await;
    anna.says("/today").await;
    let list = anna.chat().last();
    let sent = anna.chat().sent_by_bot();
    anna.taps("…").await;
    assert_eq!(anna.chat().last().text, "Read · Mon, 4 Mar\n▫️ still open");
    anna.taps("Skip").await;
    assert!(anna.chat().last().text.ends_with("⏭ skipped"), "{}", anna.chat());
    anna.taps("Not done").await;
    assert!(anna.chat().last().text.ends_with("✖️ not done"), "{}", anna.chat());
    anna.taps("Undo").await;
    anna.taps("Done").await;
    assert!(anna.chat().last().text.ends_with("✅ done"), "{}", anna.chat());
    anna.taps("Back").await;
    assert_eq!(anna.chat().last().labels()[0], ["✅ Read · 🔥1", "…"]);
    assert_eq!((anna.chat().last().id, anna.chat().sent_by_bot()), (list.id, sent));
    harness.expect_good_manners();
}

#[tokio::test]
async fn an_amount_is_typed_and_one_that_is_none_is_asked_for_again() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    let habit = give(&harness, &anna, &water());
    anna.says("/today").await;
    anna.taps("…").await;
    anna.taps("Amount").await;
    assert!(anna.chat().last().text.contains("How much was it?"), "{}", anna.chat());
    anna.says("a lot").await;
    assert!(anna.chat().last().text.starts_with("I can’t read that as an amount."), "{}", anna.chat());
    anna.says("1,5 l").await;
    let recorded = harness.api.execution_of(anna.id(), habit, MONDAY).unwrap();
    assert_eq!(recorded.amount.unwrap().thousandths(), 1500);
    assert!(anna.chat().last().text.ends_with("🔹 in part · 1.5 of 3 l"), "{}", anna.chat());
    anna.taps("+0.5 l").await;
    assert!(anna.chat().last().text.ends_with("2 of 3 l"), "{}", anna.chat());
    anna.taps("Back").await;
    assert_eq!(anna.chat().last().labels()[0], ["🔹 2/3 Water", "+0.5 l", "…"]);
    anna.says("Write").await;
    assert!(anna.chat().last().text.starts_with("New habit “Write”?"), "{}", anna.chat());
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_note_about_an_open_day_asks_what_the_day_was() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&["Read"]).await;
    anna.says("/today").await;
    anna.taps("…").await;
    anna.taps("Note").await;
    anna.says("too <tired>").await;
    assert!(anna.chat().last().text.contains("💬 too <tired>\nAnd how was the day?"), "{}", anna.chat());
    anna.taps("Skip").await;
    assert!(anna.chat().last().text.ends_with("⏭ skipped\n💬 too <tired>"), "{}", anna.chat());
    anna.taps("Note").await;
    anna.says("just tired").await;
    assert!(anna.chat().last().text.ends_with("⏭ skipped\n💬 just tired"), "{}", anna.chat());
    anna.taps("Note").await;
    anna.taps("Without a note").await;
    assert!(anna.chat().last().text.ends_with("⏭ skipped"), "{}", anna.chat());
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_question_that_is_left_is_no_question_any_more() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&["Read"]).await;
    anna.says("/today").await;
    anna.taps("…").await;
    anna.taps("Note").await;
    anna.taps("Back").await;
    assert_eq!(harness.api.stage_of(anna.id()), "idle");
    anna.taps("Note").await;
    anna.says("/today").await;
    anna.says("Write").await;
    assert!(anna.chat().last().text.starts_with("New habit “Write”?"), "{}", anna.chat());
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_habit_that_is_gone_meanwhile_says_so_wherever_it_is_asked_about() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&["Read"]).await;
    anna.says("/today").await;
    let list = anna.chat().last().id;
    anna.taps("…").await;
    anna.taps("Note").await;
    harness.api.loses_habits_of(anna.id());
    anna.says("a word").await;
    assert_eq!(anna.chat().last().text, "This habit no longer exists.");
    let habit = HabitId(1);
    for callback in [
        Callback::DayMenu { habit, day: MONDAY },
        Callback::AskAmount { habit, day: MONDAY },
        Callback::AskNote { habit, day: MONDAY },
        Callback::DropNote { habit, day: MONDAY },
        Callback::Check { habit, day: MONDAY, mark: Mark::Set(Answer::Done), surface: Surface::Day },
    ] {
        anna.tap_data(list, &callback.encode()).await;
        let shown = anna.chat().message(list).unwrap().text;
        assert!(shown.starts_with("No habits yet."), "{callback:?}: {shown}");
    }
    let noted = Callback::Noted { habit, day: MONDAY, answer: Answer::Done };
    anna.tap_data(list, &noted.encode()).await;
    assert_eq!(anna.toast().as_deref(), Some("This button is old."));
    harness.expect_nothing_worse_than_repetition();
}

#[tokio::test]
async fn what_was_forgotten_yesterday_is_marked_on_yesterdays_list() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&["Read"]).await;
    harness.telegram.clock().advance(SignedDuration::from_hours(24)).unwrap();
    anna.says("/today").await;
    anna.taps("All as it is").await;
    let list = anna.chat().last().id;
    anna.tap_data(list, &Callback::Day { day: MONDAY, page: 0 }.encode()).await;
    assert_eq!(anna.chat().last().text, "🗓 Mon, 4 Mar · yesterday\n0 of 1  ○");
    anna.taps("Read").await;
    assert_eq!(anna.toast().as_deref(), Some("Marked for Mon, 4 Mar"));
    assert_eq!(anna.chat().last().labels(), [vec!["✅ Read · 🔥1", "…"], vec!["‹ Sun, 3 Mar", "📋 Today"]]);
    anna.taps("…").await;
    assert!(anna.chat().last().text.starts_with("Read · Mon, 4 Mar"), "{}", anna.chat());
    anna.taps("Back").await;
    assert!(anna.chat().last().text.starts_with("🗓 Mon, 4 Mar · yesterday"), "{}", anna.chat());
    anna.taps("Today").await;
    assert!(anna.chat().last().text.starts_with("📋 Tue, 5 Mar"), "{}", anna.chat());
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_list_of_long_ago_becomes_that_of_today() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&["Read"]).await;
    anna.says("/today").await;
    let old = Callback::Day { day: date(2030, 1, 1), page: 0 };
    for callback in [old, Callback::Day { day: date(2030, 3, 5), page: 7 }] {
        anna.tap_data(anna.chat().last().id, &callback.encode()).await;
        assert!(anna.chat().last().text.starts_with("📋 Mon, 4 Mar"), "{}", anna.chat());
    }
    harness.expect_nothing_worse_than_repetition();
}

#[tokio::test]
async fn thirty_habits_are_turned_page_by_page_and_a_mark_stays_on_its_page() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    for number in 1..=30 {
        give(&harness, &anna, &json!({"name": format!("Habit {number}"), "schedule": {"kind": "daily"}}));
    }
    anna.says("/today").await;
    assert_eq!(anna.chat().last().labels()[8], ["1/4", "›"]);
    anna.taps("›").await;
    assert_eq!(anna.chat().last().labels()[0], ["▫️ Habit 9", "…"]);
    anna.taps("Habit 9").await;
    assert_eq!(anna.chat().last().labels()[0], ["▫️ Habit 10", "…"]);
    assert_eq!(anna.chat().last().labels()[8], ["‹", "2/4", "›"]);
    anna.taps("…").await;
    anna.taps("Back").await;
    assert_eq!(anna.chat().last().labels()[8], ["‹", "2/4", "›"]);
    harness.expect_good_manners();
}
