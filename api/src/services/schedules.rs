//! Schedules: what a habit was meant to be, and since when.

use core_shared::contract::schedules::{ScheduleBody, SchedulesBody};
use core_shared::domain::{HabitId, Terms, UserId};
use jiff::civil::Date;
use sqlx::PgPool;

use crate::error::{ApiError, ApiResult};
use crate::repositories::habits;

pub(crate) async fn list(db: &PgPool, user: UserId, habit: HabitId) -> ApiResult<SchedulesBody> {
    let found = habits::find(db, user, habit).await?.ok_or_else(ApiError::not_found)?;
    Ok(SchedulesBody { schedules: found.history.plan.schedules.iter().map(body).collect() })
}

fn body((valid_from, terms): (Date, Option<&Terms>)) -> ScheduleBody {
    ScheduleBody {
        valid_from,
        archived: terms.is_none(),
        schedule: terms.map(|terms| terms.schedule.clone()),
        goal: terms.and_then(|terms| terms.goal.clone()),
        carry_over: terms.is_some_and(|terms| terms.carry_over),
    }
}
