//! The queue of outgoing messages: claimed under a lease, reported once, every slot at most one row.

mod claiming;
mod listing;
mod messages;

use core_shared::domain::{Calendar, DeliveryId, UserId};
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx as _;
use sqlx::PgExecutor;

pub(crate) use self::claiming::{Claim, Claimed, Item, Kind, Leased, Terms, Unreadable, claim};
pub(crate) use self::listing::list;
pub(crate) use self::messages::{Message, find_message};
use super::habits::stored_calendar;

/// The next slot behind all that was claimed, and behind the part of it that is wanted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct GivenBack {
    pub(crate) after_claimed: Timestamp,
    pub(crate) after_wanted: Timestamp,
}

/// What becomes of a delivery that was claimed and is not to be sent as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotNow {
    /// It is not wanted any more.
    Withdrawn,
    /// It comes back to the queue then, and is due from then on.
    Until(Timestamp),
    /// It leaves in the message of this one, because the one before is not wanted any more.
    Within(DeliveryId),
}

/// Settles what was claimed and is not to be sent as it was. The next slot goes back to that behind what is sent, unless
/// others have claimed meanwhile: theirs lie behind, and must not be handed out twice.
pub(crate) async fn settle_unsent(
    db: impl PgExecutor<'_>,
    unsent: &[(UserId, DeliveryId, NotNow)],
    next_slot: GivenBack,
    now: Timestamp,
) -> sqlx::Result<()> {
    let users: Vec<i64> = unsent.iter().map(|(user, ..)| user.0).collect();
    let ids: Vec<i64> = unsent.iter().map(|(_, id, _)| id.0).collect();
    let until = unsent.iter().map(|(.., what)| match what {
        NotNow::Until(until) => Some(until.to_sqlx()),
        NotNow::Withdrawn | NotNow::Within(_) => None,
    });
    let until: Vec<Option<jiff_sqlx::Timestamp>> = until.collect();
    let leads = unsent.iter().map(|(.., what)| match what {
        NotNow::Within(lead) => Some(lead.0),
        NotNow::Withdrawn | NotNow::Until(_) => None,
    });
    let leads: Vec<Option<i64>> = leads.collect();
    sqlx::query!(
        "with settled as (
             update deliveries d
             set state = case when u.until is null and u.lead is null then 'withdrawn' else 'open' end,
                 lead_id = nullif(u.lead, d.id),
                 ready_at = coalesce(u.until, d.ready_at),
                 held_until = coalesce(u.until, d.held_until),
                 finished_at = case when u.until is null and u.lead is null then $3::timestamptz end
             from unnest($1::bigint[], $2::bigint[], $6::timestamptz[], $7::bigint[]) as u (user_id, id, until, lead)
             where d.user_id = u.user_id and d.id = u.id and d.state || '' = 'open'
         )
         update send_pace
         set next_slot = $4
         where next_slot = $5",
        &users,
        &ids,
        now.to_sqlx(),
        next_slot.after_wanted.to_sqlx(),
        next_slot.after_claimed.to_sqlx(),
        &until as _,
        &leads as _,
    )
    .execute(db)
    .await
    .map(drop)
}

/// Reports in columns, as the statement takes them.
#[derive(Debug, Default)]
pub(crate) struct Reports {
    pub(crate) users: Vec<i64>,
    pub(crate) ids: Vec<i64>,
    pub(crate) attempts: Vec<i32>,
    /// `sent`, `retry`, `gone`, `rejected`, `released`
    pub(crate) outcomes: Vec<String>,
    pub(crate) message_ids: Vec<Option<i32>>,
    /// Telegram's own word on when to try again, in seconds.
    pub(crate) after_seconds: Vec<Option<i32>>,
    pub(crate) causes: Vec<Option<String>>,
}

/// Failures after which a delivery is given up.
const MAX_FAILURES: i32 = 8;

/// A report that counted.
#[derive(Debug)]
pub(crate) struct Settled {
    pub(crate) outcome: String,
    pub(crate) kind: String,
    /// The state that the delivery is in by it.
    pub(crate) state: String,
    /// How long after it was due it was reported.
    pub(crate) late_seconds: f64,
}

/// Settles what was claimed: each report is about a message, and so about all that left in it. Only the latest claim of
/// an open delivery counts, so a report that comes late or twice changes nothing. A reminder that was sent is repeated
/// later if it was asked to be, and takes the place of the one that it repeats. Returns the messages that counted.
#[expect(
    clippy::too_many_lines,
    reason = "one statement: what follows from a report must not come without it"
)]
pub(crate) async fn report(
    db: impl PgExecutor<'_>,
    reports: &Reports,
    lease: SignedDuration,
    now: Timestamp,
) -> sqlx::Result<Vec<Settled>> {
    sqlx::query_as!(
        Settled,
        r#"with report as (
             select *
             from unnest($1::bigint[], $2::bigint[], $3::int[], $4::text[], $5::int[], $6::int[], $7::text[])
                 as r (user_id, id, attempt, outcome, message_id, after_seconds, cause)
         ), settled as (
             update deliveries d
             set state = case
                     when r.outcome = 'released' then 'open'
                     when r.outcome <> 'retry' then r.outcome
                     when d.failures + 1 >= $9 then 'rejected'
                     else 'open'
                 end,
                 failures = d.failures + case when r.outcome = 'retry' then 1 else 0 end,
                 ready_at = case r.outcome
                     when 'released' then $8::timestamptz + coalesce(r.after_seconds, 0) * interval '1 second'
                     -- Telegram's own word, or 10 s, 30 s, 90 s … to two hours, spread so that a crowd does not come back at once
                     when 'retry' then $8::timestamptz + coalesce(
                         r.after_seconds * interval '1 second',
                         least(10 * 3 ^ d.failures, 7200) * r.spread * interval '1 second'
                     )
                     else d.ready_at
                 end,
                 message_id = coalesce(r.message_id, d.message_id),
                 cause = r.cause,
                 finished_at = case when r.outcome in ('retry', 'released') then null else $8::timestamptz end
             from (select *, 0.8 + 0.4 * random() as spread from report) r
             -- "|| ''": not by the index of all that is open, which the planner may take for empty
             where d.user_id = r.user_id and d.id >= r.id and d.state || '' = 'open'
               and case
                   when d.id = r.id then d.attempts = r.attempt
                   -- what left in the same message
                   else d.lead_id = r.id and exists (
                       select from deliveries l
                       where l.user_id = r.user_id and l.id = r.id and l.attempts = r.attempt and l.state || '' = 'open'
                   )
               end
             returning d.*, r.outcome
         ), asked as (
             -- reminders that are in somebody's chat now
             select * from settled where outcome = 'sent' and kind = 'reminder'
         ), repeated as (
             insert into deliveries
                 (user_id, dedup_key, kind, habit_id, reminder_id, day, due_at, ready_at, expires_at, replaces, round)
             select a.user_id, 'nag/' || a.id, 'reminder', a.habit_id, a.reminder_id, a.day,
                    n.due_at, n.due_at, n.due_at + interval '24 hours', a.id, a.round + 1
             from asked a
             join reminders r on r.user_id = a.user_id and r.id = a.reminder_id
             cross join lateral (select $8::timestamptz + r.nag_minutes * interval '1 minute' as due_at) n
             where r.nag_minutes is not null and a.round < 5
             on conflict (user_id, dedup_key) do nothing
         ), replaced as (
             update deliveries d
             set superseded = true, closed_at = coalesce(d.closed_at, $8)
             from asked a
             where d.user_id = a.user_id and d.id = a.replaces
             returning d.user_id, coalesce(d.lead_id, d.id) as lead_id
         ), outdated as (
             select user_id, lead_id from replaced
             union
             -- answered while it was on its way
             select a.user_id, coalesce(a.lead_id, a.id)
             from asked a
             join executions e on e.user_id = a.user_id and e.habit_id = a.habit_id and e.day = a.day
             where e.recorded_at >= a.ready_at - $10::float8 * interval '1 second'
             union
             select l.user_id, l.id
             from settled l
             join habits h on h.user_id = l.user_id
             -- by habit and day, where the planner might read all days of the user
             cross join lateral (
                 select e.recorded_at
                 from executions e
                 where e.user_id = l.user_id and e.habit_id = h.id and e.day = l.day
                 limit 1
             ) e
             where l.outcome = 'sent' and l.kind = 'today'
               and e.recorded_at >= l.ready_at - $10::float8 * interval '1 second'
         ), redrawn as (
             insert into deliveries as d (user_id, dedup_key, kind, replaces, due_at, ready_at, expires_at)
             select user_id, 'redraw/' || lead_id, 'redraw', lead_id, $8, $8, $8::timestamptz + interval '24 hours'
             from outdated
             on conflict (user_id, dedup_key) do update
             set state = 'open', due_at = $8, ready_at = $8, expires_at = excluded.expires_at, failures = 0, finished_at = null
         ), blocked as (
             update users u
             set blocked_at = $8::timestamptz
             where u.blocked_at is null
               and u.id in (select user_id from settled where outcome = 'gone')
         )
         select outcome as "outcome!", kind, state,
                extract(epoch from $8::timestamptz - min(due_at))::float8 as "late_seconds!"
         from settled
         group by user_id, coalesce(lead_id, id), outcome, kind, state"#,
        &reports.users,
        &reports.ids,
        &reports.attempts,
        &reports.outcomes,
        &reports.message_ids as &[Option<i32>],
        &reports.after_seconds as &[Option<i32>],
        &reports.causes as &[Option<String>],
        now.to_sqlx(),
        MAX_FAILURES,
        lease.as_secs_f64(),
    )
    .fetch_all(db)
    .await
}

/// A reminder, as far as its repetition depends on it.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) due_at: Timestamp,
    /// The user's.
    pub(crate) calendar: Calendar,
}

pub(crate) async fn find_reminder(
    db: impl PgExecutor<'_>,
    user: UserId,
    delivery: DeliveryId,
) -> sqlx::Result<Option<Asked>> {
    let row = sqlx::query!(
        "select d.due_at, u.zone, u.day_start
         from deliveries d
         join users u on u.id = d.user_id
         where d.user_id = $1 and d.id = $2 and d.kind = 'reminder'",
        user.0,
        delivery.0,
    );
    Ok(row.fetch_optional(db).await?.map(|row| Asked {
        due_at: row.due_at.to_jiff(),
        calendar: stored_calendar(user.0, row.zone.as_deref(), row.day_start),
    }))
}

/// Queues the repetition of a reminder that was sent, of each of its habits if it has several, or moves it while it
/// waits: it takes the place of whatever would have come by itself. `None` when there is no such reminder.
pub(crate) async fn snooze(
    db: impl PgExecutor<'_>,
    user: UserId,
    delivery: DeliveryId,
    due_at: Timestamp,
    now: Timestamp,
) -> sqlx::Result<Option<Timestamp>> {
    let due_at = sqlx::query_scalar!(
        r#"with origin as (
             select user_id, id, habit_id, reminder_id, day, round
             from deliveries
             where user_id = $1 and id >= $2 and (id = $2 or lead_id = $2) and kind = 'reminder' and not superseded
         ), repetition as (
             insert into deliveries as d
                 (user_id, dedup_key, kind, habit_id, reminder_id, day, due_at, ready_at, expires_at, replaces, round)
             select user_id, 'snooze/' || id, 'reminder', habit_id, reminder_id, day,
                    $3, $3, $3::timestamptz + interval '24 hours', id, round
             from origin
             on conflict (user_id, dedup_key) do update
             -- one that is out already stays what it is
             set due_at = case when d.state = 'open' then excluded.due_at else d.due_at end,
                 ready_at = case when d.state = 'open' then excluded.ready_at else d.ready_at end,
                 held_until = case when d.state = 'open' then null else d.held_until end,
                 expires_at = case when d.state = 'open' then excluded.expires_at else d.expires_at end
             returning d.due_at
         ), instead as (
             update deliveries d
             set state = 'withdrawn', finished_at = $4
             from origin o
             where d.user_id = o.user_id and d.dedup_key = 'nag/' || o.id and d.state || '' = 'open'
         ), heard as (
             update users set heard_at = $4 where id = $1 and exists (select from origin)
         )
         select max(due_at) as "due_at?" from repetition"#,
        user.0,
        delivery.0,
        due_at.to_sqlx(),
        now.to_sqlx(),
    );
    Ok(due_at.fetch_one(db).await?.map(jiff_sqlx::Timestamp::to_jiff))
}

/// What the queue holds.
#[derive(Debug)]
pub(crate) struct Backlog {
    /// Due, and waiting for a slot.
    pub(crate) ready: i64,
    /// For a later time, or leased at present.
    pub(crate) later: i64,
    /// Given up.
    pub(crate) rejected: i64,
    /// For how long the oldest has been ready.
    pub(crate) oldest_seconds: f64,
}

pub(crate) async fn backlog(db: impl PgExecutor<'_>, now: Timestamp) -> sqlx::Result<Backlog> {
    sqlx::query_as!(
        Backlog,
        r#"select count(*) filter (where ready_at <= $1) as "ready!", count(*) filter (where ready_at > $1) as "later!",
                (select count(*) from deliveries where state = 'rejected') as "rejected!",
                coalesce(greatest(extract(epoch from $1::timestamptz - min(ready_at)), 0), 0)::float8 as "oldest_seconds!"
         from deliveries
         where state = 'open'"#,
        now.to_sqlx(),
    )
    .fetch_one(db)
    .await
}

/// Deletes what is left of a user who is gone.
pub(crate) async fn forget(db: impl PgExecutor<'_>, user: UserId) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from deliveries d where d.user_id = $1 and not exists (select from users u where u.id = $1)",
        user.0,
    )
    .execute(db)
    .await
    .map(drop)
}
