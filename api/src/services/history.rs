//! The history behind a habit's numbers: from the cache, or rebuilt from the executions when an old day
//! was corrected.

use core_shared::domain::{HabitId, History, UserId};
use jiff::Timestamp;
use sqlx::PgPool;

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
    let mut found =
        habits::find_for_update(&mut *transaction, user, habit).await?.ok_or_else(ApiError::not_found)?;
    let executions = executions::history(&mut *transaction, user, habit).await?;
    found.history = History::rebuild(found.history.plan, &executions, found.calendar.day_of(now));
    found.stale = false;
    habits::update_history(&mut *transaction, user, habit, &found.history).await?;
    transaction.commit().await?;
    Ok(found)
}
