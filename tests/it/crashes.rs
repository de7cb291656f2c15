//! kill -9 at any moment: nothing that was acknowledged is lost, and nothing is doubled but the one
//! message that was in flight.

use std::time::Duration;

use sandbox::{Actor, Person};

use crate::dice;
use crate::processes::{Processes, Service};
use crate::story;

/// Something that a person does, and waits until the bot has dealt with it.
#[derive(Debug, Clone, Copy)]
enum Step {
    Says(&'static str),
    /// Taps the newest button whose label contains this.
    Taps(&'static str),
}
use Step::{Says, Taps};

/// From a stranger to somebody who has a habit.
const ARRIVES: &[Step] =
    &[Says("/start"), Says("Berlin"), Says("/new Stretch every day at 21:00"), Taps("Save")];

/// Each in the middle of something, step by step, after [`ARRIVES`].
const DIALOGS: [&[Step]; 6] = [
    // Done, undone, and done again.
    &[Says("/today"), Taps("Stretch"), Taps("Stretch"), Taps("Stretch")],
    // A habit of questions and answers.
    &[Says("/new"), Says("Swim"), Taps("Every day"), Taps("21:00"), Says("/today"), Taps("Swim")],
    // One sentence, and a card that is changed before it is kept.
    &[
        Says("read 20 pages mon wed at 7"),
        Taps("Name"),
        Says("Books"),
        Taps("Time"),
        Says("8:15"),
        Taps("Save"),
        Says("/habits"),
    ],
    // Settings, tapped and typed.
    &[Says("/settings"), Taps("Quiet hours"), Taps("Other"), Says("22:30-7"), Taps("Week begins")],
    // A token, and a glance at it.
    &[Says("/api"), Taps("＋ Token"), Says("Laptop"), Taps("Read"), Taps("90 days"), Says("/api")],
    // Leaving, thought better of.
    &[Says("/delete_me"), Says("no"), Says("/cancel"), Says("/habits"), Taps("Stretch")],
];

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
    kills: usize,
}

impl Conversation<'_> {
    /// Does something, lets the weather have its way a random moment later, and waits until the bot has
    /// dealt with it.
    async fn goes(&mut self, step: Step) {
        let update = match step {
            Says(text) => self.anna.says_and_leaves(text),
            Taps(label) => self.anna.taps_and_leaves(label),
        };
        if let Weather::Kills(victim) = self.weather {
            // From "not yet received" to "long answered": a step takes some ten milliseconds.
            tokio::time::sleep(Duration::from_millis(rand::random_range(0..40))).await;
            self.processes.kills(victim);
            self.kills += 1;
        }
        self.anna.waits_for(update).await;
    }
}

/// Where somebody is in the end: the newest message as it is shown, without the beginning of a token, which is everybody's own.
fn whereabouts(person: &Actor) -> String {
    let last = person.chat().last();
    let words = last.text.split(' ').map(|word| if word.starts_with("htp_") { "htp_…" } else { word });
    format!("{}\n{:?}", words.collect::<Vec<_>>().join(" "), last.labels())
}

/// Goes through a dialog; returns where it led, how many messages the bot sent, and how often somebody was killed.
async fn goes_through(
    processes: &mut Processes,
    id: i64,
    dialog: &[Step],
    weather: Weather,
) -> (String, usize, usize) {
    let anna = processes.stage.sandbox.person(Person::new(id, "Anna").language("en"));
    let mut conversation = Conversation { processes, anna, weather, kills: 0 };
    for step in ARRIVES.iter().chain(dialog) {
        conversation.goes(*step).await;
    }
    let (anna, kills) = (conversation.anna, conversation.kills);
    (whereabouts(&anna), anna.chat().sent_by_bot(), kills)
}

/// How often each dialog is gone through with each service dying in every step.
fn rounds() -> Vec<(Service, usize)> {
    if dice::is_full() {
        vec![(Service::Bot, 4), (Service::Api, 1), (Service::Scheduler, 1)]
    } else {
        vec![(Service::Bot, 1)]
    }
}

#[tokio::test(flavor = "multi_thread")]
#[expect(clippy::print_stdout, reason = "how often they were killed is a figure worth seeing")]
async fn whatever_is_killed_in_the_middle_of_a_dialog_people_continue_where_they_were() {
    let mut processes = Processes::start().await;
    story::moves_to_next(&processes.stage.sandbox, "12:00");
    let mut ids = 2000..;
    for dialog in DIALOGS {
        let id = ids.next().unwrap();
        let (goal, said, _) = goes_through(&mut processes, id, dialog, Weather::Calm).await;
        for (victim, rounds) in rounds() {
            let mut killed = 0;
            for id in ids.by_ref().take(rounds) {
                let (place, sent, kills) =
                    goes_through(&mut processes, id, dialog, Weather::Kills(victim)).await;
                assert_eq!(place, goal, "{victim:?} died during {dialog:?}");
                // A message that was in flight at the kill can come twice.
                assert!(
                    sent >= said && sent <= said + kills,
                    "{victim:?}: {sent} messages, {said} in calm, {dialog:?}"
                );
                killed += kills;
            }
            println!("{victim:?} was killed {killed} times during {dialog:?}");
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
