//! Work that services have queued. Every statement names the services whose tasks it may touch.

use core_shared::contract::calls::Call;
use core_shared::contract::tasks::{DedupKey, Priority, TaskState};
use core_shared::domain::TaskId;
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx as _;
use sqlx::PgExecutor;
use sqlx::types::Json;

/// A task as it is stored.
#[derive(Debug)]
pub(crate) struct TaskRow {
    pub(crate) id: TaskId,
    pub(crate) service: String,
    pub(crate) dedup_key: String,
    pub(crate) fingerprint: Vec<u8>,
    pub(crate) request: serde_json::Value,
    pub(crate) priority: i16,
    pub(crate) state: String,
    pub(crate) ready_at: jiff_sqlx::Timestamp,
    pub(crate) expires_at: jiff_sqlx::Timestamp,
    pub(crate) attempts: i32,
    pub(crate) failures: i32,
    pub(crate) status: Option<i16>,
    pub(crate) cause: Option<String>,
    pub(crate) created_at: jiff_sqlx::Timestamp,
    pub(crate) finished_at: Option<jiff_sqlx::Timestamp>,
}

/// Ends statements whose beginning makes `task`, the tasks that are returned.
macro_rules! tasks {
    ($with_task:literal, $($argument:expr),* $(,)?) => {
        sqlx::query_as!(
            TaskRow,
            $with_task
            + r#"
            select id as "id!: TaskId", service as "service!", dedup_key as "dedup_key!", fingerprint as "fingerprint!",
                   request as "request!", priority as "priority!", state as "state!",
                   ready_at as "ready_at!: jiff_sqlx::Timestamp", expires_at as "expires_at!: jiff_sqlx::Timestamp",
                   attempts as "attempts!", failures as "failures!", status as "status?", cause as "cause?",
                   created_at as "created_at!: jiff_sqlx::Timestamp",
                   finished_at as "finished_at?: jiff_sqlx::Timestamp"
            from task
            order by id"#,
            $($argument),*
        )
    };
}

/// A task that is not there yet.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NewTask<'a> {
    pub(crate) service: &'a str,
    pub(crate) dedup_key: &'a DedupKey,
    pub(crate) fingerprint: &'a [u8],
    pub(crate) call: &'a Call,
    pub(crate) priority: Priority,
    pub(crate) ready_at: Timestamp,
    pub(crate) expires_at: Timestamp,
}

/// Queues a task. `None` when there is one with its key.
pub(crate) async fn insert(
    db: impl PgExecutor<'_>,
    new: NewTask<'_>,
    now: Timestamp,
) -> sqlx::Result<Option<TaskRow>> {
    let inserted = tasks!(
        "with task as (
             insert into tasks (service, dedup_key, fingerprint, kind, request, priority, ready_at, expires_at, created_at)
             values ($1, $2, $3, 'call', $4, $5, $6, $7, $8)
             on conflict on constraint tasks_dedup_key do nothing
             returning *
         )",
        new.service,
        new.dedup_key.as_str(),
        new.fingerprint,
        Json(new.call) as _,
        stored_priority(new.priority),
        new.ready_at.to_sqlx() as _,
        new.expires_at.to_sqlx() as _,
        now.to_sqlx() as _,
    );
    inserted.fetch_optional(db).await
}

pub(crate) async fn find_by_key(
    db: impl PgExecutor<'_>,
    service: &str,
    key: &DedupKey,
) -> sqlx::Result<Option<TaskRow>> {
    let found = tasks!(
        "with task as (select * from tasks where service = $1 and dedup_key = $2)",
        service,
        key.as_str(),
    );
    found.fetch_optional(db).await
}

pub(crate) async fn find(
    db: impl PgExecutor<'_>,
    services: &[String],
    task: TaskId,
) -> sqlx::Result<Option<TaskRow>> {
    let found =
        tasks!("with task as (select * from tasks where id = $1 and service = any($2))", task.0, services,);
    found.fetch_optional(db).await
}

/// The next tasks in these states, behind the one named last.
pub(crate) async fn list(
    db: impl PgExecutor<'_>,
    services: &[String],
    states: &[TaskState],
    after: TaskId,
    limit: u32,
) -> sqlx::Result<Vec<TaskRow>> {
    let states: Vec<String> = states.iter().map(|state| state.name().to_owned()).collect();
    let page = tasks!(
        "with task as (
             select *
             from tasks
             where service = any($1) and state = any($2) and id > $3
             order by id
             limit $4
         )",
        services,
        &states,
        after.0,
        i64::from(limit),
    );
    page.fetch_all(db).await
}

/// Takes back what is not done yet. What is under way right now may still arrive, and its report does not count.
pub(crate) async fn cancel(
    db: impl PgExecutor<'_>,
    services: &[String],
    task: TaskId,
    now: Timestamp,
) -> sqlx::Result<Option<TaskRow>> {
    let cancelled = tasks!(
        "with task as (
             update tasks
             set state = 'cancelled', finished_at = $3
             where id = $1 and service = any($2) and state = 'open'
             returning *
         )",
        task.0,
        services,
        now.to_sqlx() as _,
    );
    cancelled.fetch_optional(db).await
}

/// Queues what was given up as if it had not been tried, for `lifetime` at least.
pub(crate) async fn replay(
    db: impl PgExecutor<'_>,
    services: &[String],
    task: TaskId,
    lifetime: SignedDuration,
    now: Timestamp,
) -> sqlx::Result<Option<TaskRow>> {
    let replayed = tasks!(
        "with task as (
             update tasks
             set state = 'open', failures = 0, ready_at = $3, expires_at = greatest(expires_at, $4), status = null,
                 cause = null, finished_at = null
             where id = $1 and service = any($2) and state in ('rejected', 'expired')
             returning *
         )",
        task.0,
        services,
        now.to_sqlx() as _,
        (now + lifetime).to_sqlx() as _,
    );
    replayed.fetch_optional(db).await
}

/// As numbers, the most urgent the least.
fn stored_priority(priority: Priority) -> i16 {
    match priority {
        Priority::High => -1,
        Priority::Normal => 0,
        Priority::Low => 1,
    }
}

impl TaskRow {
    pub(crate) fn priority(&self) -> Priority {
        match self.priority {
            ..=-1 => Priority::High,
            0 => Priority::Normal,
            1.. => Priority::Low,
        }
    }

    pub(crate) fn state(&self) -> sqlx::Result<TaskState> {
        let known = TaskState::ALL.into_iter().find(|state| state.name() == self.state);
        known.ok_or_else(|| sqlx::Error::Decode("a task has an unknown state".into()))
    }

    pub(crate) fn call(&self) -> sqlx::Result<Call> {
        stored_call(&self.request)
    }
}

pub(super) fn stored_call(request: &serde_json::Value) -> sqlx::Result<Call> {
    serde::Deserialize::deserialize(request)
        .map_err(|error: serde_json::Error| sqlx::Error::Decode(error.into()))
}
