//! The list of the day that stays pinned: it comes with the day, follows what is marked, and is closed with its day.

use core_shared::contract::deliveries::{ClaimedDelivery, DeliveryContent, DeliveryOutcome};
use core_shared::contract::today::TodayBody;
use core_shared::domain::{DayState, HabitId};

use crate::harness::{Api, User, asked_for};

const EVENING: &str = "2026-11-16T22:00[Europe/Berlin]";
const MIDNIGHT: &str = "2026-11-17T00:00[Europe/Berlin]";
const MORNING: &str = "2026-11-17T09:00[Europe/Berlin]";
const NEXT_MIDNIGHT: &str = "2026-11-18T00:00[Europe/Berlin]";

/// The message that shows it, if there is one, and the list.
fn list(delivery: &ClaimedDelivery) -> (Option<i32>, &TodayBody) {
    match &delivery.content {
        DeliveryContent::Today { message_id, today } => (*message_id, today),
        other => panic!("{other:?}"),
    }
}

fn states(list: &TodayBody) -> Vec<(HabitId, DayState)> {
    list.habits.iter().map(|habit| (habit.id, habit.state)).collect()
}

/// Anna keeps two habits and wants the list; it is late in the evening.
async fn wants_the_list(api: &Api) -> (User<'_>, [HabitId; 2]) {
    let anna = api.user(7, "Europe/Berlin").await;
    let habits = [anna.keeps("Run").await, anna.keeps_with_reminder("Read", "21:00").await];
    assert!(anna.sets(r#"{"pinned_today":true}"#).await.pinned_today);
    (anna, habits)
}

/// The same with the list of the 17th in the chat as message 5, in the morning.
async fn has_the_list(api: &Api) -> (User<'_>, [HabitId; 2]) {
    let (anna, habits) = wants_the_list(api).await;
    api.move_to(MIDNIGHT);
    let sent = api.due().await.remove(0);
    api.reports(&sent, DeliveryOutcome::Sent { message_id: 5 }).await;
    api.move_to(MORNING);
    (anna, habits)
}

/// What is drawn anew now; each is drawn.
async fn draws(api: &Api) -> Vec<ClaimedDelivery> {
    let claimed = api.claims().await.deliveries;
    for delivery in &claimed {
        let (message_id, _) = list(delivery);
        let message_id = message_id.expect("a message that is there");
        assert_eq!(api.reports(delivery, DeliveryOutcome::Sent { message_id }).await, 1);
    }
    claimed
}

#[tokio::test]
async fn the_list_comes_once_with_the_day_for_whoever_wants_it() {
    let api = Api::at(EVENING).await;
    let (anna, [run, read]) = wants_the_list(&api).await;
    api.user(8, "Europe/Berlin").await.keeps("Run").await;
    assert!(api.due().await.is_empty(), "with the next day");
    api.move_to(MIDNIGHT);
    let due = api.due().await;
    let [delivery] = &due[..] else { panic!("{due:?}") };
    let (message_id, today) = list(delivery);
    assert_eq!((delivery.user, message_id), (anna.id, None));
    assert_eq!(states(today), [(run, DayState::Pending), (read, DayState::Pending)]);
    assert_eq!(*today, api.bot.get_day(anna.id, today.day).await.unwrap(), "as the bot shows it");
    api.reports(delivery, DeliveryOutcome::Sent { message_id: 5 }).await;
    assert!(api.due().await.is_empty());

    assert!(!anna.sets(r#"{"pinned_today":false}"#).await.pinned_today);
    api.move_to(NEXT_MIDNIGHT);
    assert_eq!(api.plans().await, 1, "the reminder of nine o'clock alone");
}

#[tokio::test]
async fn the_list_moves_with_the_start_of_the_day_and_disturbs_no_quiet_hours() {
    let api = Api::at(EVENING).await;
    let (anna, _) = wants_the_list(&api).await;
    anna.sets(r#"{"quiet_hours":{"from":"22:00","to":"08:00"}}"#).await;
    anna.starts_days_at("03:00").await;
    api.move_to("2026-11-17T02:59[Europe/Berlin]");
    assert!(api.due().await.is_empty());
    api.move_to("2026-11-17T03:00[Europe/Berlin]");
    let due = api.due().await;
    assert_eq!(list(&due[0]).1.day.to_string(), "2026-11-17");
}

#[tokio::test]
async fn a_day_without_anything_to_do_has_no_list() {
    let api = Api::at(EVENING).await;
    let (anna, [run, read]) = wants_the_list(&api).await;
    anna.sets(r#"{"vacation":{"from":"2026-11-17","to":"2026-11-17"}}"#).await;
    api.move_to(MIDNIGHT);
    assert!(api.due().await.is_empty(), "on vacation");
    for habit in [run, read] {
        anna.changes(habit, r#"{"schedule":{"kind":"weekdays","days":["mon"]}}"#).await;
    }
    api.move_to(NEXT_MIDNIGHT);
    assert!(api.due().await.is_empty(), "nothing is due on a Wednesday");
    anna.sets(r#"{"reminding":false}"#).await;
    api.move_to("2026-11-23T00:00[Europe/Berlin]");
    assert!(api.due().await.is_empty(), "nothing comes by itself any more");
}

#[tokio::test]
async fn a_list_that_could_not_be_sent_on_its_day_is_not_sent() {
    let api = Api::at(EVENING).await;
    wants_the_list(&api).await;
    api.move_to("2026-11-17T23:59[Europe/Berlin]");
    assert_eq!(api.due().await.len(), 2, "late is better than never, and Read asks");
    api.move_to("2026-11-19T12:00[Europe/Berlin]");
    let due = api.due().await;
    let lists = due.iter().filter(|delivery| matches!(delivery.content, DeliveryContent::Today { .. }));
    assert_eq!(lists.map(|delivery| list(delivery).1.day.to_string()).collect::<Vec<_>>(), ["2026-11-19"]);
}

#[tokio::test]
async fn the_list_follows_what_is_marked_elsewhere() {
    let api = Api::at(EVENING).await;
    let (anna, [run, read]) = has_the_list(&api).await;
    assert_eq!(api.statements_of(anna.checks_in(run, "2026-11-17")).await, 1);
    let drawn = draws(&api).await;
    let (message_id, today) = list(&drawn[0]);
    assert_eq!((drawn.len(), message_id), (1, Some(5)));
    assert_eq!(states(today), [(run, DayState::Done), (read, DayState::Pending)]);
    assert_eq!(*today, api.bot.get_day(anna.id, today.day).await.unwrap());

    anna.unmarks(run, "2026-11-17").await;
    assert_eq!(states(list(&draws(&api).await[0]).1)[0], (run, DayState::Pending));
    anna.checks_in(run, "2026-11-16").await;
    assert!(draws(&api).await.is_empty(), "another day is none of its business");
}

#[tokio::test]
async fn what_is_marked_on_the_list_itself_is_shown_there_already() {
    let api = Api::at(EVENING).await;
    let (anna, [run, read]) = has_the_list(&api).await;
    anna.records(run, "2026-11-17", r#"{"state":"done","on_message":5}"#).await;
    assert!(draws(&api).await.is_empty());
    anna.records(read, "2026-11-17", r#"{"state":"done","on_message":6}"#).await;
    assert_eq!(draws(&api).await.len(), 1);
}

#[tokio::test]
async fn the_list_follows_what_is_marked_while_it_is_on_its_way() {
    let api = Api::at(EVENING).await;
    let (anna, [run, read]) = wants_the_list(&api).await;
    api.move_to(MIDNIGHT);
    let sent = api.due().await.remove(0);
    anna.checks_in(read, "2026-11-17").await;
    api.reports(&sent, DeliveryOutcome::Sent { message_id: 5 }).await;
    let drawn = draws(&api).await;
    assert_eq!(states(list(&drawn[0]).1), [(run, DayState::Pending), (read, DayState::Done)]);
}

#[tokio::test]
async fn a_list_is_closed_once_with_its_day() {
    let api = Api::at(EVENING).await;
    let (anna, [run, read]) = has_the_list(&api).await;
    anna.checks_in(run, "2026-11-17").await;
    draws(&api).await;
    api.move_to("2026-11-17T23:59:59[Europe/Berlin]");
    assert_eq!(api.scheduler.run_rollovers().await.unwrap().users, 0);

    api.move_to(NEXT_MIDNIGHT);
    let (one, two) = tokio::join!(api.scheduler.run_rollovers(), api.scheduler.run_rollovers());
    assert!(one.unwrap().users + two.unwrap().users >= 1);
    let drawn = draws(&api).await;
    let [closed] = &drawn[..] else { panic!("{drawn:?}") };
    let (message_id, closed) = list(closed);
    assert_eq!((message_id, closed.day.to_string().as_str()), (Some(5), "2026-11-17"));
    assert_eq!(closed.today.to_string(), "2026-11-18");
    assert_eq!(states(closed), [(run, DayState::Done), (read, DayState::Missed)]);

    anna.checks_in(read, "2026-11-17").await;
    assert_eq!(api.scheduler.run_rollovers().await.unwrap().users, 0);
    assert!(draws(&api).await.is_empty(), "a line stays what it is");
    assert_eq!(list(&api.due().await[0]).0, None, "and the next day has its own");
}

#[tokio::test]
async fn a_list_whose_habits_are_all_gone_says_so() {
    let api = Api::at(EVENING).await;
    let (anna, [run, read]) = has_the_list(&api).await;
    anna.checks_in(run, "2026-11-17").await;
    for habit in [run, read] {
        api.bot.delete_habit(anna.id, habit).await.unwrap();
    }
    let drawn = draws(&api).await;
    let (message_id, today) = list(&drawn[0]);
    assert_eq!((message_id, today.active_habits, today.habits.len()), (Some(5), 0, 0));
}

#[tokio::test]
async fn the_list_says_when_habits_ask_and_stands_beside_reminders() {
    let api = Api::at(EVENING).await;
    let (anna, [_, read]) = has_the_list(&api).await;
    api.move_to("2026-11-17T21:00[Europe/Berlin]");
    let asked = api.due().await.remove(0);
    assert_eq!(asked_for(&asked), [read]);
    api.reports(&asked, DeliveryOutcome::Sent { message_id: 6 }).await;
    let answer = format!(r#"{{"state":"done","on_reminder":{},"on_message":6}}"#, asked.id);
    anna.records(read, "2026-11-17", &answer).await;
    let drawn = draws(&api).await;
    let (message_id, today) = list(&drawn[0]);
    assert_eq!((drawn.len(), message_id), (1, Some(5)), "the reminder shows the answer itself");
    assert_eq!(today.habits[1].asks_at, "21:00".parse().ok());
}

#[tokio::test]
async fn claiming_a_list_is_one_statement() {
    let api = Api::at(EVENING).await;
    let (anna, [run, _]) = wants_the_list(&api).await;
    api.move_to(MIDNIGHT);
    assert_eq!(api.statements_of(api.plans()).await, 1);
    assert_eq!(api.statements_of(api.claims()).await, 1);
    api.move_to("2026-11-17T00:02[Europe/Berlin]");
    let again = api.claims().await.deliveries.remove(0);
    api.reports(&again, DeliveryOutcome::Sent { message_id: 5 }).await;
    anna.checks_in(run, "2026-11-17").await;
    assert_eq!(api.statements_of(api.claims()).await, 1);
}
