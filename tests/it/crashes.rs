//! kill -9 at any moment: nothing that was acknowledged is lost, and nothing is doubled but the one
//! message that was in flight.

use core_shared::domain::{DayState, UserId};
use sandbox::{Actor, Person};

use crate::story;
use crate::three_processes::{Processes, Service};

/// A habit's name and whether it is done today, by the API.
async fn today(processes: &Processes, user: i64) -> Vec<(String, bool)> {
    let today = processes.client().get_today(UserId(user)).await.unwrap();
    today.habits.iter().map(|habit| (habit.name.to_string(), habit.state == DayState::Done)).collect()
}

/// Does something, kills a service while it is under way, and waits until the bot has dealt with it.
async fn survives(
    processes: &mut Processes,
    victim: Service,
    person: &Actor,
    act: impl Fn(&Actor) -> Option<i64>,
) {
    let update = act(person);
    processes.kills(victim);
    person.waits_for(update).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_killed_in_the_middle_of_the_story_the_story_goes_on() {
    let mut processes = Processes::start().await;
    story::moves_to_next(&processes.sandbox, "12:00");
    for (id, victim) in [(2001, Service::Api), (2002, Service::Bot), (2003, Service::Scheduler)] {
        let anna = processes.sandbox.person(Person::new(id, "Anna").language("en"));
        survives(&mut processes, victim, &anna, |anna| anna.says_and_leaves("/start")).await;
        survives(&mut processes, victim, &anna, |anna| anna.says_and_leaves("Berlin")).await;
        survives(&mut processes, victim, &anna, |anna| anna.says_and_leaves("/new")).await;
        survives(&mut processes, victim, &anna, |anna| anna.says_and_leaves("Read 20 pages")).await;
        anna.sees("Read 20 pages").await;
        survives(&mut processes, victim, &anna, |anna| anna.taps_and_leaves("Every day")).await;
        survives(&mut processes, victim, &anna, |anna| anna.taps_and_leaves("21:00")).await;
        anna.sees("Saved").await;
        survives(&mut processes, victim, &anna, |anna| anna.says_and_leaves("/today")).await;
        survives(&mut processes, victim, &anna, |anna| anna.taps_and_leaves("Read 20 pages")).await;
        assert_eq!(today(&processes, id).await, [("Read 20 pages".to_owned(), true)], "{victim:?}");
        survives(&mut processes, victim, &anna, |anna| anna.taps_and_leaves("Read 20 pages")).await;
        assert_eq!(today(&processes, id).await, [("Read 20 pages".to_owned(), false)], "{victim:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
#[expect(clippy::print_stdout, reason = "how many were doubled is a figure worth seeing")]
async fn a_scheduler_that_is_killed_while_it_sends_loses_nothing() {
    let mut processes = Processes::start().await;
    story::moves_to_next(&processes.sandbox, "20:00");
    let people: Vec<Actor> =
        (3001..3021).map(|id| processes.sandbox.person(Person::new(id, "Anna").language("en"))).collect();
    for person in &people {
        story::makes_a_habit(person, "Read 20 pages").await;
    }
    story::moves_to_next(&processes.sandbox, "21:00");
    // The first one has come: the others are under way.
    people[0].sees("🔔 Read 20 pages").await;
    processes.kills(Service::Scheduler);
    // What it held comes back when its lease has run out.
    processes.sandbox.clock().advance(std::time::Duration::from_secs(61)).unwrap();
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
