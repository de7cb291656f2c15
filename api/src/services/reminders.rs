//! Reminders: added, changed and taken away one by one, and planned.

use core_shared::contract::habits::MAX_REMINDERS_PER_HABIT;
use core_shared::contract::problem::ProblemKind;
use core_shared::contract::reminders::{
    CreateReminder, PatchReminder, PlanBody, ReminderBody, RemindersBody,
};
use core_shared::domain::{HabitId, ReminderId, UserId, Weekdays};
use jiff::Timestamp;
use sqlx::PgPool;

use super::idempotency::{self, Answered, Key};
use super::quotas::{self, Added};
use super::users::known;
use crate::error::{ApiError, ApiResult, OnConstraint as _};
use crate::repositories::habits::{self, Habit};
use crate::repositories::idempotency_keys::Made;
use crate::repositories::local_times::LocalTimes;
use crate::repositories::reminders::{self, Changed, Deleted};
use crate::repositories::users;
use crate::state::AppState;

/// The database lets a habit ask once in a minute.
const ONE_IN_A_MINUTE: &str = "reminders_minute_key";

pub(crate) async fn list(db: &PgPool, user: UserId) -> ApiResult<RemindersBody> {
    let reminders = reminders::list(db, user).await?;
    if reminders.is_empty() {
        known(db, user).await?;
    }
    Ok(RemindersBody { reminders })
}

pub(crate) async fn find(
    db: &PgPool,
    user: UserId,
    habit: HabitId,
    reminder: ReminderId,
) -> ApiResult<ReminderBody> {
    reminders::find(db, user, habit, reminder).await?.ok_or_else(ApiError::not_found)
}

pub(crate) async fn create(
    state: &AppState,
    user: UserId,
    habit: HabitId,
    create: &CreateReminder,
    key: Option<&Key>,
    now: Timestamp,
) -> ApiResult<Answered<ReminderBody>> {
    let request = key.map(|key| key.with(create));
    let mut transaction = state.db.begin().await?;
    users::hold(&mut *transaction, user).await?.ok_or_else(ApiError::not_found)?;
    if let Some(made) = idempotency::find(&mut *transaction, user, request.as_ref(), now).await? {
        transaction.rollback().await?;
        let id = made.reminder.ok_or_else(ApiError::not_found)?;
        return find(&state.db, user, habit, id).await.map(Answered::Before);
    }
    let found = habits::find_for_update(&mut *transaction, user, habit).await?;
    let found = found.ok_or_else(ApiError::not_found)?;
    refuse_one_too_many(&found)?;
    quotas::admit(&mut *transaction, state.quotas, user, Added { habits: 0, reminders: 1 }).await?;
    let inserted = reminders::insert(&mut *transaction, user, &found, create, now).await;
    let id = inserted.on_constraint(ONE_IN_A_MINUTE, exists)?;
    let made = Made { habit, reminder: Some(id) };
    idempotency::keep(&mut *transaction, user, request.as_ref(), made, now).await?;
    transaction.commit().await?;
    Ok(Answered::Now(body(id, create)))
}

fn refuse_one_too_many(habit: &Habit) -> ApiResult<()> {
    if habit.reminders.len() < MAX_REMINDERS_PER_HABIT {
        return Ok(());
    }
    let detail = format!(
        "this habit has {} reminders of at most {MAX_REMINDERS_PER_HABIT}; take another one away first",
        habit.reminders.len()
    );
    Err(ApiError::new(ProblemKind::QuotaReached).detail(detail))
}

fn exists() -> ApiError {
    ApiError::new(ProblemKind::ReminderExists)
        .detail("this habit asks at that time already; change that reminder, or choose another time")
}

pub(crate) async fn change(
    db: &PgPool,
    user: UserId,
    habit: HabitId,
    reminder: ReminderId,
    patch: &PatchReminder,
    now: Timestamp,
) -> ApiResult<ReminderBody> {
    let mut transaction = db.begin().await?;
    // A statement reads the reminders of a habit as they were when it began to wait for its row: so waiting comes first.
    users::hold(&mut *transaction, user).await?.ok_or_else(ApiError::not_found)?;
    let habit =
        habits::find_for_update(&mut *transaction, user, habit).await?.ok_or_else(ApiError::not_found)?;
    let present = habit.reminders.iter().find(|present| present.id == reminder);
    let present = present.ok_or_else(ApiError::not_found)?;
    let wanted = patched(present, patch);
    let changed = body(reminder, &wanted);
    if changed != *present {
        let updated = reminders::update(&mut *transaction, user, &habit, reminder, &wanted, now).await;
        if updated.on_constraint(ONE_IN_A_MINUTE, exists)? == Changed::No {
            return Err(ApiError::not_found());
        }
    }
    transaction.commit().await?;
    Ok(changed)
}

fn patched(present: &ReminderBody, patch: &PatchReminder) -> CreateReminder {
    CreateReminder {
        time: patch.time.unwrap_or(present.time),
        weekdays: patch.weekdays.unwrap_or(Some(present.weekdays)),
        nag_minutes: patch.nag_minutes.unwrap_or(present.nag_minutes),
        around: patch.around.unwrap_or(present.around),
    }
}

fn body(id: ReminderId, reminder: &CreateReminder) -> ReminderBody {
    let CreateReminder { time, weekdays, nag_minutes, around } = *reminder;
    ReminderBody { id, time, weekdays: weekdays.unwrap_or(Weekdays::ALL), nag_minutes, around }
}

pub(crate) async fn delete(
    db: &PgPool,
    user: UserId,
    habit: HabitId,
    reminder: ReminderId,
    now: Timestamp,
) -> ApiResult<()> {
    match reminders::delete(db, user, habit, reminder, now).await? {
        Deleted::Yes => Ok(()),
        Deleted::No => Err(ApiError::not_found()),
    }
}

/// One tick: everything that has fallen due since the last one is queued.
pub(crate) async fn plan(db: &PgPool, now: Timestamp) -> ApiResult<PlanBody> {
    let planned = reminders::plan(db, &LocalTimes::at(now), now).await?;
    metrics::counter!("api_reminders_planned_total").increment(planned);
    Ok(PlanBody { planned })
}
