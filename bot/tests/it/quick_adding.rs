//! Habits from a sentence: one message, what is open is asked first, one tap saves.

use sandbox::{Actor, Failure};

use crate::harness::Harness;

/// Says it, sees it understood, saves it with one tap.
async fn adds(person: &Actor, text: &str, understood: &str, save: &str) {
    person.says(text).await;
    let card = person.chat().last();
    assert!(card.text.starts_with(understood), "{text}: {}", card.text);
    person.taps(save).await;
    assert_eq!(person.chat().last().id, card.id, "one message is edited in place");
}

#[tokio::test]
async fn four_sentences_are_four_habits_with_one_tap_each() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    let sentences = [
        (
            "read 20 pages every evening at 21:30",
            "✨ read\n📅 every day\n🎯 at least 20 pages a day\n🔔 21:30\n",
        ),
        ("бегать пн ср пт в 7", "✨ бегать\n📅 Mon, Wed, Fri\n🔔 07:00\n"),
        ("drink water 8 times a day", "✨ drink water\n📅 every day\n🎯 at least 8 times a day\n🔕"),
        ("no sugar", "✨ no sugar\n🌿 doing without\n📅 every day\n🔕"),
    ];
    for (text, understood) in sentences {
        adds(&anna, text, understood, "Save").await;
        assert!(anna.chat().last().text.starts_with("🌱 Saved: "), "{}", anna.chat());
    }
    assert_eq!(harness.api.habits_of(anna.id()), ["read", "бегать", "drink water", "no sugar"]);
    anna.says("/today").await;
    let today = anna.chat().last();
    for name in ["read", "бегать", "drink water", "no sugar"] {
        assert!(today.labels().concat().join("\n").contains(name), "{name}: {:?}", today.labels());
    }
    harness.expect_good_manners();
}

#[tokio::test]
async fn after_new_a_sentence_is_understood_as_well() {
    let harness = Harness::start().await;
    let boris = harness.boris();
    boris.says("/start").await;
    boris.says("Берлин").await;
    let understood = "✨ кофе\n📅 каждый день\n🎯 не больше 2 в день\n";
    adds(&boris, "/new не больше 2 кофе в день", understood, "Сохранить").await;
    assert!(boris.chat().last().text.contains("🎯 не больше 2 в день"), "{}", boris.chat());
    assert_eq!(harness.api.habits_of(boris.id()), ["кофе"]);
    harness.expect_good_manners();
}

#[tokio::test]
async fn what_contradicts_itself_is_asked_before_it_can_be_saved() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    anna.says("every day 3 times a week gym").await;
    let asked = anna.chat().last();
    assert!(asked.text.starts_with("✨ gym\n📅 every day / 3 times a week?"), "{}", asked.text);
    assert!(asked.labels().concat().iter().all(|label| !label.contains("Save")), "{:?}", asked.labels());
    anna.tap_data(asked.id, "S.s").await;
    assert!(harness.api.habits_of(anna.id()).is_empty(), "a forged tap saves nothing");
    anna.taps("3 times a week").await;
    anna.taps("Save").await;
    assert!(anna.chat().last().text.starts_with("🌱 Saved: gym\n📅 3 times a week\n"), "{}", anna.chat());
    harness.expect_nothing_worse_than_repetition();
}

#[tokio::test]
async fn the_time_of_an_evening_is_asked_and_can_be_typed() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    anna.says("journal every evening").await;
    anna.says("soonish").await;
    assert!(anna.chat().last().text.starts_with("I can’t read that as a time."), "{}", anna.chat());
    anna.says("9 pm").await;
    assert!(anna.chat().last().text.contains("🔔 21:00"), "{}", anna.chat());
    anna.says("walk every morning").await;
    anna.taps("08:00").await;
    anna.taps("Save").await;
    assert_eq!(harness.api.habits_of(anna.id()), ["walk"]);
    harness.expect_good_manners();
}

#[tokio::test]
async fn everything_on_the_card_can_be_changed() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    anna.says("read 20 pages every day at 21:30").await;
    let card = anna.chat().last().id;
    anna.taps("Days").await;
    anna.taps("Choose days").await;
    anna.taps("Tue").await;
    anna.taps("Save").await;
    anna.taps("Goal").await;
    anna.taps("at most 20 pages a day").await;
    anna.taps("Time").await;
    anna.taps("Back").await;
    anna.taps("Time").await;
    anna.taps("08:00").await;
    assert_eq!(anna.chat().last().id, card, "what is tapped happens in one message");
    anna.taps("Name").await;
    anna.says("Tolstoy").await;
    assert!(anna.chat().message(card).unwrap().labels().is_empty());
    anna.taps("Goal").await;
    anna.says("2 tomes").await;
    anna.taps("Days").await;
    anna.says("every 3 days").await;
    anna.taps("Time").await;
    anna.says("9, 14 and 20").await;
    anna.taps("Save").await;
    let saved = "🌱 Saved: Tolstoy\n📅 every 3 days\n🎯 at least 2 tomes a day\n🔔 09:00, 14:00, 20:00\n";
    assert!(anna.chat().last().text.starts_with(saved), "{}", anna.chat());
    harness.expect_good_manners();
}

#[tokio::test]
async fn what_looks_like_doing_without_can_be_something_to_do() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    anna.says("no excuses every day").await;
    assert!(anna.chat().last().text.contains("🌿 doing without"));
    anna.taps("Goal").await;
    anna.taps("Something to do").await;
    assert!(!anna.chat().last().text.contains("🌿"), "{}", anna.chat());
    anna.taps("Save").await;
    assert_eq!(harness.api.habits_of(anna.id()), ["no excuses"]);
    harness.expect_good_manners();
}

#[tokio::test]
async fn another_sentence_replaces_a_card_that_asks_nothing() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    anna.says("read every day").await;
    let older = anna.chat().last().id;
    anna.says("run every day").await;
    assert!(anna.chat().message(older).unwrap().labels().is_empty());
    anna.taps("Save").await;
    assert_eq!(harness.api.habits_of(anna.id()), ["run"]);
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_habit_is_taken_back_from_its_receipt_until_something_is_marked() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    anna.says("read every day").await;
    anna.taps("Save").await;
    anna.taps("Undo").await;
    assert_eq!(anna.chat().last().text, "👌 Okay, nothing was saved.");
    assert!(harness.api.habits_of(anna.id()).is_empty());
    anna.says("read every day").await;
    anna.taps("Save").await;
    let receipt = anna.chat().last().id;
    anna.says("/today").await;
    anna.taps("read").await;
    anna.taps_on(receipt, "Undo").await;
    assert!(anna.chat().message(receipt).unwrap().text.starts_with("🗑 Delete “read”?"), "{}", anna.chat());
    assert_eq!(harness.api.habits_of(anna.id()), ["read"]);
    harness.expect_good_manners();
}

#[tokio::test]
async fn the_receipt_of_an_earlier_habit_is_only_a_receipt() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&["Read"]).await;
    let receipt = anna.chat().last().id;
    anna.says("run every day").await;
    anna.taps_on(receipt, "Undo").await;
    assert_eq!(anna.toast().as_deref(), Some("This button is old."));
    assert_eq!(harness.api.habits_of(anna.id()), ["Read"]);
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_sentence_before_the_zone_is_known_is_understood_afterwards() {
    let harness = Harness::start().await;
    let anna = harness.anna();
    anna.says("read 20 pages every evening at 21:30").await;
    assert!(anna.chat().last().text.starts_with("🕐 What time is it"), "{}", anna.chat());
    anna.says("Berlin").await;
    anna.taps("Save").await;
    assert_eq!(harness.api.habits_of(anna.id()), ["read"]);
    let boris = harness.boris();
    boris.says("Бег").await;
    boris.taps("Да").await;
    boris.says("Казань").await;
    assert!(boris.chat().last().text.starts_with("✏️ Бег\nПо каким дням?"), "{}", boris.chat());
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_text_that_cannot_be_a_habit_is_answered_with_help() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    for text in ["read\nevery day", &"every day ".repeat(40), &"Ж".repeat(101)] {
        anna.says(text).await;
        assert!(anna.chat().last().text.starts_with("I can make a habit of one short line."), "{text}");
    }
    anna.says("/new read\nevery day").await;
    assert!(anna.chat().last().text.starts_with("A name is one line of plain text."), "{}", anna.chat());
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_kill_in_the_middle_loses_nothing_and_saves_once() {
    let mut harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    anna.says("journal 3 lines every evening").await;
    harness.kill_bot().await;
    harness.run_bot();
    anna.taps("20:00").await;
    let sent = anna.chat().sent_by_bot();
    // The receipt is shown, but the bot never gets to know: it is killed while it waits for the answer.
    harness.telegram.fails(Failure::DropsAnswer, "editMessageText", 1);
    let tap = anna.taps_and_leaves("Save");
    anna.sees("🌱 Saved: journal").await;
    harness.kill_bot().await;
    harness.run_bot();
    anna.waits_for(tap).await;
    assert_eq!(harness.api.habits_of(anna.id()), ["journal"]);
    let receipt = "🌱 Saved: journal\n📅 every day\n🎯 at least 3 lines a day\n🔔 20:00\n";
    assert!(anna.chat().last().text.starts_with(receipt), "{}", anna.chat());
    assert_eq!(anna.chat().sent_by_bot(), sent, "the message that was there is enough");
}

#[tokio::test]
async fn two_quick_taps_on_save_are_one() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    anna.says("read every day").await;
    let card = anna.chat().last().id;
    tokio::join!(anna.tap_data(card, "S.s"), anna.tap_data(card, "S.s"));
    assert_eq!(harness.api.habits_of(anna.id()), ["read"]);
    harness.expect_nothing_worse_than_repetition();
}
