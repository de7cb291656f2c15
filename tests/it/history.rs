//! The past of a habit in the chat, against the real history: months with their marks and notes, and every day corrected.

use core_shared::client::ApiClient;
use core_shared::contract::executions::PutExecution;
use core_shared::contract::habits::{CreateHabit, HabitBody, PatchHabit};
use core_shared::domain::{Answer, HabitId, Note, UserId};
use jiff::ToSpan as _;
use jiff::civil::Date;
use sandbox::{Actor, Person};
use serde_json::json;

use crate::one_process::OneProcess;
use crate::processes::{Processes, Service};
use crate::story::{ZONE, assert_telegram_was_content, moves_to_next};

const ANNA: UserId = UserId(1001);

/// Long enough for several months.
const DAYS: i64 = 100;

/// At noon in Berlin: Anna has read some pages every day for a hundred days, and has the card open.
async fn keeps_for_long(anna: &Actor, api: &ApiClient) -> (HabitId, Date) {
    anna.says("/start").await;
    anna.says("Berlin").await;
    anna.sees(ZONE).await;
    let today = api.get_user(ANNA).await.unwrap().today;
    let read = json!({
        "name": "Read", "schedule": {"kind": "daily"}, "starts_on": today.saturating_sub(DAYS.days()),
        "goal": {"kind": "at_least", "amount": 20, "unit": "pages", "step": 5},
    });
    let read: CreateHabit = serde_json::from_value(read).unwrap();
    let habit = api.create_habit(ANNA, &read, "read").await.unwrap().id;
    anna.says("/habits").await;
    anna.taps("Read").await;
    (habit, today)
}

/// Turns to the month of the day and opens it.
async fn opens(anna: &Actor, today: Date, day: Date) {
    anna.taps("🗓 History").await;
    let months = (today.year() - day.year()) * 12 + i16::from(today.month() - day.month());
    for _ in 0..months {
        let shown = anna.chat().last();
        let turns = &shown.labels()[shown.labels().len() - 2];
        assert_eq!(turns[0], "‹");
        tap_at(anna, |label| label == "‹").await;
    }
    tap_at(anna, |label| marked(label) == day.day().to_string()).await;
}

/// The number without the mark before it.
fn marked(label: &str) -> &str {
    label.trim_start_matches(|c: char| !c.is_ascii_digit())
}

/// Taps the one button of the newest message whose label is so.
async fn tap_at(anna: &Actor, is_it: impl Fn(&str) -> bool) {
    let shown = anna.chat().last();
    let data = shown.buttons().find(|button| is_it(&button.label)).and_then(|button| button.data());
    let Some(data) = data else { panic!("no such button\n{}", anna.chat()) };
    anna.tap_data(shown.id, data).await;
}

fn label_of(anna: &Actor, day: Date) -> String {
    let shown = anna.chat().last();
    let grid = shown.labels().concat();
    grid.iter().find(|label| marked(label) == day.day().to_string()).unwrap().to_string()
}

fn pages(amount: i64, note: Option<&str>) -> PutExecution {
    let note = note.map(|note| Some(Note::parse(note).unwrap()));
    let amount = serde_json::from_value(json!(amount)).unwrap();
    PutExecution { amount: Some(amount), note, ..Answer::Done.into() }
}

#[tokio::test(flavor = "multi_thread")]
async fn days_of_months_ago_are_corrected_and_the_numbers_follow() {
    let product = OneProcess::start().await;
    moves_to_next(&product.sandbox, "12:00");
    let anna = product.person(ANNA.0, "Anna", "en");
    let api = ApiClient::new(&product.api_url, product.bot_key.clone().into());
    let (habit, today) = keeps_for_long(&anna, &api).await;
    let numbers = async || -> HabitBody { api.get_habit(ANNA, habit).await.unwrap() };
    let kept = async |day| -> Vec<_> { api.list_executions(ANNA, habit, day, day).await.unwrap().executions };
    let card = anna.chat().last().id;
    // In the window of the last days, before it, and on the very first day.
    for back in [1, 70, DAYS] {
        let day = today.saturating_sub(back.days());
        let before = numbers().await.progress;
        opens(&anna, today, day).await;
        for tap in ["+5", "+5"] {
            anna.taps(tap).await;
        }
        assert!(anna.chat().last().text.contains("10 of 20 pages"), "{}", anna.chat());
        anna.taps("Amount").await;
        anna.says("25").await;
        assert!(anna.chat().last().text.contains("25 of 20 pages"), "{}", anna.chat());
        assert_eq!(numbers().await.progress.total, before.total + 1);
        for (tap, state) in [("⏭ Skip", "skipped"), ("✖️ Not done", "not_done"), ("✅ Done", "done")] {
            anna.taps(tap).await;
            assert_eq!(json!(kept(day).await[0].state), state);
        }
        assert_eq!(numbers().await.progress.total, before.total + 1);
        anna.taps("🗓 History").await;
        assert_eq!(label_of(&anna, day), format!("✅{}", day.day()));
        tap_at(&anna, |label| marked(label) == day.day().to_string()).await;
        anna.taps("↩️ Undo").await;
        assert_eq!(kept(day).await, []);
        assert_eq!(numbers().await.progress, before);
        anna.taps("🗓 History").await;
        assert_eq!(label_of(&anna, day), day.day().to_string());
        anna.taps("‹ Back").await;
        assert_eq!(anna.chat().last().id, card, "one message is edited in place");
        assert!(anna.chat().last().text.starts_with("Read\n"), "{}", anna.chat());
    }
    assert_telegram_was_content(&product.sandbox);
    product.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_notes_of_a_month_are_below_it_and_look_as_they_were_written() {
    let product = OneProcess::start().await;
    moves_to_next(&product.sandbox, "12:00");
    let anna = product.person(ANNA.0, "Anna", "en");
    let api = ApiClient::new(&product.api_url, product.bot_key.clone().into());
    let (habit, today) = keeps_for_long(&anna, &api).await;
    // All of them in the month before.
    let last = today.first_of_month().yesterday().unwrap();
    let (long, first) = (last.saturating_sub(1.day()), last.first_of_month());
    for (day, note) in [(first, "<b>R & B</b>\nat \"home\""), (long, &"Ж".repeat(1000)), (last, "🚀")] {
        api.put_execution(ANNA, habit, day, &pages(20, Some(note))).await.unwrap();
    }
    anna.taps("🗓 History").await;
    tap_at(&anna, |label| label == "‹").await;
    let month = anna.chat().last();
    assert!(month.text.contains("<b>R & B</b> at \"home\""), "{}", month.text);
    assert!(month.text.contains(&format!("{}…", "Ж".repeat(119))), "{}", month.text);
    let (newest, oldest) = (month.text.find("🚀").unwrap(), month.text.find("R & B").unwrap());
    assert!(newest < oldest, "the newest comes first: {}", month.text);
    tap_at(&anna, |label| marked(label) == long.day().to_string()).await;
    assert!(anna.chat().last().text.contains(&"Ж".repeat(1000)), "all of it: {}", anna.chat());
    // What is said anew about the day leaves the note.
    anna.taps("⏭ Skip").await;
    assert!(anna.chat().last().text.contains(&"Ж".repeat(1000)), "{}", anna.chat());

    // An archived habit keeps its past, which can still be corrected.
    let archive = PatchHabit { archived: Some(true), ..PatchHabit::default() };
    api.patch_habit(ANNA, habit, &archive).await.unwrap();
    anna.says("/habits").await;
    anna.taps("📦 Archived (1)").await;
    anna.taps("Read").await;
    opens(&anna, today, long).await;
    anna.taps("✖️ Not done").await;
    let kept = api.list_executions(ANNA, habit, long, long).await.unwrap().executions;
    assert_eq!(json!(kept[0].state), "not_done");
    assert_telegram_was_content(&product.sandbox);
    product.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_killed_while_the_past_is_corrected_each_tap_counts_once() {
    let mut processes = Processes::start().await;
    moves_to_next(&processes.stage.sandbox, "12:00");
    let anna = processes.stage.sandbox.person(Person::new(ANNA.0, "Anna").language("en"));
    let (habit, today) = keeps_for_long(&anna, &processes.stage.client()).await;
    let day = today.saturating_sub(80.days());
    opens(&anna, today, day).await;
    let services = [Service::Bot, Service::Api].into_iter().cycle();
    for (tap, service) in ["+5", "+5", "+5"].into_iter().zip(services) {
        let tap = anna.taps_and_leaves(tap);
        processes.kills(service);
        anna.waits_for(tap).await;
    }
    assert!(anna.chat().last().text.contains("15 of 20 pages"), "{}", anna.chat());
    anna.taps("Amount").await;
    let typed = anna.says_and_leaves("30");
    processes.kills(Service::Bot);
    anna.waits_for(typed).await;
    let kept = processes.stage.client().list_executions(ANNA, habit, day, day).await.unwrap().executions;
    assert_eq!(kept[0].amount.unwrap().to_string(), "30");
}
