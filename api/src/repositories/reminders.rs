//! Reminders: kept one by one or as the whole list of a habit, and planned, when slots of the local calendar become
//! deliveries.

use core_shared::contract::reminders::{CreateReminder, ReminderBody, ReminderOfHabit};
use core_shared::domain::{HabitId, ReminderId, UserId};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgExecutor;

use super::habits::{Habit, ReminderColumns, ReminderRow, day_start_column, reminder, weekdays_column};
use super::local_times::LocalTimes;

/// Queues every slot between each zone's watermark and the latest minute that its wall clock has shown, and
/// moves the watermarks. Returns how many deliveries were queued.
///
/// A gap in local time makes one range longer, so its minutes fire at once, unless it swallowed the whole
/// date; in a fold the watermark waits for the clock, so nothing fires twice; a scheduler that was away finds
/// one long range. A zone that somebody else is planning at this moment is left to them. The rules are those
/// of `core_shared::domain::slots`.
pub(crate) async fn plan(db: impl PgExecutor<'_>, clocks: &LocalTimes, now: Timestamp) -> sqlx::Result<u64> {
    sqlx::query!(
        r#"with clock as (
             select *
             from unnest($1::text[], $2::timestamp[], $3::int[], $4::timestamptz[], $5::int[])
                 as c (zone, reached, utc_offset, changed_at, offset_before)
         ), span as (
             select c.*,
                    -- slots older than this have expired
                    greatest(w.planned_through, c.reached - interval '48 hours') as after
             from zone_watermarks w
             join clock c on c.zone = w.zone
             where w.planned_through < c.reached
             for update of w skip locked
         ), moved as (
             update zone_watermarks w set planned_through = s.reached from span s where w.zone = s.zone
         ), date as (
             select s.*, d.date::date as date,
                    floor(extract(epoch from s.after - d.date::date::timestamp) / 60)::int as after_minute,
                    floor(extract(epoch from s.reached - d.date::date::timestamp) / 60)::int as last_minute
             from span s
             -- 48 hours touch three dates; without the limit the planner guesses a thousand and compiles for them
             cross join lateral (
                 select * from generate_series(s.after::date, s.reached::date, interval '1 day') as g (date) limit 3
             ) d
             -- a date that lies in a gap as a whole was nobody's
             where d.date < s.changed_at at time zone 'UTC' + s.offset_before * interval '1 second'
                or d.date + interval '1 day' > s.changed_at at time zone 'UTC' + s.utc_offset * interval '1 second'
         ), slot as (
             select r.user_id, r.id as reminder_id, r.habit_id, r.weekdays, r.kind, r.delay_seconds * interval '1 second' as delay,
                    d.date + r.minute * interval '1 minute' as local,
                    case when r.minute < r.day_start then d.date - 1 else d.date end as day,
                    d.utc_offset * interval '1 second' as utc_offset,
                    d.offset_before * interval '1 second' as offset_before,
                    d.changed_at
             from date d
             -- "offset 0" keeps the planner from reading every reminder and comparing afterwards: minutes are looked up
             cross join lateral (
                 select *
                 from reminders r
                 where r.zone = d.zone and r.active and r.minute > d.after_minute and r.minute <= d.last_minute
                   and d.date + r.minute * interval '1 minute' > r.since
                 offset 0
             ) r
         ), due as (
             select *,
                    -- the first instant at which the wall clock showed this, or the end of the gap that swallowed it
                    case
                        when (local - offset_before) at time zone 'UTC' < changed_at
                            then (local - offset_before) at time zone 'UTC'
                        else greatest((local - utc_offset) at time zone 'UTC', changed_at)
                    end as due_at
             from slot
             where weekdays & (1 << (extract(isodow from day)::int - 1)) <> 0
         )
         insert into deliveries (user_id, dedup_key, kind, habit_id, reminder_id, day, due_at, ready_at, expires_at)
         select user_id, 'reminder/' || reminder_id || '/' || day, kind, habit_id, reminder_id, day,
                due_at + delay, greatest(due_at + delay, $6), due_at + delay + interval '24 hours'
         from due
         -- in the order in which a message will name them
         order by due_at, user_id, reminder_id
         on conflict (user_id, dedup_key) do nothing"#,
        &clocks.zones,
        &clocks.reached as _,
        &clocks.offset,
        &clocks.changed_at as _,
        &clocks.offset_before,
        now.to_sqlx(),
    )
    .execute(db)
    .await
    .map(|done| done.rows_affected())
}

/// Keeps the zones in which a user is reminded from being planned until the end of the transaction; a tick leaves them to
/// the next one.
pub(crate) async fn hold_planning(db: impl PgExecutor<'_>, user: UserId) -> sqlx::Result<()> {
    let held = sqlx::query!(
        "select w.zone
         from zone_watermarks w
         where w.zone in (select zone from reminders where user_id = $1)
         order by w.zone
         for update of w",
        user.0,
    );
    held.fetch_all(db).await.map(drop)
}

/// Puts these reminders, each at a time of its own, in the place of a habit's present ones. They count from `now` on.
pub(crate) async fn replace(
    db: impl PgExecutor<'_>,
    user: UserId,
    habit: &Habit,
    reminders: &[CreateReminder],
    now: Timestamp,
) -> sqlx::Result<()> {
    let columns = ReminderColumns::of(user, reminders);
    sqlx::query!(
        "with wanted as (
             select * from unnest($3::smallint[], $9::smallint[], $10::smallint[], $11::smallint[])
                 as w (minute, asked_on, nag_minutes, delay_seconds)
         ), dropped as (
             delete from reminders r
             where r.user_id = $1 and r.habit_id = $2 and r.minute not in (select minute from wanted)
         ), kept as (
             update reminders r
             set asked_on = w.asked_on, weekdays = w.asked_on & $6::smallint, nag_minutes = w.nag_minutes,
                 delay_seconds = w.delay_seconds
             from wanted w
             where r.user_id = $1 and r.habit_id = $2 and r.minute = w.minute
               and (r.asked_on, r.nag_minutes, r.delay_seconds) is distinct from (w.asked_on, w.nag_minutes, w.delay_seconds)
         ), watched as (
             insert into zone_watermarks (zone, planned_through)
             select $4, date_trunc('minute', $7::timestamp) from wanted limit 1
             on conflict (zone) do nothing
         )
         insert into reminders
             (user_id, habit_id, minute, asked_on, nag_minutes, delay_seconds, zone, day_start, weekdays, since, active)
         select $1, $2, minute, asked_on, nag_minutes, delay_seconds, $4, $5, asked_on & $6::smallint, $7, $8
         from wanted
         -- a reminder that stays keeps its id, and with it what it has sent today
         where minute not in (select r.minute from reminders r where r.user_id = $1 and r.habit_id = $2)",
        user.0,
        habit.id.0,
        &columns.minutes,
        habit.calendar.zone.name(),
        day_start_column(&habit.calendar),
        weekdays_column(&habit.history),
        habit.calendar.local(now).to_sqlx(),
        habit.archived_at.is_none(),
        &columns.asked_on,
        &columns.nag_minutes as _,
        &columns.delay_seconds,
    )
    .execute(db)
    .await
    .map(drop)
}

/// Every reminder of a user's habits.
pub(crate) async fn list(db: impl PgExecutor<'_>, user: UserId) -> sqlx::Result<Vec<ReminderOfHabit>> {
    let rows = sqlx::query!(
        r#"select h.id as habit_id, r.id, r.minute, r.asked_on, r.nag_minutes, r.delay_seconds > 0 as "is_around!"
         from reminders r
         join habits h on h.user_id = r.user_id and h.id = r.habit_id
         where r.user_id = $1
         order by h.position, h.id, r.minute"#,
        user.0,
    );
    let rows = rows.fetch_all(db).await?;
    rows.into_iter()
        .map(|row| {
            let habit = HabitId(row.habit_id);
            let (id, minute, asked_on, nag_minutes) = (row.id, row.minute, row.asked_on, row.nag_minutes);
            let row = ReminderRow { id, minute, asked_on, nag_minutes, is_around: row.is_around };
            Ok(ReminderOfHabit { habit, reminder: reminder(row)? })
        })
        .collect()
}

pub(crate) async fn find(
    db: impl PgExecutor<'_>,
    user: UserId,
    habit: HabitId,
    id: ReminderId,
) -> sqlx::Result<Option<ReminderBody>> {
    let row = sqlx::query_as!(
        ReminderRow,
        r#"select id, minute, asked_on, nag_minutes, delay_seconds > 0 as "is_around!"
         from reminders
         where user_id = $1 and habit_id = $2 and id = $3"#,
        user.0,
        habit.0,
        id.0,
    );
    row.fetch_optional(db).await?.map(reminder).transpose()
}

/// Adds a reminder, which counts from `now` on. Fails by `reminders_minute_key` when the habit has one in that minute.
pub(crate) async fn insert(
    db: impl PgExecutor<'_>,
    user: UserId,
    habit: &Habit,
    create: &CreateReminder,
    now: Timestamp,
) -> sqlx::Result<ReminderId> {
    let columns = ReminderColumns::of(user, std::slice::from_ref(create));
    sqlx::query_scalar!(
        "with watched as (
             insert into zone_watermarks (zone, planned_through)
             values ($7, date_trunc('minute', $10::timestamp))
             on conflict (zone) do nothing
         ), noted as (
             insert into events (user_id, kind, habit_id, at) values ($1, 'habit_changed', $2, $12)
         )
         insert into reminders
             (user_id, habit_id, minute, asked_on, nag_minutes, delay_seconds, zone, day_start, weekdays, since, active)
         select $1, $2, minute, asked_on, nag_minutes, delay_seconds, $7, $8, asked_on & $9::smallint, $10, $11
         from unnest($3::smallint[], $4::smallint[], $5::smallint[], $6::smallint[])
             as r (minute, asked_on, nag_minutes, delay_seconds)
         returning id",
        user.0,
        habit.id.0,
        &columns.minutes,
        &columns.asked_on,
        &columns.nag_minutes as _,
        &columns.delay_seconds,
        habit.calendar.zone.name(),
        day_start_column(&habit.calendar),
        weekdays_column(&habit.history),
        habit.calendar.local(now).to_sqlx(),
        habit.archived_at.is_none(),
        now.to_sqlx(),
    )
    .fetch_one(db)
    .await
    .map(ReminderId)
}

/// Whether there was anything to change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Changed {
    Yes,
    No,
}

/// Makes a reminder one like this; at another time it counts from `now` on. Fails by `reminders_minute_key` when the
/// habit has another one in that minute.
pub(crate) async fn update(
    db: impl PgExecutor<'_>,
    user: UserId,
    habit: &Habit,
    id: ReminderId,
    wanted: &CreateReminder,
    now: Timestamp,
) -> sqlx::Result<Changed> {
    let columns = ReminderColumns::of(user, std::slice::from_ref(wanted));
    let done = sqlx::query!(
        "with changed as (
             update reminders r
             set minute = w.minute, asked_on = w.asked_on, weekdays = w.asked_on & $8::smallint,
                 nag_minutes = w.nag_minutes, delay_seconds = w.delay_seconds,
                 since = case when r.minute = w.minute then r.since else $9 end
             from unnest($4::smallint[], $5::smallint[], $6::smallint[], $7::smallint[])
                 as w (minute, asked_on, nag_minutes, delay_seconds)
             where r.user_id = $1 and r.habit_id = $2 and r.id = $3
             returning r.user_id, r.habit_id
         )
         insert into events (user_id, kind, habit_id, at)
         select user_id, 'habit_changed', habit_id, $10 from changed",
        user.0,
        habit.id.0,
        id.0,
        &columns.minutes,
        &columns.asked_on,
        &columns.nag_minutes as _,
        &columns.delay_seconds,
        weekdays_column(&habit.history),
        habit.calendar.local(now).to_sqlx(),
        now.to_sqlx(),
    );
    let rows = done.execute(db).await?.rows_affected();
    Ok(if rows == 0 { Changed::No } else { Changed::Yes })
}

/// Whether there was anything to delete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deleted {
    Yes,
    No,
}

pub(crate) async fn delete(
    db: impl PgExecutor<'_>,
    user: UserId,
    habit: HabitId,
    id: ReminderId,
    now: Timestamp,
) -> sqlx::Result<Deleted> {
    let done = sqlx::query!(
        "with gone as (
             delete from reminders where user_id = $1 and habit_id = $2 and id = $3 returning user_id, habit_id
         )
         insert into events (user_id, kind, habit_id, at)
         select user_id, 'habit_changed', habit_id, $4 from gone",
        user.0,
        habit.0,
        id.0,
        now.to_sqlx(),
    );
    let rows = done.execute(db).await?.rows_affected();
    Ok(if rows == 0 { Deleted::No } else { Deleted::Yes })
}
