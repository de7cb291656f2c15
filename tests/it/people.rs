//! Many people who talk to the bot, all with the same habits and reminders.

use std::ops::Range;

use core_shared::client::ApiClient;
use core_shared::contract::habits::CreateHabit;
use core_shared::contract::reminders::CreateReminder;
use core_shared::contract::users::PutUser;
use core_shared::domain::{HabitName, Schedule, UserId};
use sandbox::Person;
use tokio::task::JoinSet;

use crate::processes::Stage;
use crate::story;

/// How many are made at the same time: as many as the API has connections.
const AT_ONCE: usize = 16;

/// The first person; the next ones follow.
const FIRST: i64 = 10_001;

/// The ids of so many people.
pub(crate) fn numbered(count: i64) -> Range<i64> {
    FIRST..FIRST + count
}

/// What each of them is asked for at 21:00.
pub(crate) const ONE_HABIT: &[Habit] = &[("Read 20 pages", "21:00")];

/// A name, and the time of a reminder.
pub(crate) type Habit = (&'static str, &'static str);

/// They say hello, and have their habits.
pub(crate) async fn arrive(stage: &Stage, people: Range<i64>, habits: &'static [Habit]) {
    let mut makers = JoinSet::new();
    for first in 0..AT_ONCE {
        let (client, people) = (stage.client(), people.clone().skip(first).step_by(AT_ONCE));
        makers.spawn(async move {
            for person in people {
                is_made(&client, person, habits).await;
            }
        });
    }
    for person in people {
        stage.sandbox.person(Person::new(person, "Anna")).says_and_leaves("/start");
    }
    makers.join_all().await;
}

async fn is_made(client: &ApiClient, person: i64, habits: &[Habit]) {
    let user = PutUser { zone: Some(story::ZONE.parse().unwrap()), ..PutUser::default() };
    client.put_user(UserId(person), &user).await.unwrap();
    for (name, time) in habits {
        let mut habit = CreateHabit::new(HabitName::parse(name).unwrap(), Schedule::Daily {});
        habit.reminders = vec![CreateReminder::at(time.parse().unwrap())];
        client.create_habit(UserId(person), &habit, &format!("{name} of {person}")).await.unwrap();
    }
}
