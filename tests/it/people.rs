//! Many people who talk to the bot, each with one habit and one reminder, all at the same minute.

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

/// They say hello, and have their habit.
pub(crate) async fn arrive(stage: &Stage, people: Range<i64>) {
    let mut makers = JoinSet::new();
    for first in 0..AT_ONCE {
        let (client, people) = (stage.client(), people.clone().skip(first).step_by(AT_ONCE));
        makers.spawn(async move {
            for person in people {
                is_made(&client, person).await;
            }
        });
    }
    for person in people {
        stage.sandbox.person(Person::new(person, "Anna")).says_and_leaves("/start");
    }
    makers.join_all().await;
}

async fn is_made(client: &ApiClient, person: i64) {
    let user = PutUser { zone: Some(story::ZONE.parse().unwrap()), ..PutUser::default() };
    client.put_user(UserId(person), &user).await.unwrap();
    let name = HabitName::parse("Read 20 pages").unwrap();
    let mut habit = CreateHabit::new(name, Schedule::Daily {});
    habit.reminders = vec![CreateReminder::at("21:00".parse().unwrap())];
    client.create_habit(UserId(person), &habit, &format!("habit-of-{person}")).await.unwrap();
}
