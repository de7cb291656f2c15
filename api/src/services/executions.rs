//! Executions: marking and unmarking days.

use core_shared::contract::executions::{
    AddAmount, Celebration, CheckInBody, ExecutionBody, ExecutionsBody, MAX_RANGE_DAYS, MarkedOn,
    PatchExecution, PutExecution,
};
use core_shared::contract::problem::InvalidValue;
use core_shared::domain::target::is_milestone;
use core_shared::domain::{Amount, Answer, DayState, Goal, HabitId, UserId};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use sqlx::PgPool;

use super::habits::{EARLIEST_DAY, body};
use super::history::fresh;
use super::idempotency::{self, Answered, Key, Named};
use crate::error::{ApiError, ApiResult, OnConstraint};
use crate::repositories::executions;
use crate::repositories::habits::{self, Habit};

pub(crate) async fn put(
    db: &PgPool,
    user: UserId,
    habit: HabitId,
    day: Date,
    put: &PutExecution,
    now: Timestamp,
) -> ApiResult<CheckInBody> {
    check_day(day)?;
    if put.amount.is_some() && put.state != Answer::Done {
        let detail = "goes with the state done; leave it out";
        return Err(ApiError::invalid(InvalidValue::in_body("/amount", detail)));
    }
    match executions::put(db, user, habit, day, put, now).await? {
        Some(marked) => check_in(db, user, marked, day, Some(Amount::ZERO), now).await,
        None => Err(not_markable(db, user, habit, day, now).await?),
    }
}

pub(crate) async fn add(
    db: &PgPool,
    user: UserId,
    habit: HabitId,
    day: Date,
    add: &AddAmount,
    key: Option<&Key>,
    now: Timestamp,
) -> ApiResult<Answered<CheckInBody>> {
    check_day(day)?;
    let Some(key) = key else {
        let detail = "is missing; send one for each addition, so that sending it twice adds once";
        return Err(ApiError::invalid(InvalidValue::in_parameter("Idempotency-Key", detail)));
    };
    let request = key.with(add);
    let added = executions::add(db, user, habit, day, add, request.at(now)).await;
    let added = added.on_constraint("executions_amount_check", too_much)?;
    let told = async |marked: Habit| {
        let terms = marked.history.plan.schedules.on(day);
        let step = terms.and_then(|terms| terms.goal.as_ref()).map(Goal::step);
        check_in(db, user, marked, day, add.amount.or(step), now).await
    };
    match added {
        Some(marked) => told(marked).await.map(Answered::Now),
        None => told(answered_before(db, user, habit, day, &request, now).await?).await.map(Answered::Before),
    }
}

/// Nothing was added: the habit as it is now, if that is because the same was added before.
async fn answered_before(
    db: &PgPool,
    user: UserId,
    habit: HabitId,
    day: Date,
    request: &Named,
    now: Timestamp,
) -> ApiResult<Habit> {
    match idempotency::find(db, user, Some(request), now).await? {
        Some(_) => habits::find(db, user, habit).await?.ok_or_else(ApiError::not_found),
        None => Err(not_markable(db, user, habit, day, now).await?),
    }
}

fn too_much() -> ApiError {
    ApiError::invalid(InvalidValue::in_body(
        "/amount",
        "makes more than a billion together with what is there",
    ))
}

/// Nothing was marked: the habit is not there, or the day is still to come, or else it is not measured.
async fn not_markable(
    db: &PgPool,
    user: UserId,
    habit: HabitId,
    day: Date,
    now: Timestamp,
) -> ApiResult<ApiError> {
    let habit = habits::find(db, user, habit).await?.ok_or_else(ApiError::not_found)?;
    if day > habit.calendar.day_of(now) {
        let detail = "has not begun yet; send today or a day before";
        return Ok(ApiError::invalid(InvalidValue::in_parameter("day", detail)));
    }
    let detail =
        "is for measured habits, and this one has no goal on that day; leave it out or give the habit a goal";
    Ok(ApiError::invalid(InvalidValue::in_body("/amount", detail)))
}

/// Says something else of a day that is marked, whatever it is marked as.
pub(crate) async fn patch(
    db: &PgPool,
    user: UserId,
    habit: HabitId,
    day: Date,
    patch: &PatchExecution,
) -> ApiResult<ExecutionBody> {
    executions::patch(db, user, habit, day, patch).await?.ok_or_else(ApiError::not_found)
}

pub(crate) async fn delete(
    db: &PgPool,
    user: UserId,
    habit: HabitId,
    day: Date,
    on: MarkedOn,
    now: Timestamp,
) -> ApiResult<CheckInBody> {
    check_day(day)?;
    let habit = executions::delete(db, user, habit, day, on, now).await?.ok_or_else(ApiError::not_found)?;
    check_in(db, user, habit, day, None, now).await
}

/// What came of a mark by which `more` was done than before, or of one that was taken away.
async fn check_in(
    db: &PgPool,
    user: UserId,
    habit: Habit,
    day: Date,
    more: Option<Amount>,
    now: Timestamp,
) -> ApiResult<CheckInBody> {
    let habit = fresh(db, user, habit, now).await?;
    let execution = match habit.history.window.bit(day) {
        Some(_) => habit.history.window.execution(day),
        None => executions::find(db, user, habit.id, day).await?,
    };
    let today = habit.calendar.day_of(now);
    let state = habit.history.judge(day, execution, today);
    let amount = execution.and_then(|execution| execution.amount);
    let celebration = more
        .filter(|more| day == today && state == DayState::Done && is_what_it_took(&habit, day, amount, *more))
        .and_then(|_| celebration(&habit, today));
    Ok(CheckInBody { day, state, amount, celebration, habit: body(&habit, now) })
}

/// Whether the goal was not met before `more` was added.
fn is_what_it_took(habit: &Habit, day: Date, amount: Option<Amount>, more: Amount) -> bool {
    let goal = habit.history.plan.schedules.on(day).and_then(|terms| terms.goal.as_ref());
    match (goal, amount) {
        (Some(goal), Some(amount)) if more > Amount::ZERO => {
            amount.thousandths() - more.thousandths() < goal.amount.thousandths()
        }
        _ => true,
    }
}

/// What today's mark has reached.
fn celebration(habit: &Habit, today: Date) -> Option<Celebration> {
    let progress = habit.history.progress(today);
    let target = habit
        .open_target()
        .filter(|target| target.value(progress.streak, progress.total) == u32::from(target.days.get()));
    if let Some(target) = target {
        return Some(Celebration::Target { days: target.days.get(), measure: target.measure });
    }
    is_milestone(progress.streak).then_some(Celebration::Milestone { streak: progress.streak })
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
