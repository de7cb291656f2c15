//! What must survive: a bot that is stopped or killed, an API that is away, a Telegram that fails.

use sandbox::Failure;

use crate::harness::Harness;

#[tokio::test]
async fn a_restart_in_the_middle_of_a_form_forgets_nothing() {
    let mut harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    anna.says("/new Read").await;
    harness.stop_bot().await;
    harness.run_bot();
    anna.taps("Every day").await;
    harness.stop_bot().await;
    harness.run_bot();
    anna.taps("21:00").await;
    assert!(anna.chat().last().text.starts_with("🌱 Saved: Read"));
    harness.expect_good_manners();
}

#[tokio::test]
async fn what_is_said_while_the_bot_is_away_is_heard_when_it_is_back() {
    let mut harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    harness.stop_bot().await;
    anna.says_and_leaves("/new Read");
    let last = anna.says_and_leaves("Every day, please");
    harness.run_bot();
    anna.waits_for(last).await;
    assert!(
        anna.chat().last().text.starts_with("Please choose the days with the buttons."),
        "{}",
        anna.chat()
    );
}

#[tokio::test]
async fn a_bot_that_is_killed_before_it_reports_makes_one_habit() {
    let mut harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    anna.says("/new Read").await;
    anna.taps("Every day").await;
    let sent = anna.chat().sent_by_bot();
    // The card is shown, but the bot never gets to know: it is killed while it waits for the answer.
    harness.telegram.fails(Failure::DropsAnswer, "editMessageText", 1);
    let tap = anna.taps_and_leaves("21:00");
    anna.sees("🌱 Saved: Read").await;
    harness.kill_bot().await;
    harness.run_bot();
    anna.waits_for(tap).await;
    assert_eq!(harness.api.habits_of(anna.id()), ["Read"]);
    assert!(anna.chat().last().text.starts_with("🌱 Saved: Read"));
    assert_eq!(anna.chat().sent_by_bot(), sent, "the message that was there is enough");
}

#[tokio::test]
async fn what_was_handled_but_not_reported_is_not_taken_as_the_next_answer() {
    let mut harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    anna.says("/new").await;
    harness.api.loses_reports();
    let name = anna.says_and_leaves("Read");
    harness.until("the name is kept", |harness| harness.api.stage_of(1001) == "days").await;
    let sent = anna.chat().sent_by_bot();
    harness.kill_bot().await;
    harness.api.takes_reports();
    harness.run_bot();
    anna.waits_for(name).await;
    assert_eq!(anna.chat().sent_by_bot(), sent);
    assert_eq!(anna.chat().last().text, "✏️ Read\nOn which days?");
    harness.expect_nothing_worse_than_repetition();
}

#[tokio::test]
async fn a_form_that_was_finished_but_not_reported_shows_its_card_and_makes_no_second_habit() {
    let mut harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    anna.says("/new Read").await;
    anna.taps("Every day").await;
    harness.api.loses_reports();
    let time = anna.says_and_leaves("21:00");
    harness.until("the habit is made", |harness| harness.api.stage_of(1001) == "saved").await;
    let sent = anna.chat().sent_by_bot();
    harness.kill_bot().await;
    harness.api.takes_reports();
    harness.run_bot();
    anna.waits_for(time).await;
    assert_eq!(harness.api.habits_of(1001), ["Read"]);
    assert_eq!(anna.chat().sent_by_bot(), sent);
    assert!(anna.chat().last().text.starts_with("🌱 Saved: Read"));
    harness.expect_nothing_worse_than_repetition();
}

#[tokio::test]
async fn a_tap_waits_for_an_api_that_is_away() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&["Read"]).await;
    anna.says("/today").await;
    harness.api.goes_away();
    let tap = anna.taps_and_leaves("Read");
    harness.until("the bot has asked for it", |harness| harness.api.turned_away() > 2).await;
    harness.api.comes_back();
    anna.waits_for(tap).await;
    assert_eq!(anna.chat().last().labels()[0], ["✅ Read · 🔥1", "…"]);
}

#[tokio::test]
async fn telegrams_pauses_are_kept_and_lost_answers_repeated() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&["Read"]).await;
    harness.telegram.fails(Failure::TooManyRequests { retry_after: 1 }, "sendMessage", 1);
    anna.says("/today").await;
    assert!(anna.chat().last().text.starts_with("📋"));
    harness.telegram.fails(Failure::DropsConnection, "editMessageText", 1);
    anna.taps("Read").await;
    assert_eq!(anna.chat().last().labels()[0], ["✅ Read · 🔥1", "…"]);
}

#[tokio::test]
async fn who_blocks_the_bot_stops_nobody_else() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&["Read"]).await;
    anna.says_and_leaves("/today");
    anna.blocks_bot().await;
    let boris = harness.boris();
    boris.says("/start").await;
    assert_eq!(boris.chat().bot_messages().len(), 2);
    anna.unblocks_bot().await;
    anna.says("/today").await;
    assert!(anna.chat().last().text.starts_with("📋"));
}

#[tokio::test]
async fn a_message_that_is_gone_is_sent_anew() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&["Read"]).await;
    // A message of theirs stands for one that the bot cannot edit.
    anna.says("/today").await;
    let theirs = anna.chat().messages().iter().rev().find(|message| message.text == "/today").unwrap().id;
    let before = anna.chat().sent_by_bot();
    anna.tap_data(theirs, "t").await;
    assert_eq!(anna.chat().sent_by_bot(), before + 1);
    assert!(anna.chat().last().text.starts_with("📋"));
}
