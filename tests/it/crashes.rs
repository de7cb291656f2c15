//! kill -9 at any moment: nothing that was acknowledged is lost, and nothing is doubled but the one
//! message that was in flight.

use std::time::Duration;

use core_shared::domain::{DayState, UserId};
use sandbox::{Actor, Person};

use crate::processes::{Processes, Service};
use crate::story;

/// A habit's name and whether it is done today, by the API.
async fn today(processes: &Processes, user: i64) -> Vec<(String, bool)> {
    let today = processes.stage.client().get_today(UserId(user)).await.unwrap();
    today.habits.iter().map(|habit| (habit.name.to_string(), habit.state == DayState::Done)).collect()
}

/// What may happen while the bot is dealing with somebody.
#[derive(Debug, Clone, Copy)]
enum Weather {
    Calm,
    Kills(Service),
}

/// A conversation, and what happens during each of its steps.
struct Conversation<'a> {
    processes: &'a mut Processes,
    anna: Actor,
    weather: Weather,
}

impl Conversation<'_> {
    const STEPS: usize = 9;

    /// Does something, lets the weather have its way a random moment later, and waits until the bot has
    /// dealt with it.
    async fn step(&mut self, act: impl Fn(&Actor) -> Option<i64>) {
        let update = act(&self.anna);
        if let Weather::Kills(victim) = self.weather {
            // From "not yet received" to "long answered": a step takes some ten milliseconds.
            tokio::time::sleep(Duration::from_millis(rand::random_range(0..40))).await;
            self.processes.kills(victim);
        }
        self.anna.waits_for(update).await;
    }

    async fn says(&mut self, text: &str) {
        self.step(|anna| anna.says_and_leaves(text)).await;
    }

    async fn taps(&mut self, label: &str) {
        self.anna
            .sees_that(label, |chat| chat.last().labels().concat().iter().any(|shown| shown.contains(label)))
            .await;
        self.step(|anna| anna.taps_and_leaves(label)).await;
    }

    /// From /start to a habit that is done and undone again. Returns how many messages the bot sent.
    async fn goes_its_way(mut self) -> usize {
        self.says("/start").await;
        self.says("Berlin").await;
        self.says("/new").await;
        self.says("Read 20 pages").await;
        self.taps("Every day").await;
        self.taps("21:00").await;
        self.anna.sees("Saved").await;
        self.says("/today").await;
        for done in [true, false] {
            self.taps("Read 20 pages").await;
            let today = today(self.processes, self.anna.id()).await;
            assert_eq!(today, [("Read 20 pages".to_owned(), done)], "{:?}", self.weather);
        }
        self.anna.chat().sent_by_bot()
    }
}

/// Rounds for each service: with nine kills in each, so many random moments.
const ROUNDS: i64 = 3;

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_killed_in_the_middle_of_the_story_the_story_goes_on() {
    let mut processes = Processes::start().await;
    story::moves_to_next(&processes.stage.sandbox, "12:00");
    let mut converse = async |id: i64, weather| {
        let anna = processes.stage.sandbox.person(Person::new(id, "Anna").language("en"));
        Conversation { processes: &mut processes, anna, weather }.goes_its_way().await
    };
    let calm = converse(2000, Weather::Calm).await;
    for (hundred, victim) in (21..).zip(Service::ALL) {
        for round in 0..ROUNDS {
            let sent = converse(hundred * 100 + round, Weather::Kills(victim)).await;
            assert!(
                sent >= calm && sent <= calm + Conversation::STEPS,
                "{victim:?}: {sent} messages, {calm} in calm"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
#[expect(clippy::print_stdout, reason = "how many were doubled is a figure worth seeing")]
async fn a_scheduler_that_is_killed_while_it_sends_loses_nothing() {
    let mut processes = Processes::start().await;
    story::moves_to_next(&processes.stage.sandbox, "20:00");
    let people: Vec<Actor> = (3001..3021)
        .map(|id| processes.stage.sandbox.person(Person::new(id, "Anna").language("en")))
        .collect();
    for person in &people {
        story::makes_a_habit(person, "Read 20 pages").await;
    }
    story::moves_to_next(&processes.stage.sandbox, "21:00");
    // The first one has come: the others are under way.
    people[0].sees("🔔 Read 20 pages").await;
    processes.kills(Service::Scheduler);
    // What it held comes back when its lease has run out.
    processes.stage.sandbox.clock().advance(Duration::from_secs(61)).unwrap();
    let mut doubled = 0;
    for person in &people {
        person.sees("🔔 Read 20 pages").await;
        let reminders =
            person.chat().bot_messages().iter().filter(|message| message.text.starts_with("🔔 Read")).count();
        doubled += reminders.saturating_sub(1);
    }
    println!("{doubled} of {} reminders were doubled by a kill", people.len());
    assert!(doubled <= 2, "{doubled} doubled: more than was in flight");
}
