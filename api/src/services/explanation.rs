//! Explanations: why a habit's numbers are what they are.

use core_shared::domain::{Explanation, HabitId, UserId};
use jiff::Timestamp;
use sqlx::PgPool;

use super::history::fresh;
use crate::error::{ApiError, ApiResult};
use crate::repositories::habits;

pub(crate) async fn find(
    db: &PgPool,
    user: UserId,
    habit: HabitId,
    now: Timestamp,
) -> ApiResult<Explanation> {
    let found = habits::find(db, user, habit).await?.ok_or_else(ApiError::not_found)?;
    let habit = fresh(db, user, found, now).await?;
    Ok(habit.history.explain(habit.calendar.day_of(now)))
}
