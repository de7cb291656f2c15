//! The pinned list of the day: switched on in the settings, there with the next day, up to date wherever something is
//! marked, and one line the day after.

use std::time::Duration;

use core_shared::client::ApiClient;
use core_shared::domain::{Answer, UserId};
use sandbox::{Actor, ChatView, Handle, Message, Person};

use crate::one_process::OneProcess;
use crate::processes::{Processes, Service};
use crate::story::{ZONE, assert_telegram_was_content, makes_a_habit, moves_to_next, post_is_settled};

const ANNA: UserId = UserId(1001);

/// Anna keeps two habits and has the list pinned from tomorrow on; it is late in the evening.
async fn wants_the_list(sandbox: &Handle, database_url: &str) -> Actor {
    moves_to_next(sandbox, "12:00");
    let anna = sandbox.person(Person::new(ANNA.0, "Anna").language("en"));
    makes_a_habit(&anna, "Read 20 pages").await;
    anna.says("/new Run daily").await;
    anna.taps("Save").await;
    anna.sees("Saved: Run").await;
    anna.says("/settings").await;
    anna.taps("Pinned list").await;
    anna.taps("Pin the list of the day").await;
    assert_eq!(anna.toast().as_deref(), Some("📌 Comes with your next day"));
    moves_to_next(sandbox, "21:00");
    anna.sees("🔔 Read 20 pages").await;
    post_is_settled(database_url).await;
    anna
}

fn newest_pinned(chat: &ChatView) -> Option<Message> {
    chat.pinned().pop()
}

/// The list of the day that has just begun, as soon as it is pinned.
async fn sees_the_list(anna: &Actor, sandbox: &Handle) -> Message {
    let today = sandbox.clock().now().in_tz(ZONE).unwrap().strftime("%-d %b").to_string();
    let is_todays = |list: &Message| list.text.starts_with("📋") && list.text.contains(&today);
    let chat = anna
        .sees_that("the list of the day is pinned", |chat| {
            newest_pinned(chat).as_ref().is_some_and(is_todays)
        })
        .await;
    newest_pinned(&chat).unwrap()
}

async fn shows(anna: &Actor, list: &Message, text: &str) {
    let is_shown = |chat: &ChatView| chat.message(list.id).is_some_and(|list| list.text.contains(text));
    anna.sees_that(text, is_shown).await;
}

/// Marks a habit as another client of the API does.
async fn marks(api: &ApiClient, name: &str) {
    let today = api.get_today(ANNA).await.unwrap();
    let habit = today.habits.iter().find(|habit| habit.name.as_str() == name).unwrap().id;
    api.put_execution(ANNA, habit, today.day, &Answer::Done.into()).await.unwrap();
}

/// A line without buttons that is not pinned any more.
async fn sees_the_line(anna: &Actor, list: &Message, done: &str) {
    let is_line = |chat: &ChatView| {
        let line = chat.message(list.id).unwrap();
        line.text.starts_with("🗓") && line.text.contains(done) && line.labels().is_empty() && !line.pinned
    };
    anna.sees_that("the list of yesterday is one line", is_line).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_of_the_day_is_pinned_follows_and_gives_way_to_the_next() {
    let product = OneProcess::start().await;
    let api = ApiClient::new(&product.api_url, product.bot_key.clone().into());
    let (sandbox, database_url) = (&product.sandbox, &product.database_url);
    let anna = wants_the_list(sandbox, database_url).await;
    assert!(anna.chat().pinned().is_empty());

    moves_to_next(sandbox, "00:00");
    let list = sees_the_list(&anna, sandbox).await;
    assert!(list.silent && list.text.contains("0 of 2"), "{}", anna.chat());
    post_is_settled(database_url).await;
    anna.taps_on(list.id, "Read 20 pages").await;
    assert!(anna.chat().message(list.id).unwrap().text.contains("1 of 2"), "{}", anna.chat());
    marks(&api, "Run").await;
    shows(&anna, &list, "2 of 2").await;

    post_is_settled(database_url).await;
    moves_to_next(sandbox, "00:00");
    let next = sees_the_list(&anna, sandbox).await;
    sees_the_line(&anna, &list, "2 of 2").await;
    let pinned: Vec<i64> = anna.chat().pinned().iter().map(|message| message.id).collect();
    assert_eq!(pinned, [next.id]);
    assert_telegram_was_content(sandbox);
    product.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scheduler_that_is_killed_in_between_leaves_the_list_as_it_should_be() {
    let mut processes = Processes::start().await;
    let (sandbox, database_url) = (processes.stage.sandbox.clone(), processes.stage.database_url.clone());
    let api = processes.stage.client();
    let anna = wants_the_list(&sandbox, &database_url).await;

    moves_to_next(&sandbox, "00:00");
    // It is in the chat: it may be pinned already, and reported, or neither.
    anna.sees("0 of 2").await;
    kills_the_scheduler(&mut processes, &sandbox);
    sees_the_list(&anna, &sandbox).await;
    post_is_settled(&database_url).await;
    // One that came twice is followed by the second, which is the newest.
    let list = sees_the_list(&anna, &sandbox).await;

    marks(&api, "Run").await;
    kills_the_scheduler(&mut processes, &sandbox);
    shows(&anna, &list, "1 of 2").await;
    post_is_settled(&database_url).await;

    moves_to_next(&sandbox, "00:00");
    shows(&anna, &list, "🗓").await;
    kills_the_scheduler(&mut processes, &sandbox);
    sees_the_line(&anna, &list, "1 of 2").await;
    let next = sees_the_list(&anna, &sandbox).await;
    assert!(next.id > list.id, "{}", anna.chat());
}

/// What it held comes back when its lease has run out.
fn kills_the_scheduler(processes: &mut Processes, sandbox: &Handle) {
    processes.kills(Service::Scheduler);
    sandbox.clock().advance(Duration::from_secs(61)).unwrap();
}
