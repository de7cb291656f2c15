//! Habits: created, changed, archived, shown with their numbers.

use core_shared::contract::habits::{
    CreateHabit, DayBody, HabitBody, HabitStatus, HabitsBody, MAX_REMINDERS_PER_HABIT, PatchHabit,
    RECENT_DAYS,
};
use core_shared::contract::problem::{InvalidValue, ProblemKind};
use core_shared::contract::reminders::CreateReminder;
use core_shared::domain::{DayState, HabitId, History, ScheduleHistory, UserId};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use sha2::{Digest, Sha256};
use sqlx::PgPool;

use super::history::fresh;
use super::users::known;
use crate::error::{ApiError, ApiResult, OnConstraint};
use crate::repositories::habits::{self, Deleted, Habit, NewHabit, Shelf};
use crate::repositories::{idempotency_keys, reminders};

/// Days before this are not a person's history but a mistake, and days this far ahead a wish.
pub(crate) const EARLIEST_DAY: Date = Date::constant(1970, 1, 1);
const LATEST_START_DAYS: i32 = 366;

pub(crate) async fn create(
    db: &PgPool,
    user: UserId,
    create: &CreateHabit,
    idempotency_key: Option<&str>,
    now: Timestamp,
) -> ApiResult<HabitBody> {
    let owner = known(db, user).await?;
    let today = owner.calendar().day_of(now);
    let starts_on = create.starts_on.unwrap_or(today);
    check_start(starts_on, today)?;
    check_reminders(&create.reminders)?;
    let fingerprint = fingerprint(create);
    if let Some(answered) = replayed(db, user, idempotency_key, &fingerprint, now).await? {
        return Ok(answered);
    }
    let schedules = ScheduleHistory::new(starts_on, create.schedule.clone());
    let history = History::rebuild(starts_on, schedules, owner.first_weekday, &[], today);
    let new = NewHabit {
        name: &create.name,
        history: &history,
        reminders: &distinct(&create.reminders),
        idempotency: idempotency_key.map(|key| (key, fingerprint.as_slice())),
    };
    match habits::insert(db, &owner, new, now).await.on_constraint("idempotency_keys_pkey", same_moment) {
        Ok(id) => find(db, user, id, now).await,
        // The same call arrived twice at the same moment, and the other one came first.
        Err(error) => replayed(db, user, idempotency_key, &fingerprint, now).await?.ok_or(error),
    }
}

fn same_moment() -> ApiError {
    ApiError::new(ProblemKind::Unavailable).detail("the same call is being answered; try again")
}

/// The answer that this key was given before.
async fn replayed(
    db: &PgPool,
    user: UserId,
    key: Option<&str>,
    fingerprint: &[u8],
    now: Timestamp,
) -> ApiResult<Option<HabitBody>> {
    let Some(key) = key else { return Ok(None) };
    match idempotency_keys::find(db, user, key).await? {
        None => Ok(None),
        Some(answered) if answered.fingerprint == fingerprint => {
            find(db, user, answered.habit_id, now).await.map(Some)
        }
        Some(_) => Err(ApiError::new(ProblemKind::KeyReused)
            .detail("this Idempotency-Key was sent with another body; use a new key for a new habit")),
    }
}

/// Two bodies that say the same have the same fingerprint.
fn fingerprint(create: &CreateHabit) -> Vec<u8> {
    Sha256::digest(serde_json::to_vec(create).unwrap_or_default()).to_vec()
}

fn check_start(starts_on: Date, today: Date) -> ApiResult<()> {
    if starts_on < EARLIEST_DAY || starts_on > today.saturating_add(LATEST_START_DAYS.days()) {
        let detail = format!("has to lie between {EARLIEST_DAY} and a year from now");
        return Err(ApiError::invalid(InvalidValue::in_body("/starts_on", detail)));
    }
    Ok(())
}

fn check_reminders(reminders: &[CreateReminder]) -> ApiResult<()> {
    if reminders.len() > MAX_REMINDERS_PER_HABIT {
        let detail = format!("has more than {MAX_REMINDERS_PER_HABIT} items");
        return Err(ApiError::invalid(InvalidValue::in_body("/reminders", detail)));
    }
    Ok(())
}

/// Being asked twice in one minute is being asked once.
fn distinct(reminders: &[CreateReminder]) -> Vec<CreateReminder> {
    let mut distinct = reminders.to_vec();
    distinct.sort_by_key(|reminder| reminder.time);
    distinct.dedup();
    distinct
}

pub(crate) async fn find(db: &PgPool, user: UserId, habit: HabitId, now: Timestamp) -> ApiResult<HabitBody> {
    let found = habits::find(db, user, habit).await?.ok_or_else(ApiError::not_found)?;
    Ok(body(&fresh(db, user, found, now).await?, now))
}

pub(crate) async fn list(
    db: &PgPool,
    user: UserId,
    status: HabitStatus,
    now: Timestamp,
) -> ApiResult<HabitsBody> {
    let shelf = match status {
        HabitStatus::Active => Shelf::Active,
        HabitStatus::Archived => Shelf::Archived,
    };
    let found = habits::list(db, user, shelf).await?;
    if found.is_empty() {
        known(db, user).await?;
    }
    let mut bodies = Vec::with_capacity(found.len());
    for habit in found {
        bodies.push(body(&fresh(db, user, habit, now).await?, now));
    }
    Ok(HabitsBody { habits: bodies })
}

pub(crate) async fn change(
    db: &PgPool,
    user: UserId,
    habit: HabitId,
    patch: &PatchHabit,
    now: Timestamp,
) -> ApiResult<HabitBody> {
    check_reminders(patch.reminders.as_deref().unwrap_or_default())?;
    let mut transaction = db.begin().await?;
    let found =
        habits::find_for_update(&mut *transaction, user, habit).await?.ok_or_else(ApiError::not_found)?;
    let changed = patched(found, patch, now)?;
    habits::update(&mut *transaction, user, &changed, now).await?;
    if let Some(wanted) = &patch.reminders {
        reminders::replace(&mut *transaction, user, &changed, wanted, now).await?;
    }
    transaction.commit().await?;
    find(db, user, habit, now).await
}

/// The habit with the changes of a patch.
fn patched(mut habit: Habit, patch: &PatchHabit, now: Timestamp) -> ApiResult<Habit> {
    let today = habit.calendar.day_of(now);
    if let Some(name) = &patch.name {
        habit.name = name.clone();
    }
    match (patch.archived, habit.archived_at) {
        (Some(true), None) => {
            habit.archived_at = Some(now);
            habit.history.schedules = habit.history.schedules.resting(first_day_of_rest(&habit, today));
        }
        (Some(false), Some(_)) => {
            habit.archived_at = None;
            let schedule = habit.history.schedules.current().clone();
            habit.history.schedules = habit.history.schedules.changed(today, schedule);
        }
        _ => {}
    }
    if let Some(schedule) = &patch.schedule {
        if habit.archived_at.is_some() {
            let detail = "belongs to an archived habit; restore it first";
            return Err(ApiError::invalid(InvalidValue::in_body("/schedule", detail)));
        }
        habit.history.schedules = habit.history.schedules.changed(today, schedule.clone());
    }
    Ok(habit)
}

/// A day that is done already stays part of the streak when its habit is archived.
fn first_day_of_rest(habit: &Habit, today: Date) -> Date {
    match habit.history.day_state(today, today) {
        Some(DayState::Done | DayState::Skipped | DayState::NotDone) => today.saturating_add(1.day()),
        _ => today,
    }
}

pub(crate) async fn delete(db: &PgPool, user: UserId, habit: HabitId, now: Timestamp) -> ApiResult<()> {
    match habits::delete(db, user, habit, now).await? {
        Deleted::Yes => Ok(()),
        Deleted::No => Err(ApiError::not_found()),
    }
}

/// A habit as clients see it at `now`.
pub(crate) fn body(habit: &Habit, now: Timestamp) -> HabitBody {
    let today = habit.calendar.day_of(now);
    let history = &habit.history;
    let recent = (0..RECENT_DAYS).rev().map(|ago| today.saturating_sub(ago.days()));
    HabitBody {
        id: habit.id,
        name: habit.name.clone(),
        schedule: history.schedules.current().clone(),
        starts_on: history.begins_on(),
        archived_at: habit.archived_at,
        created_at: habit.created_at,
        reminders: habit.reminders.clone(),
        progress: history.progress(today),
        recent_days: recent
            // A window reaches further back than the recent days.
            .filter_map(|day| Some(DayBody { day, state: history.day_state(day, today)? }))
            .collect(),
    }
}
