//! Deliveries that were given up: listed with their cause, and sent again on demand.

use core_shared::client::ApiClient;
use core_shared::contract::deliveries::DeliveryOutcome;
use core_shared::contract::problem::ProblemKind;
use core_shared::domain::{DeliveryId, UserId};

use crate::harness::{ADMIN_KEY, Api};

fn admin(api: &Api) -> ApiClient {
    ApiClient::new(&api.url, ADMIN_KEY.into())
}

#[tokio::test]
async fn what_was_given_up_is_listed_with_its_cause_and_can_be_sent_again() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    anna.keeps_with_reminder("Run", "20:00").await;
    api.move_to("2026-11-16T20:01[Europe/Berlin]");
    let delivery = api.due().await.remove(0);
    api.reports(&delivery, DeliveryOutcome::Rejected { cause: "can't parse entities".to_owned() }).await;
    let dead = admin(&api).list_dead_letters(None).await.unwrap();
    assert_eq!((dead.dead_letters.len(), &dead.next), (1, &None));
    assert_eq!(dead.dead_letters[0].cause.as_deref(), Some("can't parse entities"));
    admin(&api).replay_dead_letter(anna.id, delivery.id).await.unwrap();
    assert!(admin(&api).list_dead_letters(None).await.unwrap().dead_letters.is_empty());
    let again = api.claims().await.deliveries.remove(0);
    assert_eq!((again.id, again.attempt), (delivery.id, 2));
    let twice = admin(&api).replay_dead_letter(anna.id, delivery.id).await.unwrap_err();
    assert_eq!(twice.kind(), Some(ProblemKind::NotFound), "it is on its way already");
}

#[tokio::test]
async fn what_is_not_wanted_any_more_is_not_sent_again() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps_with_reminder("Run", "20:00").await;
    api.move_to("2026-11-16T20:01[Europe/Berlin]");
    let delivery = api.due().await.remove(0);
    api.reports(&delivery, DeliveryOutcome::Rejected { cause: "bad".to_owned() }).await;
    anna.checks_in(run, "2026-11-16").await;
    admin(&api).replay_dead_letter(anna.id, delivery.id).await.unwrap();
    assert!(api.claims().await.deliveries.is_empty());
}

#[tokio::test]
async fn many_dead_letters_come_in_pages_and_each_once() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    anna.keeps_with_reminder("Run", "20:00").await;
    api.move_to("2026-11-16T20:01[Europe/Berlin]");
    api.plans().await;
    sqlx::query(
        "insert into deliveries (user_id, dedup_key, kind, habit_id, day, state, due_at, ready_at, expires_at, finished_at)
         select user_id, 'copy/' || number, kind, habit_id, day, 'rejected', due_at, ready_at, expires_at, due_at
         from deliveries, generate_series(1, 250) number",
    )
    .execute(&api.db)
    .await
    .unwrap();
    let mut seen: Vec<(UserId, DeliveryId)> = Vec::new();
    let mut next = None;
    loop {
        let page = admin(&api).list_dead_letters(next.as_deref()).await.unwrap();
        seen.extend(page.dead_letters.iter().map(|letter| (letter.user, letter.id)));
        next = page.next;
        if next.is_none() {
            break;
        }
    }
    assert_eq!(seen.len(), 250);
    assert!(seen.is_sorted_by(|one, other| one < other));
    let nonsense = admin(&api).list_dead_letters(Some("somewhere")).await.unwrap_err();
    assert_eq!(nonsense.kind(), Some(ProblemKind::Invalid));
}

#[tokio::test]
async fn a_habit_that_cannot_be_read_stops_nobody_elses_reminders() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    for id in [7, 8, 9] {
        api.user(id, "Europe/Berlin").await.keeps_with_reminder("Run", "20:00").await;
    }
    let broken = "update habits set schedules = '[{\"valid_from\": \"never\"}]' where user_id = 8";
    sqlx::query(broken).execute(&api.db).await.unwrap();
    api.move_to("2026-11-16T20:01[Europe/Berlin]");
    let mut asked: Vec<i64> = api.due().await.into_iter().map(|delivery| delivery.user.0).collect();
    asked.sort_unstable();
    assert_eq!(asked, [7, 9]);
    let dead = admin(&api).list_dead_letters(None).await.unwrap().dead_letters;
    assert_eq!((dead.len(), dead[0].user), (1, UserId(8)), "{dead:?}");
}
