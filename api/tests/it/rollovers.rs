//! Rollover: unanswered reminders of a day that is over lose their buttons, once.

use core_shared::contract::deliveries::{ClaimedDelivery, DeliveryContent, DeliveryOutcome};
use core_shared::domain::{DayState, HabitId};

use crate::harness::{Api, User};

/// Anna, whose reminder went out at 21:00 as message 5.
async fn reminded(api: &Api) -> (User<'_>, HabitId) {
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps_with_reminder("Run", "21:00").await;
    api.move_to("2026-11-16T21:00[Europe/Berlin]");
    let delivery = api.due().await.remove(0);
    api.reports(&delivery, DeliveryOutcome::Sent { message_id: 5 }).await;
    (anna, run)
}

async fn closes(api: &Api) -> Vec<ClaimedDelivery> {
    api.scheduler.run_rollovers().await.unwrap();
    let mut claimed = api.claims().await.deliveries;
    claimed.retain(|delivery| matches!(delivery.content, DeliveryContent::Redraw { .. }));
    claimed
}

const BEFORE_MIDNIGHT: &str = "2026-11-16T23:59:59[Europe/Berlin]";
const MIDNIGHT: &str = "2026-11-17T00:00[Europe/Berlin]";

#[tokio::test]
async fn an_unanswered_reminder_is_closed_at_the_users_midnight() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    reminded(&api).await;
    api.move_to(BEFORE_MIDNIGHT);
    assert!(closes(&api).await.is_empty());
    api.move_to(MIDNIGHT);
    let closed = closes(&api).await;
    let DeliveryContent::Redraw { message_id, reminder } = &closed[0].content else { panic!() };
    let [run] = &reminder.habits[..] else { panic!("{reminder:?}") };
    assert_eq!((*message_id, run.state, run.is_closed), (5, DayState::Missed, true));
    assert_eq!(api.count("select count(*) from users where rolled_over_through = '2026-11-16'").await, 1);
}

#[tokio::test]
async fn an_answered_reminder_has_nothing_to_close() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let (anna, run) = reminded(&api).await;
    anna.checks_in(run, "2026-11-16").await;
    let receipt = api.claims().await.deliveries.remove(0);
    api.reports(&receipt, DeliveryOutcome::Sent { message_id: 5 }).await;
    api.move_to(MIDNIGHT);
    assert!(closes(&api).await.is_empty());
}

#[tokio::test]
async fn running_it_twice_late_or_at_the_same_moment_comes_to_the_same() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    reminded(&api).await;
    api.move_to("2026-11-17T09:00[Europe/Berlin]");
    let (one, two) = tokio::join!(api.scheduler.run_rollovers(), api.scheduler.run_rollovers());
    assert!(one.unwrap().users + two.unwrap().users >= 1);
    assert_eq!(closes(&api).await.len(), 1);
    assert_eq!(closes(&api).await.len(), 0);
    assert_eq!(api.count("select count(*) from events where kind = 'day_closed'").await, 1);
}

#[tokio::test]
async fn the_day_start_is_waited_for() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let (anna, _) = reminded(&api).await;
    anna.starts_days_at("03:00").await;
    api.move_to("2026-11-17T02:59[Europe/Berlin]");
    assert!(closes(&api).await.is_empty());
    api.move_to("2026-11-17T03:00[Europe/Berlin]");
    assert_eq!(closes(&api).await.len(), 1);
}

#[tokio::test]
async fn a_reminder_that_came_after_its_day_keeps_its_buttons_for_hours() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    api.user(7, "Europe/Berlin").await.keeps_with_reminder("Run", "23:50").await;
    api.move_to("2026-11-17T00:10[Europe/Berlin]");
    let delivery = api.due().await.remove(0);
    api.reports(&delivery, DeliveryOutcome::Sent { message_id: 5 }).await;
    api.move_to("2026-11-17T00:20[Europe/Berlin]");
    assert!(closes(&api).await.is_empty());
    api.move_to("2026-11-17T07:00[Europe/Berlin]");
    assert_eq!(closes(&api).await.len(), 1);
}

#[tokio::test]
async fn users_to_whom_nothing_happens_are_not_touched() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    anna.keeps("Run").await;
    api.move_to(MIDNIGHT);
    let run = || async { api.scheduler.run_rollovers().await.unwrap() };
    assert_eq!(
        api.statements_of(run()).await,
        3,
        "who waits, who has not answered, and which groups have a day"
    );
    assert_eq!(api.statements_of(run()).await, 2, "who has not answered is the same for a minute");
    assert_eq!(api.count("select count(*) from users where rolled_over_through is not null").await, 0);
}
