//! A command is a command wherever somebody is: it leaves the question that is open, and is never taken for its answer.

use sandbox::{Actor, Person};

use crate::harness::Harness;

#[derive(Debug, Clone, Copy)]
enum Step {
    Says(&'static str),
    Taps(&'static str),
}
use Step::{Says, Taps};

/// The ways to every question that is answered in words.
const QUESTIONS: [&[Step]; 21] = [
    &[Says("/new")],
    &[Says("/new Swim")],
    &[Says("/new Swim"), Taps("Every day")],
    &[Says("swim mon wed at 7"), Taps("Name")],
    &[Says("swim mon wed at 7"), Taps("Time")],
    &[Says("swim mon wed at 7"), Taps("Goal")],
    &[Says("/timezone")],
    &[Says("/settings"), Taps("Quiet hours"), Taps("Other")],
    &[Says("/settings"), Taps("Vacation"), Taps("Other")],
    &[Says("/settings"), Taps("Morning"), Taps("Other")],
    &[Says("/api"), Taps("＋ Token")],
    &[Says("/delete_me")],
    &[Says("/habits"), Taps("Read"), Taps("✏️ Change"), Taps("✏️ Name")],
    &[Says("/habits"), Taps("Read"), Taps("✏️ Change"), Taps("🏷 Tags")],
    &[Says("/habits"), Taps("Read"), Taps("✏️ Change"), Taps("🎯 Goal"), Taps("At least")],
    &[Says("/habits"), Taps("Read"), Taps("✏️ Change"), Taps("🏁 Target")],
    &[Says("/habits"), Taps("Read"), Taps("✏️ Change"), Taps("🔔 Reminders"), Taps("One more")],
    &[Says("/today"), Taps("…"), Taps("💬 Note")],
    &[Says("/today"), Taps("…"), Taps("✏️ Amount")],
    &[Says("any words of somebody")],
    &[Says("read 20 pages")],
];

/// What is offered, and what other bots advertise and then swallow.
const COMMANDS: [&str; 14] = [
    "/today",
    "/new",
    "/habits",
    "/settings",
    "/timezone",
    "/language",
    "/api",
    "/help",
    "/privacy",
    "/delete_me",
    "/start",
    "/skip",
    "/empty",
    "/nonsense",
];

async fn goes(person: &Actor, way: &[Step]) {
    for step in way {
        match step {
            Says(text) => person.says(text).await,
            Taps(label) => person.taps(label).await,
        }
    }
}

async fn arrives(harness: &Harness, id: i64) -> Actor {
    let person = harness.telegram.person(Person::new(id, "Anna").language("en"));
    goes(&person, &[Says("/start"), Says("Berlin"), Says("Water 8 glasses every day"), Taps("Save")]).await;
    goes(&person, &[Says("Read every day"), Taps("Save"), Says("/help")]).await;
    person
}

#[tokio::test]
async fn a_command_in_the_middle_of_any_question_leaves_it_and_is_never_its_answer() {
    let harness = Harness::start().await;
    let calm = arrives(&harness, 3000).await;
    let mut answers = Vec::new();
    for command in COMMANDS {
        calm.says(command).await;
        answers.push(calm.chat().last().text);
    }
    for (id, question) in (3001..).zip(QUESTIONS) {
        let person = arrives(&harness, id).await;
        let made = harness.api.habits_of(id);
        for (command, answer) in COMMANDS.into_iter().zip(&answers) {
            // Leaves what the command before has asked.
            person.says("/help").await;
            goes(&person, question).await;
            let asked = person.chat().last();
            person.says(command).await;
            let answered = person.chat().last();
            assert_ne!(answered.id, asked.id, "{question:?}, {command}");
            assert_eq!(answered.text, *answer, "{question:?}, {command}");
        }
        assert_eq!(harness.api.habits_of(id), made, "{question:?}: a command was taken for an answer");
    }
    harness.expect_nothing_worse_than_repetition();
}
