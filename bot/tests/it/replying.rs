//! Replies to what the bot asks: numbers, words and pictures below a reminder or a list.

use core_shared::callback::{Callback, Mark, Surface};
use core_shared::contract::executions::ExecutionBody;
use core_shared::domain::{DeliveryId, ExecutionState, HabitId, ProofKind};
use jiff::civil::{Date, date};
use sandbox::Actor;
use serde_json::{Value, json};

use crate::harness::Harness;

const MONDAY: Date = date(2030, 3, 4);

/// A reminder of the habit is her newest message.
async fn reminded(anna: &Actor, habit: HabitId) -> i64 {
    let undo =
        Callback::Check { habit, day: MONDAY, mark: Mark::Clear, surface: Surface::Reminder(DeliveryId(1)) };
    let message = anna.chat().last().id;
    anna.tap_data(message, &undo.encode()).await;
    message
}

fn recorded(harness: &Harness, anna: &Actor, habit: i64) -> Option<ExecutionBody> {
    harness.api.execution_of(anna.id(), HabitId(habit), MONDAY)
}

fn litres() -> Value {
    json!({
        "name": "Water", "schedule": {"kind": "daily"},
        "goal": {"kind": "at_least", "amount": 3, "unit": "l"},
    })
}

fn water(harness: &Harness, anna: &Actor) -> HabitId {
    harness.api.gives(anna.id(), MONDAY, &litres())
}

#[tokio::test]
async fn a_number_below_a_reminder_is_the_amount_of_its_day() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    let habit = water(&harness, &anna);
    let reminder = reminded(&anna, habit).await;
    anna.replies_to(reminder, "2,5 l").await;
    assert!(anna.chat().last().text.ends_with("🔹 in part · 2.5 of 3 l"), "{}", anna.chat());
    assert_eq!(recorded(&harness, &anna, habit.0).unwrap().amount.unwrap().thousandths(), 2500);
    anna.replies_to(reminder, "slowly").await;
    assert!(anna.chat().last().text.ends_with("2.5 of 3 l\n💬 slowly"), "{}", anna.chat());
    harness.expect_good_manners();
}

#[tokio::test]
async fn words_below_a_reminder_are_a_note_and_the_day_is_asked_about() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&["Read"]).await;
    let reminder = reminded(&anna, HabitId(1)).await;
    anna.replies_to(reminder, "5").await;
    assert!(anna.chat().last().text.contains("💬 5\nAnd how was the day?"), "{}", anna.chat());
    anna.taps("Not done").await;
    let recorded = recorded(&harness, &anna, 1).unwrap();
    assert_eq!((recorded.state, recorded.note.unwrap().as_str()), (ExecutionState::NotDone, "5"));
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_picture_below_a_reminder_is_proof_that_it_was_done() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&["Read"]).await;
    let reminder = reminded(&anna, HabitId(1)).await;
    anna.replies_with_photo(reminder, "page 9").await;
    assert!(anna.chat().last().text.ends_with("✅ done\n💬 page 9\n📷 with a photo"), "{}", anna.chat());
    let recorded = recorded(&harness, &anna, 1).unwrap();
    assert_eq!((recorded.state, recorded.proof.unwrap().kind), (ExecutionState::Done, ProofKind::Photo));
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_picture_of_a_day_that_is_marked_leaves_the_mark() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&["Read"]).await;
    let reminder = reminded(&anna, HabitId(1)).await;
    anna.taps_on(reminder, "Skip").await;
    anna.replies_with_photo(reminder, "").await;
    let recorded = recorded(&harness, &anna, 1).unwrap();
    assert_eq!((recorded.state, recorded.proof.is_some()), (ExecutionState::Skipped, true));
    harness.expect_good_manners();
}

#[tokio::test]
async fn below_a_list_of_several_it_is_asked_which_one_is_meant() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&["Read", "Run"]).await;
    anna.says("/today").await;
    let list = anna.chat().last().id;
    anna.replies_with_photo(list, "").await;
    assert_eq!(anna.chat().last().labels(), [["Read"], ["Run"], ["✖️ Cancel"]]);
    anna.taps_on(anna.chat().last().id, "Run").await;
    assert!(anna.chat().last().text.starts_with("Run · Mon, 4 Mar\n✅ done\n📷"), "{}", anna.chat());
    assert_eq!(recorded(&harness, &anna, 1), None);
    assert_eq!(harness.api.stage_of(anna.id()), "idle");
    let list = anna.chat().message(list).unwrap();
    assert!(list.text.contains("1 of 2"), "the list follows: {}", list.text);
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_reply_that_is_called_off_or_too_long_changes_nothing() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&["Read", "Run"]).await;
    anna.says("/today").await;
    let list = anna.chat().last().id;
    anna.replies_to(list, "fine").await;
    anna.taps("Cancel").await;
    assert!(anna.chat().last().text.contains("nothing was saved"), "{}", anna.chat());
    anna.replies_to(list, &"a".repeat(1001)).await;
    assert!(anna.chat().last().text.starts_with("I can keep 1 to 1000 characters"), "{}", anna.chat());
    assert_eq!((recorded(&harness, &anna, 1), recorded(&harness, &anna, 2)), (None, None));
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_reply_to_anything_else_is_plain_text() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&["Read"]).await;
    anna.says("/habits").await;
    anna.taps("Read").await;
    anna.replies_to(anna.chat().last().id, "Swim").await;
    assert!(anna.chat().last().text.starts_with("New habit “Swim”?"), "{}", anna.chat());
    anna.says("/today").await;
    anna.replies_to(anna.chat().last().id, "/help").await;
    assert!(anna.chat().last().text.starts_with("Habits, one tap a day"), "{}", anna.chat());
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_reply_about_a_habit_that_is_gone_says_so() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&["Read"]).await;
    let reminder = reminded(&anna, HabitId(1)).await;
    harness.api.loses_habits_of(anna.id());
    anna.replies_to(reminder, "5").await;
    assert_eq!(anna.chat().last().text, "This habit no longer exists.");
    let forged = Callback::ReplyIsAbout { habit: HabitId(1), day: MONDAY };
    anna.tap_data(anna.chat().last().id, &forged.encode()).await;
    assert_eq!(anna.toast().as_deref(), Some("This button is old."));
}

#[tokio::test]
async fn a_reply_about_a_day_that_is_still_to_come_says_where_the_others_are() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    let habit = harness.api.gives(anna.id(), date(2030, 3, 5), &litres());
    harness.api.flies_to(anna.id(), "Pacific/Kiritimati");
    anna.says("/today").await;
    assert!(anna.chat().last().text.contains("Tue, 5 Mar"), "{}", anna.chat());
    harness.api.flies_to(anna.id(), "Pacific/Pago_Pago");
    anna.replies_to(anna.chat().last().id, "2").await;
    assert_eq!(anna.chat().last().text, "This day can’t be marked now. /today has those that can.");
    assert_eq!(harness.api.execution_of(anna.id(), habit, date(2030, 3, 5)), None);
    harness.expect_good_manners();
}
