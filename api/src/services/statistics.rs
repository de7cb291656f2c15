//! Statistics: a range of days counted, from the executions themselves.

use std::collections::HashMap;

use core_shared::contract::problem::InvalidValue;
use core_shared::contract::statistics::{
    HabitStatisticsBody, MAX_STATISTICS_DAYS, StatisticsOfHabit, StatisticsPart, UserStatisticsBody,
};
use core_shared::domain::statistics::{Counting, DAYS_BEFORE_STATISTICS};
use core_shared::domain::{Days, Execution, HabitId, Period, Statistics, UserId};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use sqlx::PgPool;

use super::habits::EARLIEST_DAY;
use super::history::fresh;
use super::users::known;
use crate::error::{ApiError, ApiResult};
use crate::repositories::habits::Habit;
use crate::repositories::{executions, habits};

pub(crate) async fn of_habit(
    db: &PgPool,
    user: UserId,
    habit: HabitId,
    range: Days,
    by: Option<Period>,
    now: Timestamp,
) -> ApiResult<HabitStatisticsBody> {
    check(range)?;
    let found = habits::find(db, user, habit).await?.ok_or_else(ApiError::not_found)?;
    let habit = fresh(db, user, found, now).await?;
    let executions = executions::list_of_habit(db, user, habit.id, early(range), range.to).await?;
    let counting = counting(&habit, &executions, range, now);
    let part =
        |(days, statistics): (Days, Statistics)| StatisticsPart { from: days.from, to: days.to, statistics };
    let parts = by.map(|period| counting.parts(period, habit.history.plan.first_weekday));
    Ok(HabitStatisticsBody {
        from: range.from,
        to: range.to,
        whole: counting.whole(),
        parts: parts.into_iter().flatten().map(part).collect(),
    })
}

pub(crate) async fn of_user(
    db: &PgPool,
    user: UserId,
    range: Days,
    now: Timestamp,
) -> ApiResult<UserStatisticsBody> {
    check(range)?;
    let found = habits::list_all(db, user).await?;
    if found.is_empty() {
        known(db, user).await?;
    }
    let mut recorded: HashMap<HabitId, Vec<(Date, Execution)>> = HashMap::new();
    for (habit, day, execution) in executions::list_of_user(db, user, early(range), range.to).await? {
        recorded.entry(habit).or_default().push((day, execution));
    }
    let mut counted = Vec::with_capacity(found.len());
    for habit in found {
        let habit = fresh(db, user, habit, now).await?;
        let executions = recorded.remove(&habit.id).unwrap_or_default();
        let statistics = counting(&habit, &executions, range, now).whole();
        counted.push(StatisticsOfHabit { id: habit.id, name: habit.name, statistics });
    }
    let together = Statistics::together(counted.iter().map(|habit| habit.statistics));
    Ok(UserStatisticsBody { from: range.from, to: range.to, together, habits: counted })
}

fn counting<'h>(
    habit: &'h Habit,
    executions: &'h [(Date, Execution)],
    range: Days,
    now: Timestamp,
) -> Counting<'h> {
    let (history, today) = (&habit.history, habit.calendar.day_of(now));
    Counting { plan: &history.plan, begins_on: history.begins_on(), executions, range, today }
}

fn early(range: Days) -> Date {
    range.from.saturating_sub(DAYS_BEFORE_STATISTICS.days())
}

fn check(range: Days) -> ApiResult<()> {
    if range.from < EARLIEST_DAY {
        let detail = format!("lies before {EARLIEST_DAY}");
        return Err(ApiError::invalid(InvalidValue::in_parameter("from", detail)));
    }
    if range.from > range.to {
        return Err(ApiError::invalid(InvalidValue::in_parameter("to", "lies before from")));
    }
    if range.from.saturating_add((MAX_STATISTICS_DAYS - 1).days()) < range.to {
        let detail = format!("lies more than {MAX_STATISTICS_DAYS} days after from; ask for a shorter range");
        return Err(ApiError::invalid(InvalidValue::in_parameter("to", detail)));
    }
    Ok(())
}
