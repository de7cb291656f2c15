//! The calls of tasks as schedulers see them: the most urgent first, signed, under a lease, tried again ever more slowly.

use core_shared::contract::calls::{
    CallOutcome, CallReport, ClaimCalls, ClaimedCall, MAX_CALLS, ReportCalls,
};
use core_shared::contract::tasks::TaskState;
use jiff::{SignedDuration, Timestamp};

use crate::harness::{Api, SIGNING_KEY, instant};
use crate::tasks::{queues, service};

/// What a scheduler would call now.
pub(crate) async fn claims(api: &Api) -> Vec<ClaimedCall> {
    api.scheduler.claim_calls(&ClaimCalls { limit: MAX_CALLS }).await.unwrap().calls
}

pub(crate) async fn reports(api: &Api, call: &ClaimedCall, outcome: CallOutcome) -> u64 {
    let report = CallReport { id: call.id, attempt: call.attempt, outcome };
    api.scheduler.report_calls(&ReportCalls { reports: vec![report] }).await.unwrap().accepted
}

pub(crate) fn failed(status: Option<u16>, retry_after: Option<&str>) -> CallOutcome {
    let retry_after = retry_after.map(str::to_owned);
    CallOutcome::Failed { status, retry_after, cause: "it did not work".to_owned() }
}

/// How long until a call may be tried again that has just failed.
async fn pause_after(api: &Api, call: &ClaimedCall, outcome: CallOutcome, now: Timestamp) -> SignedDuration {
    assert_eq!(reports(api, call, outcome).await, 1);
    let task = service(api).get_task(call.id).await.unwrap();
    assert_eq!(task.state, TaskState::Open, "{task:?}");
    task.ready_at.duration_since(now)
}

#[tokio::test]
async fn the_most_urgent_comes_first_and_nothing_before_its_time() {
    let api = Api::at("2026-11-16T12:00[UTC]").await;
    for (key, fields) in [
        ("low", r#""priority":"low""#),
        ("normal", ""),
        ("high", r#""priority":"high""#),
        ("later", r#""priority":"high","not_before":"2026-11-16T13:00:00Z""#),
    ] {
        queues(&api, key, fields).await;
    }
    let page = api.scheduler.claim_calls(&ClaimCalls { limit: 2 }).await.unwrap();
    let mut keys = Vec::new();
    for call in page.calls.iter().chain(&claims(&api).await) {
        keys.push(service(&api).get_task(call.id).await.unwrap().dedup_key);
    }
    assert!(page.more);
    assert_eq!(keys, ["high", "normal", "low"]);
    api.move_to("2026-11-16T13:00[UTC]");
    assert_eq!(claims(&api).await.len(), 4, "and what was leased comes again with it");
}

#[tokio::test]
async fn a_call_is_signed_at_its_claim() {
    let api = Api::at("2026-11-16T12:00[UTC]").await;
    queues(&api, "a", "").await;
    let call = claims(&api).await.remove(0);
    let body = call.call.body.as_ref().unwrap().as_str();
    let at = instant("2026-11-16T12:00[UTC]").as_second();
    let expected = by_the_receiver(&format!("{at}.{body}"));
    assert_eq!(call.signature, format!("t={at},v1={expected}"));
}

/// What a receiver computes.
fn by_the_receiver(text: &str) -> String {
    use hmac::{KeyInit as _, Mac as _};
    let mut mac = hmac::Hmac::<sha2::Sha256>::new_from_slice(SIGNING_KEY.as_bytes()).unwrap();
    mac.update(text.as_bytes());
    hex::encode(mac.finalize().into_bytes())
}

#[tokio::test]
async fn what_fails_is_tried_again_soon_at_first_and_then_ever_more_slowly() {
    let api = Api::at("2026-11-16T12:00[UTC]").await;
    let mut now = instant("2026-11-16T12:00[UTC]");
    queues(&api, "a", r#""expires_at":"2026-11-26T12:00:00Z""#).await;
    let mut pauses = Vec::new();
    for _ in 0..14 {
        let call = claims(&api).await.remove(0);
        let pause = pause_after(&api, &call, failed(Some(500), None), now).await;
        pauses.push(pause.as_secs_f64());
        now += pause;
        api.move_to(&format!("{now}[UTC]"));
    }
    let most = [10, 10, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600, 3600].map(f64::from);
    for (pause, most) in pauses.iter().zip(most) {
        let least = if most <= 10.0 { most } else { 0.8 * most };
        assert!((least..=most).contains(pause), "{pauses:?}");
    }
}

#[tokio::test]
async fn a_receiver_that_asks_for_patience_is_given_it() {
    let api = Api::at("2026-11-16T12:00[UTC]").await;
    let now = instant("2026-11-16T12:00[UTC]");
    for (retry_after, seconds) in [
        ("120", 120),
        ("Mon, 16 Nov 2026 12:10:00 GMT", 600),
        ("0", 1),
        ("Mon, 16 Nov 2026 11:00:00 GMT", 1),
        ("nonsense", 10),
    ] {
        queues(&api, &format!("task/{seconds}/{}", retry_after.len()), "").await;
        let call = claims(&api).await.remove(0);
        let pause = pause_after(&api, &call, failed(Some(429), Some(retry_after)), now).await;
        assert_eq!(pause.as_secs(), seconds, "{retry_after}");
    }
}

#[tokio::test]
async fn what_could_only_be_tried_after_its_time_is_given_up_at_once() {
    let api = Api::at("2026-11-16T12:00[UTC]").await;
    let id = queues(&api, "a", "").await.id;
    let call = claims(&api).await.remove(0);
    assert_eq!(reports(&api, &call, failed(Some(503), Some("86400"))).await, 1);
    let task = service(&api).get_task(id).await.unwrap();
    assert_eq!((task.state, task.status), (TaskState::Rejected, Some(503)));
    assert_eq!(task.cause.as_deref(), Some("it did not work"));
    assert!(task.finished_at.is_some());
}

#[tokio::test]
async fn after_fifty_failures_a_call_is_given_up() {
    let api = Api::at("2026-11-16T12:00[UTC]").await;
    let id = queues(&api, "a", r#""expires_at":"2026-12-16T12:00:00Z""#).await.id;
    sqlx::query("update tasks set failures = 49").execute(&api.db).await.unwrap();
    let call = claims(&api).await.remove(0);
    reports(&api, &call, failed(None, None)).await;
    let task = service(&api).get_task(id).await.unwrap();
    assert_eq!((task.state, task.failures), (TaskState::Rejected, 50));
}

#[tokio::test]
async fn what_nobody_called_in_time_has_expired_and_what_failed_before_is_rejected() {
    let api = Api::at("2026-11-16T12:00[UTC]").await;
    let soon = r#""expires_at":"2026-11-16T12:01:00Z""#;
    let tried = queues(&api, "tried", soon).await.id;
    let call = claims(&api).await.remove(0);
    reports(&api, &call, failed(Some(500), None)).await;
    let untried = queues(&api, "untried", soon).await.id;
    api.move_to("2026-11-16T12:01[UTC]");
    assert!(claims(&api).await.is_empty());
    let state = async |id| service(&api).get_task(id).await.unwrap().state;
    assert_eq!((state(tried).await, state(untried).await), (TaskState::Rejected, TaskState::Expired));
    assert_eq!(service(&api).replay_task(untried).await.unwrap().state, TaskState::Open);
}

#[tokio::test]
async fn a_lease_that_has_run_out_is_handed_out_again_and_its_late_report_does_not_count() {
    let api = Api::at("2026-11-16T12:00[UTC]").await;
    let id = queues(&api, "a", "").await.id;
    let of_the_dead = claims(&api).await.remove(0);
    assert!(claims(&api).await.is_empty(), "it is leased");
    api.move_to("2026-11-16T12:01[UTC]");
    let of_the_living = claims(&api).await.remove(0);
    assert_eq!(of_the_living.attempt, 2);
    assert_eq!(reports(&api, &of_the_dead, failed(Some(500), None)).await, 0);
    assert_eq!(reports(&api, &of_the_living, CallOutcome::Done { status: 200 }).await, 1);
    assert_eq!(reports(&api, &of_the_living, CallOutcome::Done { status: 200 }).await, 0, "twice is once");
    let task = service(&api).get_task(id).await.unwrap();
    assert_eq!((task.state, task.failures), (TaskState::Done, 0));
}

#[tokio::test]
async fn what_is_handed_back_is_ready_at_once_and_has_not_failed() {
    let api = Api::at("2026-11-16T12:00[UTC]").await;
    let id = queues(&api, "a", "").await.id;
    let call = claims(&api).await.remove(0);
    assert_eq!(reports(&api, &call, CallOutcome::Released {}).await, 1);
    assert_eq!(service(&api).get_task(id).await.unwrap().failures, 0);
    assert_eq!(claims(&api).await.len(), 1);
}

#[tokio::test]
async fn a_call_that_cannot_be_read_or_is_allowed_no_longer_stops_nobody_elses() {
    let api = Api::at("2026-11-16T12:00[UTC]").await;
    let [broken, forbidden, fine] = ["broken", "forbidden", "fine"].map(|key| queues(&api, key, ""));
    let (broken, forbidden, fine) = (broken.await.id, forbidden.await.id, fine.await.id);
    for (id, request) in [(broken, r#"{"url":7}"#), (forbidden, r#"{"url":"http://9.9.9.9/"}"#)] {
        let sql = "update tasks set request = $2::jsonb where id = $1";
        sqlx::query(sql).bind(id.0).bind(request).execute(&api.db).await.unwrap();
    }
    let claimed = claims(&api).await;
    assert_eq!(claimed.iter().map(|call| call.id).collect::<Vec<_>>(), [fine]);
    let rejected = api.count("select count(*) from tasks where state = 'rejected' and cause <> ''").await;
    assert_eq!(rejected, 2);
}

#[tokio::test]
async fn claiming_and_reporting_are_one_statement_each() {
    let api = Api::at("2026-11-16T12:00[UTC]").await;
    queues(&api, "a", "").await;
    let claim = async {
        let call = claims(&api).await.remove(0);
        reports(&api, &call, CallOutcome::Done { status: 200 }).await;
    };
    assert_eq!(api.statements_of(claim).await, 2);
    assert_eq!(api.statements_of(claims(&api)).await, 1, "nothing is due");
}

#[tokio::test]
async fn a_claim_reads_as_much_as_it_hands_out_however_much_waits() {
    let api = Api::at("2026-11-16T12:00[UTC]").await;
    queues(&api, "first", "").await;
    // Many that are ready, many that wait for later, and many that are done.
    sqlx::query(
        "insert into tasks (service, dedup_key, fingerprint, kind, request, priority, state, ready_at, expires_at, created_at)
         select service, 'copy/' || number, fingerprint, kind, request, number % 3 - 1,
                case when number <= 30000 then 'open' else 'done' end,
                ready_at + case when number <= 15000 then interval '0' else interval '1 day' end,
                expires_at + interval '2 days', created_at
         from tasks, generate_series(1, 60000) number",
    )
    .execute(&api.db)
    .await
    .unwrap();
    sqlx::query("analyze tasks").execute(&api.db).await.unwrap();
    sqlx::query("create extension if not exists pg_stat_statements").execute(&api.db).await.unwrap();
    // More often than Postgres plans anew for each call.
    for _ in 0..8 {
        assert_eq!(claims(&api).await.len(), 32);
    }
    let most = api.pages_read_by("with high as").await;
    // The table alone has more than a thousand pages; each row that is handed out is found, locked, moved and entered
    // into the indexes.
    let pages = api.count("select pg_relation_size('tasks') / 8192").await;
    assert!(pages > 1000, "{pages}");
    assert!(most < 1000, "{most} pages for a claim of 32");
}
