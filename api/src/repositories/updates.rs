//! Updates: kept once for their number, claimed one of each chat at a time, settled by the latest claim alone.

use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx as _;
use sqlx::PgExecutor;

/// What decides between claims that take two updates of one chat at the same moment.
pub(crate) const ONE_OF_A_CHAT: &str = "updates_one_of_a_chat";

/// Claims in a row without a report, after which whoever handles the update is taken to die of it.
const MAX_LAPSES: i32 = 5;

/// Answers that nobody took, after which the update is given up.
const MAX_FAILURES: i32 = 3;

/// Claims after which an update is given up that waits for something else: that is ten minutes and more of an API that
/// hands it out and does not help to handle it.
const MAX_ATTEMPTS: i32 = 50;

/// How long the number of a finished update is known: Telegram repeats one for a day.
const KNOWN_FOR: SignedDuration = SignedDuration::from_hours(25);

/// Numbers that are forgotten for each update that is stored, and a few more, so that they never pile up.
const FORGOTTEN_FOR_EACH: i64 = 2;
const FORGOTTEN_AT_LEAST: i64 = 10;

/// Updates in columns, as the statement takes them.
#[derive(Debug, Default)]
pub(crate) struct Arrivals {
    pub(crate) ids: Vec<i64>,
    pub(crate) chats: Vec<Option<i64>>,
    pub(crate) bodies: Vec<serde_json::Value>,
}

/// Keeps what is not known yet, and forgets some of what was finished long ago. Returns how many were new.
pub(crate) async fn store(db: impl PgExecutor<'_>, arrivals: &Arrivals, now: Timestamp) -> sqlx::Result<u64> {
    let forgotten = i64::try_from(arrivals.ids.len()).unwrap_or(i64::MAX).saturating_mul(FORGOTTEN_FOR_EACH);
    let done = sqlx::query!(
        "with old as (
             select update_id
             from updates
             where finished_at <= $5 and update_id <> all ($1)
             order by finished_at
             limit $6
             for update skip locked
         ), forgotten as (
             delete from updates where update_id = any (array(select update_id from old))
         )
         insert into updates as u (update_id, chat, body, ready_at, received_at)
         select distinct on (update_id) update_id, chat, body, $4, $4
         from unnest($1::bigint[], $2::bigint[], $3::jsonb[]) as r (update_id, chat, body)
         -- in one order, so that two who store the same do not wait for each other
         order by update_id
         on conflict (update_id) do update
         set chat = excluded.chat, body = excluded.body, ready_at = excluded.ready_at, claimed = false, attempts = 0,
             failures = 0, lapses = 0, cause = null, received_at = excluded.received_at, finished_at = null
         -- a new count of Telegram has come to a number of the last one
         where u.finished_at <= $5",
        &arrivals.ids,
        &arrivals.chats as &[Option<i64>],
        &arrivals.bodies,
        now.to_sqlx() as _,
        (now - KNOWN_FOR).to_sqlx() as _,
        forgotten.saturating_add(FORGOTTEN_AT_LEAST),
    );
    Ok(done.execute(db).await?.rows_affected())
}

/// An update that was taken.
#[derive(Debug)]
pub(crate) struct Claimed {
    pub(crate) id: i64,
    pub(crate) attempt: i32,
    /// None when it was given up, because nobody who took it came to an end.
    pub(crate) body: Option<serde_json::Value>,
}

/// Takes what is open for a lease, the oldest first and of each chat one: what is under way, or else what came first.
/// What was taken again and again without a report is given up.
///
/// Two claims at the same moment see the same first one of a chat, and one of them gets it. Only when an update is
/// stored after a later one of its chat was taken they may see different ones; then the index decides, and one of the
/// statements fails with [`ONE_OF_A_CHAT`].
pub(crate) async fn claim(
    db: impl PgExecutor<'_>,
    limit: u32,
    lease: SignedDuration,
    now: Timestamp,
) -> sqlx::Result<Vec<Claimed>> {
    sqlx::query_as!(
        Claimed,
        r#"with ready as (
             select u.update_id
             from updates u
             where u.finished_at is null and u.ready_at <= $1
               and (
                   u.claimed
                   -- looked up one after the other (offset 0), because a join would read all that is known
                   or not exists (select from updates o where o.chat = u.chat and o.claimed offset 0)
                   and not exists (
                       select
                       from updates o
                       where o.chat = u.chat and o.update_id < u.update_id and o.finished_at is null
                       offset 0
                   )
               )
             order by u.update_id
             limit $2
             for update of u skip locked
         ), taken as (
             update updates u
             set attempts = u.attempts + 1,
                 lapses = case when u.claimed then u.lapses + 1 else 0 end,
                 claimed = not (u.claimed and u.lapses + 1 >= $4),
                 ready_at = $3,
                 body = case when u.claimed and u.lapses + 1 >= $4 then null else u.body end,
                 chat = case when u.claimed and u.lapses + 1 >= $4 then null else u.chat end,
                 cause = case when u.claimed and u.lapses + 1 >= $4 then 'nobody who took it came to an end' end,
                 finished_at = case when u.claimed and u.lapses + 1 >= $4 then $1::timestamptz end
             -- a list is looked up by the key, whatever the planner believes about its length
             where u.update_id = any (array(select update_id from ready))
             returning u.update_id, u.attempts, u.body
         ), unhurried as materialized (
             -- Nobody waits for the disk: a claim that is lost with the database is made again, and what its handler has
             -- written is on the disk only after it.
             select set_config('synchronous_commit', 'off', true)
         )
         select update_id as "id!", attempts as "attempt!", body
         from taken, unhurried
         order by update_id"#,
        now.to_sqlx() as _,
        i64::from(limit),
        (now + lease).to_sqlx() as _,
        MAX_LAPSES,
    )
    .fetch_all(db)
    .await
}

/// Reports in columns, as the statement takes them.
#[derive(Debug, Default)]
pub(crate) struct Reports {
    pub(crate) ids: Vec<i64>,
    pub(crate) attempts: Vec<i32>,
    /// `handled`, `working`, `again`, `failed`
    pub(crate) outcomes: Vec<String>,
    pub(crate) after_seconds: Vec<i32>,
    pub(crate) causes: Vec<Option<String>>,
}

/// A report that counted.
#[derive(Debug)]
pub(crate) struct Settled {
    pub(crate) id: i64,
    pub(crate) outcome: String,
    /// Whether the update does not come again.
    pub(crate) is_over: bool,
    pub(crate) cause: Option<String>,
}

/// Settles what was claimed. Only the latest claim counts, so a report that comes late or twice changes nothing. Of what
/// is over only the number is kept. Returns those that counted.
pub(crate) async fn report(
    db: impl PgExecutor<'_>,
    reports: &Reports,
    lease: SignedDuration,
    now: Timestamp,
) -> sqlx::Result<Vec<Settled>> {
    sqlx::query_as!(
        Settled,
        r#"with verdict as (
             select r.id, r.attempt, r.outcome, r.cause,
                    r.outcome = 'handled' or r.outcome = 'failed' and u.failures + 1 >= $8
                        or r.outcome = 'again' and u.attempts >= $9 as is_over,
                    case
                        when r.outcome = 'working' then $7::timestamptz
                        else $6::timestamptz + r.after_seconds * interval '1 second'
                    end as ready_at
             from unnest($1::bigint[], $2::int[], $3::text[], $4::int[], $5::text[])
                 as r (id, attempt, outcome, after_seconds, cause)
             join updates u on u.update_id = r.id
         )
         update updates u
         set claimed = v.outcome = 'working',
             lapses = 0,
             failures = u.failures + case when v.outcome = 'failed' then 1 else 0 end,
             ready_at = v.ready_at,
             chat = case when v.is_over then null else u.chat end,
             body = case when v.is_over then null else u.body end,
             cause = case when v.is_over and v.outcome <> 'handled' then coalesce(v.cause, 'it waited for too long') end,
             finished_at = case when v.is_over then $6::timestamptz end
         from verdict v
         where u.update_id = v.id and u.attempts = v.attempt and u.claimed
         returning u.update_id as id, v.outcome as "outcome!", v.is_over as "is_over!", u.cause"#,
        &reports.ids,
        &reports.attempts,
        &reports.outcomes,
        &reports.after_seconds,
        &reports.causes as &[Option<String>],
        now.to_sqlx() as _,
        (now + lease).to_sqlx() as _,
        MAX_FAILURES,
        MAX_ATTEMPTS,
    )
    .fetch_all(db)
    .await
}
