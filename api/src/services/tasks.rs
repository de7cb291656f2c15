//! Tasks: queued once for each key, looked at, taken back, tried again.

use core_shared::contract::calls::{Call, CallMethod};
use core_shared::contract::keys::Scope;
use core_shared::contract::problem::{InvalidValue, ProblemKind};
use core_shared::contract::tasks::{
    AddressedBody, CalledBody, CreateTask, TASKS_PAGE, TaskBody, TaskState, TasksBody,
};
use core_shared::domain::TaskId;
use jiff::{SignedDuration, Timestamp};
use secrecy::ExposeSecret as _;
use sha2::{Digest as _, Sha256};
use sqlx::PgPool;

use super::call_targets;
use super::page::Page;
use crate::caller::Service;
use crate::error::{ApiError, ApiResult, OnConstraint as _};
use crate::repositories::keys;
use crate::repositories::tasks::{self, NewTask, TaskRow, Work};
use crate::settings::CallSettings;
use crate::state::AppState;

/// How long a task is tried when nobody says how long.
const LIFETIME: SignedDuration = SignedDuration::from_hours(24);

/// A task that begins later belongs into somebody's calendar.
const LATEST_BEGINNING: SignedDuration = SignedDuration::from_hours(366 * 24);

/// What could not be done for so long is not waited for any more.
const LONGEST_LIFETIME: SignedDuration = SignedDuration::from_hours(30 * 24);

/// A task, and whether it was there before.
#[derive(Debug)]
pub(crate) enum Created {
    New(TaskBody),
    Known(TaskBody),
}

pub(crate) async fn create(
    state: &AppState,
    caller: &Service,
    create: &CreateTask,
    now: Timestamp,
) -> ApiResult<Created> {
    let fingerprint = fingerprint(create);
    // Before anything is judged by the present time: a repetition gets the first answer however late it comes.
    if let Some(known) = known(&state.db, caller, create, &fingerprint).await? {
        return Ok(Created::Known(known));
    }
    let (ready_at, expires_at) = window(create.not_before, create.expires_at, now)?;
    let work = work(create)?;
    if let Work::Call(call) = work {
        check_call(call, &state.calls).await?;
    }
    let new = NewTask {
        service: &caller.name,
        dedup_key: &create.dedup_key,
        fingerprint: &fingerprint,
        work,
        priority: create.priority,
        ready_at,
        expires_at,
    };
    let inserted = tasks::insert(&state.db, new, now).await.on_constraint("tasks_user_fkey", || {
        ApiError::invalid(InvalidValue::in_body("/message/user", "has never written to the bot"))
    })?;
    match inserted {
        Some(task) => body(task).map(Created::New),
        // The same call arrived twice at the same moment, and the other one came first.
        None => known(&state.db, caller, create, &fingerprint).await?.map(Created::Known).ok_or_else(|| {
            ApiError::new(ProblemKind::Unavailable).detail("the same task is being queued; try again")
        }),
    }
}

/// The task that this key was used for.
async fn known(
    db: &PgPool,
    caller: &Service,
    create: &CreateTask,
    fingerprint: &[u8],
) -> ApiResult<Option<TaskBody>> {
    match tasks::find_by_key(db, &caller.name, &create.dedup_key).await? {
        None => Ok(None),
        Some(task) if task.fingerprint == fingerprint => body(task).map(Some),
        Some(task) => {
            let detail =
                format!("task {} has this dedup_key and another body; use a new key for a new task", task.id);
            Err(ApiError::new(ProblemKind::KeyReused).detail(detail))
        }
    }
}

/// Two bodies that say the same have the same fingerprint.
fn fingerprint(create: &CreateTask) -> Vec<u8> {
    Sha256::digest(serde_json::to_vec(create).unwrap_or_default()).to_vec()
}

/// When a task may begin, and when it is given up.
fn window(
    not_before: Option<Timestamp>,
    expires_at: Option<Timestamp>,
    now: Timestamp,
) -> ApiResult<(Timestamp, Timestamp)> {
    let invalid = |pointer, detail: &str| Err(ApiError::invalid(InvalidValue::in_body(pointer, detail)));
    let ready_at = not_before.map_or(now, |not_before| not_before.max(now));
    if ready_at > now + LATEST_BEGINNING {
        return invalid("/not_before", "has to lie within a year from now");
    }
    let Some(expires_at) = expires_at else {
        return Ok((ready_at, ready_at + LIFETIME));
    };
    if expires_at <= now {
        return invalid("/expires_at", "is over already");
    }
    if expires_at <= ready_at {
        return invalid("/expires_at", "has to be later than not_before");
    }
    if expires_at > ready_at + LONGEST_LIFETIME {
        return invalid("/expires_at", "has to lie within 30 days from when the task may begin");
    }
    Ok((ready_at, expires_at))
}

/// The one thing that a task asks for.
fn work(create: &CreateTask) -> ApiResult<Work<'_>> {
    let invalid = |pointer, detail: &str| Err(ApiError::invalid(InvalidValue::in_body(pointer, detail)));
    match (&create.call, &create.message) {
        (Some(call), None) => Ok(Work::Call(call)),
        (None, Some(message)) => Ok(Work::Message(message)),
        (None, None) => invalid("/call", "is missing, and so is message; a task has one of the two"),
        (Some(_), Some(_)) => invalid("/message", "does not go with call; queue a task for each"),
    }
}

async fn check_call(call: &Call, settings: &CallSettings) -> ApiResult<()> {
    let invalid = |pointer, detail: &str| Err(ApiError::invalid(InvalidValue::in_body(pointer, detail)));
    if settings.task_signing_key.expose_secret().is_empty() {
        return invalid("/call", "cannot be signed: the operator has not set TASK_SIGNING_KEY");
    }
    if call.method == CallMethod::Get && call.body.is_some() {
        return invalid("/call/body", "does not go with GET");
    }
    call_targets::check(&call.url, settings).await
}

/// The services whose tasks are the caller's business: its own, and to the operator everybody's.
async fn services(db: &PgPool, caller: &Service) -> sqlx::Result<Vec<String>> {
    match caller.scope {
        Scope::Admin => keys::list_names(db).await,
        Scope::Bot | Scope::Scheduler | Scope::Tasks | Scope::Metrics => {
            Ok(vec![caller.name.as_ref().to_owned()])
        }
    }
}

pub(crate) async fn get(db: &PgPool, caller: &Service, task: TaskId) -> ApiResult<TaskBody> {
    let found = tasks::find(db, &services(db, caller).await?, task).await?;
    body(found.ok_or_else(ApiError::not_found)?)
}

/// Those of a caller, or of them those in a state.
pub(crate) async fn list(
    db: &PgPool,
    caller: &Service,
    state: Option<TaskState>,
    page: Page<'_>,
) -> ApiResult<TasksBody> {
    let limit = page.limit(TASKS_PAGE)?;
    let after = page.behind()?.unwrap_or(TaskId(0));
    let services = services(db, caller).await?;
    let rows = u32::try_from(limit).unwrap_or(TASKS_PAGE);
    let found = match state {
        None => tasks::list(db, &services, after, rows).await?,
        Some(state) => tasks::list_in_state(db, &services, state, after, rows).await?,
    };
    let is_full = found.len() >= limit;
    let next = found.last().filter(|_| is_full).map(|last| last.id.to_string());
    Ok(TasksBody { tasks: found.into_iter().map(body).collect::<ApiResult<_>>()?, next })
}

/// Cancelling what was cancelled comes to the same.
pub(crate) async fn cancel(
    db: &PgPool,
    caller: &Service,
    task: TaskId,
    now: Timestamp,
) -> ApiResult<TaskBody> {
    match tasks::cancel(db, &services(db, caller).await?, task, now).await? {
        Some(cancelled) => body(cancelled),
        None => match get(db, caller, task).await? {
            cancelled if cancelled.state == TaskState::Cancelled => Ok(cancelled),
            finished => Err(wrong_state(&finished, "only an open one can be cancelled")),
        },
    }
}

pub(crate) async fn replay(
    db: &PgPool,
    caller: &Service,
    task: TaskId,
    now: Timestamp,
) -> ApiResult<TaskBody> {
    match tasks::replay(db, &services(db, caller).await?, task, LIFETIME, now).await? {
        Some(replayed) => body(replayed),
        None => Err(wrong_state(
            &get(db, caller, task).await?,
            "only one that was rejected or has expired can be replayed",
        )),
    }
}

fn wrong_state(task: &TaskBody, rule: &str) -> ApiError {
    let detail = format!("this task is {}; {rule}", task.state.name());
    ApiError::new(ProblemKind::TaskState).detail(detail)
}

fn body(task: TaskRow) -> ApiResult<TaskBody> {
    let call = task.call()?.map(|call| CalledBody { method: call.method, url: call.url.into() });
    Ok(TaskBody {
        id: task.id,
        priority: task.priority(),
        state: task.state()?,
        call,
        message: task.user.map(|user| AddressedBody { user }),
        ready_at: task.ready_at.to_jiff(),
        expires_at: task.expires_at.to_jiff(),
        attempts: task.attempts,
        failures: task.failures,
        status: task.status.and_then(|status| status.try_into().ok()),
        created_at: task.created_at.to_jiff(),
        finished_at: task.finished_at.map(jiff_sqlx::Timestamp::to_jiff),
        service: task.service,
        dedup_key: task.dedup_key,
        cause: task.cause,
    })
}
