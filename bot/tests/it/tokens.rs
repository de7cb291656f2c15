//! Tokens for a person's own programs: made in a form, shown once, looked at and taken back.

use std::time::Duration;

use sandbox::{Actor, Failure, Message};

use crate::harness::Harness;

const ANNA: i64 = 1001;

const LETS_IN: &str = "the secret on the screen is that of the token";

/// Anna is asked for how long her new token shall be valid.
async fn at_the_last_question(anna: &Actor, name: &str) {
    anna.says("/api").await;
    anna.taps("＋ Token").await;
    anna.says(name).await;
    anna.taps("Read and write").await;
}

/// The messages that show a secret.
fn secrets(anna: &Actor) -> Vec<Message> {
    let messages = anna.chat().bot_messages();
    messages.into_iter().filter(|message| message.buttons().any(|button| button.copied().is_some())).collect()
}

/// The one secret on the screen.
fn secret(anna: &Actor) -> String {
    let shown = secrets(anna);
    assert_eq!(shown.len(), 1, "{}", anna.chat());
    shown[0].buttons().find_map(|button| button.copied()).unwrap().to_owned()
}

#[tokio::test]
async fn a_token_is_made_in_one_message_and_its_secret_shown_in_another() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    anna.says("/api").await;
    let list = anna.chat().last().id;
    anna.taps("＋ Token").await;
    assert_eq!(anna.chat().last().labels(), [["My program"], ["✖️ Cancel"]]);
    anna.taps("My program").await;
    anna.taps("👁 Read").await;
    assert_eq!(anna.chat().last().id, list, "each step changes the one message");
    anna.taps("A year").await;
    let shown = anna.chat().last();
    assert!(shown.id > list);
    let secret = secret(&anna);
    assert!(harness.api.lets_in(ANNA, &secret), "{LETS_IN}");
    assert!(shown.text.contains(&secret) && shown.text.contains("not shown again"), "{}", shown.text);
    assert!(shown.entities.iter().any(|entity| entity.kind == "spoiler"), "{:?}", shown.entities);
    let list = anna.chat().message(list).unwrap();
    assert!(list.text.contains("My program · htp_1001_1_3fa9…"), "{}", list.text);
    assert!(list.text.contains("👁 read · until 4 Mar 2031 · not used yet"), "{}", list.text);
    harness.expect_good_manners();
}

#[tokio::test]
async fn the_secret_is_in_no_dialogue_and_in_no_button_but_the_one_that_copies_it() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    at_the_last_question(&anna, "Watch").await;
    anna.taps("30 days").await;
    let secret = secret(&anna);
    assert!(!harness.api.dialogue_of(ANNA).contains(&secret));
    for message in anna.chat().bot_messages() {
        assert!(message.buttons().all(|button| button.data().is_none_or(|data| !secret.contains(data))));
    }
    anna.taps("Remove this message").await;
    assert_eq!(secrets(&anna), []);
    assert!(!anna.chat().transcript().contains(&secret), "{}", anna.chat());
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_secret_that_is_too_old_to_be_deleted_is_overwritten() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    at_the_last_question(&anna, "Watch").await;
    anna.taps("30 days").await;
    harness.telegram.clock().advance(Duration::from_hours(49)).unwrap();
    anna.taps("Remove this message").await;
    assert_eq!(secrets(&anna), []);
    assert_eq!(anna.chat().last().text, "🗑 The token is no longer shown here.");
}

#[tokio::test]
async fn names_that_cannot_be_taken_are_asked_for_again() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    harness.api.gives_token(ANNA, "My program");
    anna.says("/api").await;
    anna.taps("＋ Token").await;
    anna.says("My program").await;
    assert!(anna.chat().last().text.starts_with("You have a token of this name."), "{}", anna.chat());
    anna.says(&"Ж".repeat(51)).await;
    assert!(anna.chat().last().text.starts_with("That is too long for a name: 50 characters"));
    anna.taps("My program 2").await;
    anna.says("everything").await;
    assert!(anna.chat().last().text.starts_with("Please choose with one of the buttons."));
    anna.taps("👁 Read").await;
    anna.taps("30 days").await;
    assert_eq!(harness.api.tokens_of(ANNA), ["My program", "My program 2"]);
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_command_in_the_middle_leaves_the_form_and_so_does_cancelling() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    at_the_last_question(&anna, "Watch").await;
    anna.says("/today").await;
    anna.says("Read").await;
    assert_eq!(anna.chat().last().text, "New habit “Read”?\nOn which days?");
    at_the_last_question(&anna, "Watch").await;
    anna.says("/cancel").await;
    assert_eq!(anna.chat().last().text, "👌 Okay, nothing was saved.");
    at_the_last_question(&anna, "Watch").await;
    anna.taps("Cancel").await;
    assert_eq!(anna.chat().last().text, "👌 Okay, nothing was saved.");
    assert_eq!(harness.api.tokens_of(ANNA), [""; 0]);
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_token_is_taken_back_after_one_question() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    harness.api.gives_token(ANNA, "<b>Watch</b> & co");
    anna.says("/api").await;
    let list = anna.chat().last().id;
    anna.taps("<b>Watch</b> & co").await;
    assert!(anna.chat().last().text.starts_with("🔑 <b>Watch</b> & co\nhtp_1001_1_3fa9…"), "{}", anna.chat());
    anna.taps("Take back").await;
    anna.taps("Keep").await;
    anna.taps("Take back").await;
    assert_eq!(harness.api.tokens_of(ANNA), ["<b>Watch</b> & co"]);
    anna.taps("Take back").await;
    assert_eq!(anna.toast().as_deref(), Some("🗑 Taken back: it opens nothing any more"));
    assert_eq!(harness.api.tokens_of(ANNA), [""; 0]);
    anna.tap_data(list, "D.1").await;
    anna.tap_data(list, "K.1").await;
    assert_eq!(anna.toast().as_deref(), Some("This token no longer exists."));
    assert_eq!(anna.chat().last().id, list);
    harness.expect_nothing_worse_than_repetition();
}

#[tokio::test]
async fn somebody_with_as_many_tokens_as_there_can_be_is_told_what_to_do() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    (1..=19).for_each(|number| harness.api.gives_token(ANNA, &format!("Program {number}")));
    at_the_last_question(&anna, "Watch").await;
    let form = anna.chat().last().id;
    harness.api.gives_token(ANNA, "Program 20");
    anna.taps("30 days").await;
    let words = "You have 20 tokens, more there cannot be. Take one back to make another.";
    assert_eq!(anna.chat().last().id, form, "nothing is left of the message for the secret");
    assert!(anna.chat().last().text.ends_with(words), "{}", anna.chat());
    anna.tap_data(form, "N").await;
    assert_eq!(anna.toast().as_deref(), Some(words));
    assert_eq!(harness.api.tokens_of(ANNA).len(), 20);
    harness.expect_nothing_worse_than_repetition();
}

#[tokio::test]
async fn a_name_that_was_taken_meanwhile_is_asked_for_again() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    harness.api.gives_token(ANNA, "Phone");
    at_the_last_question(&anna, "Watch").await;
    let form = anna.chat().last().id;
    harness.api.gives_token(ANNA, "Watch");
    anna.taps("30 days").await;
    assert_eq!(anna.chat().last().id, form);
    assert!(anna.chat().last().text.starts_with("You have a token of this name."), "{}", anna.chat());
    assert_eq!(secrets(&anna), []);
    assert_eq!(harness.api.tokens_of(ANNA), ["Phone", "Watch"]);
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_secret_that_telegram_did_not_take_is_replaced_by_one_that_works() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    at_the_last_question(&anna, "Watch").await;
    // The token is made, and nobody gets to see it.
    harness.telegram.fails(Failure::DropsConnection, "editMessageText", 1);
    anna.taps("30 days").await;
    assert_eq!(harness.api.tokens_of(ANNA), ["Watch"]);
    assert!(harness.api.lets_in(ANNA, &secret(&anna)), "{LETS_IN}");
}

#[tokio::test]
async fn the_last_token_that_fits_can_be_made_again_too() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    (1..=19).for_each(|number| harness.api.gives_token(ANNA, &format!("Program {number}")));
    at_the_last_question(&anna, "Watch").await;
    harness.telegram.fails(Failure::DropsConnection, "editMessageText", 1);
    anna.taps("30 days").await;
    assert_eq!(harness.api.tokens_of(ANNA).len(), 20);
    assert!(harness.api.lets_in(ANNA, &secret(&anna)), "{LETS_IN}");
}

#[tokio::test]
async fn a_bot_that_is_killed_after_it_showed_a_secret_leaves_one_that_works() {
    let mut harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    at_the_last_question(&anna, "Watch").await;
    // The secret is shown, but the bot never gets to know.
    harness.telegram.fails(Failure::DropsAnswer, "editMessageText", 1);
    let tap = anna.taps_and_leaves("30 days");
    anna.sees("The token for Watch").await;
    harness.kill_bot().await;
    harness.run_bot();
    anna.waits_for(tap).await;
    assert_eq!(harness.api.stage_of(ANNA), "token_made");
    assert_eq!(harness.api.tokens_of(ANNA), ["Watch"]);
    assert!(harness.api.lets_in(ANNA, &secret(&anna)), "{LETS_IN}");
}

#[tokio::test]
async fn a_secret_that_was_used_before_the_bot_knew_that_it_was_shown_stays_good() {
    let mut harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    at_the_last_question(&anna, "Watch").await;
    harness.telegram.fails(Failure::DropsAnswer, "editMessageText", 1);
    let tap = anna.taps_and_leaves("30 days");
    anna.sees("The token for Watch").await;
    harness.kill_bot().await;
    let shown = secret(&anna);
    harness.api.is_shown(ANNA, &shown);
    harness.run_bot();
    anna.waits_for(tap).await;
    assert_eq!(secret(&anna), shown);
    assert!(harness.api.lets_in(ANNA, &shown), "{LETS_IN}");
    assert_eq!(harness.api.tokens_of(ANNA), ["Watch"]);
}

#[tokio::test]
async fn a_token_that_was_made_but_not_confirmed_is_not_made_again() {
    let mut harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    at_the_last_question(&anna, "Watch").await;
    harness.telegram.fails(Failure::DropsConnection, "getUpdates", 1000);
    let tap = anna.taps_and_leaves("30 days");
    harness.until("the token is made", |harness| harness.api.stage_of(ANNA) == "token_made").await;
    let (sent, shown) = (anna.chat().sent_by_bot(), secret(&anna));
    harness.kill_bot().await;
    harness.telegram.recovers();
    harness.run_bot();
    anna.waits_for(tap).await;
    assert_eq!((anna.chat().sent_by_bot(), secret(&anna)), (sent, shown.clone()));
    assert!(harness.api.lets_in(ANNA, &shown), "{LETS_IN}");
    assert_eq!(harness.api.tokens_of(ANNA), ["Watch"]);
    harness.expect_nothing_worse_than_repetition();
}

#[tokio::test]
async fn two_quick_taps_make_one_token() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    at_the_last_question(&anna, "Watch").await;
    let form = anna.chat().last().id;
    tokio::join!(anna.tap_data(form, "V.30"), anna.tap_data(form, "V.90"));
    assert_eq!(harness.api.tokens_of(ANNA), ["Watch"]);
    assert!(harness.api.lets_in(ANNA, &secret(&anna)), "{LETS_IN}");
    harness.expect_nothing_worse_than_repetition();
}

#[tokio::test]
async fn a_restart_in_the_middle_of_the_form_forgets_nothing() {
    let mut harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    at_the_last_question(&anna, "Watch").await;
    harness.stop_bot().await;
    harness.run_bot();
    anna.taps("30 days").await;
    assert!(harness.api.lets_in(ANNA, &secret(&anna)), "{LETS_IN}");
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_token_waits_for_an_api_that_is_away() {
    let harness = Harness::start().await;
    let boris = harness.boris();
    boris.says("/start").await;
    boris.says("/api").await;
    boris.taps("＋ Токен").await;
    boris.taps("Моя программа").await;
    boris.taps("Чтение и запись").await;
    harness.api.goes_away();
    let tap = boris.taps_and_leaves("90 дней");
    harness.until("the tap is answered", |harness| harness.telegram.unanswered_callbacks().is_empty()).await;
    harness.api.comes_back();
    boris.waits_for(tap).await;
    assert_eq!(harness.api.tokens_of(1002), ["Моя программа"]);
    assert!(harness.api.lets_in(1002, &secret(&boris)), "{LETS_IN}");
    harness.expect_good_manners();
}
