//! Everything about a habit is changed on its card, in one message, and can be taken back.

use core_shared::callback::{Callback, Edit};
use core_shared::domain::{Execution, ExecutionState, HabitId, NagMinutes, Schedule};
use sandbox::{Actor, Failure};

use crate::harness::Harness;

const READ: HabitId = HabitId(1);

const NASTY: &str = r#"<b>a & b</b> 🚀 "quoted""#;

/// Anna has the screen of changes of "Read" open.
async fn anna_at_the_menu(harness: &Harness) -> Actor {
    let anna = harness.anna_with(&["Read"]).await;
    anna.says("/habits").await;
    anna.taps("Read").await;
    anna.taps("✏️ Change").await;
    anna
}

#[tokio::test]
async fn a_name_is_changed_in_one_message_and_taken_back() {
    let harness = Harness::start().await;
    let anna = anna_at_the_menu(&harness).await;
    let card = anna.chat().last().id;
    anna.taps("✏️ Name").await;
    assert!(anna.chat().last().text.contains("Write the new name."), "{}", anna.chat());
    anna.says(NASTY).await;
    let changed = anna.chat().last();
    assert_eq!(changed.id, card, "one message is edited in place");
    assert!(changed.text.starts_with(&format!("✓ Changed\n\n{NASTY}\n")), "{}", changed.text);
    anna.taps("↩️ Undo").await;
    assert_eq!(anna.toast().as_deref(), Some("↩️ It is as it was"));
    assert!(anna.chat().last().text.starts_with("Read\n"), "{}", anna.chat());
    assert_eq!(harness.api.habits_of(anna.id()), ["Read"]);
    harness.expect_good_manners();
}

#[tokio::test]
async fn an_answer_that_cannot_be_taken_is_explained_below_it() {
    let harness = Harness::start().await;
    let anna = anna_at_the_menu(&harness).await;
    anna.taps("Name").await;
    let asked = anna.chat().last().id;
    anna.says(&"Ж".repeat(101)).await;
    let again = anna.chat().last();
    assert!(again.text.starts_with("That is too long for a name: 100 characters"), "{}", again.text);
    assert!(anna.chat().message(asked).unwrap().labels().is_empty());
    anna.says("Read a page").await;
    assert_eq!(harness.api.habits_of(anna.id()), ["Read a page"]);
    harness.expect_good_manners();
}

#[tokio::test]
async fn every_kind_of_days_can_be_chosen() {
    let harness = Harness::start().await;
    let anna = anna_at_the_menu(&harness).await;
    let card = anna.chat().last().id;
    let said = || serde_json::to_value(harness.api.shows(anna.id(), READ).schedule).unwrap();
    let ways: [(&[&str], serde_json::Value); 5] = [
        (
            &["Choose days", "Mon", "Wed", "Save"],
            serde_json::json!({"kind": "weekdays", "days": ["mon", "wed"]}),
        ),
        (
            &["Dates of the month", "15", "last day", "Save"],
            serde_json::json!({"kind": "month_days", "dates": [15, "last"]}),
        ),
        (&["Times a week", "3"], serde_json::json!({"kind": "times_per", "n": 3, "period": "week"})),
        (&["Times a month", "20"], serde_json::json!({"kind": "times_per", "n": 20, "period": "month"})),
        (
            &["Every few days", "4"],
            serde_json::json!({"kind": "every_n_days", "n": 4, "anchor": "2030-03-04"}),
        ),
    ];
    for (taps, schedule) in ways {
        anna.taps("📅 Days").await;
        for tap in taps {
            anna.taps(tap).await;
        }
        assert_eq!(said(), schedule);
        assert_eq!(anna.chat().last().id, card);
        anna.taps("✏️ Change").await;
    }
    anna.taps("📅 Days").await;
    anna.taps("Every few days").await;
    anna.says("12").await;
    assert_eq!(said()["n"], 12);
    anna.taps("Undo").await;
    assert_eq!(said()["n"], 4);
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_goal_its_step_and_a_target_are_set_and_taken_away() {
    let harness = Harness::start().await;
    let anna = anna_at_the_menu(&harness).await;
    anna.taps("🎯 Goal").await;
    anna.taps("At least").await;
    anna.says("2,5 km").await;
    anna.taps("✏️ Change").await;
    anna.taps("🎯 Goal").await;
    anna.taps("A tap adds").await;
    anna.says("0.5").await;
    assert!(anna.chat().last().text.contains("🎯 at least 2.5 km a day"), "{}", anna.chat());
    anna.taps("+0.5 km today").await;
    assert_eq!(anna.toast().as_deref(), Some("🔹 Read: 0.5 of 2.5 km"));
    for (first, then) in [("🏁 Target", "66"), ("🏁 Target", "in all"), ("🏁 Target", "Archive it then")]
    {
        anna.taps("✏️ Change").await;
        anna.taps(first).await;
        anna.taps(then).await;
    }
    let target = harness.api.shows(anna.id(), READ).target.unwrap();
    assert_eq!((target.days, target.archive_when_reached), (66, true));
    anna.taps("✏️ Change").await;
    anna.taps("🏁 Target").await;
    anna.says("123").await;
    assert!(anna.chat().last().text.contains("🏁 0 of 123 days in all"), "{}", anna.chat());
    anna.taps("✏️ Change").await;
    anna.taps("🏁 Target").await;
    anna.taps("No target").await;
    assert!(harness.api.shows(anna.id(), READ).target.is_none());
    harness.expect_good_manners();
}

#[tokio::test]
async fn tags_and_carrying_over_are_set() {
    let harness = Harness::start().await;
    let anna = anna_at_the_menu(&harness).await;
    anna.taps("🏷 Tags").await;
    anna.says("home, <b>, HOME").await;
    assert!(anna.chat().last().text.contains("🏷 home, <b>"), "{}", anna.chat());
    anna.taps("✏️ Change").await;
    anna.taps("📅 Days").await;
    anna.taps("Mon–Fri").await;
    anna.taps("✏️ Change").await;
    anna.taps("↪️ Carry over").await;
    assert!(harness.api.shows(anna.id(), READ).carry_over);
    assert!(anna.chat().last().labels().concat().contains(&"✓ ↪️ Carry over"), "{}", anna.chat());
    anna.taps("Undo").await;
    assert!(!harness.api.shows(anna.id(), READ).carry_over);
    harness.expect_good_manners();
}

#[tokio::test]
async fn reminders_are_added_changed_removed_and_brought_back() {
    let harness = Harness::start().await;
    let anna = anna_at_the_menu(&harness).await;
    let card = anna.chat().last().id;
    let times = || {
        let reminders = harness.api.shows(anna.id(), READ).reminders;
        reminders.iter().map(|reminder| reminder.time.to_string()).collect::<Vec<_>>()
    };
    anna.taps("🔔 Reminders").await;
    anna.taps("One more").await;
    anna.taps("08:00").await;
    anna.taps("One more").await;
    anna.says("at 9pm").await;
    let taken = anna.chat().last();
    assert!(taken.text.starts_with("There is a reminder at this time already."), "{}", taken.text);
    anna.says("13:15").await;
    assert_eq!(times(), ["21:00", "08:00", "13:15"]);
    anna.taps("08:00").await;
    anna.taps("every 15 min").await;
    anna.taps("Around").await;
    anna.taps("📅 Weekdays").await;
    anna.taps("✓ Sun").await;
    anna.taps("Save").await;
    assert!(
        anna.chat().last().text.contains("08:00 · Mon, Tue, Wed, Thu, Fri, Sat · every 15 min · around"),
        "{}",
        anna.chat()
    );
    anna.taps("🕐 Time").await;
    anna.says("7").await;
    assert_eq!(times(), ["21:00", "07:00", "13:15"]);
    anna.taps("🗑 Remove").await;
    assert_eq!(times(), ["21:00", "13:15"]);
    anna.taps("Undo").await;
    let back = harness.api.shows(anna.id(), READ).reminders;
    let nag = back.iter().find(|reminder| reminder.time.to_string() == "07:00").unwrap().nag_minutes;
    assert_eq!(nag.map(NagMinutes::get), Some(15));
    assert_ne!(anna.chat().last().id, card, "the explained answer has a message of its own");
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_habit_is_moved_among_the_others_and_copied() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&["Read", "Run", NASTY]).await;
    anna.says("/habits").await;
    anna.taps(NASTY).await;
    anna.taps("✏️ Change").await;
    anna.taps("↕️ Order").await;
    anna.taps("⏫ First").await;
    assert_eq!(harness.api.habits_of(anna.id()), [NASTY, "Read", "Run"]);
    anna.taps("⬇️ Down").await;
    assert_eq!(harness.api.habits_of(anna.id()), ["Read", NASTY, "Run"]);
    anna.taps("Undo").await;
    assert_eq!(harness.api.habits_of(anna.id()), [NASTY, "Read", "Run"]);
    anna.taps("✏️ Change").await;
    anna.taps("📄 Copy").await;
    assert_eq!(anna.toast().as_deref(), Some("📄 Copied: a new habit that begins today"));
    assert_eq!(harness.api.habits_of(anna.id()).iter().filter(|name| *name == NASTY).count(), 2);
    harness.expect_good_manners();
}

#[tokio::test]
async fn what_was_changed_elsewhere_meanwhile_is_not_written_over() {
    let harness = Harness::start().await;
    let anna = anna_at_the_menu(&harness).await;
    anna.taps("Name").await;
    harness.api.renames(anna.id(), READ, "Read aloud");
    anna.says("Read in bed").await;
    let card = anna.chat().last();
    assert!(card.text.starts_with("It was changed elsewhere meanwhile."), "{}", card.text);
    assert!(card.text.contains("\n\nRead aloud\n"), "{}", card.text);
    assert_eq!(harness.api.habits_of(anna.id()), ["Read aloud"]);
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_tick_meanwhile_does_not_stand_in_the_way_of_an_answer() {
    let harness = Harness::start().await;
    let anna = anna_at_the_menu(&harness).await;
    anna.taps("Name").await;
    let done = Execution::from(ExecutionState::Done);
    harness.api.records(anna.id(), READ, &[(jiff::civil::date(2030, 3, 4), done)]);
    anna.says("Read in bed").await;
    assert_eq!(harness.api.habits_of(anna.id()), ["Read in bed"]);
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_command_or_a_button_in_the_middle_leaves_the_question() {
    let harness = Harness::start().await;
    let anna = anna_at_the_menu(&harness).await;
    anna.taps("Name").await;
    let asked = anna.chat().last().id;
    anna.says("/today").await;
    assert!(anna.chat().message(asked).unwrap().labels().is_empty());
    anna.says("Run").await;
    assert_eq!(harness.api.stage_of(anna.id()), "offer", "{}", anna.chat());
    anna.says("/habits").await;
    anna.taps("Read").await;
    anna.taps("✏️ Change").await;
    anna.taps("Name").await;
    anna.taps("‹ Back").await;
    anna.says("Swim").await;
    assert_eq!(harness.api.stage_of(anna.id()), "offer", "{}", anna.chat());
    assert_eq!(harness.api.habits_of(anna.id()), ["Read"]);
    harness.expect_good_manners();
}

#[tokio::test]
async fn an_old_undo_and_a_lost_habit_say_so() {
    let harness = Harness::start().await;
    let anna = anna_at_the_menu(&harness).await;
    let message = anna.chat().last().id;
    let edit = |edit| Callback::Edit { habit: READ, edit }.encode();
    anna.tap_data(message, &edit(Edit::Undo)).await;
    assert_eq!(anna.toast().as_deref(), Some("This button is old."));
    assert!(anna.chat().last().text.starts_with("Read\n"), "{}", anna.chat());
    harness.api.loses_habits_of(anna.id());
    for lost in [Edit::Menu, Edit::AskName, Edit::Daily, Edit::Copy, Edit::Undo] {
        anna.tap_data(message, &edit(lost)).await;
        assert_eq!(anna.toast().as_deref(), Some("This habit no longer exists."));
    }
    harness.expect_nothing_worse_than_repetition();
}

#[tokio::test]
async fn a_bot_that_is_killed_in_a_change_still_knows_what_was_before() {
    let mut harness = Harness::start().await;
    let anna = anna_at_the_menu(&harness).await;
    anna.taps("📅 Days").await;
    harness.telegram.fails(Failure::DropsAnswer, "editMessageText", 1);
    let tap = anna.taps_and_leaves("Mon–Fri");
    anna.sees("📅 Monday to Friday").await;
    harness.kill_bot().await;
    harness.run_bot();
    anna.waits_for(tap).await;
    anna.taps("Undo").await;
    assert_eq!(harness.api.shows(anna.id(), READ).schedule, Schedule::Daily {});
}

#[tokio::test]
async fn a_bot_that_is_killed_after_an_answer_takes_it_once() {
    let mut harness = Harness::start().await;
    let anna = anna_at_the_menu(&harness).await;
    anna.taps("Name").await;
    harness.telegram.fails(Failure::DropsAnswer, "editMessageText", 1);
    let answer = anna.says_and_leaves("Read in bed");
    anna.sees("✓ Changed").await;
    harness.kill_bot().await;
    harness.run_bot();
    anna.waits_for(answer).await;
    assert_eq!(harness.api.habits_of(anna.id()), ["Read in bed"]);
    anna.taps("Undo").await;
    assert_eq!(harness.api.habits_of(anna.id()), ["Read"]);
}

#[tokio::test]
async fn before_a_habit_is_deleted_it_can_be_kept_as_a_file() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&["Read"]).await;
    anna.says("/habits").await;
    anna.taps("Read").await;
    anna.taps("Done today").await;
    anna.taps("🗑 Delete").await;
    let question = anna.chat().last();
    assert!(question.text.contains("1 day of its history goes with it, for good."), "{}", question.text);
    anna.taps("💾 Save as a file").await;
    let sent = anna.chat().last();
    assert_eq!(sent.caption(), Some("💾 Everything about Read"));
    assert_eq!(sent.file().map(|file| file.name.as_str()), Some("habit-1.json"));
    anna.taps_on(question.id, "🗑 Delete").await;
    assert!(harness.api.habits_of(anna.id()).is_empty());
    harness.expect_good_manners();
}
