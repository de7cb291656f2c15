//! Executions: marking and unmarking days.

use core_shared::contract::executions::{CheckInBody, ExecutionsBody, MAX_RANGE_DAYS};
use core_shared::contract::problem::InvalidValue;
use core_shared::domain::{DayState, ExecutionState, HabitId, UserId};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use sqlx::PgPool;

use super::habits::{EARLIEST_DAY, body};
use super::history::fresh;
use crate::error::{ApiError, ApiResult};
use crate::repositories::executions;
use crate::repositories::habits::{self, Habit};

pub(crate) async fn put(
    db: &PgPool,
    user: UserId,
    habit: HabitId,
    day: Date,
    state: ExecutionState,
    now: Timestamp,
) -> ApiResult<CheckInBody> {
    check_day(day)?;
    match executions::put(db, user, habit, day, state, now).await? {
        Some(marked) => check_in(db, user, marked, day, state.into(), now).await,
        None => Err(not_markable(db, user, habit).await?),
    }
}

/// Nothing was marked: the habit is not there, or else the day is still to come.
async fn not_markable(db: &PgPool, user: UserId, habit: HabitId) -> ApiResult<ApiError> {
    habits::find(db, user, habit).await?.ok_or_else(ApiError::not_found)?;
    Ok(ApiError::invalid(InvalidValue::in_parameter("day", "has not begun yet; send today or a day before")))
}

pub(crate) async fn delete(
    db: &PgPool,
    user: UserId,
    habit: HabitId,
    day: Date,
    now: Timestamp,
) -> ApiResult<CheckInBody> {
    check_day(day)?;
    let habit = executions::delete(db, user, habit, day, now).await?.ok_or_else(ApiError::not_found)?;
    let habit = fresh(db, user, habit, now).await?;
    let today = habit.calendar.day_of(now);
    let state = habit.history.judge(day, None, today);
    check_in(db, user, habit, day, state, now).await
}

async fn check_in(
    db: &PgPool,
    user: UserId,
    habit: Habit,
    day: Date,
    state: DayState,
    now: Timestamp,
) -> ApiResult<CheckInBody> {
    let habit = fresh(db, user, habit, now).await?;
    Ok(CheckInBody { day, state, habit: body(&habit, now) })
}

fn check_day(day: Date) -> ApiResult<()> {
    if day < EARLIEST_DAY {
        let detail = format!("lies before {EARLIEST_DAY}");
        return Err(ApiError::invalid(InvalidValue::in_parameter("day", detail)));
    }
    Ok(())
}

pub(crate) async fn list(
    db: &PgPool,
    user: UserId,
    habit: HabitId,
    from: Date,
    to: Date,
) -> ApiResult<ExecutionsBody> {
    if from > to {
        return Err(ApiError::invalid(InvalidValue::in_parameter("to", "lies before from")));
    }
    if from.saturating_add((MAX_RANGE_DAYS - 1).days()) < to {
        let detail = format!("lies more than {MAX_RANGE_DAYS} days after from; ask for a shorter range");
        return Err(ApiError::invalid(InvalidValue::in_parameter("to", detail)));
    }
    let executions = executions::list(db, user, habit, from, to).await?;
    if executions.is_empty() {
        habits::find(db, user, habit).await?.ok_or_else(ApiError::not_found)?;
    }
    Ok(ExecutionsBody { executions })
}
