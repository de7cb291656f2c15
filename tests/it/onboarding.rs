//! The first minutes with the whole product: from /start to the first tick, tap by tap.

use core_shared::client::ApiClient;
use core_shared::contract::habits::{HabitBody, HabitStatus};
use core_shared::domain::{DayState, UserId};
use jiff::SignedDuration;
use sandbox::{Actor, Person};

use crate::one_process::OneProcess;
use crate::processes::{Processes, Service};
use crate::story::{assert_telegram_was_content, moves_to_next};

/// The most that somebody new is asked to do.
const FEW: usize = 4;

async fn habits_of(api: &ApiClient, person: &Actor) -> Vec<HabitBody> {
    api.list_habits(UserId(person.id()), HabitStatus::Active).await.unwrap().habits
}

fn today_of(habit: &HabitBody) -> DayState {
    habit.recent_days.last().unwrap().state
}

fn client(product: &OneProcess) -> ApiClient {
    ApiClient::new(&product.api_url, product.bot_key.clone().into())
}

#[tokio::test(flavor = "multi_thread")]
async fn from_start_to_the_first_tick_it_takes_four_taps_and_the_next_day_asks_by_itself() {
    let product = OneProcess::start().await;
    moves_to_next(&product.sandbox, "12:00");
    let anna = product.person(1001, "Anna", "en");
    let began = product.sandbox.clock().now();
    anna.says("/start").await;
    let taps = ["12:00", "Berlin", "📖 Read 20 pages", "▫️ Read 20 pages"];
    assert!(taps.len() <= FEW);
    for tap in taps {
        anna.taps(tap).await;
    }
    assert!(anna.chat().last().text.contains("1 of 1"), "{}", anna.chat());
    assert!(product.sandbox.clock().now().duration_since(began) < SignedDuration::from_mins(1));
    assert_eq!(anna.chat().sent_by_bot(), 2, "{}", anna.chat());
    let habits = habits_of(&client(&product), &anna).await;
    assert_eq!(habits.len(), 1);
    assert_eq!(today_of(&habits[0]), DayState::Done);

    // What is done already is not asked for; the day after, it is.
    moves_to_next(&product.sandbox, "21:31");
    moves_to_next(&product.sandbox, "21:30");
    let reminder = anna.sees("🔔 Read 20 pages").await;
    assert!(reminder.text.contains("1 day in a row"), "{}", reminder.text);
    let asked = anna.chat().bot_messages().iter().filter(|message| message.text.starts_with("🔔")).count();
    assert_eq!(asked, 1, "{}", anna.chat());
    assert_telegram_was_content(&product.sandbox);
    product.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_template_is_kept_as_it_was_offered_in_the_language_of_the_person() {
    let product = OneProcess::start().await;
    moves_to_next(&product.sandbox, "12:00");
    let api = client(&product);
    let offers = [
        ("en", "💧 Drink water · 8 glasses", "Drink water", Some("8 glasses"), None),
        ("en", "📖 Read 20 pages · 21:30", "Read 20 pages", None, Some("21:30")),
        ("en", "🚶 Move for 30 minutes · 18:00", "Move for 30 minutes", None, Some("18:00")),
        ("ru", "💧 Пить воду · 8 стаканов", "Пить воду", Some("8 стаканов"), None),
        ("ru", "📖 Прочитать 20 страниц · 21:30", "Прочитать 20 страниц", None, Some("21:30")),
        ("ru", "🚶 30 минут движения · 18:00", "30 минут движения", None, Some("18:00")),
    ];
    for (id, (language, label, name, goal, time)) in (2001..).zip(offers) {
        let person = product.person(id, "Kim", language);
        // A link that carries something is a plain start.
        person.says("/start <b>'; drop table users; --").await;
        person.shares_location(52.52, 13.40).await;
        person.taps(label).await;
        let habits = habits_of(&api, &person).await;
        let [habit] = &habits[..] else { panic!("{habits:?}") };
        assert_eq!(habit.name.as_str(), name);
        let kept = habit.goal.as_ref().map(|goal| format!("{} {}", goal.amount, goal.unit.as_ref().unwrap()));
        assert_eq!(kept.as_deref(), goal);
        let times: Vec<String> = habit.reminders.iter().map(|reminder| reminder.time.to_string()).collect();
        assert_eq!(times, time.into_iter().collect::<Vec<_>>());
        assert!(person.chat().last().labels().concat().iter().any(|row| row.contains(name)));
    }
    assert_telegram_was_content(&product.sandbox);
    product.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_language_is_switched_on_the_first_screen_and_the_first_habit_is_said_in_own_words() {
    let product = OneProcess::start().await;
    moves_to_next(&product.sandbox, "12:00");
    let anna = product.person(1001, "Anna", "en");
    anna.says("/start").await;
    anna.taps("Русский").await;
    anna.says("Берлин").await;
    assert!(anna.chat().last().text.contains("А теперь первая привычка"), "{}", anna.chat());
    anna.says("читать 20 страниц каждый вечер в 21:30").await;
    anna.taps("Сохранить").await;
    let habits = habits_of(&client(&product), &anna).await;
    assert_eq!(habits.iter().map(|habit| habit.name.as_str()).collect::<Vec<_>>(), ["читать"]);
    assert_telegram_was_content(&product.sandbox);
    product.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_killed_on_the_way_to_the_first_tick_there_is_one_habit_and_it_is_done() {
    let mut processes = Processes::start().await;
    moves_to_next(&processes.stage.sandbox, "12:00");
    let anna = processes.stage.sandbox.person(Person::new(1001, "Anna").language("en"));
    let start = anna.says_and_leaves("/start");
    processes.kills(Service::Bot);
    anna.waits_for(start).await;
    let taps = ["12:00", "Berlin", "📖 Read 20 pages", "▫️ Read 20 pages"];
    for (tap, service) in taps.into_iter().zip([Service::Api, Service::Bot].into_iter().cycle()) {
        let tap = anna.taps_and_leaves(tap);
        processes.kills(service);
        anna.waits_for(tap).await;
    }
    let habits = habits_of(&processes.stage.client(), &anna).await;
    let [habit] = &habits[..] else { panic!("{habits:?}\n{}", anna.chat()) };
    assert_eq!(today_of(habit), DayState::Done);
}
