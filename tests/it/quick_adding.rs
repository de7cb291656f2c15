//! Habits in plain words, from the sentence to the list of today and the reminder.

use std::time::Duration;

use sandbox::{Actor, Person};

use crate::one_process::OneProcess;
use crate::processes::{Processes, Service};
use crate::story;

/// In Berlin, with nothing to keep so far.
async fn arrives(person: &Actor) {
    person.says("/start").await;
    person.says("Berlin").await;
    person.sees(story::ZONE).await;
}

/// Says it and saves it with one tap.
async fn adds(person: &Actor, text: &str) {
    person.says(text).await;
    person.taps("Save").await;
    let receipt = person.chat().last();
    assert!(receipt.text.starts_with("🌱 Saved: "), "{text}: {}", receipt.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_in_one_sentence_is_asked_for_on_its_day_and_at_its_time() {
    let product = OneProcess::start().await;
    // A Monday.
    product.sandbox.clock().move_to("2030-03-04T05:00:00Z".parse().unwrap()).unwrap();
    let anna = product.person(1001, "Anna", "en");
    arrives(&anna).await;
    for text in [
        "read 20 pages every evening at 21:30",
        "бегать пн ср пт в 7",
        "drink water 8 times a day",
        "no sugar",
    ] {
        adds(&anna, text).await;
    }
    anna.says("/today").await;
    let today = anna.chat().last().labels().concat().join("\n");
    for name in ["read", "бегать", "drink water", "no sugar"] {
        assert!(today.contains(name), "{name}: {today}");
    }

    story::moves_to_next(&product.sandbox, "07:00");
    anna.sees("🔔 бегать").await;
    story::moves_to_next(&product.sandbox, "21:30");
    let reminder = anna.sees("🔔 read").await;
    anna.taps_on(reminder.id, "+1").await;
    assert!(
        anna.chat().message(reminder.id).unwrap().text.contains("1 of 20 pages"),
        "{}",
        anna.chat().transcript()
    );
    story::assert_telegram_was_content(&product.sandbox);
    product.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_habit_that_can_be_said_can_be_kept() {
    let product = OneProcess::start().await;
    story::moves_to_next(&product.sandbox, "12:00");
    let anna = product.person(1001, "Anna", "en");
    arrives(&anna).await;
    let sentences = [
        "max 2 coffees a day",
        "no meat 3 times a week",
        "no alcohol max 1 glass on weekdays",
        "без телефона 30 минут каждый день",
        "gym 3 times a week",
        "call mum twice a month",
        "water the plants every other day",
        "clean the house every second saturday at 11",
        "pay rent on the 1st, 15th and the last day of the month at 9, 14 and 20",
        "пить 2,5 л воды в день",
        "10 000 шагов каждый день",
    ];
    for text in sentences {
        adds(&anna, text).await;
    }
    anna.says("/habits").await;
    assert!(anna.chat().last().text.contains(&sentences.len().to_string()), "{}", anna.chat().transcript());
    story::assert_telegram_was_content(&product.sandbox);
    product.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_contradicts_itself_is_asked_and_survives_a_kill_in_the_middle() {
    let mut processes = Processes::start().await;
    story::moves_to_next(&processes.stage.sandbox, "12:00");
    let anna = processes.stage.sandbox.person(Person::new(1001, "Anna").language("en"));
    arrives(&anna).await;
    anna.says("gym every day 3 times a week").await;
    let card = anna.chat().last();
    assert!(card.text.starts_with("✨ gym\n📅 every day / 3 times a week?"), "{}", card.text);
    for label in ["3 times a week", "Save"] {
        let tap = anna.taps_and_leaves(label);
        // From "not yet received" to "long answered".
        tokio::time::sleep(Duration::from_millis(rand::random_range(0..40))).await;
        processes.kills(Service::Bot);
        anna.waits_for(tap).await;
    }
    assert!(
        anna.chat().last().text.starts_with("🌱 Saved: gym\n📅 3 times a week\n"),
        "{}",
        anna.chat().transcript()
    );
    anna.says("/today").await;
    let today = anna.chat().last();
    let rows = today.labels().concat();
    assert_eq!(rows.iter().filter(|label| label.contains("gym")).count(), 1, "{rows:?}");
}
