//! Taking everything along, and leaving.

use core_shared::domain::{Execution, ExecutionState};
use jiff::civil::date;
use serde_json::{Value, json};

use crate::harness::Harness;

#[tokio::test]
async fn only_the_word_deletes_and_then_it_begins_anew() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&["Read", "Run"]).await;
    anna.says("/today").await;
    anna.taps("Read").await;
    anna.says("/delete_me").await;
    let question = anna.chat().last();
    assert!(question.text.contains("• 2 habits\n• 1 marked day\n"), "{}", question.text);
    for other in ["yes", "DELETE!", "удалить"] {
        anna.says(other).await;
        let again = anna.chat().last();
        assert!(again.text.starts_with("That is another word, so nothing was deleted."), "{}", anna.chat());
        assert_eq!(harness.api.habits_of(anna.id()), ["Read", "Run"]);
    }
    assert!(anna.chat().message(question.id).unwrap().labels().is_empty(), "{}", anna.chat());
    anna.says(" Delete ").await;
    assert!(anna.chat().last().text.starts_with("👋 Done: I have deleted everything"), "{}", anna.chat());
    assert!(anna.chat().bot_messages().iter().rev().take(2).all(|message| message.labels().is_empty()));
    assert_eq!(harness.api.user(anna.id()), None);
    anna.says("/start").await;
    assert!(anna.sees("I help you keep your habits").await.text.starts_with("👋"));
    assert!(anna.chat().last().text.starts_with("🕐 What time is it where you are?"), "{}", anna.chat());
    assert!(harness.api.habits_of(anna.id()).is_empty());
    harness.expect_good_manners();
}

#[tokio::test]
async fn whoever_speaks_russian_writes_the_russian_word() {
    let harness = Harness::start().await;
    let boris = harness.boris();
    boris.says("/start").await;
    boris.says("Москва").await;
    boris.says("/settings").await;
    boris.taps("Удалить всё").await;
    boris.says("DELETE").await;
    assert!(boris.chat().last().text.starts_with("Это другое слово"), "{}", boris.chat());
    boris.says("удалить").await;
    assert!(boris.chat().last().text.starts_with("👋 Готово"), "{}", boris.chat());
    assert_eq!(harness.api.user(boris.id()), None);
    harness.expect_good_manners();
}

#[tokio::test]
async fn the_question_is_left_by_its_button_by_a_command_and_by_cancelling() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&["Read"]).await;
    for (leave, then) in
        [("Keep everything", "⚙️ Settings"), ("/today", "📋"), ("/cancel", "👌 Everything stays as it is.")]
    {
        anna.says("/delete_me").await;
        if leave.starts_with('/') {
            anna.says(leave).await;
        } else {
            anna.taps(leave).await;
        }
        assert!(anna.chat().last().text.starts_with(then), "{}", anna.chat());
        anna.says("DELETE").await;
        assert!(anna.chat().last().text.starts_with("New habit “DELETE”?"), "{leave}\n{}", anna.chat());
        anna.says("/cancel").await;
    }
    assert_eq!(harness.api.habits_of(anna.id()), ["Read"]);
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_bot_that_is_killed_while_it_deletes_makes_nobody_known_again() {
    let mut harness = Harness::start().await;
    let anna = harness.anna_with(&["Read"]).await;
    anna.says("/delete_me").await;
    harness.telegram.fails(sandbox::Failure::DropsConnection, "getUpdates", 1000);
    let word = anna.says_and_leaves("DELETE");
    harness.until("she is deleted", |harness| harness.api.user(1001).is_none()).await;
    harness.kill_bot().await;
    harness.telegram.recovers();
    harness.run_bot();
    anna.waits_for(word).await;
    assert!(anna.chat().last().text.starts_with("👋 Done: I have deleted everything"), "{}", anna.chat());
    assert_eq!(harness.api.user(1001), None);
    harness.expect_nothing_worse_than_repetition();
}

#[tokio::test]
async fn the_export_is_everything_archived_habits_and_old_days_included() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    let (long_ago, lately) = (date(2027, 1, 1), date(2030, 3, 3));
    let water = json!({"name": "Water <b>", "schedule": {"kind": "daily"},
                       "goal": {"kind": "at_least", "amount": 8, "unit": "glasses"},
                       "reminders": [{"time": "09:00"}]});
    let water = harness.api.gives(anna.id(), long_ago, &water);
    let done = |amount: Option<i64>| Execution {
        state: ExecutionState::Done,
        amount: amount.map(|amount| core_shared::domain::Amount::from_thousandths(amount).unwrap()),
    };
    let marks = [(long_ago, done(Some(8000))), (date(2028, 2, 29), done(Some(500))), (lately, done(None))];
    harness.api.records(anna.id(), water, &marks);
    anna.says("/new Run").await;
    anna.taps("Every day").await;
    anna.taps("No reminder").await;
    anna.says("/habits").await;
    anna.taps("Run").await;
    anna.taps("Archive").await;
    anna.says("/privacy").await;
    anna.taps("Export").await;
    let document = anna.chat().last();
    assert_eq!(document.file().unwrap().name, "habits-2030-03-04.json");
    assert_eq!(
        document.caption(),
        Some("📦 Everything I keep about your habits\n• 2 habits\n• 3 marked days")
    );
    let export: Value = serde_json::from_slice(&anna.opens(document.id)).unwrap();
    assert_eq!(export["user"], serde_json::to_value(harness.api.user(anna.id())).unwrap());
    let names: Vec<_> = [0, 1].map(|index| export["habits"][index]["habit"]["name"].as_str()).into();
    assert_eq!(names, [Some("Water <b>"), Some("Run")]);
    let habit = &export["habits"][0];
    assert_eq!(habit["habit"]["reminders"][0]["time"], "09:00");
    assert_eq!(habit["schedules"][0]["valid_from"], "2027-01-01");
    let executions: Vec<_> = habit["executions"].as_array().unwrap().iter().collect();
    let days: Vec<_> = executions.iter().map(|execution| execution["day"].as_str().unwrap()).collect();
    assert_eq!(days, ["2027-01-01", "2028-02-29", "2030-03-03"]);
    assert_eq!(executions[1]["amount"], 0.5);
    harness.expect_good_manners();
}
