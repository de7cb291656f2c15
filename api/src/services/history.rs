//! The history behind a habit's numbers: from the cache, or rebuilt from the executions when an old day
//! was corrected.

use core_shared::domain::{HabitId, History, UserId};
use jiff::Timestamp;
use sqlx::{PgConnection, PgPool};

use crate::error::{ApiError, ApiResult};
use crate::repositories::executions;
use crate::repositories::habits::{self, Habit};

/// The habit as it is when its cache says what the executions say.
pub(crate) async fn fresh(db: &PgPool, user: UserId, habit: Habit, now: Timestamp) -> ApiResult<Habit> {
    if habit.stale { rebuilt(db, user, habit.id, now).await } else { Ok(habit) }
}

/// Rebuilds the cache of a habit. Its row is locked meanwhile, so that a mark made in between is neither
/// lost nor counted twice.
pub(crate) async fn rebuilt(db: &PgPool, user: UserId, habit: HabitId, now: Timestamp) -> ApiResult<Habit> {
    let mut transaction = db.begin().await?;
    let found =
        habits::find_for_update(&mut *transaction, user, habit).await?.ok_or_else(ApiError::not_found)?;
    let rebuilt = rebuilt_held(&mut transaction, found, now).await?;
    transaction.commit().await?;
    Ok(rebuilt)
}

/// The habit, whose row is held, as it is when its cache says what the executions say.
pub(crate) async fn fresh_held(db: &mut PgConnection, habit: Habit, now: Timestamp) -> ApiResult<Habit> {
    if habit.stale { rebuilt_held(db, habit, now).await } else { Ok(habit) }
}

async fn rebuilt_held(db: &mut PgConnection, mut habit: Habit, now: Timestamp) -> ApiResult<Habit> {
    let executions = executions::history(&mut *db, habit.owner, habit.id).await?;
    habit.history = History::rebuild(habit.history.plan, &executions, habit.calendar.day_of(now));
    habit.stale = false;
    habits::update_history(&mut *db, habit.owner, habit.id, &habit.history).await?;
    Ok(habit)
}
