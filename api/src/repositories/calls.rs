//! The calls of tasks: claimed under a lease, the most urgent first, and settled by the latest claim alone.

use core_shared::contract::calls::Call;
use core_shared::domain::TaskId;
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx as _;
use sqlx::PgExecutor;

use super::tasks::stored_call;

/// A call that was handed out.
#[derive(Debug)]
pub(crate) struct Claimed {
    pub(crate) id: TaskId,
    pub(crate) attempt: i32,
    /// Why it cannot be read, when it cannot.
    pub(crate) call: Result<Call, String>,
}

/// What a claim found.
#[derive(Debug)]
pub(crate) struct Claim {
    pub(crate) calls: Vec<Claimed>,
    /// Rows that were due, those included whose time was over.
    pub(crate) found: usize,
}

/// Takes due calls for a lease, and settles those whose time is over. Each priority is read by itself, because what is
/// ready of one is a stretch of the index, and all of what waits for later is not.
pub(crate) async fn claim(
    db: impl PgExecutor<'_>,
    limit: u32,
    lease: SignedDuration,
    now: Timestamp,
) -> sqlx::Result<Claim> {
    let rows = sqlx::query!(
        r#"with high as (
             select id
             from tasks
             where state = 'open' and kind = 'call' and priority = -1 and ready_at <= $1
             order by ready_at
             limit $2
             for update skip locked
         ), normal as (
             select id
             from tasks
             where state = 'open' and kind = 'call' and priority = 0 and ready_at <= $1
             order by ready_at
             limit $2 - (select count(*) from high)
             for update skip locked
         ), low as (
             select id
             from tasks
             where state = 'open' and kind = 'call' and priority = 1 and ready_at <= $1
             order by ready_at
             limit $2 - (select count(*) from high) - (select count(*) from normal)
             for update skip locked
         ), taken as (
             update tasks
             set state = case when expires_at > $1 then 'open' when failures > 0 then 'rejected' else 'expired' end,
                 attempts = attempts + 1,
                 ready_at = case when expires_at > $1 then $3 else ready_at end,
                 finished_at = case when expires_at > $1 then null else $1 end
             -- a list is looked up by the key, whatever the planner believes about its length
             where id = any (array(select id from high union all select id from normal union all select id from low))
             returning id, attempts, state, request, priority
         )
         select id as "id: TaskId", attempts, state, request
         from taken
         order by priority, id"#,
        now.to_sqlx() as _,
        i64::from(limit),
        (now + lease).to_sqlx() as _,
    );
    let rows = rows.fetch_all(db).await?;
    let found = rows.len();
    let open = rows.into_iter().filter(|row| row.state == "open");
    let calls = open.map(|row| Claimed {
        id: row.id,
        attempt: row.attempts,
        call: stored_call(&row.request).map_err(|error| error.to_string()),
    });
    Ok(Claim { calls: calls.collect(), found })
}

/// Reports in columns, as the statement takes them.
#[derive(Debug, Default)]
pub(crate) struct Reports {
    pub(crate) ids: Vec<i64>,
    pub(crate) attempts: Vec<i32>,
    /// `done`, `failed`, `rejected`, `released`
    pub(crate) outcomes: Vec<String>,
    pub(crate) statuses: Vec<Option<i16>>,
    /// The receiver's own word on when to try again, in seconds.
    pub(crate) after_seconds: Vec<Option<i32>>,
    pub(crate) causes: Vec<Option<String>>,
}

/// Failures after which a call is given up: about two days of trying, whatever its expiry is.
const MAX_FAILURES: i32 = 50;

/// A report that counted.
#[derive(Debug)]
pub(crate) struct Settled {
    pub(crate) outcome: String,
    /// The state that the task is in by it.
    pub(crate) state: String,
}

/// Settles what was claimed. Only the latest claim of an open task counts, so a report that comes late or twice changes
/// nothing. A call that could only be tried again after its expiry is given up at once. Returns those that counted.
pub(crate) async fn report(
    db: impl PgExecutor<'_>,
    reports: &Reports,
    now: Timestamp,
) -> sqlx::Result<Vec<Settled>> {
    sqlx::query_as!(
        Settled,
        r#"with report as (
             select r.*, t.failures, t.expires_at,
                    $7::timestamptz + interval '1 second' * case
                        when r.outcome <> 'failed' then 0
                        -- a receiver may ask for patience, and for haste only down to a second
                        when r.after_seconds is not null then greatest(r.after_seconds, 1)
                        -- most trouble is over in a moment
                        when t.failures < 3 then 10
                        -- 20 s, 40 s, 80 s … to an hour, spread so that a crowd does not come back at once
                        else least(10 * 2 ^ (t.failures - 2), 3600) * (0.8 + 0.2 * random())
                    end as ready_at
             from unnest($1::bigint[], $2::int[], $3::text[], $4::smallint[], $5::int[], $6::text[])
                 as r (id, attempt, outcome, status, after_seconds, cause)
             join tasks t on t.id = r.id
         ), verdict as (
             select id, attempt, outcome, status, cause, ready_at,
                    case
                        when outcome = 'released' then 'open'
                        when outcome <> 'failed' then outcome
                        when failures + 1 >= $8 or ready_at >= expires_at then 'rejected'
                        else 'open'
                    end as state
             from report
         )
         update tasks t
         set state = v.state,
             failures = t.failures + case when v.outcome = 'failed' then 1 else 0 end,
             ready_at = case when v.state = 'open' then v.ready_at else t.ready_at end,
             -- what was not tried says nothing new
             status = case when v.outcome = 'released' then t.status else v.status end,
             cause = case when v.outcome = 'released' then t.cause else v.cause end,
             finished_at = case when v.state = 'open' then null else $7::timestamptz end
         from verdict v
         where t.id = v.id and t.attempts = v.attempt and t.state = 'open'
         returning v.outcome as "outcome!", t.state"#,
        &reports.ids,
        &reports.attempts,
        &reports.outcomes,
        &reports.statuses as &[Option<i16>],
        &reports.after_seconds as &[Option<i32>],
        &reports.causes as &[Option<String>],
        now.to_sqlx() as _,
        MAX_FAILURES,
    )
    .fetch_all(db)
    .await
}
