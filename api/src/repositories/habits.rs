//! Habits, each with its cache, its reminders and its owner's calendar.

use core_shared::contract::reminders::{CreateReminder, ReminderBody};
use core_shared::domain::{
    Calendar, HabitId, HabitName, History, MinuteOfDay, ReminderId, ScheduleHistory, Snapshot, UserId,
    Weekdays, Window, Zone,
};
use jiff::Timestamp;
use jiff_sqlx::{Date, ToSqlx as _};
use serde::Deserialize;
use sqlx::types::Json;
use sqlx::{PgExecutor, error::BoxDynError};

use super::users::{User, stored_day_start, stored_zone};

/// A habit as stored.
#[derive(Debug, Clone)]
pub(crate) struct Habit {
    pub(crate) id: HabitId,
    pub(crate) name: HabitName,
    pub(crate) history: History,
    pub(crate) archived_at: Option<Timestamp>,
    pub(crate) created_at: Timestamp,
    pub(crate) reminders: Vec<ReminderBody>,
    /// The calendar of the owner.
    pub(crate) calendar: Calendar,
    /// The history has to be rebuilt from the executions before it is read.
    pub(crate) stale: bool,
}

/// The columns of [`habits!`].
pub(super) struct HabitRow {
    pub(super) user_id: i64,
    pub(super) id: i64,
    pub(super) name: String,
    pub(super) schedules: Json<ScheduleHistory>,
    pub(super) starts_on: Date,
    pub(super) archived_at: Option<jiff_sqlx::Timestamp>,
    pub(super) created_at: jiff_sqlx::Timestamp,
    pub(super) window_first: Date,
    pub(super) satisfied: i64,
    pub(super) neutral: i64,
    pub(super) marked: i64,
    pub(super) streak: i32,
    pub(super) best: i32,
    pub(super) total: i32,
    pub(super) due: i32,
    pub(super) kept: i32,
    pub(super) period_done: i16,
    pub(super) period_excused: i16,
    pub(super) strength: f64,
    pub(super) tail: i64,
    pub(super) last_done: Option<Date>,
    pub(super) second_last_done: Option<Date>,
    pub(super) recorded_before: Option<Date>,
    pub(super) stale: bool,
    pub(super) reminders: Json<Vec<ReminderRow>>,
    pub(super) zone: Option<String>,
    pub(super) day_start: i16,
    pub(super) first_weekday: i16,
}

#[derive(Clone, Copy, Deserialize)]
pub(super) struct ReminderRow {
    id: i64,
    minute: u16,
}

/// The history that the columns of a row tell, for rows that hold all of them.
macro_rules! history {
    ($row:ident) => {
        core_shared::domain::History {
            starts_on: $row.starts_on.to_jiff(),
            recorded_before: $row.recorded_before.map(jiff_sqlx::Date::to_jiff),
            schedules: $row.schedules.0,
            first_weekday: crate::repositories::users::stored_weekday($row.first_weekday),
            snapshot: crate::repositories::habits::snapshot(
                [$row.streak, $row.best, $row.total, $row.due, $row.kept],
                [$row.period_done, $row.period_excused],
                crate::repositories::habits::Measured {
                    strength: $row.strength,
                    tail: $row.tail,
                    last_done: [$row.last_done, $row.second_last_done],
                },
            ),
            window: crate::repositories::habits::window(
                $row.window_first,
                [$row.satisfied, $row.neutral, $row.marked],
            ),
        }
    };
}
pub(super) use history;

impl TryFrom<HabitRow> for Habit {
    type Error = sqlx::Error;

    fn try_from(row: HabitRow) -> Result<Self, Self::Error> {
        let zone = stored_zone(row.user_id, row.zone.as_deref()).unwrap_or_else(Zone::utc);
        Ok(Self {
            id: HabitId(row.id),
            name: HabitName::parse(&row.name).map_err(unreadable)?,
            history: history!(row),
            archived_at: row.archived_at.map(jiff_sqlx::Timestamp::to_jiff),
            created_at: row.created_at.to_jiff(),
            reminders: row.reminders.0.into_iter().map(reminder).collect::<Result<_, _>>()?,
            calendar: Calendar::new(zone, stored_day_start(row.day_start)),
            stale: row.stale,
        })
    }
}

/// What the measure of strength goes on from, as its columns.
#[derive(Clone, Copy)]
pub(super) struct Measured {
    pub(super) strength: f64,
    pub(super) tail: i64,
    pub(super) last_done: [Option<Date>; 2],
}

/// The numbers before the window, in the order of their columns.
pub(super) fn snapshot(numbers: [i32; 5], period: [i16; 2], measured: Measured) -> Snapshot {
    let [streak, best, total, due, kept] = numbers.map(i32::unsigned_abs);
    // At most the days of a month.
    let [period_done, period_excused] = period.map(|days| u8::try_from(days).unwrap_or(u8::MAX));
    let Measured { strength, tail, last_done } = measured;
    let (tail, last_done) = (tail.cast_unsigned(), last_done.map(|day| day.map(Date::to_jiff)));
    Snapshot { streak, best, total, due, kept, period_done, period_excused, strength, tail, last_done }
}

/// The bitmaps of a window, in the order of their columns.
pub(super) fn window(first: Date, [satisfied, neutral, marked]: [i64; 3]) -> Window {
    let [satisfied, neutral, marked] = [satisfied, neutral, marked].map(i64::cast_unsigned);
    Window { first: first.to_jiff(), satisfied, neutral, marked }
}

fn reminder(row: ReminderRow) -> sqlx::Result<ReminderBody> {
    let time = MinuteOfDay::from_minutes(row.minute).map_err(unreadable)?;
    Ok(ReminderBody { id: ReminderId(row.id), time })
}

fn unreadable(error: impl Into<BoxDynError>) -> sqlx::Error {
    sqlx::Error::Decode(error.into())
}

/// A statement whose common table expression `h` holds rows of `habits`: returns them as [`HabitRow`]s.
macro_rules! habits {
    ($with_h:literal, $($argument:expr),* $(,)?) => {
        sqlx::query_as!(
            crate::repositories::habits::HabitRow,
            $with_h + r#"
            select h.user_id as "user_id!", h.id as "id!", h.name as "name!",
                   h.schedules as "schedules!: _", h.starts_on as "starts_on!",
                   h.archived_at as "archived_at?", h.created_at as "created_at!",
                   h.window_first as "window_first!", h.satisfied as "satisfied!",
                   h.neutral as "neutral!", h.marked as "marked!", h.streak as "streak!",
                   h.best as "best!", h.total as "total!", h.due as "due!", h.kept as "kept!",
                   h.period_done as "period_done!", h.period_excused as "period_excused!",
                   h.strength as "strength!", h.tail as "tail!",
                   h.last_done as "last_done?", h.second_last_done as "second_last_done?",
                   h.recorded_before as "recorded_before?", h.stale as "stale!",
                   coalesce(
                       (select jsonb_agg(jsonb_build_object('id', r.id, 'minute', r.minute) order by r.minute, r.id)
                        from reminders r
                        where r.user_id = h.user_id and r.habit_id = h.id),
                       '[]'
                   ) as "reminders!: _",
                   u.zone as "zone?", u.day_start as "day_start!", u.first_weekday as "first_weekday!"
            from h
            join users u on u.id = h.user_id
            order by h.id"#,
            $($argument),*
        )
    };
}
pub(super) use habits;

pub(crate) async fn find(
    db: impl PgExecutor<'_>,
    user: UserId,
    habit: HabitId,
) -> sqlx::Result<Option<Habit>> {
    let row = habits!("with h as (select * from habits where user_id = $1 and id = $2)", user.0, habit.0);
    row.fetch_optional(db).await?.map(Habit::try_from).transpose()
}

/// The same, held against other writers until the end of the transaction.
pub(crate) async fn find_for_update(
    db: impl PgExecutor<'_>,
    user: UserId,
    habit: HabitId,
) -> sqlx::Result<Option<Habit>> {
    let row = habits!(
        "with h as (select * from habits where user_id = $1 and id = $2 for update)",
        user.0,
        habit.0
    );
    row.fetch_optional(db).await?.map(Habit::try_from).transpose()
}

/// Which part of a user's habits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shelf {
    Active,
    Archived,
}

pub(crate) async fn list(db: impl PgExecutor<'_>, user: UserId, shelf: Shelf) -> sqlx::Result<Vec<Habit>> {
    let rows = habits!(
        "with h as (select * from habits where user_id = $1 and (archived_at is not null) = $2)",
        user.0,
        shelf == Shelf::Archived,
    );
    rows.fetch_all(db).await?.into_iter().map(Habit::try_from).collect()
}

/// The next habits of all users, behind the one named last: a page of everything there is.
pub(crate) async fn list_page(
    db: impl PgExecutor<'_>,
    behind: (UserId, HabitId),
    limit: i64,
) -> sqlx::Result<Vec<(UserId, HabitId)>> {
    let rows = sqlx::query!(
        "select user_id, id
         from habits
         where (user_id, id) > ($1, $2)
         order by user_id, id
         limit $3",
        behind.0.0,
        behind.1.0,
        limit,
    );
    let rows = rows.fetch_all(db).await?;
    Ok(rows.into_iter().map(|row| (UserId(row.user_id), HabitId(row.id))).collect())
}

/// What a new habit is made of.
#[derive(Debug)]
pub(crate) struct NewHabit<'a> {
    pub(crate) name: &'a HabitName,
    pub(crate) history: &'a History,
    pub(crate) reminders: &'a [CreateReminder],
    pub(crate) idempotency: Option<(&'a str, &'a [u8])>,
}

/// Inserts a habit with its reminders; they count from `now` on.
pub(crate) async fn insert(
    db: impl PgExecutor<'_>,
    owner: &User,
    new: NewHabit<'_>,
    now: Timestamp,
) -> sqlx::Result<HabitId> {
    let NewHabit { name, history, reminders, idempotency } = new;
    let calendar = owner.calendar();
    let snapshot = history.snapshot;
    sqlx::query_scalar!(
        r#"with h as (
             insert into habits (user_id, name, schedules, starts_on, created_at, window_first, due)
             values ($1, $2, $3, $4, $5, $6, $7)
             returning user_id, id
         ), made as (
             insert into reminders (user_id, habit_id, minute, zone, day_start, weekdays, since, active)
             select h.user_id, h.id, minute, $8, $9, $10, $11, true
             from h cross join unnest($12::smallint[]) minute
         ), watched as (
             insert into zone_watermarks (zone, planned_through)
             select $8, date_trunc('minute', $11::timestamp)
             where cardinality($12::smallint[]) > 0
             on conflict (zone) do nothing
         ), remembered as (
             insert into idempotency_keys (user_id, key, fingerprint, habit_id, created_at)
             select h.user_id, $13, $14, h.id, $5 from h where $13::text is not null
         ), event as (
             insert into events (user_id, kind, habit_id, at)
             select user_id, 'habit_created', id, $5 from h
         )
         select id as "id!" from h"#,
        owner.id.0,
        name.as_str(),
        Json(&history.schedules) as _,
        history.starts_on.to_sqlx(),
        now.to_sqlx(),
        history.window.first.to_sqlx(),
        snapshot.due.cast_signed(),
        calendar.zone.name(),
        day_start_column(&calendar),
        weekdays_column(history),
        calendar.local(now).to_sqlx(),
        &minutes(reminders),
        idempotency.map(|(key, _)| key),
        idempotency.map(|(_, fingerprint)| fingerprint),
    )
    .fetch_one(db)
    .await
    .map(HabitId)
}

/// Writes name, schedules and archive, and lets the reminders follow the schedule.
pub(crate) async fn update(
    db: impl PgExecutor<'_>,
    user: UserId,
    habit: &Habit,
    now: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!(
        "with changed as (
             update habits
             set name = $3, schedules = $4, archived_at = $5
             where user_id = $1 and id = $2
             returning user_id, id, archived_at
         ), followed as (
             update reminders r
             set weekdays = $6,
                 active = c.archived_at is null,
                 -- what fell due while the habit was archived is not asked for afterwards
                 since = case when r.active then r.since else $7 end
             from changed c
             where r.user_id = c.user_id and r.habit_id = c.id
         )
         insert into events (user_id, kind, habit_id, at)
         select user_id, 'habit_changed', id, $8 from changed",
        user.0,
        habit.id.0,
        habit.name.as_str(),
        Json(&habit.history.schedules) as _,
        habit.archived_at.map(Timestamp::to_sqlx) as _,
        weekdays_column(&habit.history),
        habit.calendar.local(now).to_sqlx(),
        now.to_sqlx(),
    )
    .execute(db)
    .await
    .map(drop)
}

/// Writes the cache.
pub(crate) async fn update_history(
    db: impl PgExecutor<'_>,
    user: UserId,
    habit: HabitId,
    history: &History,
) -> sqlx::Result<()> {
    let Snapshot { streak, best, total, due, kept, .. } = history.snapshot;
    let Snapshot { period_done, period_excused, strength, tail, last_done, .. } = history.snapshot;
    let Window { first, satisfied, neutral, marked } = history.window;
    let column = |day: Option<jiff::civil::Date>| day.map(jiff::civil::Date::to_sqlx);
    sqlx::query!(
        "update habits
         set window_first = $3, satisfied = $4, neutral = $5, marked = $6,
             streak = $7, best = $8, total = $9, due = $10, kept = $11,
             recorded_before = $12, period_done = $13, period_excused = $14,
             strength = $15, tail = $16, last_done = $17, second_last_done = $18, stale = false
         where user_id = $1 and id = $2",
        user.0,
        habit.0,
        first.to_sqlx(),
        satisfied.cast_signed(),
        neutral.cast_signed(),
        marked.cast_signed(),
        streak.cast_signed(),
        best.cast_signed(),
        total.cast_signed(),
        due.cast_signed(),
        kept.cast_signed(),
        column(history.recorded_before) as _,
        i16::from(period_done),
        i16::from(period_excused),
        strength,
        tail.cast_signed(),
        column(last_done[0]) as _,
        column(last_done[1]) as _,
    )
    .execute(db)
    .await
    .map(drop)
}

/// Whether there was anything to delete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deleted {
    Yes,
    No,
}

/// Deletes a habit with its executions, reminders and deliveries.
pub(crate) async fn delete(
    db: impl PgExecutor<'_>,
    user: UserId,
    habit: HabitId,
    now: Timestamp,
) -> sqlx::Result<Deleted> {
    let done = sqlx::query!(
        "with gone as (delete from habits where user_id = $1 and id = $2 returning user_id, id)
         insert into events (user_id, kind, habit_id, at)
         select user_id, 'habit_deleted', id, $3 from gone",
        user.0,
        habit.0,
        now.to_sqlx(),
    );
    let rows = done.execute(db).await?.rows_affected();
    Ok(if rows == 0 { Deleted::No } else { Deleted::Yes })
}

pub(super) fn minutes(reminders: &[CreateReminder]) -> Vec<i16> {
    reminders.iter().map(|reminder| reminder.time.minutes().cast_signed()).collect()
}

pub(super) fn day_start_column(calendar: &Calendar) -> i16 {
    calendar.day_start.minute().minutes().cast_signed()
}

pub(super) fn weekdays_column(history: &History) -> i16 {
    let days: Weekdays = history.schedules.current().weekdays();
    i16::from(days.bits())
}
