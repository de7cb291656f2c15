//! Updates as processes of the bot see them: kept once, handed out one of each chat at a time and in order, under a lease.

use core_shared::client::ApiClient;
use core_shared::contract::problem::ProblemKind;
use core_shared::contract::updates::{
    ClaimUpdates, ClaimedUpdate, MAX_UPDATE_BYTES, NewUpdate, ReportUpdates, StoreUpdates, UpdateOutcome,
    UpdateReport,
};
use jiff::ToSpan as _;
use serde_json::json;

use crate::harness::{Api, BOT_KEY, instant};

const NOON: &str = "2026-11-16T12:00[UTC]";

fn update(id: i64, chat: impl Into<Option<i64>>) -> NewUpdate {
    NewUpdate {
        update_id: id,
        chat: chat.into(),
        body: json!({"update_id": id, "message": {"text": "hello"}}),
    }
}

async fn stores(api: &Api, updates: Vec<NewUpdate>) -> u64 {
    api.bot.store_updates(&StoreUpdates { updates, claim: 0 }).await.unwrap().stored
}

async fn claims(api: &Api) -> Vec<ClaimedUpdate> {
    api.bot.claim_updates(&ClaimUpdates { limit: 100 }).await.unwrap().updates
}

async fn claims_ids(api: &Api) -> Vec<i64> {
    ids(&claims(api).await)
}

fn ids(claimed: &[ClaimedUpdate]) -> Vec<i64> {
    claimed.iter().map(|update| update.update_id).collect()
}

async fn reports(api: &Api, update: &ClaimedUpdate, outcome: UpdateOutcome) -> u64 {
    let report = UpdateReport { update_id: update.update_id, attempt: update.attempt, outcome };
    api.bot.report_updates(&ReportUpdates { reports: vec![report], claim: 0 }).await.unwrap().accepted
}

fn failed() -> UpdateOutcome {
    UpdateOutcome::Failed { after_seconds: 0, cause: "nobody took the answer".to_owned() }
}

/// What is kept of an update, or nothing.
async fn rests(api: &Api) -> Vec<(i64, Option<i64>, Option<serde_json::Value>, Option<String>)> {
    sqlx::query_as("select update_id, chat, body, cause from updates order by update_id")
        .fetch_all(&api.db)
        .await
        .unwrap()
}

#[tokio::test]
async fn of_each_chat_one_is_handed_out_and_the_next_after_its_report() {
    let api = Api::at(NOON).await;
    let page = vec![update(1, 7), update(2, 7), update(3, 8), update(4, None), update(5, None), update(6, 8)];
    let answer = api.bot.store_updates(&StoreUpdates { updates: page, claim: 3 }).await.unwrap();
    assert_eq!((answer.stored, ids(&answer.claim.updates), answer.claim.more), (6, vec![1, 3, 4], true));
    assert_eq!(answer.claim.updates[0].body["message"]["text"], "hello");
    assert_eq!(claims_ids(&api).await, [5], "what has no chat waits for nothing");
    let first = &answer.claim.updates[0];
    let report = UpdateReport { update_id: 1, attempt: first.attempt, outcome: UpdateOutcome::Handled {} };
    let next = api.bot.report_updates(&ReportUpdates { reports: vec![report], claim: 9 }).await.unwrap();
    assert_eq!((next.accepted, ids(&next.claim.updates), next.claim.more), (1, vec![2], false));
}

#[tokio::test]
async fn an_update_is_kept_once_for_a_day_and_of_a_finished_one_only_its_number() {
    let api = Api::at(NOON).await;
    assert_eq!(stores(&api, vec![update(1, 7), update(1, 7)]).await, 1);
    assert_eq!(stores(&api, vec![update(1, 7)]).await, 0, "while it waits");
    let claimed = claims(&api).await.remove(0);
    assert_eq!(stores(&api, vec![update(1, 7)]).await, 0, "while it is handled");
    assert_eq!(reports(&api, &claimed, UpdateOutcome::Handled {}).await, 1);
    assert_eq!(rests(&api).await, [(1, None, None, None)]);
    api.move_to("2026-11-17T12:59[UTC]");
    assert_eq!(stores(&api, vec![update(1, 7)]).await, 0, "a day later");
    assert!(claims(&api).await.is_empty());
    api.move_to("2026-11-17T13:00[UTC]");
    assert_eq!(stores(&api, vec![update(1, 7)]).await, 1, "the number stands for something new");
    assert_eq!(claims_ids(&api).await, [1]);
}

#[tokio::test]
async fn old_numbers_are_forgotten_by_what_comes_later() {
    let api = Api::at(NOON).await;
    for first in [0, 100, 200] {
        stores(&api, (first..first + 100).map(|id| update(id, None)).collect()).await;
        for claimed in claims(&api).await {
            reports(&api, &claimed, UpdateOutcome::Handled {}).await;
        }
    }
    assert_eq!(rests(&api).await.len(), 300);
    api.move_to("2026-11-17T14:00[UTC]");
    stores(&api, vec![update(1000, 7)]).await;
    assert_eq!(rests(&api).await.len(), 300 - 12 + 1, "a few with each that comes");
}

#[tokio::test]
async fn what_a_dead_bot_held_is_handed_out_again_and_its_late_report_does_not_count() {
    let api = Api::at(NOON).await;
    stores(&api, vec![update(1, 7), update(2, 7)]).await;
    let held = claims(&api).await.remove(0);
    api.move_to("2026-11-16T12:00:04[UTC]");
    assert!(claims(&api).await.is_empty());
    assert_eq!(reports(&api, &held, UpdateOutcome::Working {}).await, 1);
    api.move_to("2026-11-16T12:00:08[UTC]");
    assert!(claims(&api).await.is_empty(), "whoever works keeps it");
    api.move_to("2026-11-16T12:00:09[UTC]");
    let again = claims(&api).await.remove(0);
    assert_eq!((again.update_id, again.attempt), (1, 2));
    assert_eq!(reports(&api, &held, UpdateOutcome::Handled {}).await, 0);
    assert_eq!(reports(&api, &held, UpdateOutcome::Working {}).await, 0);
    assert!(claims(&api).await.is_empty());
    assert_eq!(reports(&api, &again, UpdateOutcome::Handled {}).await, 1);
    assert_eq!(reports(&api, &again, UpdateOutcome::Handled {}).await, 0, "twice");
    assert_eq!(claims_ids(&api).await, [2]);
}

#[tokio::test]
async fn what_has_to_wait_comes_again_and_the_later_ones_of_its_chat_wait_for_it() {
    let api = Api::at(NOON).await;
    stores(&api, vec![update(1, 7), update(2, 7), update(3, 8)]).await;
    let claimed = claims(&api).await;
    assert_eq!(reports(&api, &claimed[0], UpdateOutcome::Again { after_seconds: 2 }).await, 1);
    assert!(claims(&api).await.is_empty());
    api.move_to("2026-11-16T12:00:02[UTC]");
    assert_eq!(claims_ids(&api).await, [1]);
}

#[tokio::test]
async fn what_nobody_can_answer_is_given_up_with_its_cause_and_its_chat_goes_on() {
    let api = Api::at(NOON).await;
    stores(&api, vec![update(1, 7), update(2, 7)]).await;
    for attempt in 1..=3 {
        let claimed = claims(&api).await.remove(0);
        assert_eq!((claimed.update_id, claimed.attempt), (1, attempt));
        assert_eq!(reports(&api, &claimed, failed()).await, 1);
    }
    assert_eq!(rests(&api).await[0], (1, None, None, Some("nobody took the answer".to_owned())));
    assert_eq!(claims_ids(&api).await, [2]);
}

#[tokio::test]
async fn what_kills_whoever_takes_it_is_given_up_and_its_chat_goes_on() {
    let api = Api::at(NOON).await;
    stores(&api, vec![update(1, 7), update(2, 7)]).await;
    let mut now = instant(NOON);
    for attempt in 1..=5 {
        let claimed = claims(&api).await.remove(0);
        assert_eq!((claimed.update_id, claimed.attempt), (1, attempt));
        now += 5.seconds();
        api.set_to(now);
    }
    assert!(claims(&api).await.is_empty(), "this claim gives it up");
    assert_eq!(claims_ids(&api).await, [2]);
    let cause = rests(&api).await.remove(0).3;
    assert_eq!(cause.as_deref(), Some("nobody who took it came to an end"));
}

#[tokio::test]
async fn what_waits_for_something_that_never_comes_back_is_given_up() {
    let api = Api::at(NOON).await;
    stores(&api, vec![update(1, 7), update(2, 7)]).await;
    for _ in 1..=50 {
        let claimed = claims(&api).await.remove(0);
        assert_eq!(claimed.update_id, 1);
        reports(&api, &claimed, UpdateOutcome::Again { after_seconds: 0 }).await;
    }
    assert_eq!(claims_ids(&api).await, [2]);
}

/// Takes what there is, and notes in which order it came, until everything was handled.
async fn works(client: ApiClient, seen: &tokio::sync::Mutex<Vec<i64>>, total: usize) {
    let mut claim = client.claim_updates(&ClaimUpdates { limit: 7 }).await.unwrap();
    loop {
        let claimed = std::mem::take(&mut claim.updates);
        let mut log = seen.lock().await;
        log.extend(ids(&claimed));
        if log.len() >= total {
            return;
        }
        drop(log);
        let report = |update: &ClaimedUpdate| UpdateReport {
            update_id: update.update_id,
            attempt: update.attempt,
            outcome: UpdateOutcome::Handled {},
        };
        let reports: Vec<_> = claimed.iter().map(report).collect();
        claim = client.report_updates(&ReportUpdates { reports, claim: 7 }).await.unwrap().claim;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn several_that_claim_at_once_take_each_update_once_and_each_chat_in_order() {
    let api = Api::at(NOON).await;
    let beside = api.beside().await;
    let updates: Vec<_> = (0..1000).map(|id| update(id, id % 20)).collect();
    for page in updates.chunks(100) {
        stores(&api, page.to_vec()).await;
    }
    let seen = tokio::sync::Mutex::new(Vec::new());
    let client = |api: &Api| ApiClient::new(&api.url, BOT_KEY.into());
    tokio::join!(
        works(client(&api), &seen, 1000),
        works(client(&api), &seen, 1000),
        works(client(&beside), &seen, 1000),
        works(client(&beside), &seen, 1000),
    );
    let seen = seen.into_inner();
    assert_eq!(seen.len(), 1000);
    for chat in 0..20 {
        let of_chat: Vec<_> = seen.iter().filter(|id| *id % 20 == chat).copied().collect();
        assert_eq!(of_chat, (0..50).map(|number| number * 20 + chat).collect::<Vec<_>>(), "chat {chat}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_that_store_and_claim_one_chat_at_the_same_moment_never_hold_two_of_it() {
    let api = Api::at(NOON).await;
    let beside = api.beside().await;
    // The later one may well be there first.
    let take = async |api: &Api, ids: [i64; 2]| {
        let store = StoreUpdates { updates: ids.map(|id| update(id, id / 2)).into(), claim: 2 };
        api.bot.store_updates(&store).await.unwrap().claim.updates
    };
    for round in 0..200 {
        let (one, other) = (round * 4, round * 4 + 2);
        let (mut held, more) = tokio::join!(take(&api, [one, other + 1]), take(&beside, [one + 1, other]));
        held.extend(more);
        let mut chats: Vec<_> = held.iter().map(|update| update.update_id / 2).collect();
        chats.sort_unstable();
        chats.dedup();
        assert_eq!(chats.len(), held.len(), "{:?}", ids(&held));
    }
    assert_eq!(api.count("select count(*) from updates where claimed").await, 400, "and each chat was begun");
}

#[tokio::test]
async fn what_cannot_be_kept_is_refused_and_points_to_itself() {
    let api = Api::at(NOON).await;
    let long = "x".repeat(MAX_UPDATE_BYTES);
    for body in [json!("hello"), json!({"text": "a\0b"}), json!({ "text": long })] {
        let bad = NewUpdate { body, ..update(2, 7) };
        let store = StoreUpdates { updates: vec![update(1, 7), bad], claim: 0 };
        let refused = api.bot.store_updates(&store).await.unwrap_err();
        assert_eq!(refused.kind(), Some(ProblemKind::Invalid));
    }
    let many = StoreUpdates { updates: (0..101).map(|id| update(id, 7)).collect(), claim: 0 };
    assert_eq!(api.bot.store_updates(&many).await.unwrap_err().kind(), Some(ProblemKind::Invalid));
    let none = api.bot.claim_updates(&ClaimUpdates { limit: 0 }).await.unwrap_err();
    assert_eq!(none.kind(), Some(ProblemKind::Invalid));
    assert!(rests(&api).await.is_empty());
}

#[tokio::test]
async fn storing_claiming_and_reporting_read_what_is_open_and_not_all_that_is_known() {
    let api = Api::at(NOON).await;
    sqlx::query(
        "insert into updates (update_id, received_at, ready_at, finished_at)
         select id, at, at, at
         from generate_series(1, 200000) id, (values (timestamptz '2026-11-16 11:00Z')) moment (at)",
    )
    .execute(&api.db)
    .await
    .unwrap();
    sqlx::query("create extension if not exists pg_stat_statements").execute(&api.db).await.unwrap();
    let mut next = 1_000_000;
    // As long as nobody has counted the rows, and then as often as Postgres needs to plan in general.
    for round in 0..10 {
        if round == 5 {
            sqlx::query("analyze updates").execute(&api.db).await.unwrap();
        }
        stores(&api, (next..next + 20).map(|id| update(id, id % 10)).collect()).await;
        let claimed = claims(&api).await;
        assert_eq!(claimed.len(), 10);
        let report = |update: &ClaimedUpdate| UpdateReport {
            update_id: update.update_id,
            attempt: update.attempt,
            outcome: UpdateOutcome::Handled {},
        };
        let reports = claimed.iter().map(report).collect();
        api.bot.report_updates(&ReportUpdates { reports, claim: 20 }).await.unwrap();
        sqlx::query("delete from updates where finished_at is null").execute(&api.db).await.unwrap();
        next += 20;
    }
    let pages = api.count("select pg_relation_size('updates') / 8192").await;
    assert!(pages > 1500, "{pages}");
    for statement in ["with old as", "with ready as", "with verdict as"] {
        let most = api.pages_read_by(statement).await;
        // A row is found, locked, written anew and entered into five indexes.
        assert!(most < 700, "{most} pages for {statement}");
    }
}
