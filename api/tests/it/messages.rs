//! What one message has in it: several habits, what was missed, what has changed since.

use core_shared::contract::deliveries::{ClaimedDelivery, DayPart, DeliveryContent, DeliveryOutcome};
use core_shared::contract::problem::ProblemKind;
use core_shared::domain::{Answer, DayState, HabitId, Snooze};

use crate::harness::{Api, User, asked_for, instant, reminder};

const NOON: &str = "2026-11-16T12:00[Europe/Berlin]";
const NINE: &str = "2026-11-16T21:00[Europe/Berlin]";

fn sent(message_id: i32) -> DeliveryOutcome {
    DeliveryOutcome::Sent { message_id }
}

fn redrawn(deliveries: Vec<ClaimedDelivery>) -> Vec<ClaimedDelivery> {
    let is_redraw = |delivery: &ClaimedDelivery| matches!(delivery.content, DeliveryContent::Redraw { .. });
    deliveries.into_iter().filter(is_redraw).collect()
}

/// Anna has these habits, all asked for at 21:00, and it is that time.
async fn asked<'a, const N: usize>(api: &'a Api, names: [&str; N]) -> (User<'a>, [HabitId; N]) {
    let anna = api.user(7, "Europe/Berlin").await;
    let mut habits = [HabitId(0); N];
    for (habit, name) in habits.iter_mut().zip(names) {
        *habit = anna.keeps_with_reminder(name, "21:00").await;
    }
    api.move_to(NINE);
    (anna, habits)
}

#[tokio::test]
async fn habits_that_are_due_in_the_same_minute_come_in_one_message() {
    let api = Api::at(NOON).await;
    let (anna, boris) = (api.user(7, "Europe/Berlin").await, api.user(8, "Europe/Berlin").await);
    let run = anna.keeps_with_reminder("Run", "21:00").await;
    let read = anna.keeps_with_reminder("Read", "21:00").await;
    let later = anna.keeps_with_reminder("Later", "21:01").await;
    boris.keeps_with_reminder("Run", "21:00").await;
    api.move_to("2026-11-16T21:01[Europe/Berlin]");
    let due = api.due().await;
    let of_anna: Vec<_> = due.iter().filter(|delivery| delivery.user == anna.id).collect();
    assert_eq!((due.len(), of_anna.len()), (3, 2), "{due:?}");
    assert_eq!((asked_for(of_anna[0]), asked_for(of_anna[1])), (vec![run, read], vec![later]));
    let message = reminder(of_anna[0]);
    assert_eq!((message.is_combined, message.is_late, message.delivery), (true, false, of_anna[0].id));

    assert_eq!(api.reports(of_anna[0], sent(5)).await, 1);
    assert_eq!(api.count("select count(*) from deliveries where state = 'sent' and message_id = 5").await, 2);
}

#[tokio::test]
async fn a_message_of_which_one_habit_is_done_asks_for_the_others() {
    let api = Api::at(NOON).await;
    let (anna, [run, read, swim]) = asked(&api, ["Run", "Read", "Swim"]).await;
    anna.checks_in(run, "2026-11-16").await;
    let due = api.due().await.remove(0);
    assert_eq!(asked_for(&due), [read, swim]);
    assert_eq!(reminder(&due).delivery, due.id);
    api.reports(&due, sent(5)).await;
    assert_eq!(api.count("select count(*) from deliveries where state = 'sent'").await, 2);
    assert_eq!(api.count("select count(*) from deliveries where state = 'withdrawn'").await, 1);
    // The message can be asked for under the id that its buttons name.
    let message = api.bot.get_message(anna.id, due.id).await.unwrap();
    assert_eq!(message.habits.iter().map(|item| item.habit).collect::<Vec<_>>(), [read, swim]);
}

#[tokio::test]
async fn a_combined_message_that_fails_is_tried_again_as_one() {
    let api = Api::at(NOON).await;
    asked(&api, ["Run", "Read"]).await;
    let first = api.due().await.remove(0);
    api.reports(&first, DeliveryOutcome::Retry { after_seconds: None, cause: "502".to_owned() }).await;
    api.move_to("2026-11-16T21:00:13[Europe/Berlin]");
    let again = api.due().await;
    assert_eq!((again.len(), asked_for(&again[0]).len(), again[0].attempt), (1, 2, 2));
    assert_eq!(api.reports(&first, sent(5)).await, 0, "the first claim is over");
    assert_eq!(api.reports(&again[0], sent(6)).await, 1);
}

#[tokio::test]
async fn more_habits_than_a_message_has_room_for_come_in_several() {
    let api = Api::at(NOON).await;
    let anna = api.user(7, "Europe/Berlin").await;
    for number in 0..20 {
        anna.keeps_with_reminder(&format!("Habit {number}"), "21:00").await;
    }
    api.move_to(NINE);
    let due = api.due().await;
    assert_eq!(due.iter().map(|delivery| asked_for(delivery).len()).collect::<Vec<_>>(), [16, 4]);
    for (number, delivery) in (1..).zip(&due) {
        assert_eq!(api.reports(delivery, sent(number)).await, 1);
    }
    assert_eq!(api.count("select count(*) from deliveries where state = 'sent'").await, 20);
}

#[tokio::test]
async fn what_was_missed_for_hours_is_one_message_and_what_is_hardly_late_comes_as_usual() {
    let api = Api::at(NOON).await;
    let (anna, boris) = (api.user(7, "Europe/Berlin").await, api.user(8, "Europe/Berlin").await);
    let run = anna.keeps_with_reminder("Run", "13:00").await;
    let read = anna.keeps_with_reminder("Read", "13:30").await;
    let swim = anna.keeps_with_reminder("Swim", "15:00").await;
    boris.keeps_with_reminder("Run", "13:10").await;
    api.move_to("2026-11-16T16:00[Europe/Berlin]");
    let due = api.due().await;
    let seen: Vec<_> = due
        .iter()
        .map(|delivery| (delivery.user, asked_for(delivery).len(), reminder(delivery).is_late))
        .collect();
    assert_eq!(seen, [(anna.id, 2, true), (boris.id, 1, true), (anna.id, 1, false)]);
    assert_eq!((asked_for(&due[0]), asked_for(&due[2])), (vec![run, read], vec![swim]));
    for delivery in &due {
        api.reports(delivery, sent(1)).await;
    }
    // The next ones are those of the next day, at their time.
    api.move_to("2026-11-17T13:00[Europe/Berlin]");
    let next = api.due().await;
    let next: Vec<_> = next.iter().filter(|delivery| delivery.user == anna.id).collect();
    assert_eq!((next.len(), asked_for(next[0]), reminder(next[0]).is_late), (1, vec![run], false));
}

#[tokio::test]
async fn what_was_planned_while_telegram_was_away_is_one_message_as_well() {
    let api = Api::at(NOON).await;
    let anna = api.user(7, "Europe/Berlin").await;
    for (name, time) in [("Run", "13:00"), ("Read", "13:30"), ("Swim", "14:00")] {
        anna.keeps_with_reminder(name, time).await;
    }
    for time in ["13:00", "13:30", "14:00"] {
        api.move_to(&format!("2026-11-16T{time}[Europe/Berlin]"));
        assert_eq!(api.plans().await, 1);
    }
    api.move_to("2026-11-16T17:00[Europe/Berlin]");
    let due = api.claims().await.deliveries;
    assert_eq!((due.len(), asked_for(&due[0]).len()), (1, 3), "{due:?}");
}

#[tokio::test]
async fn a_habit_that_was_asked_for_several_times_is_asked_for_once_in_it() {
    let api = Api::at("2026-11-16T08:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let drink = anna.makes(
        r#"{"name":"Drink","schedule":{"kind":"daily"},"reminders":[{"time":"09:00"},{"time":"10:00"},{"time":"11:00"}]}"#,
    );
    let drink = drink.await;
    api.move_to("2026-11-16T14:00[Europe/Berlin]");
    let due = api.due().await;
    assert_eq!((due.len(), asked_for(&due[0])), (1, vec![drink]));
}

#[tokio::test]
async fn what_is_marked_elsewhere_shows_in_the_message() {
    let api = Api::at(NOON).await;
    let (anna, [run, _]) = asked(&api, ["Run", "Read"]).await;
    let delivery = api.due().await.remove(0);
    api.reports(&delivery, sent(5)).await;
    assert!(api.due().await.is_empty());

    for (answer, state) in [(Answer::Done, DayState::Done), (Answer::Skipped, DayState::Skipped)] {
        anna.marks(run, "2026-11-16", answer).await;
        let followed = redrawn(api.claims().await.deliveries).remove(0);
        let DeliveryContent::Redraw { message_id, reminder } = &followed.content else { panic!() };
        assert_eq!((*message_id, reminder.delivery, reminder.is_combined), (5, delivery.id, true));
        let states: Vec<_> = reminder.habits.iter().map(|item| item.state).collect();
        assert_eq!(states, [state, DayState::Pending]);
        assert_eq!(api.reports(&followed, sent(5)).await, 1);
    }
    anna.unmarks(run, "2026-11-16").await;
    assert_eq!(redrawn(api.claims().await.deliveries).len(), 1, "also when the mark is taken away");
}

#[tokio::test]
async fn a_change_while_the_message_is_drawn_is_drawn_as_well() {
    let api = Api::at(NOON).await;
    let (anna, [run]) = asked(&api, ["Run"]).await;
    let delivery = api.due().await.remove(0);
    // Done while the question is on its way.
    anna.checks_in(run, "2026-11-16").await;
    api.reports(&delivery, sent(5)).await;
    let drawn = redrawn(api.claims().await.deliveries).remove(0);
    assert_eq!(reminder(&drawn).habits[0].state, DayState::Done);
    // Taken back while that is on its way.
    anna.unmarks(run, "2026-11-16").await;
    let again = redrawn(api.claims().await.deliveries).remove(0);
    assert_eq!(api.reports(&drawn, sent(5)).await, 0);
    assert_eq!(reminder(&again).habits[0].state, DayState::Pending);
    assert_eq!(api.reports(&again, sent(5)).await, 1);
    assert!(api.claims().await.deliveries.is_empty());
}

#[tokio::test]
async fn what_is_answered_on_the_message_itself_is_left_to_whoever_shows_it() {
    let api = Api::at(NOON).await;
    let anna = api.user(7, "Europe/Berlin").await;
    let water = anna
        .makes(r#"{"name":"Water","schedule":{"kind":"daily"},"goal":{"kind":"at_least","amount":8},"reminders":[{"time":"20:00"},{"time":"21:00"}]}"#)
        .await;
    let mut messages = Vec::new();
    for (time, message) in [("20:00", 5), ("21:00", 6)] {
        api.move_to(&format!("2026-11-16T{time}[Europe/Berlin]"));
        messages.push(api.due().await.remove(0));
        api.reports(&messages[messages.len() - 1], sent(message)).await;
    }
    let path = format!("/v1/users/7/habits/{water}/executions/2026-11-16");
    let second = messages[1].id;
    anna.records(water, "2026-11-16", &format!(r#"{{"state":"done","on_reminder":{second}}}"#)).await;
    let followed = redrawn(api.claims().await.deliveries);
    let [DeliveryContent::Redraw { message_id, .. }] = [&followed[0].content] else { panic!() };
    assert_eq!((followed.len(), *message_id), (1, 5), "the other message follows");
    assert_eq!(api.refuses("PUT", &path, r#"{"state":"done","on_reminder":null}"#).await, "/on_reminder");
}

#[tokio::test]
async fn a_message_that_is_answered_before_its_sending_is_reported_knows_all_its_habits() {
    let api = Api::at(NOON).await;
    let (anna, [run, _]) = asked(&api, ["Run", "Read"]).await;
    let delivery = api.due().await.remove(0);
    anna.checks_in(run, "2026-11-16").await;
    let message = api.bot.get_message(anna.id, delivery.id).await.unwrap();
    assert_eq!(
        message.habits.iter().map(|item| item.state).collect::<Vec<_>>(),
        [DayState::Done, DayState::Pending]
    );
    let stranger = api.user(8, "Europe/Berlin").await;
    let refused = api.bot.get_message(stranger.id, delivery.id).await.unwrap_err();
    assert_eq!(refused.kind(), Some(ProblemKind::NotFound));
}

#[tokio::test]
async fn several_habits_are_asked_for_again_together_and_their_old_message_goes() {
    let api = Api::at(NOON).await;
    let (anna, [run, read]) = asked(&api, ["Run", "Read"]).await;
    let first = api.due().await.remove(0);
    api.reports(&first, sent(5)).await;
    api.bot.put_snooze(anna.id, first.id, &Snooze::Minutes(10)).await.unwrap();
    let message = api.bot.get_message(anna.id, first.id).await.unwrap();
    let until = Some("2026-11-16T21:10".parse().unwrap());
    assert!(message.habits.iter().all(|item| item.snoozed_until == until), "{message:?}");

    api.move_to("2026-11-16T21:10[Europe/Berlin]");
    let again = api.due().await.remove(0);
    assert_eq!(
        (asked_for(&again), again.due_at),
        (vec![run, read], instant("2026-11-16T21:10[Europe/Berlin]"))
    );
    api.reports(&again, sent(6)).await;
    let gone = api.claims().await.deliveries;
    assert_eq!(gone[0].content, DeliveryContent::Remove { message_id: 5 });
    api.reports(&gone[0], sent(5)).await;
    let refused = api.bot.get_message(anna.id, first.id).await.unwrap_err();
    assert_eq!(refused.kind(), Some(ProblemKind::NotFound));
    assert!(api.claims().await.deliveries.is_empty());
}

#[tokio::test]
async fn the_habits_of_a_message_are_closed_day_by_day() {
    let api = Api::at("2026-11-15T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps_with_reminder("Run", "23:50").await;
    let read = anna.keeps_with_reminder("Read", "00:10").await;
    // Both late, in one message, on the day of the second.
    api.move_to("2026-11-16T06:00[Europe/Berlin]");
    let due = api.due().await.remove(0);
    assert_eq!(asked_for(&due), [run, read]);
    api.reports(&due, sent(5)).await;
    api.move_to("2026-11-16T18:00[Europe/Berlin]");
    api.scheduler.run_rollovers().await.unwrap();
    let closed = redrawn(api.claims().await.deliveries).remove(0);
    let seen: Vec<_> = reminder(&closed).habits.iter().map(|item| (item.habit, item.is_closed)).collect();
    assert_eq!(seen, [(run, true), (read, false)]);
}

#[tokio::test]
async fn a_message_whose_first_habit_is_deleted_still_follows() {
    let api = Api::at(NOON).await;
    let (anna, [run, read]) = asked(&api, ["Run", "Read"]).await;
    let delivery = api.due().await.remove(0);
    api.reports(&delivery, sent(5)).await;
    api.bot.delete_habit(anna.id, run).await.unwrap();
    anna.checks_in(read, "2026-11-16").await;
    let followed = redrawn(api.claims().await.deliveries).remove(0);
    assert_eq!((asked_for(&followed), reminder(&followed).is_combined), (vec![read], true));
}

#[tokio::test]
async fn the_morning_tells_what_is_due_and_the_evening_what_is_open() {
    let api = Api::at("2026-11-16T06:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    anna.keeps("Read").await;
    anna.makes(r#"{"name":"Sugar","kind":"quit","schedule":{"kind":"daily"}}"#).await;
    anna.makes(r#"{"name":"Sundays","schedule":{"kind":"weekdays","days":["sun"]}}"#).await;
    let set = anna.sets(r#"{"digest_at":"08:00","nudge_at":"20:30"}"#).await;
    assert_eq!((set.digest_at, set.nudge_at), ("08:00".parse().ok(), "20:30".parse().ok()));
    let names = |delivery: &ClaimedDelivery| {
        let DeliveryContent::Overview { part, habits } = &delivery.content else { panic!("{delivery:?}") };
        (*part, habits.iter().map(|habit| habit.habit_name.to_string()).collect::<Vec<_>>())
    };
    api.move_to("2026-11-16T08:00[Europe/Berlin]");
    let morning = api.due().await.remove(0);
    assert_eq!(names(&morning), (DayPart::Morning, vec!["Run".into(), "Read".into(), "Sugar".into()]));
    api.reports(&morning, sent(1)).await;

    anna.checks_in(run, "2026-11-16").await;
    api.move_to("2026-11-16T20:30[Europe/Berlin]");
    let evening = api.due().await.remove(0);
    assert_eq!(names(&evening), (DayPart::Evening, vec!["Read".into()]), "a habit to quit keeps itself");
    api.reports(&evening, sent(2)).await;

    assert_eq!(anna.sets(r#"{"digest_at":null}"#).await.digest_at, None);
    api.move_to("2026-11-17T08:00[Europe/Berlin]");
    assert!(api.due().await.is_empty());
}

#[tokio::test]
async fn a_day_on_which_nothing_is_open_has_no_overview() {
    let api = Api::at("2026-11-16T06:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    anna.sets(r#"{"digest_at":"08:00","nudge_at":"20:30"}"#).await;
    anna.checks_in(run, "2026-11-16").await;
    for time in ["08:00", "20:30"] {
        api.move_to(&format!("2026-11-16T{time}[Europe/Berlin]"));
        assert!(api.due().await.is_empty());
    }
    // Yesterday's overview is of no use any more.
    api.move_to("2026-11-17T01:00[Europe/Berlin]");
    api.plans().await;
    assert_eq!(api.count("select count(*) from deliveries where state = 'open'").await, 0);
    let nobody = api.user(8, "Europe/Berlin").await;
    nobody.sets(r#"{"digest_at":"08:00"}"#).await;
    api.move_to("2026-11-17T08:00[Europe/Berlin]");
    assert!(
        api.due().await.iter().all(|delivery| delivery.user == anna.id),
        "without habits there is no day to tell of"
    );
}

#[tokio::test]
async fn the_overview_moves_with_its_user() {
    let api = Api::at("2026-11-16T06:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    anna.keeps("Run").await;
    anna.sets(r#"{"digest_at":"08:00"}"#).await;
    anna.moves_to_zone("Asia/Tokyo").await;
    api.move_to("2026-11-16T08:00[Europe/Berlin]");
    assert!(api.due().await.is_empty(), "in Tokyo it is the afternoon");
    api.move_to("2026-11-17T08:00[Asia/Tokyo]");
    assert_eq!(api.due().await.len(), 1);
}

#[tokio::test]
async fn whoever_is_deleted_takes_their_deliveries_with_them() {
    let api = Api::at(NOON).await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps_with_reminder("Run", "21:00").await;
    anna.keeps_with_reminder("Read", "21:00").await;
    anna.sets(r#"{"nudge_at":"21:00"}"#).await;
    api.move_to(NINE);
    assert_eq!(api.plans().await, 3);
    api.bot.delete_habit(anna.id, run).await.unwrap();
    assert_eq!(api.count("select count(*) from deliveries").await, 2);
    sqlx::query("delete from users where id = 7").execute(&api.db).await.unwrap();
    assert_eq!(api.count("select count(*) from deliveries").await, 0);
}

#[tokio::test]
async fn what_was_planned_at_the_moment_of_a_deletion_holds_up_nobody() {
    let api = Api::at(NOON).await;
    let anna = api.user(7, "Europe/Berlin").await;
    anna.keeps_with_reminder("Run", "21:00").await;
    api.move_to(NINE);
    api.plans().await;
    // Of a user and of a habit that are not there.
    for owner in ["8, habit_id", "7, 99"] {
        let orphan = format!(
            "insert into deliveries (user_id, habit_id, dedup_key, kind, reminder_id, day, due_at, ready_at, expires_at)
             select {owner}, 'orphan', kind, 99, day, due_at, ready_at - interval '1 minute', expires_at from deliveries where user_id = 7 limit 1"
        );
        sqlx::query(sqlx::AssertSqlSafe(orphan)).execute(&api.db).await.unwrap();
    }
    let due = api.claims().await.deliveries;
    assert_eq!((due.len(), due[0].user), (1, anna.id));
    assert_eq!(api.count("select count(*) from deliveries where state in ('gone', 'withdrawn')").await, 2);
}
