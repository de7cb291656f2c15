//! Work that services queue: once for each key, theirs alone, and taken back or tried again on demand.

use core_shared::client::{ApiClient, ClientError};
use core_shared::contract::calls::{CallOutcome, ClaimCalls};
use core_shared::contract::problem::ProblemKind;
use core_shared::contract::tasks::{CreateTask, TaskBody, TaskState};
use core_shared::domain::TaskId;

use crate::calls::{claims, failed, reports};
use crate::harness::{ADMIN_KEY, Api, TASKS_KEY};

pub(crate) fn service(api: &Api) -> ApiClient {
    ApiClient::new(&api.url, TASKS_KEY.into())
}

/// A task with this key, and more fields such as `"priority":"high"`.
pub(crate) fn task(key: &str, fields: &str) -> CreateTask {
    let comma = if fields.is_empty() { "" } else { "," };
    let json = format!(
        r#"{{"dedup_key":"{key}","call":{{"url":"http://8.8.8.8/hook","body":"{{\"n\":1}}"}}{comma}{fields}}}"#
    );
    serde_json::from_str(&json).unwrap()
}

/// Queues a call.
pub(crate) async fn queues(api: &Api, key: &str, fields: &str) -> TaskBody {
    service(api).create_task(&task(key, fields)).await.unwrap()
}

fn kind(error: &ClientError) -> Option<ProblemKind> {
    error.kind()
}

async fn posted(api: &Api, key: &str, body: &CreateTask) -> (u16, TaskId) {
    let request = api.http.post(format!("{}/v1/tasks", api.url)).header("x-api-key", key).json(body);
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    (status, response.json::<TaskBody>().await.unwrap().id)
}

#[tokio::test]
async fn a_task_is_queued_once_for_its_key() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let (status, first) = posted(&api, TASKS_KEY, &task("invoice/17", "")).await;
    assert_eq!(status, 201);
    assert_eq!(posted(&api, TASKS_KEY, &task("invoice/17", "")).await, (200, first));
    let other = service(&api).create_task(&task("invoice/17", r#""priority":"high""#)).await.unwrap_err();
    assert_eq!(kind(&other), Some(ProblemKind::KeyReused));
    let (status, of_the_operator) = posted(&api, ADMIN_KEY, &task("invoice/17", "")).await;
    assert_eq!(status, 201, "keys of one service are nothing to another");
    assert_ne!(of_the_operator, first);
    assert_eq!(api.count("select count(*) from tasks").await, 2);
}

#[tokio::test]
async fn the_first_answer_comes_again_however_late_it_is_asked_for() {
    let api = Api::at("2026-11-16T12:00[UTC]").await;
    let soon = r#""expires_at":"2026-11-16T13:00:00Z""#;
    let first = queues(&api, "a", soon).await;
    api.move_to("2026-11-17T12:00[UTC]");
    assert_eq!(queues(&api, "a", soon).await, first);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_that_queue_the_same_at_the_same_moment_make_one_task() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let body = task("same", "");
    let answers = futures_util::future::join_all((0..16).map(|_| posted(&api, TASKS_KEY, &body))).await;
    let id = answers[0].1;
    assert!(answers.iter().all(|answer| answer.1 == id), "{answers:?}");
    assert_eq!(answers.iter().filter(|answer| answer.0 == 201).count(), 1, "{answers:?}");
    assert_eq!(api.count("select count(*) from tasks").await, 1);
}

#[tokio::test]
async fn a_task_tells_what_it_is_and_nothing_that_may_be_secret() {
    let api = Api::at("2026-11-16T12:00[UTC]").await;
    let queued = queues(&api, "a", r#""priority":"low","not_before":"2026-11-16T14:00:00Z""#).await;
    assert_eq!(queued.state, TaskState::Open);
    assert_eq!(queued.ready_at, "2026-11-16T14:00:00Z".parse().unwrap());
    assert_eq!(queued.expires_at, "2026-11-17T14:00:00Z".parse().unwrap(), "a day after it may begin");
    assert_eq!(queued.service, "TASKS_API_KEY");
    assert_eq!((queued.call.as_ref().unwrap().url.as_str(), &queued.message), ("http://8.8.8.8/hook", &None));
    assert_eq!(service(&api).get_task(queued.id).await.unwrap(), queued);
    assert!(!serde_json::to_string(&queued).unwrap().contains(r#"\"n\""#), "{queued:?}");
}

#[tokio::test]
async fn what_belongs_to_another_service_is_not_there_and_the_operator_sees_everything() {
    let api = Api::at("2026-11-16T12:00[UTC]").await;
    let operator = ApiClient::new(&api.url, ADMIN_KEY.into());
    let theirs = operator.create_task(&task("a", "")).await.unwrap().id;
    let ours = queues(&api, "a", "").await.id;
    let service = service(&api);
    for refused in [
        service.get_task(theirs).await.unwrap_err(),
        service.cancel_task(theirs).await.unwrap_err(),
        service.replay_task(theirs).await.unwrap_err(),
        service.get_task(TaskId(i64::MAX)).await.unwrap_err(),
    ] {
        assert_eq!(kind(&refused), Some(ProblemKind::NotFound));
    }
    let ids = |page: core_shared::contract::tasks::TasksBody| -> Vec<TaskId> {
        page.tasks.iter().map(|task| task.id).collect()
    };
    assert_eq!(ids(service.list_tasks(None, None).await.unwrap()), [ours]);
    assert_eq!(ids(operator.list_tasks(None, None).await.unwrap()), [theirs, ours]);
    assert_eq!(operator.cancel_task(ours).await.unwrap().state, TaskState::Cancelled);
}

#[tokio::test]
async fn tasks_come_in_pages_and_each_once() {
    let api = Api::at("2026-11-16T12:00[UTC]").await;
    queues(&api, "first", "").await;
    sqlx::query(
        "insert into tasks (service, dedup_key, fingerprint, kind, request, priority, state, ready_at, expires_at, created_at)
         select service, 'copy/' || number, fingerprint, kind, request, priority,
                case when number % 2 = 0 then 'done' else 'rejected' end, ready_at, expires_at, created_at
         from tasks, generate_series(1, 450) number",
    )
    .execute(&api.db)
    .await
    .unwrap();
    for (state, count) in [(None, 451), (Some(TaskState::Done), 225), (Some(TaskState::Open), 1)] {
        let (mut seen, mut next) = (Vec::new(), None);
        loop {
            let page = service(&api).list_tasks(state, next.as_deref()).await.unwrap();
            assert!(page.tasks.iter().all(|task| state.is_none_or(|state| task.state == state)));
            seen.extend(page.tasks.iter().map(|task| task.id));
            next = page.next;
            if next.is_none() {
                break;
            }
        }
        assert_eq!(seen.len(), count, "{state:?}");
        assert!(seen.is_sorted_by(|one, other| one < other));
    }
}

#[tokio::test]
async fn what_is_cancelled_is_not_called_and_what_is_done_cannot_be_cancelled() {
    let api = Api::at("2026-11-16T12:00[UTC]").await;
    let service = service(&api);
    let unwanted = queues(&api, "unwanted", "").await.id;
    assert_eq!(service.cancel_task(unwanted).await.unwrap().state, TaskState::Cancelled);
    assert_eq!(service.cancel_task(unwanted).await.unwrap().state, TaskState::Cancelled, "twice is once");
    assert!(claims(&api).await.is_empty());

    let wanted = queues(&api, "wanted", "").await.id;
    let claimed = claims(&api).await.remove(0);
    assert_eq!(reports(&api, &claimed, CallOutcome::Done { status: 204 }).await, 1);
    let late = service.cancel_task(wanted).await.unwrap_err();
    assert_eq!(kind(&late), Some(ProblemKind::TaskState), "{late}");
    let done = service.get_task(wanted).await.unwrap();
    assert_eq!((done.state, done.status, done.attempts), (TaskState::Done, Some(204), 1));
}

#[tokio::test]
async fn a_task_that_is_cancelled_while_it_is_called_stays_cancelled() {
    let api = Api::at("2026-11-16T12:00[UTC]").await;
    let id = queues(&api, "a", "").await.id;
    let claimed = claims(&api).await.remove(0);
    service(&api).cancel_task(id).await.unwrap();
    assert_eq!(reports(&api, &claimed, failed(Some(500), None)).await, 0);
    assert_eq!(service(&api).get_task(id).await.unwrap().state, TaskState::Cancelled);
}

#[tokio::test]
async fn what_was_given_up_is_replayed_as_if_it_had_not_been_tried() {
    let api = Api::at("2026-11-16T12:00[UTC]").await;
    let service = service(&api);
    let id = queues(&api, "a", r#""expires_at":"2026-11-16T12:00:05Z""#).await.id;
    let open = service.replay_task(id).await.unwrap_err();
    assert_eq!(kind(&open), Some(ProblemKind::TaskState), "{open}");
    let claimed = claims(&api).await.remove(0);
    reports(&api, &claimed, failed(Some(503), None)).await;
    let dead = service.get_task(id).await.unwrap();
    assert_eq!((dead.state, dead.failures, dead.status), (TaskState::Rejected, 1, Some(503)));
    assert_eq!(dead.cause.as_deref(), Some("it did not work"));

    api.move_to("2026-11-18T12:00[UTC]");
    let replayed = service.replay_task(id).await.unwrap();
    assert_eq!((replayed.state, replayed.failures, &replayed.cause), (TaskState::Open, 0, &None));
    assert_eq!(replayed.expires_at, "2026-11-19T12:00:00Z".parse().unwrap());
    let again = claims(&api).await.remove(0);
    assert_eq!((again.id, again.attempt), (id, 2));
}

#[tokio::test]
async fn two_that_claim_at_the_same_moment_share_the_calls() {
    let api = Api::at("2026-11-16T12:00[UTC]").await;
    for number in 0..40 {
        queues(&api, &format!("task/{number}"), "").await;
    }
    let limit = ClaimCalls { limit: 10 };
    let claim = || async { api.scheduler.claim_calls(&limit).await.unwrap().calls };
    let (one, two, three) = tokio::join!(claim(), claim(), claim());
    let mut ids: Vec<TaskId> = [one, two, three].into_iter().flatten().map(|call| call.id).collect();
    let handed_out = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), handed_out, "nothing is handed out twice");
    let rest: usize = claims(&api).await.len();
    assert_eq!(handed_out + rest, 40, "and nothing is left behind");
}
