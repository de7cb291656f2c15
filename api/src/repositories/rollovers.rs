//! Rollover: what has to happen when a user's day is over. Touches only users for whom something does.

use core_shared::domain::UserId;
use jiff::Timestamp;
use jiff_sqlx::{Date, DateTime, ToSqlx as _};
use sqlx::PgExecutor;

use super::local_times::LocalTimes;

/// A user with days to close, and the day that they are living now.
#[derive(Debug)]
pub(crate) struct Waiting {
    pub(crate) user: UserId,
    pub(crate) today: Date,
    /// Their wall clock, set back by the start of their day: its date is their day.
    pub(crate) shifted: DateTime,
}

/// Users who have reminders of days that are over. A reminder that went out after its day was over keeps
/// its buttons for some hours.
pub(crate) async fn list_waiting(
    db: impl PgExecutor<'_>,
    clocks: &LocalTimes,
    limit: u32,
    now: Timestamp,
) -> sqlx::Result<Vec<Waiting>> {
    sqlx::query_as!(
        Waiting,
        r#"select distinct d.user_id as "user!: _",
                (c.local - u.day_start * interval '1 minute')::date as "today!",
                c.local - u.day_start * interval '1 minute' as "shifted!"
         from deliveries d
         join users u on u.id = d.user_id
         join unnest($1::text[], $2::timestamp[]) as c (zone, local) on c.zone = coalesce(u.zone, 'UTC')
         where d.kind = 'reminder' and d.state = 'sent' and d.closed_at is null
           and d.day < (c.local - u.day_start * interval '1 minute')::date
           -- ready_at is when the claim that sent it would have run out: a report may come much later
           and (d.ready_at < $4::timestamptz - interval '6 hours'
                or d.day >= (c.local - ($4::timestamptz - d.ready_at) - u.day_start * interval '1 minute')::date)
         limit $3"#,
        &clocks.zones,
        &clocks.local as _,
        i64::from(limit),
        now.to_sqlx(),
    )
    .fetch_all(db)
    .await
}

/// Closes every day of a user before `today`: the messages of unanswered reminders are queued to lose
/// their buttons, and the bookmark moves. One statement, so it happens whole or not at all; a second run
/// finds nothing left to do.
pub(crate) async fn close_days(
    db: impl PgExecutor<'_>,
    waiting: &Waiting,
    now: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"with closing as (
             update deliveries
             set closed_at = $3
             where user_id = $1 and kind = 'reminder' and state = 'sent' and closed_at is null and day < $2
               -- one that went out after its day waits for its own turn
               and (ready_at < $3::timestamptz - interval '6 hours'
                    or day >= ($4::timestamp - ($3::timestamptz - ready_at))::date)
             returning user_id, id, habit_id, day, message_id
         ), queued as (
             insert into deliveries (user_id, dedup_key, kind, habit_id, day, due_at, ready_at, expires_at, message_id)
             select c.user_id, 'close/' || c.id, 'close_reminder', c.habit_id, c.day, $3, $3,
                    $3::timestamptz + interval '24 hours', c.message_id
             from closing c
             left join executions e on e.user_id = c.user_id and e.habit_id = c.habit_id and e.day = c.day
             where e.day is null and c.message_id is not null
             on conflict (user_id, dedup_key) do nothing
         ), moved as (
             update users
             set rolled_over_through = greatest(rolled_over_through, $2::date - 1)
             where id = $1 and exists (select from closing)
         )
         insert into events (user_id, kind, day, at)
         select user_id, 'day_closed', day, $3
         from closing
         group by user_id, day
         order by day"#,
        waiting.user.0,
        waiting.today,
        now.to_sqlx(),
        waiting.shifted,
    )
    .execute(db)
    .await
    .map(drop)
}
