//! The operations of the stand-in that mark days.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use core_shared::contract::IDEMPOTENCY_KEY_HEADER;
use core_shared::contract::executions::{
    AddAmount, Celebration, CheckInBody, ExecutionBody, ExecutionsBody, PatchExecution, PutExecution,
};
use core_shared::contract::problem::ProblemKind;
use core_shared::domain::target::is_milestone;
use core_shared::domain::{Execution, GoalKind, Progress};
use jiff::civil::Date;
use serde::Deserialize;

use super::kept::KnownHabit;
use super::routes::Answer;
use super::{Refusal, StandIn};

pub(super) async fn put_execution(
    State(api): State<StandIn>,
    Path(place): Path<(i64, i64, Date)>,
    Json(body): Json<PutExecution>,
) -> Answer<CheckInBody> {
    record(&api, place, |habit, day| {
        let goal = habit
            .goal()
            .filter(|goal| body.state == core_shared::domain::Answer::Done && goal.kind == GoalKind::AtLeast);
        if body.amount.is_some() && habit.goal().is_none() {
            return Err(Refusal(ProblemKind::Invalid));
        }
        // Done without an amount met the goal.
        let amount = body.amount.or(goal.map(|goal| goal.amount));
        habit.executions.insert(day, Execution { state: body.state.into(), amount });
        habit.says(day, PatchExecution { note: body.note, proof: body.proof });
        Ok(())
    })
}

pub(super) async fn patch_execution(
    State(api): State<StandIn>,
    Path((id, habit, day)): Path<(i64, i64, Date)>,
    Json(body): Json<PatchExecution>,
) -> Answer<ExecutionBody> {
    let mut world = api.world()?;
    let known = world.user(id)?.habit(habit)?;
    known.execution(day).ok_or(Refusal(ProblemKind::NotFound))?;
    known.says(day, body);
    Ok(Json(known.execution(day).unwrap()))
}

#[derive(Deserialize)]
pub(super) struct Range {
    from: Date,
    to: Date,
}

pub(super) async fn list_executions(
    State(api): State<StandIn>,
    Path((id, habit)): Path<(i64, i64)>,
    Query(Range { from, to }): Query<Range>,
) -> Answer<ExecutionsBody> {
    let mut world = api.world()?;
    let known = world.user(id)?.habit(habit)?;
    let days = known.executions.range(from..=to).map(|(day, _)| *day);
    Ok(Json(ExecutionsBody { executions: days.filter_map(|day| known.execution(day)).collect() }))
}

pub(super) async fn delete_execution(
    State(api): State<StandIn>,
    Path(place): Path<(i64, i64, Date)>,
) -> Answer<CheckInBody> {
    record(&api, place, |habit, day| {
        habit.executions.remove(&day);
        habit.says(day, PatchExecution { note: Some(None), proof: Some(None) });
        Ok(())
    })
}

pub(super) async fn add_amount(
    State(api): State<StandIn>,
    Path(place): Path<(i64, i64, Date)>,
    headers: HeaderMap,
    Json(body): Json<AddAmount>,
) -> Answer<CheckInBody> {
    let key = headers[IDEMPOTENCY_KEY_HEADER].to_str().unwrap().to_owned();
    let is_new = !api.world()?.added.contains(&key);
    let answer = record(&api, place, |habit, day| {
        let goal = habit.goal().ok_or(Refusal(ProblemKind::Invalid))?;
        let step = body.amount.unwrap_or_else(|| goal.step());
        if is_new {
            let before = habit.executions.get(&day).and_then(|execution| execution.amount);
            let sum = before.unwrap_or_default().saturating_add(step);
            habit.executions.insert(day, Execution::measured(sum));
        }
        Ok(())
    })?;
    api.world()?.added.insert(key);
    Ok(answer)
}

fn record(
    api: &StandIn,
    (id, habit, day): (i64, i64, Date),
    change: impl FnOnce(&mut KnownHabit, Date) -> Result<(), Refusal>,
) -> Answer<CheckInBody> {
    let mut world = api.world()?;
    let user = world.user(id)?;
    let (today, vacation) = (user.today(api.clock.now()), user.vacation);
    if day > today {
        return Err(Refusal(ProblemKind::Invalid));
    }
    let known = user.habit(habit)?;
    let before = known.history(vacation, today).progress(today);
    change(known, day)?;
    let body = known.body(habit, vacation, today);
    let execution = known.executions.get(&day).copied();
    Ok(Json(CheckInBody {
        day,
        state: known.history(vacation, today).judge(day, execution, today),
        amount: execution.and_then(|execution| execution.amount),
        celebration: (day == today).then(|| celebration(known, before, body.progress)).flatten(),
        habit: body,
    }))
}

fn celebration(habit: &KnownHabit, before: Progress, after: Progress) -> Option<Celebration> {
    let target = habit.target.filter(|target| {
        target.is_reached(after.streak, after.total) && !target.is_reached(before.streak, before.total)
    });
    let is_milestone = after.streak > before.streak && is_milestone(after.streak);
    target
        .map(|target| Celebration::Target { days: target.days.get(), measure: target.measure })
        .or(is_milestone.then_some(Celebration::Milestone { streak: after.streak }))
}
