//! Work that services have queued. Every statement names the services whose tasks it may touch.
//!
//! A message leaves as a delivery, and where it is, is what its delivery says: the row of its task stays as it was queued.

use core_shared::contract::calls::Call;
use core_shared::contract::tasks::{DedupKey, Priority, TaskMessage, TaskState};
use core_shared::domain::{TaskId, UserId};
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx as _;
use serde_json::json;
use sqlx::PgExecutor;
use sqlx::types::Json;

/// A task as it is stored, with what its delivery says if it is a message.
#[derive(Debug)]
pub(crate) struct TaskRow {
    pub(crate) id: TaskId,
    pub(crate) service: String,
    pub(crate) dedup_key: String,
    pub(crate) fingerprint: Vec<u8>,
    /// Whom a message is for.
    pub(crate) user: Option<UserId>,
    pub(crate) request: serde_json::Value,
    pub(crate) priority: i16,
    pub(crate) state: String,
    pub(crate) delivery_state: Option<String>,
    pub(crate) ready_at: jiff_sqlx::Timestamp,
    pub(crate) expires_at: jiff_sqlx::Timestamp,
    pub(crate) attempts: i32,
    pub(crate) failures: i32,
    pub(crate) status: Option<i16>,
    pub(crate) cause: Option<String>,
    pub(crate) created_at: jiff_sqlx::Timestamp,
    pub(crate) finished_at: Option<jiff_sqlx::Timestamp>,
}

/// The state of a message by that of its delivery.
const MESSAGE_STATES: [(&str, TaskState); 6] = [
    ("open", TaskState::Open),
    ("sent", TaskState::Done),
    ("rejected", TaskState::Rejected),
    ("gone", TaskState::Rejected),
    ("expired", TaskState::Expired),
    ("withdrawn", TaskState::Cancelled),
];

/// Ends statements whose beginning makes `task`, the tasks that are returned, and, when it changes them, `delivery`, the
/// deliveries of those that are messages.
macro_rules! tasks {
    (found by $task:literal, $($argument:expr),* $(,)?) => {
        tasks!(
            ["with task as (" $task "), delivery as ("
             "select d.* from task t join deliveries d on d.user_id = t.user_id and d.task_id = t.id" ")"]
            $($argument),*
        )
    };
    ($with:literal, $($argument:expr),* $(,)?) => {
        tasks!([$with] $($argument),*)
    };
    ([$($with:literal)+] $($argument:expr),*) => {
        sqlx::query_as!(
            TaskRow,
            $($with +)+
            r#"
            select t.id as "id!: TaskId", t.service as "service!", t.dedup_key as "dedup_key!",
                   t.fingerprint as "fingerprint!", t.user_id as "user?: UserId", t.request as "request!",
                   t.priority as "priority!", t.state as "state!", d.state as "delivery_state?",
                   coalesce(d.ready_at, t.ready_at) as "ready_at!: jiff_sqlx::Timestamp",
                   coalesce(d.expires_at, t.expires_at) as "expires_at!: jiff_sqlx::Timestamp",
                   coalesce(d.attempts, t.attempts) as "attempts!", coalesce(d.failures, t.failures) as "failures!",
                   t.status as "status?",
                   coalesce(d.cause, t.cause) as "cause?",
                   t.created_at as "created_at!: jiff_sqlx::Timestamp",
                   coalesce(d.finished_at, t.finished_at) as "finished_at?: jiff_sqlx::Timestamp"
            from task t
            left join delivery d on d.task_id = t.id
            order by t.id"#,
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
    pub(crate) work: Work<'a>,
    pub(crate) priority: Priority,
    pub(crate) ready_at: Timestamp,
    pub(crate) expires_at: Timestamp,
}

/// What is to be done.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Work<'a> {
    Call(&'a Call),
    Message(&'a TaskMessage),
}

impl<'a> Work<'a> {
    fn kind(self) -> &'static str {
        match self {
            Self::Call(_) => "call",
            Self::Message(_) => "message",
        }
    }

    fn call(self) -> Option<&'a Call> {
        match self {
            Self::Call(call) => Some(call),
            Self::Message(_) => None,
        }
    }

    fn message(self) -> Option<&'a TaskMessage> {
        match self {
            Self::Call(_) => None,
            Self::Message(message) => Some(message),
        }
    }
}

/// Queues a task, and its delivery if it is a message. `None` when there is one with its key.
pub(crate) async fn insert(
    db: impl PgExecutor<'_>,
    new: NewTask<'_>,
    now: Timestamp,
) -> sqlx::Result<Option<TaskRow>> {
    let message = new.work.message();
    let payload = message.map(|message| json!({"text": message.text, "silent": message.silent}));
    let inserted = tasks!(
        "with task as (
             insert into tasks
                 (service, dedup_key, fingerprint, kind, user_id, request, priority, ready_at, expires_at, created_at)
             -- what a message says is kept once, with its delivery
             values ($1, $2, $3, $4, $5, coalesce($6::jsonb, '{}'), $7, $8, $9, $10)
             on conflict on constraint tasks_dedup_key do nothing
             returning *
         ), delivery as (
             insert into deliveries (user_id, dedup_key, kind, task_id, payload, priority, due_at, ready_at, expires_at)
             select user_id, 'task/' || id, kind, id, $11::jsonb, priority, ready_at, ready_at, expires_at
             from task
             where kind = 'message'
             returning *
         )",
        new.service,
        new.dedup_key.as_str(),
        new.fingerprint,
        new.work.kind(),
        message.map(|message| message.user.0),
        new.work.call().map(Json) as _,
        stored_priority(new.priority),
        new.ready_at.to_sqlx() as _,
        new.expires_at.to_sqlx() as _,
        now.to_sqlx() as _,
        payload,
    );
    inserted.fetch_optional(db).await
}

pub(crate) async fn find_by_key(
    db: impl PgExecutor<'_>,
    service: &str,
    key: &DedupKey,
) -> sqlx::Result<Option<TaskRow>> {
    let found = tasks!(
        found by "select * from tasks where service = $1 and dedup_key = $2",
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
    let found = tasks!(
        found by "select * from tasks where id = $1 and service = any($2)",
        task.0,
        services,
    );
    found.fetch_optional(db).await
}

/// The next tasks, behind the one named last.
pub(crate) async fn list(
    db: impl PgExecutor<'_>,
    services: &[String],
    after: TaskId,
    limit: u32,
) -> sqlx::Result<Vec<TaskRow>> {
    let page = tasks!(
        found by
        "select t.*
         from unnest($1::text[]) s (service)
         -- each service by itself, because what is next of one is a stretch of the index
         cross join lateral (
             select *
             from tasks
             where service = s.service and id > $2
             order by id
             limit $3
         ) t
         order by t.id
         limit $3",
        services,
        after.0,
        i64::from(limit),
    );
    page.fetch_all(db).await
}

/// The next tasks in this state, behind the one named last.
pub(crate) async fn list_in_state(
    db: impl PgExecutor<'_>,
    services: &[String],
    state: TaskState,
    after: TaskId,
    limit: u32,
) -> sqlx::Result<Vec<TaskRow>> {
    let of_messages = MESSAGE_STATES.iter().filter(|(_, message)| *message == state);
    let of_messages: Vec<String> = of_messages.map(|(name, _)| (*name).to_owned()).collect();
    let page = tasks!(
        found by
        "select *
         from tasks
         -- a list is looked up by the key, whatever the planner believes about its length
         where id = any (array(
             select l.id
             from (
                 select c.id
                 from unnest($1::text[]) s (service)
                 cross join lateral (
                     select id
                     from tasks
                     where kind = 'call' and service = s.service and state = $2 and id > $4
                     order by id
                     limit $5
                 ) c
                 union all
                 select m.id
                 from unnest($3::text[]) s (state)
                 cross join lateral (
                     select d.task_id as id
                     from deliveries d
                     -- both ends of a stretch of the index by state, because for `state = ` it would go through another one
                     where (d.state, d.task_id) > (s.state, $4) and d.state <= s.state and d.task_id is not null
                       -- looked up one after the other (offset 0), because a join would go through all tasks
                       and exists (select from tasks t where t.id = d.task_id and t.service = any($1) offset 0)
                     order by d.state, d.task_id
                     limit $5
                 ) m
             ) l
             order by l.id
             limit $5
         ))",
        services,
        state.name(),
        &of_messages,
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
        "with call as (
             update tasks
             set state = 'cancelled', finished_at = $3
             where id = $1 and service = any($2) and kind = 'call' and state = 'open'
             returning *
         ), delivery as (
             update deliveries d
             set state = 'withdrawn', finished_at = $3
             from tasks t
             where t.id = $1 and t.service = any($2)
               and d.user_id = t.user_id and d.task_id = t.id and d.state = 'open'
             returning d.*
         ), task as (
             select * from call
             union all
             select t.* from tasks t join delivery d on d.task_id = t.id
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
        "with call as (
             update tasks
             set state = 'open', failures = 0, ready_at = $3, expires_at = greatest(expires_at, $4), status = null,
                 cause = null, finished_at = null
             where id = $1 and service = any($2) and kind = 'call' and state in ('rejected', 'expired')
             returning *
         ), delivery as (
             update deliveries d
             set state = 'open', failures = 0, due_at = $3, ready_at = $3, held_until = null,
                 expires_at = greatest(d.expires_at, $4), cause = null, finished_at = null
             from tasks t
             where t.id = $1 and t.service = any($2)
               and d.user_id = t.user_id and d.task_id = t.id and d.state in ('rejected', 'gone', 'expired')
             returning d.*
         ), task as (
             select * from call
             union all
             select t.* from tasks t join delivery d on d.task_id = t.id
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
        let known = match &self.delivery_state {
            None => TaskState::ALL.into_iter().find(|state| state.name() == self.state),
            Some(name) => MESSAGE_STATES.iter().find(|(known, _)| known == name).map(|(_, state)| *state),
        };
        known.ok_or_else(|| sqlx::Error::Decode("a task has an unknown state".into()))
    }

    /// `None` of a message.
    pub(crate) fn call(&self) -> sqlx::Result<Option<Call>> {
        self.user.is_none().then(|| stored_call(&self.request)).transpose()
    }
}

pub(super) fn stored_call(request: &serde_json::Value) -> sqlx::Result<Call> {
    serde::Deserialize::deserialize(request)
        .map_err(|error: serde_json::Error| sqlx::Error::Decode(error.into()))
}
