//! The one file of the benchmark that speaks SQL: it fills the database with more people than could be made through
//! the API, turns its watermarks back, and looks at what came of it. Everything that is measured goes through the API.

use core_shared::domain::UserId;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff_sqlx::ToSqlx as _;
use sqlx::{AssertSqlSafe, PgPool, Row as _};

use crate::habit::Columns;

/// The minute of the day at which most people want to be reminded: nine in the evening.
pub(crate) const PEAK: i16 = 21 * 60;

/// People to be made, with ids from `first` on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct People<'a> {
    pub(crate) first: i64,
    pub(crate) count: i64,
    /// A fifth lives in the first one.
    pub(crate) zones: &'a [&'a str],
    pub(crate) habits_each: i32,
    pub(crate) freezing: Freezing,
}

/// Whether missed days are frozen, which is something that the end of a day brings about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Freezing {
    On,
    Off,
}

/// Adds people with their habits.
pub(crate) async fn add_people(
    db: &PgPool,
    people: People<'_>,
    habit: &Columns,
    now: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into users (id, locale, zone, created_at, heard_at, freezes, settles)
         select $1 + n, 'en',
                ($3::text[])[case
                    when n % 5 = 0 then 1
                    else least(2 + floor((cardinality($3) - 1) * power((n * 7919 % 10007) / 10007.0, 2))::int, cardinality($3))
                end],
                $4, $4, $5, $5
         from generate_series(0, $2 - 1) as n",
    )
    .bind(people.first)
    .bind(people.count)
    .bind(people.zones)
    .bind(now.to_sqlx())
    .bind(people.freezing == Freezing::On)
    .execute(db)
    .await?;
    sqlx::query(
        "insert into habits (user_id, name, schedules, starts_on, created_at, window_first, satisfied, marked)
         select $1 + n, 'Habit ' || k, $4, $5, $6, $7, $8, $9
         from generate_series(0, $2 - 1) as n, generate_series(1, $3) as k",
    )
    .bind(people.first)
    .bind(people.count)
    .bind(people.habits_each)
    .bind(&habit.schedules)
    .bind(habit.starts_on.to_sqlx())
    .bind(now.to_sqlx())
    .bind(habit.window_first.to_sqlx())
    .bind(habit.satisfied)
    .bind(habit.marked)
    .execute(db)
    .await
    .map(drop)
}

/// Reminds everybody from `first` on of four of five habits, at the times that people choose: 15 % at the peak, 45 % at
/// whole and half hours, the others at any minute between six and midnight.
pub(crate) async fn add_reminders(
    db: &PgPool,
    first: i64,
    weekdays: i16,
    since: DateTime,
) -> sqlx::Result<u64> {
    sqlx::query(
        "insert into reminders (user_id, habit_id, minute, zone, day_start, weekdays, since, active)
         select h.user_id, h.id,
                case
                    when h.id * 7919 % 1000 < 150 then $4
                    when h.id * 7919 % 1000 < 600 then 360 + 30 * (h.id * 104729 % 34)
                    else 360 + h.id * 15485863 % 1080
                end,
                u.zone, 0, $2, $3, true
         from habits h
         join users u on u.id = h.user_id
         where h.user_id >= $1 and h.id % 5 < 4",
    )
    .bind(first)
    .bind(weekdays)
    .bind(since.to_sqlx())
    .bind(PEAK)
    .execute(db)
    .await
    .map(|done| done.rows_affected())
}

/// Reminds everybody from `first` on in this minute of every day, and lets planning begin before it.
pub(crate) async fn add_reminders_at(db: &PgPool, first: i64, due: DateTime, zone: &str) -> sqlx::Result<()> {
    let minute = i16::from(due.hour()) * 60 + i16::from(due.minute());
    sqlx::query(
        "with watched as (
             insert into zone_watermarks (zone, planned_through)
             values ($3, $4::timestamp - interval '1 minute')
             on conflict (zone) do update set planned_through = excluded.planned_through
         )
         insert into reminders (user_id, habit_id, minute, zone, day_start, weekdays, since, active)
         select user_id, id, $2, $3, 0, 127, $4::timestamp - interval '1 day', true
         from habits
         where user_id >= $1",
    )
    .bind(first)
    .bind(minute)
    .bind(zone)
    .bind(due.to_sqlx())
    .execute(db)
    .await
    .map(drop)
}

/// Moves the peak of a zone to another minute, on these weekdays; so it can be met at any time of the day.
pub(crate) async fn move_peak(
    db: &PgPool,
    zone: &str,
    (from, to): (i16, i16),
    weekdays: i16,
) -> sqlx::Result<u64> {
    sqlx::query("update reminders set minute = $3, weekdays = $4 where zone = $1 and minute = $2 and active")
        .bind(zone)
        .bind(from)
        .bind(to)
        .bind(weekdays)
        .execute(db)
        .await
        .map(|done| done.rows_affected())
}

/// Lets everybody be asked on every day.
pub(crate) async fn ask_every_day(db: &PgPool) -> sqlx::Result<()> {
    sqlx::query("update reminders set weekdays = 127 where weekdays <> 127").execute(db).await.map(drop)
}

/// Turns planning back, or forward, to these times on the walls.
pub(crate) async fn plan_from(db: &PgPool, clocks: &[(&str, DateTime)]) -> sqlx::Result<()> {
    let (zones, times): (Vec<&str>, Vec<_>) =
        clocks.iter().map(|(zone, time)| (*zone, time.to_sqlx())).unzip();
    sqlx::query(
        "insert into zone_watermarks (zone, planned_through)
         select * from unnest($1::text[], $2::timestamp[])
         on conflict (zone) do update set planned_through = excluded.planned_through",
    )
    .bind(zones)
    .bind(times)
    .execute(db)
    .await
    .map(drop)
}

/// The yardstick of reading: the same rows from the same index and nothing else.
pub(crate) async fn read_slots(db: &PgPool, zone: &str, minute: i16) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "select count(*) + 0 * (sum(user_id) + sum(id) + sum(habit_id) + sum(weekdays) + sum(day_start))::bigint
         from reminders
         where active and zone = $1 and minute = $2 and since < 'infinity'",
    )
    .bind(zone)
    .bind(minute)
    .fetch_one(db)
    .await
}

/// The yardstick of appending: the same rows into the same table, and nothing decided.
pub(crate) async fn append_slots(db: &PgPool, zone: &str, minute: i16, now: Timestamp) -> sqlx::Result<u64> {
    sqlx::query(
        "insert into deliveries (user_id, dedup_key, kind, habit_id, reminder_id, day, due_at, ready_at, expires_at)
         select user_id, 'bare/' || id, 'reminder', habit_id, id, $3::timestamptz::date, $3, $3, $3 + interval '24 hours'
         from reminders
         where active and zone = $1 and minute = $2",
    )
    .bind(zone)
    .bind(minute)
    .bind(now.to_sqlx())
    .execute(db)
    .await
    .map(|done| done.rows_affected())
}

/// Three days of reminders that were sent and closed: what the queue consists of in production, where hardly anything
/// in it is still to be sent.
pub(crate) async fn add_history(db: &PgPool, now: Timestamp) -> sqlx::Result<()> {
    sqlx::query(
        "insert into deliveries (user_id, dedup_key, kind, habit_id, day, state, due_at, ready_at, expires_at,
                                 attempts, message_id, finished_at, closed_at)
         select user_id, 'reminder/' || id || '/' || past, 'reminder', id, past::date, 'sent', past, past,
                past + interval '24 hours', 1, 1, past, past + interval '8 hours'
         from habits
         cross join lateral (select $1 - n * interval '1 day' as past from generate_series(2, 4) as n) p",
    )
    .bind(now.to_sqlx())
    .execute(db)
    .await
    .map(drop)
}

/// Forgets all deliveries.
pub(crate) async fn empty_queue(db: &PgPool) -> sqlx::Result<()> {
    sqlx::query("truncate deliveries").execute(db).await.map(drop)
}

/// Whether something is still to be delivered.
pub(crate) async fn is_queue_busy(db: &PgPool) -> sqlx::Result<bool> {
    sqlx::query_scalar("select exists (select from deliveries where state = 'open')").fetch_one(db).await
}

/// How many deliveries are in each state, and how often they were claimed all together.
pub(crate) async fn queue(db: &PgPool) -> sqlx::Result<Vec<(String, i64, i64)>> {
    sqlx::query_as(
        "select state, count(*), sum(attempts)::bigint from deliveries group by state order by state",
    )
    .fetch_all(db)
    .await
}

/// A day of a group is to be closed again: the one behind `through`.
pub(crate) async fn reopen_days(db: &PgPool, zone: &str, through: Date) -> sqlx::Result<()> {
    sqlx::query(
        "insert into zone_rollovers (zone, day_start, closed_through)
         values ($1, 0, $2)
         on conflict (zone, day_start) do update set closed_through = excluded.closed_through, reached = null",
    )
    .bind(zone)
    .bind(through.to_sqlx())
    .execute(db)
    .await
    .map(drop)
}

/// Everybody was reminded on `day`, hours ago, and has not answered.
pub(crate) async fn leave_unanswered(db: &PgPool, day: Date, sent_at: Timestamp) -> sqlx::Result<u64> {
    sqlx::query(
        "insert into deliveries (user_id, dedup_key, kind, habit_id, day, state, due_at, ready_at, expires_at,
                                 attempts, message_id, finished_at)
         select user_id, 'reminder/' || id, 'reminder', id, $1, 'sent', $2, $2, $2 + interval '24 hours', 1, 1, $2
         from habits",
    )
    .bind(day.to_sqlx())
    .bind(sent_at.to_sqlx())
    .execute(db)
    .await
    .map(|done| done.rows_affected())
}

/// The yardstick of closing days: a bookmark, an execution, a cache and an event for everybody, in one statement
/// that decides nothing. It is rolled back.
pub(crate) async fn close_bare(db: &PgPool, day: Date, now: Timestamp) -> sqlx::Result<u64> {
    let mut transaction = db.begin().await?;
    let done = sqlx::query(
        "with h as (
             update habits set marked = marked | 1 returning user_id, id
         ), e as (
             insert into executions (user_id, habit_id, day, state, recorded_at)
             select user_id, id, $1, 'frozen', $2 from h
         ), n as (
             insert into events (user_id, kind, habit_id, day, at)
             select user_id, 'day_frozen', id, $1, $2 from h
         )
         update users set rolled_over_through = $1",
    )
    .bind(day.to_sqlx())
    .bind(now.to_sqlx())
    .execute(&mut *transaction)
    .await?;
    transaction.rollback().await?;
    Ok(done.rows_affected())
}

/// The yardstick of closing reminders: the same rows changed, added and noted in one statement that decides nothing. It
/// is rolled back.
pub(crate) async fn close_reminders_bare(db: &PgPool, now: Timestamp) -> sqlx::Result<u64> {
    let mut transaction = db.begin().await?;
    let done = sqlx::query(
        "with c as (
             update deliveries set closed_at = $1 where kind = 'reminder'
             returning user_id, id, day
         ), q as (
             insert into deliveries (user_id, dedup_key, kind, replaces, due_at, ready_at, expires_at)
             select user_id, 'redraw/' || id, 'redraw', id, $1, $1, $1 from c
         ), n as (
             insert into events (user_id, kind, day, at) select user_id, 'day_closed', day, $1 from c
         )
         update users u set rolled_over_through = c.day from c where u.id = c.user_id",
    )
    .bind(now.to_sqlx())
    .execute(&mut *transaction)
    .await?;
    transaction.rollback().await?;
    Ok(done.rows_affected())
}

/// Tables as they are after a while of production: seen by vacuum, known to the planner, on the disk.
pub(crate) async fn settle_down(db: &PgPool) -> sqlx::Result<()> {
    for statement in ["vacuum (analyze)", "checkpoint"] {
        sqlx::query(AssertSqlSafe(statement)).execute(db).await?;
    }
    Ok(())
}

/// Begins to count what statements write.
pub(crate) async fn count_writes(db: &PgPool) -> sqlx::Result<()> {
    sqlx::query("create extension if not exists pg_stat_statements").execute(db).await?;
    sqlx::query("select pg_stat_statements_reset()").execute(db).await.map(drop)
}

/// From now on, new connections are also timed while they plan.
pub(crate) async fn time_planning(db: &PgPool) -> sqlx::Result<()> {
    let statement = "alter role current_user set pg_stat_statements.track_planning = on";
    sqlx::query(statement).execute(db).await.map(drop)
}

/// A statement and what it did since [`count_writes`].
#[derive(Debug)]
pub(crate) struct Statement {
    pub(crate) text: String,
    pub(crate) calls: i64,
    pub(crate) milliseconds: f64,
    /// Of planning, when [`time_planning`] was asked for.
    pub(crate) planning: f64,
    /// Entries in the write-ahead log: with none of them no row was written.
    pub(crate) wal_records: i64,
}

/// Statements since [`count_writes`], those that took the longest first.
pub(crate) async fn statements(db: &PgPool) -> sqlx::Result<Vec<Statement>> {
    let rows = sqlx::query(
        "select left(regexp_replace(query, '\\s+', ' ', 'g'), 60) as text, calls, total_exec_time, total_plan_time, wal_records
         from pg_stat_statements
         where query not like '%pg_stat_statements%'
         order by total_exec_time + total_plan_time desc",
    );
    let statement = |row: sqlx::postgres::PgRow| Statement {
        text: row.get("text"),
        calls: row.get("calls"),
        milliseconds: row.get("total_exec_time"),
        planning: row.get("total_plan_time"),
        wal_records: row.get("wal_records"),
    };
    Ok(rows.fetch_all(db).await?.into_iter().map(statement).collect())
}

/// Everybody with a habit of theirs.
pub(crate) async fn habits(db: &PgPool) -> sqlx::Result<Vec<(i64, i64)>> {
    sqlx::query_as("select user_id, min(id) from habits group by user_id order by user_id")
        .fetch_all(db)
        .await
}

/// The process of Postgres that serves a connection.
pub(crate) async fn backend(db: &PgPool) -> sqlx::Result<i32> {
    sqlx::query_scalar("select pg_backend_pid()").fetch_one(db).await
}

/// Updates that are kept and not settled.
pub(crate) async fn open_updates(db: &PgPool) -> sqlx::Result<i64> {
    sqlx::query_scalar("select count(*) from updates where finished_at is null").fetch_one(db).await
}

/// Bytes on the disk that one update takes after it was settled, indexes included, without what is free for others.
pub(crate) async fn bytes_of_an_update(db: &PgPool) -> sqlx::Result<f64> {
    sqlx::query("vacuum full updates").execute(db).await?;
    sqlx::query_scalar(
        "select pg_total_relation_size('updates') / greatest(count(*), 1)::float8 from updates",
    )
    .fetch_one(db)
    .await
}

/// Everything that was measured of people up to `last`, in thousandths.
pub(crate) async fn amounts_up_to(db: &PgPool, last: UserId) -> sqlx::Result<i64> {
    sqlx::query_scalar("select coalesce(sum(amount), 0)::bigint from executions where user_id <= $1")
        .bind(last.0)
        .fetch_one(db)
        .await
}

/// A habit of the user.
pub(crate) async fn habit_of(db: &PgPool, user: UserId) -> sqlx::Result<i64> {
    sqlx::query_scalar("select id from habits where user_id = $1 limit 1").bind(user.0).fetch_one(db).await
}
