//! Habits, each with its cache, its reminders and its owner's calendar.

mod place;

use core_shared::contract::reminders::{CreateReminder, ReminderBody};
use core_shared::domain::nag::phase;
use core_shared::domain::{
    Calendar, HabitId, HabitName, History, MinuteOfDay, NagMinutes, ReminderId, Rests, Snapshot, Tag, Target,
    TargetDays, TargetMeasure, UserId, Weekdays, Zone,
};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx as _;
use serde::Deserialize;
use sqlx::types::Json;
use sqlx::{PgExecutor, error::BoxDynError};

pub(crate) use self::place::Place;
use super::history::{amounts_column, kind_column};
use super::users::{User, stored_day_start, stored_zone};

/// A habit as stored.
#[derive(Debug, Clone)]
pub(crate) struct Habit {
    pub(crate) owner: UserId,
    pub(crate) id: HabitId,
    pub(crate) name: HabitName,
    pub(crate) history: History,
    /// Those of the habit alone.
    pub(crate) pauses: Rests,
    pub(crate) target: Option<Target>,
    pub(crate) target_reached_on: Option<Date>,
    pub(crate) archived_at: Option<Timestamp>,
    pub(crate) created_at: Timestamp,
    pub(crate) reminders: Vec<ReminderBody>,
    pub(crate) tags: Vec<Tag>,
    /// Where it stands among the habits of its owner.
    pub(crate) place: Place,
    /// The calendar of the owner.
    pub(crate) calendar: Calendar,
    /// The history has to be rebuilt from the executions before it is read.
    pub(crate) stale: bool,
}

/// The columns of [`habits!`] beside those of the history.
#[derive(Debug)]
pub(super) struct Columns {
    pub(super) user_id: i64,
    pub(super) id: i64,
    pub(super) name: String,
    pub(super) target: Option<Target>,
    pub(super) target_reached_on: Option<jiff_sqlx::Date>,
    pub(super) archived_at: Option<jiff_sqlx::Timestamp>,
    pub(super) created_at: jiff_sqlx::Timestamp,
    pub(super) reminders: Vec<ReminderRow>,
    pub(super) tags: Vec<String>,
    pub(super) position: i32,
    pub(super) stale: bool,
}

#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct ReminderRow {
    pub(super) id: i64,
    pub(super) minute: i16,
    pub(super) asked_on: i16,
    pub(super) nag_minutes: Option<i16>,
    pub(super) is_around: bool,
}

pub(super) type ReminderRows = Json<Vec<ReminderRow>>;

impl Columns {
    pub(super) fn habit(self, calendar: Calendar, history: History, pauses: Rests) -> sqlx::Result<Habit> {
        Ok(Habit {
            owner: UserId(self.user_id),
            id: HabitId(self.id),
            name: stored_name(&self.name)?,
            history,
            pauses,
            target: self.target,
            target_reached_on: self.target_reached_on.map(jiff_sqlx::Date::to_jiff),
            archived_at: self.archived_at.map(jiff_sqlx::Timestamp::to_jiff),
            created_at: self.created_at.to_jiff(),
            reminders: self.reminders.into_iter().map(reminder).collect::<Result<_, _>>()?,
            tags: self
                .tags
                .iter()
                .map(|text| Tag::parse(text).map_err(unreadable))
                .collect::<Result<_, _>>()?,
            place: Place { position: self.position, habit: HabitId(self.id) },
            calendar,
            stale: self.stale,
        })
    }
}

pub(super) fn stored_name(text: &str) -> sqlx::Result<HabitName> {
    HabitName::parse(text).map_err(unreadable)
}

/// The target that its columns tell.
pub(super) fn stored_target(
    days: Option<i16>,
    measure: Option<&str>,
    archive_when_reached: bool,
) -> sqlx::Result<Option<Target>> {
    let Some(days) = days else { return Ok(None) };
    let days = u16::try_from(days).map_err(unreadable)?;
    let days = TargetDays::new(days).map_err(unreadable)?;
    let measure = if measure == Some("total") { TargetMeasure::Total } else { TargetMeasure::Streak };
    Ok(Some(Target { days, measure, archive_when_reached }))
}

fn measure_column(target: Target) -> &'static str {
    match target.measure {
        TargetMeasure::Streak => "streak",
        TargetMeasure::Total => "total",
    }
}

fn tags_column(tags: &[Tag]) -> Vec<String> {
    tags.iter().map(Tag::to_string).collect()
}

pub(super) fn reminder(row: ReminderRow) -> sqlx::Result<ReminderBody> {
    let time = MinuteOfDay::from_minutes(row.minute.cast_unsigned()).map_err(unreadable)?;
    let weekdays = u8::try_from(row.asked_on).map_err(unreadable)?;
    let weekdays = Weekdays::from_bits(weekdays).map_err(unreadable)?;
    let nag_minutes = row.nag_minutes.map(i16::cast_unsigned).map(NagMinutes::new);
    let nag_minutes = nag_minutes.transpose().map_err(unreadable)?;
    Ok(ReminderBody { id: ReminderId(row.id), time, weekdays, nag_minutes, around: row.is_around })
}

fn unreadable(error: impl Into<BoxDynError>) -> sqlx::Error {
    sqlx::Error::Decode(error.into())
}

/// The owner's calendar; days are those of UTC until a zone was told.
pub(super) fn stored_calendar(user: i64, zone: Option<&str>, day_start: i16) -> Calendar {
    let zone = stored_zone(user, zone).unwrap_or_else(Zone::utc);
    Calendar::new(zone, stored_day_start(day_start))
}

/// A statement whose common table expression `h` holds rows of `habits`. Its rows are read by [`habit!`].
macro_rules! habits {
    ($($with_h:literal)+, $($argument:expr),* $(,)?) => {
        crate::repositories::history::with_history!(
            $($with_h)+
            r#"
            select h.user_id as "user_id!", h.id as "id!", h.name as "name!",
                   h.target_days as "target_days?", h.target_measure as "target_measure?",
                   h.archive_when_reached as "archive_when_reached!", h.target_reached_on as "target_reached_on?",
                   h.archived_at as "archived_at?", h.created_at as "created_at!",
                   h.tags as "tags!", h.position as "position!",
                   coalesce(
                       (select jsonb_agg(jsonb_build_object('id', r.id, 'minute', r.minute, 'asked_on', r.asked_on, 'nag_minutes', r.nag_minutes, 'is_around', r.delay_seconds > 0) order by r.minute, r.id)
                        from reminders r
                        where r.user_id = h.user_id and r.habit_id = h.id),
                       '[]'
                   ) as "reminders!: crate::repositories::habits::ReminderRows","#;
            r#"
            from h
            join users u on u.id = h.user_id
            order by h.position, h.id"#,
            $($argument),*
        )
    };
}
pub(super) use habits;

/// The habit that a row of [`habits!`] tells.
macro_rules! habit {
    () => {
        |row| {
            use crate::repositories::habits::{Columns, stored_calendar, stored_target};
            let calendar = stored_calendar(row.user_id, row.zone.as_deref(), row.day_start);
            let columns = Columns {
                user_id: row.user_id,
                id: row.id,
                name: row.name,
                target: stored_target(
                    row.target_days,
                    row.target_measure.as_deref(),
                    row.archive_when_reached,
                )?,
                target_reached_on: row.target_reached_on,
                archived_at: row.archived_at,
                created_at: row.created_at,
                reminders: row.reminders.0,
                tags: row.tags,
                position: row.position,
                stale: row.stale,
            };
            let pauses = crate::repositories::history::read(&row.pauses)?;
            let history = crate::repositories::history::history!(row, &calendar)?;
            columns.habit(calendar, history, pauses)
        }
    };
}
pub(super) use habit;

pub(crate) async fn find(
    db: impl PgExecutor<'_>,
    user: UserId,
    habit: HabitId,
) -> sqlx::Result<Option<Habit>> {
    let row = habits!("with h as (select * from habits where user_id = $1 and id = $2)", user.0, habit.0);
    row.fetch_optional(db).await?.map(habit!()).transpose()
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
    row.fetch_optional(db).await?.map(habit!()).transpose()
}

/// Which part of a user's habits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shelf {
    Active,
    Archived,
}

/// Which habits of a user, and how many of them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Page<'a> {
    pub(crate) shelf: Shelf,
    /// Only those with one of these tags, spelled like this.
    pub(crate) tags: Option<&'a [String]>,
    pub(crate) behind: Place,
    pub(crate) limit: i64,
}

pub(crate) async fn list(db: impl PgExecutor<'_>, user: UserId, page: Page<'_>) -> sqlx::Result<Vec<Habit>> {
    let Page { shelf, tags, behind, limit } = page;
    let rows = habits!(
        "with h as (
             select *
             from habits
             where user_id = $1 and (archived_at is not null) = $2 and ($3::text[] is null or tags && $3)
               and (position, id) > ($4, $5)
             order by position, id
             limit $6
         )",
        user.0,
        shelf == Shelf::Archived,
        tags as _,
        behind.position,
        behind.habit.0,
        limit,
    );
    rows.fetch_all(db).await?.into_iter().map(habit!()).collect()
}

/// Every tag of a user's habits, in every spelling; `None` for an unknown user.
pub(crate) async fn list_tags(db: impl PgExecutor<'_>, user: UserId) -> sqlx::Result<Option<Vec<String>>> {
    sqlx::query_scalar!(
        r#"select array(
               select distinct tag from habits h, unnest(h.tags) as t (tag) where h.user_id = u.id
           ) as "tags!"
           from users u
           where u.id = $1"#,
        user.0,
    )
    .fetch_optional(db)
    .await
}

/// Every habit of a user, archived or not.
pub(crate) async fn list_all(db: impl PgExecutor<'_>, user: UserId) -> sqlx::Result<Vec<Habit>> {
    let rows = habits!("with h as (select * from habits where user_id = $1)", user.0);
    rows.fetch_all(db).await?.into_iter().map(habit!()).collect()
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
    pub(crate) target: Option<Target>,
    pub(crate) reminders: &'a [CreateReminder],
    pub(crate) tags: &'a [Tag],
    pub(crate) settles: bool,
}

/// Inserts a habit with its reminders; they count from `now` on.
pub(crate) async fn insert(
    db: impl PgExecutor<'_>,
    owner: &User,
    new: NewHabit<'_>,
    now: Timestamp,
) -> sqlx::Result<HabitId> {
    let NewHabit { name, history, target, reminders, tags, settles } = new;
    let calendar = owner.calendar();
    let columns = ReminderColumns::of(owner.id, reminders);
    // What lies before the window is counted when the habit is read.
    let is_stale = history.plan.starts_on < history.window.first;
    sqlx::query_scalar!(
        r#"with h as (
             insert into habits (user_id, name, schedules, starts_on, created_at, window_first, stale, kind, amounts,
                                 target_days, target_measure, archive_when_reached, settles, tags, position)
             select $1, $2, $3, $4, $5, $6, $7, $13, $14, $15, $16, $17, $18, $22,
                    (select coalesce(max(position), 0) + 1 from habits where user_id = $1)
             returning user_id, id
         ), made as (
             insert into reminders
                 (user_id, habit_id, minute, asked_on, nag_minutes, delay_seconds, zone, day_start, weekdays, since, active)
             select h.user_id, h.id, minute, asked_on, nag_minutes, delay_seconds, $8, $9, asked_on & $10::smallint, $11, true
             from h
             cross join unnest($12::smallint[], $19::smallint[], $20::smallint[], $21::smallint[])
                 as r (minute, asked_on, nag_minutes, delay_seconds)
         ), watched as (
             insert into zone_watermarks (zone, planned_through)
             select $8, date_trunc('minute', $11::timestamp)
             where cardinality($12::smallint[]) > 0
             on conflict (zone) do nothing
         ), event as (
             insert into events (user_id, kind, habit_id, at)
             select user_id, 'habit_created', id, $5 from h
         )
         select id as "id!" from h"#,
        owner.id.0,
        name.as_str(),
        Json(&history.plan.schedules) as _,
        history.plan.starts_on.to_sqlx(),
        now.to_sqlx(),
        history.window.first.to_sqlx(),
        is_stale,
        calendar.zone.name(),
        day_start_column(&calendar),
        weekdays_column(history),
        calendar.local(now).to_sqlx(),
        &columns.minutes,
        kind_column(history.plan.kind),
        amounts_column(&history.window) as _,
        target.map(|target| target.days.get().cast_signed()),
        target.map(measure_column),
        target.is_some_and(|target| target.archive_when_reached),
        settles,
        &columns.asked_on,
        &columns.nag_minutes as _,
        &columns.delay_seconds,
        &tags_column(tags),
    )
    .fetch_one(db)
    .await
    .map(HabitId)
}

/// Whether what the cache was made from has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cache {
    Holds,
    IsStale,
}

/// Writes what the user decides of a habit, and lets the reminders follow the schedule.
pub(crate) async fn update(
    db: impl PgExecutor<'_>,
    user: UserId,
    habit: &Habit,
    cache: Cache,
    now: Timestamp,
) -> sqlx::Result<()> {
    let target = habit.target;
    sqlx::query!(
        "with changed as (
             update habits
             set name = $3, schedules = $4, archived_at = $5, stale = stale or $9, pauses = $10, target_days = $11,
                 target_measure = $12, archive_when_reached = $13, target_reached_on = $14, settles = $15, tags = $16
             where user_id = $1 and id = $2
             returning user_id, id, archived_at
         ), followed as (
             update reminders r
             set weekdays = r.asked_on & $6::smallint,
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
        Json(&habit.history.plan.schedules) as _,
        habit.archived_at.map(Timestamp::to_sqlx) as _,
        weekdays_column(&habit.history),
        habit.calendar.local(now).to_sqlx(),
        now.to_sqlx(),
        cache == Cache::IsStale,
        Json(&habit.pauses) as _,
        target.map(|target| target.days.get().cast_signed()),
        target.map(measure_column),
        target.is_some_and(|target| target.archive_when_reached),
        habit.target_reached_on.map(Date::to_sqlx) as _,
        habit.settles(habit.calendar.day_of(now)),
        &tags_column(&habit.tags),
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
    let Snapshot { streak, best, total, due, kept, carried, freezes, .. } = history.snapshot;
    let Snapshot { period_done, period_excused, strength, tail, last_done, .. } = history.snapshot;
    let window = &history.window;
    let column = |day: Option<Date>| day.map(Date::to_sqlx);
    sqlx::query!(
        "update habits
         set window_first = $3, satisfied = $4, neutral = $5, marked = $6,
             streak = $7, best = $8, total = $9, due = $10, kept = $11,
             recorded_before = $12, period_done = $13, period_excused = $14,
             strength = $15, tail = $16, last_done = $17, second_last_done = $18,
             amounts = $19, freezes = $20, carried = $21, stale = false
         where user_id = $1 and id = $2",
        user.0,
        habit.0,
        window.first.to_sqlx(),
        window.satisfied.cast_signed(),
        window.neutral.cast_signed(),
        window.marked.cast_signed(),
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
        amounts_column(window) as _,
        i16::from(freezes),
        carried.map(Json) as _,
    )
    .execute(db)
    .await
    .map(drop)
}

/// Holds every habit of a user against other writers until the end of the transaction.
pub(crate) async fn hold_all(db: impl PgExecutor<'_>, user: UserId) -> sqlx::Result<()> {
    let held = sqlx::query!("select id from habits where user_id = $1 order by id for update", user.0);
    held.fetch_all(db).await.map(drop)
}

/// Deletes a habit with its executions, reminders and deliveries.
pub(crate) async fn delete(
    db: impl PgExecutor<'_>,
    user: UserId,
    habit: HabitId,
    now: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!(
        "with gone as (delete from habits where user_id = $1 and id = $2 returning user_id, id)
         insert into events (user_id, kind, habit_id, at)
         select user_id, 'habit_deleted', id, $3 from gone",
        user.0,
        habit.0,
        now.to_sqlx(),
    )
    .execute(db)
    .await
    .map(drop)
}

/// Reminders in columns, as statements take them.
#[derive(Debug, Default)]
pub(super) struct ReminderColumns {
    pub(super) minutes: Vec<i16>,
    pub(super) asked_on: Vec<i16>,
    pub(super) nag_minutes: Vec<Option<i16>>,
    pub(super) delay_seconds: Vec<i16>,
}

impl ReminderColumns {
    pub(super) fn of(user: UserId, reminders: &[CreateReminder]) -> Self {
        let mut columns = Self::default();
        for CreateReminder { time, weekdays, nag_minutes, around } in reminders {
            columns.minutes.push(time.minutes().cast_signed());
            columns.asked_on.push(i16::from(weekdays.unwrap_or(Weekdays::ALL).bits()));
            columns.nag_minutes.push(nag_minutes.map(NagMinutes::get).map(u16::cast_signed));
            columns.delay_seconds.push(if *around { phase(user).cast_signed() } else { 0 });
        }
        columns
    }
}

pub(super) fn day_start_column(calendar: &Calendar) -> i16 {
    calendar.day_start.minute().minutes().cast_signed()
}

pub(super) fn weekdays_column(history: &History) -> i16 {
    let days: Weekdays = history.plan.schedules.current().reminder_weekdays();
    i16::from(days.bits())
}

impl Habit {
    /// The target that is still to be reached.
    pub(crate) fn open_target(&self) -> Option<Target> {
        self.target.filter(|_| self.target_reached_on.is_none())
    }

    /// Whether the end of `day` or of a later one can bring something about, other than that freezes may be
    /// spent on any habit.
    pub(crate) fn settles(&self, day: Date) -> bool {
        self.open_target().is_some()
            || self.history.plan.settles()
            || self.pauses.present_or_next(day).is_some()
    }
}
