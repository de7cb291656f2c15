//! Messages that services queue: a delivery each, and a task that tells what became of it.

use core_shared::client::ClientError;
use core_shared::contract::deliveries::{ClaimDeliveries, ClaimedDelivery, DeliveryContent, DeliveryOutcome};
use core_shared::contract::problem::ProblemKind;
use core_shared::contract::tasks::{AddressedBody, CreateTask, TaskBody, TaskState, TasksBody};
use core_shared::domain::{TaskId, UserId};

use crate::harness::{Api, TASKS_KEY, instant};
use crate::tasks::{queues, service};

const TEXT: &str = "<b>a & b</b> 🚀\n\tnext";

/// A message to the user 7, with more fields of the task such as `"priority":"high"`.
fn message(key: &str, fields: &str) -> CreateTask {
    said(key, &serde_json::json!({"user": 7, "text": TEXT}), fields)
}

fn said(key: &str, message: &serde_json::Value, fields: &str) -> CreateTask {
    let comma = if fields.is_empty() { "" } else { "," };
    serde_json::from_str(&format!(r#"{{"dedup_key":"{key}","message":{message}{comma}{fields}}}"#)).unwrap()
}

async fn says(api: &Api, key: &str, fields: &str) -> TaskBody {
    service(api).create_task(&message(key, fields)).await.unwrap()
}

async fn task(api: &Api, task: TaskId) -> TaskBody {
    service(api).get_task(task).await.unwrap()
}

async fn claimed(api: &Api) -> ClaimedDelivery {
    let mut deliveries = api.claims().await.deliveries;
    assert_eq!(deliveries.len(), 1, "{deliveries:?}");
    deliveries.remove(0)
}

fn is_wrong_state(error: &ClientError) -> bool {
    error.kind() == Some(ProblemKind::TaskState)
}

fn rejected(cause: &str) -> DeliveryOutcome {
    DeliveryOutcome::Rejected { cause: cause.to_owned() }
}

const SENT: DeliveryOutcome = DeliveryOutcome::Sent { message_id: 5 };

#[tokio::test]
async fn a_message_is_sent_once_and_exactly_as_it_is() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let queued = says(&api, "a", "").await;
    assert_eq!(says(&api, "a", "").await, queued, "the same key is the same message");
    let other = service(&api).create_task(&message("a", r#""priority":"low""#)).await.unwrap_err();
    assert_eq!(other.kind(), Some(ProblemKind::KeyReused));

    let delivery = claimed(&api).await;
    assert_eq!((delivery.user, delivery.attempt), (anna.id, 1));
    assert_eq!(delivery.content, DeliveryContent::Message { text: TEXT.to_owned(), silent: false });
    assert_eq!(api.reports(&delivery, SENT).await, 1);
    let done = task(&api, queued.id).await;
    assert_eq!((done.state, done.attempts, done.failures), (TaskState::Done, 1, 0));
    assert_eq!(done.finished_at, Some(instant("2026-11-16T12:00[Europe/Berlin]")));
    assert_eq!(says(&api, "a", "").await, done);
    assert_eq!(api.claims().await.deliveries, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_that_queue_the_same_message_at_the_same_moment_queue_one() {
    let api = Api::at("2026-11-16T12:00[UTC]").await;
    api.user(7, "UTC").await;
    let ids = futures_util::future::join_all((0..16).map(|_| says(&api, "a", ""))).await;
    assert!(ids.iter().all(|task| task.id == ids[0].id), "{ids:?}");
    assert_eq!(api.count("select count(*) from deliveries").await, 1);
}

#[tokio::test]
async fn a_task_tells_whom_its_message_is_for_and_not_what_it_says() {
    let api = Api::at("2026-11-16T12:00[UTC]").await;
    api.user(7, "UTC").await;
    let queued = says(&api, "a", r#""not_before":"2026-11-16T14:00:00Z""#).await;
    assert_eq!((queued.state, queued.attempts), (TaskState::Open, 0));
    assert_eq!((&queued.call, &queued.message), (&None, &Some(AddressedBody { user: UserId(7) })));
    assert_eq!(queued.ready_at, "2026-11-16T14:00:00Z".parse().unwrap());
    assert_eq!(queued.expires_at, "2026-11-17T14:00:00Z".parse().unwrap());
    assert_eq!(task(&api, queued.id).await, queued);
    let listed = service(&api).list_tasks(None, None).await.unwrap();
    assert_eq!(listed.tasks, [queued]);
    assert!(!serde_json::to_string(&listed).unwrap().contains("a & b"), "{listed:?}");
}

#[tokio::test]
async fn a_message_leaves_not_before_its_time() {
    let api = Api::at("2026-11-16T12:00[UTC]").await;
    api.user(7, "UTC").await;
    says(&api, "a", r#""not_before":"2026-11-16T14:00:00Z""#).await;
    api.move_to("2026-11-16T13:59:59[UTC]");
    assert_eq!(api.claims().await.deliveries, []);
    api.move_to("2026-11-16T14:00[UTC]");
    claimed(&api).await;
}

#[tokio::test]
async fn what_could_not_leave_in_its_time_has_expired_and_can_be_replayed() {
    let api = Api::at("2026-11-16T12:00[UTC]").await;
    api.user(7, "UTC").await;
    let id = says(&api, "a", r#""expires_at":"2026-11-16T13:00:00Z""#).await.id;
    api.move_to("2026-11-16T13:00[UTC]");
    assert_eq!(api.claims().await.deliveries, []);
    let expired = task(&api, id).await;
    assert_eq!((expired.state, expired.finished_at), (TaskState::Expired, Some(expired.expires_at)));

    let replayed = service(&api).replay_task(id).await.unwrap();
    assert_eq!((replayed.state, replayed.finished_at), (TaskState::Open, None));
    assert_eq!(replayed.expires_at, "2026-11-17T13:00:00Z".parse().unwrap());
    claimed(&api).await;
}

#[tokio::test]
async fn a_message_that_is_urgent_overtakes_what_waits_and_one_that_is_not_lets_it_pass() {
    let api = Api::at("2026-11-16T12:00[UTC]").await;
    for id in 1..=7 {
        api.user(id, "UTC").await.keeps_with_reminder("Run", "21:00").await;
    }
    api.move_to("2026-11-16T21:00[UTC]");
    assert_eq!(api.plans().await, 7);
    api.move_to("2026-11-16T21:01[UTC]");
    let low = said("low", &serde_json::json!({"user": 7, "text": "low"}), r#""priority":"low""#);
    service(&api).create_task(&low).await.unwrap();
    says(&api, "high", r#""priority":"high""#).await;
    let first = api.scheduler.claim_deliveries(&ClaimDeliveries { limit: 1 }).await.unwrap().deliveries;
    let text = |delivery: &ClaimedDelivery| match &delivery.content {
        DeliveryContent::Message { text, .. } => Some(text.clone()),
        _ => None,
    };
    assert_eq!(first.iter().map(text).collect::<Vec<_>>(), [Some(TEXT.to_owned())]);
    let reminders = api.scheduler.claim_deliveries(&ClaimDeliveries { limit: 7 }).await.unwrap().deliveries;
    assert_eq!(reminders.iter().map(text).collect::<Vec<_>>(), vec![None; 7]);
    assert_eq!(text(&claimed(&api).await).as_deref(), Some("low"));
}

#[tokio::test]
async fn a_message_waits_for_the_end_of_quiet_hours_and_a_silent_one_does_not() {
    let api = Api::at("2026-11-16T23:00[Europe/Berlin]").await;
    api.user(7, "Europe/Berlin").await.sets(r#"{"quiet_hours":{"from":"22:00","to":"08:00"}}"#).await;
    let loud = says(&api, "loud", "").await.id;
    let quiet = said("quiet", &serde_json::json!({"user": 7, "text": "psst", "silent": true}), "");
    service(&api).create_task(&quiet).await.unwrap();
    let now = claimed(&api).await;
    assert_eq!(now.content, DeliveryContent::Message { text: "psst".to_owned(), silent: true });
    let held = task(&api, loud).await;
    assert_eq!((held.state, held.ready_at), (TaskState::Open, instant("2026-11-17T08:00[Europe/Berlin]")));

    api.reports(&now, SENT).await;
    api.move_to("2026-11-17T08:00[Europe/Berlin]");
    let morning = claimed(&api).await;
    assert_eq!(morning.content, DeliveryContent::Message { text: TEXT.to_owned(), silent: false });
}

#[tokio::test]
async fn what_telegram_rejects_is_rejected_with_its_cause_and_can_be_replayed() {
    let api = Api::at("2026-11-16T12:00[UTC]").await;
    api.user(7, "UTC").await;
    let id = says(&api, "a", r#""expires_at":"2026-11-16T13:00:00Z""#).await.id;
    let open = service(&api).replay_task(id).await.unwrap_err();
    assert!(is_wrong_state(&open), "{open}");
    let first = claimed(&api).await;
    let failed = DeliveryOutcome::Retry { after_seconds: Some(5), cause: "Bad Gateway".to_owned() };
    api.reports(&first, failed).await;
    let waiting = task(&api, id).await;
    assert_eq!(
        (waiting.state, waiting.failures, waiting.cause.as_deref()),
        (TaskState::Open, 1, Some("Bad Gateway"))
    );
    assert_eq!(waiting.ready_at, instant("2026-11-16T12:00:05[UTC]"));

    api.move_to("2026-11-16T12:00:05[UTC]");
    api.reports(&claimed(&api).await, rejected("Bad Request: message text is empty")).await;
    let dead = task(&api, id).await;
    assert_eq!((dead.state, dead.attempts), (TaskState::Rejected, 2));
    assert_eq!(dead.cause.as_deref(), Some("Bad Request: message text is empty"));

    api.move_to("2026-11-18T12:00[UTC]");
    let replayed = service(&api).replay_task(id).await.unwrap();
    assert_eq!((replayed.state, replayed.failures, &replayed.cause), (TaskState::Open, 0, &None));
    assert_eq!(replayed.expires_at, instant("2026-11-19T12:00[UTC]"));
    let again = claimed(&api).await;
    assert_eq!(again.attempt, 3);
    assert_eq!(api.reports(&first, SENT).await, 0, "the first claim is over");
    assert_eq!(api.reports(&again, SENT).await, 1);
    assert_eq!(task(&api, id).await.state, TaskState::Done);
}

#[tokio::test]
async fn a_message_to_somebody_who_has_blocked_the_bot_is_rejected_until_they_are_back() {
    let api = Api::at("2026-11-16T12:00[UTC]").await;
    api.user(7, "UTC").await;
    let first = says(&api, "first", "").await.id;
    let gone = DeliveryOutcome::Gone { cause: "Forbidden: bot was blocked by the user".to_owned() };
    api.reports(&claimed(&api).await, gone).await;
    let refused = task(&api, first).await;
    assert_eq!(refused.state, TaskState::Rejected);
    assert_eq!(refused.cause.as_deref(), Some("Forbidden: bot was blocked by the user"));

    let second = says(&api, "second", "").await.id;
    assert_eq!(api.claims().await.deliveries, []);
    let unsent = task(&api, second).await;
    assert_eq!(unsent.state, TaskState::Rejected);
    assert!(unsent.cause.as_deref().unwrap().starts_with("blocked"), "{unsent:?}");

    api.user(7, "UTC").await;
    service(&api).replay_task(second).await.unwrap();
    claimed(&api).await;
}

#[tokio::test]
async fn what_is_cancelled_is_not_sent_and_what_is_sent_cannot_be_cancelled() {
    let api = Api::at("2026-11-16T12:00[UTC]").await;
    api.user(7, "UTC").await;
    let service = service(&api);
    let unwanted = says(&api, "unwanted", "").await.id;
    for _twice_is_once in 0..2 {
        let cancelled = service.cancel_task(unwanted).await.unwrap();
        assert_eq!((cancelled.state, cancelled.finished_at.is_some()), (TaskState::Cancelled, true));
    }
    assert_eq!(api.claims().await.deliveries, []);
    let back = service.replay_task(unwanted).await.unwrap_err();
    assert!(is_wrong_state(&back), "{back}");

    let wanted = says(&api, "wanted", "").await.id;
    api.reports(&claimed(&api).await, SENT).await;
    let late = service.cancel_task(wanted).await.unwrap_err();
    assert!(is_wrong_state(&late), "{late}");
    assert_eq!(task(&api, wanted).await.state, TaskState::Done);
}

#[tokio::test]
async fn a_message_that_is_cancelled_while_it_is_sent_stays_cancelled() {
    let api = Api::at("2026-11-16T12:00[UTC]").await;
    api.user(7, "UTC").await;
    let id = says(&api, "a", "").await.id;
    let delivery = claimed(&api).await;
    service(&api).cancel_task(id).await.unwrap();
    assert_eq!(api.reports(&delivery, SENT).await, 0);
    assert_eq!(task(&api, id).await.state, TaskState::Cancelled);
}

/// A hundred messages and calls in turn, each of them in one of all states.
async fn hundred_of_both(api: &Api) {
    api.user(7, "UTC").await;
    for number in 0..50 {
        says(api, &format!("message/{number}"), "").await;
        queues(api, &format!("call/{number}"), "").await;
    }
    for sql in [
        "update deliveries
         set state = (array['open', 'sent', 'rejected', 'gone', 'expired', 'withdrawn'])[1 + task_id / 2 % 6]",
        "update tasks
         set state = (array['open', 'done', 'rejected', 'expired', 'cancelled'])[1 + id / 2 % 5]
         where kind = 'call'",
    ] {
        sqlx::query(sql).execute(&api.db).await.unwrap();
    }
}

#[tokio::test]
async fn calls_and_messages_are_listed_together_by_what_became_of_them() {
    let api = Api::at("2026-11-16T12:00[UTC]").await;
    hundred_of_both(&api).await;
    let pages = async |state: Option<TaskState>| {
        let (mut seen, mut after) = (Vec::new(), String::new());
        let state = state.map_or(String::new(), |state| format!("&state={}", state.name()));
        loop {
            let url = format!("{}/v1/tasks?limit=7{state}{after}", api.url);
            let request = api.http.get(url).header("x-api-key", TASKS_KEY);
            let page: TasksBody = request.send().await.unwrap().json().await.unwrap();
            assert!(page.tasks.len() <= 7);
            seen.extend(page.tasks);
            let Some(next) = page.next else { return seen };
            after = format!("&after={next}");
        }
    };
    let all = pages(None).await;
    assert_eq!(all.len(), 100);
    assert!(all.is_sorted_by(|one, other| one.id < other.id));
    for state in TaskState::ALL {
        let expected: Vec<_> = all.iter().filter(|task| task.state == state).cloned().collect();
        let kinds = |tasks: &[TaskBody]| tasks.iter().filter(|task| task.message.is_some()).count();
        assert!(kinds(&expected) >= 8 && kinds(&expected) + 8 <= expected.len(), "both kinds are in it");
        assert_eq!(pages(Some(state)).await, expected, "{state:?}");
    }
}

#[tokio::test]
async fn a_page_of_a_list_reads_little_of_many_tasks() {
    let api = Api::at("2026-11-16T12:00[UTC]").await;
    api.user(7, "UTC").await;
    let open = says(&api, "open", "").await.id;
    for sql in [
        "insert into tasks (service, dedup_key, fingerprint, kind, user_id, request, priority, state, ready_at, expires_at, created_at)
         select service, 'copy/' || number, fingerprint, case when number % 2 = 0 then 'message' else 'call' end,
                case when number % 2 = 0 then user_id end, request, priority,
                case when number % 2 = 0 then 'open' else 'done' end, ready_at, expires_at, created_at
         from tasks, generate_series(1, 60000) number",
        "insert into deliveries (user_id, dedup_key, kind, task_id, payload, state, due_at, ready_at, expires_at)
         select d.user_id, 'task/' || t.id, d.kind, t.id, d.payload, 'sent', d.due_at, d.ready_at, d.expires_at
         from deliveries d, tasks t
         where t.kind = 'message' and t.id <> d.task_id",
        "update tasks set request = '{\"url\":\"http://8.8.8.8/\"}' where kind = 'call'",
        "analyze tasks",
        "analyze deliveries",
        "create extension if not exists pg_stat_statements",
    ] {
        sqlx::query(sql).execute(&api.db).await.unwrap();
    }
    // More often than Postgres plans anew for each call.
    for _ in 0..8 {
        let listed = service(&api).list_tasks(Some(TaskState::Open), None).await.unwrap().tasks;
        assert_eq!(listed.iter().map(|task| task.id).collect::<Vec<_>>(), [open]);
        for (state, after) in
            [(Some(TaskState::Done), None), (Some(TaskState::Done), Some("30000")), (None, Some("30000"))]
        {
            assert_eq!(service(&api).list_tasks(state, after).await.unwrap().tasks.len(), 100);
        }
        service(&api).get_task(open).await.unwrap();
    }
    let most: i64 = sqlx::query_scalar(
        "select max((shared_blks_hit + shared_blks_read) / calls)::bigint
         from pg_stat_statements s
         join pg_database d on d.oid = s.dbid
         where d.datname = current_database() and s.query like 'with task as%' and s.query not like '%insert%'",
    )
    .fetch_one(&api.db)
    .await
    .unwrap();
    let pages = api.count("select pg_relation_size('tasks') / 8192").await;
    assert!(pages > 1000, "{pages}");
    // Each task is found by its place in the list, read, and read with its delivery.
    assert!(most < 1000, "{most} pages for a page of 100");
}

#[tokio::test]
async fn a_message_takes_a_statement_for_each_step() {
    let api = Api::at("2026-11-16T12:00[UTC]").await;
    api.user(7, "UTC").await;
    let id = says(&api, "a", "").await.id;
    assert_eq!(api.statements_of(task(&api, id)).await, 1);
    assert_eq!(api.statements_of(service(&api).list_tasks(Some(TaskState::Open), None)).await, 1);
    assert_eq!(api.statements_of(service(&api).cancel_task(id)).await, 1);
    assert_eq!(api.statements_of(says(&api, "b", "")).await, 2, "looked up by its key, and queued");
}
