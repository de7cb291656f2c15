//! The operations of the stand-in that the bot calls, as the contract has them.

use std::collections::BTreeMap;

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, post, put};
use axum::{Json, Router};
use core_shared::contract::IDEMPOTENCY_KEY_HEADER;
use core_shared::contract::deliveries::{PutSnooze, SnoozeBody};
use core_shared::contract::dialogues::DialogueBody;
use core_shared::contract::executions::{CheckInBody, PutExecution};
use core_shared::contract::habits::{CreateHabit, HabitBody, HabitStatus, HabitsBody, PatchHabit};
use core_shared::contract::problem::ProblemKind;
use core_shared::contract::today::{TodayBody, TodayHabit};
use core_shared::contract::users::{PatchUser, PutUser, UserBody};
use core_shared::domain::{DayState, ExecutionState, HabitId};
use jiff::civil::Date;
use serde::Deserialize;

use super::{KnownHabit, KnownUser, Refusal, StandIn};

type Answer<T> = Result<Json<T>, Refusal>;

pub(super) fn routes() -> Router<StandIn> {
    Router::new()
        .route("/v1/users/{user}", put(put_user).get(get_user).patch(patch_user))
        .route("/v1/users/{user}/dialogue", get(get_dialogue).put(put_dialogue))
        .route("/v1/users/{user}/today", get(get_today))
        .route("/v1/users/{user}/habits", post(create_habit).get(list_habits))
        .route("/v1/users/{user}/habits/{habit}", get(get_habit).patch(patch_habit).delete(delete_habit))
        .route(
            "/v1/users/{user}/habits/{habit}/executions/{day}",
            put(put_execution).delete(delete_execution),
        )
        .route("/v1/users/{user}/deliveries/{delivery}/snooze", put(put_snooze))
}

async fn put_user(
    State(api): State<StandIn>,
    Path(id): Path<i64>,
    Json(body): Json<PutUser>,
) -> Answer<UserBody> {
    let now = api.clock.now();
    let mut world = api.world()?;
    let new = || KnownUser {
        locale: body.locale.unwrap_or_default(),
        zone: body.zone.clone(),
        ..KnownUser::default()
    };
    Ok(Json(world.users.entry(id).or_insert_with(new).body(id, now)))
}

async fn get_user(State(api): State<StandIn>, Path(id): Path<i64>) -> Answer<UserBody> {
    Ok(Json(api.world()?.user(id)?.body(id, api.clock.now())))
}

async fn patch_user(
    State(api): State<StandIn>,
    Path(id): Path<i64>,
    Json(body): Json<PatchUser>,
) -> Answer<UserBody> {
    let mut world = api.world()?;
    let user = world.user(id)?;
    user.locale = body.locale.unwrap_or(user.locale);
    user.zone = body.zone.or(user.zone.take());
    Ok(Json(user.body(id, api.clock.now())))
}

async fn get_dialogue(State(api): State<StandIn>, Path(id): Path<i64>) -> Answer<DialogueBody> {
    Ok(Json(DialogueBody { state: api.world()?.user(id)?.dialogue.clone() }))
}

async fn put_dialogue(
    State(api): State<StandIn>,
    Path(id): Path<i64>,
    Json(body): Json<DialogueBody>,
) -> Answer<DialogueBody> {
    api.world()?.user(id)?.dialogue.clone_from(&body.state);
    Ok(Json(body))
}

async fn get_today(State(api): State<StandIn>, Path(id): Path<i64>) -> Answer<TodayBody> {
    let mut world = api.world()?;
    let user = world.user(id)?;
    let day = user.today(api.clock.now());
    let active = || user.habits.iter().filter(|(_, habit)| habit.archived_at.is_none());
    let habits = active()
        .map(|(id, habit)| TodayHabit {
            id: HabitId(*id),
            name: habit.made.name.clone(),
            state: habit.state(day, day),
            progress: habit.history(day).progress(day),
        })
        .filter(|habit| habit.state != DayState::NotDue);
    let active_habits = u32::try_from(active().count()).unwrap();
    Ok(Json(TodayBody { day, locale: user.locale, active_habits, habits: habits.collect() }))
}

async fn create_habit(
    State(api): State<StandIn>,
    Path(id): Path<i64>,
    headers: HeaderMap,
    Json(made): Json<CreateHabit>,
) -> Answer<HabitBody> {
    let key = headers[IDEMPOTENCY_KEY_HEADER].to_str().unwrap().to_owned();
    let mut world = api.world()?;
    let known = world.keys.get(&key).copied();
    let habit_id = known.unwrap_or(world.next_habit + 1);
    world.next_habit = world.next_habit.max(habit_id);
    world.keys.insert(key, habit_id);
    let user = world.user(id)?;
    let today = user.today(api.clock.now());
    let new = || KnownHabit { made, starts_on: today, archived_at: None, executions: BTreeMap::new() };
    let habit =
        if known.is_some() { user.habit(habit_id)? } else { user.habits.entry(habit_id).or_insert_with(new) };
    Ok(Json(habit.body(habit_id, today)))
}

#[derive(Deserialize)]
struct Listed {
    status: HabitStatus,
}

async fn list_habits(
    State(api): State<StandIn>,
    Path(id): Path<i64>,
    Query(listed): Query<Listed>,
) -> Answer<HabitsBody> {
    let mut world = api.world()?;
    let user = world.user(id)?;
    let today = user.today(api.clock.now());
    let fits = |habit: &KnownHabit| (habit.archived_at.is_some()) == (listed.status == HabitStatus::Archived);
    let habits =
        user.habits.iter().filter(|(_, habit)| fits(habit)).map(|(id, habit)| habit.body(*id, today));
    Ok(Json(HabitsBody { habits: habits.collect() }))
}

async fn get_habit(State(api): State<StandIn>, Path((id, habit)): Path<(i64, i64)>) -> Answer<HabitBody> {
    let mut world = api.world()?;
    let user = world.user(id)?;
    let today = user.today(api.clock.now());
    Ok(Json(user.habit(habit)?.body(habit, today)))
}

async fn patch_habit(
    State(api): State<StandIn>,
    Path((id, habit)): Path<(i64, i64)>,
    Json(body): Json<PatchHabit>,
) -> Answer<HabitBody> {
    let now = api.clock.now();
    let mut world = api.world()?;
    let user = world.user(id)?;
    let today = user.today(now);
    let known = user.habit(habit)?;
    known.archived_at = body.archived.unwrap_or_default().then_some(now);
    Ok(Json(known.body(habit, today)))
}

async fn delete_habit(
    State(api): State<StandIn>,
    Path((id, habit)): Path<(i64, i64)>,
) -> Result<StatusCode, Refusal> {
    let gone = api.world()?.user(id)?.habits.remove(&habit);
    gone.map(|_| StatusCode::NO_CONTENT).ok_or(Refusal(ProblemKind::NotFound))
}

async fn put_execution(
    State(api): State<StandIn>,
    Path((id, habit, day)): Path<(i64, i64, Date)>,
    Json(body): Json<PutExecution>,
) -> Answer<CheckInBody> {
    record(&api, id, habit, day, Some(body.state))
}

async fn delete_execution(
    State(api): State<StandIn>,
    Path((id, habit, day)): Path<(i64, i64, Date)>,
) -> Answer<CheckInBody> {
    record(&api, id, habit, day, None)
}

fn record(
    api: &StandIn,
    id: i64,
    habit: i64,
    day: Date,
    state: Option<ExecutionState>,
) -> Answer<CheckInBody> {
    let mut world = api.world()?;
    let user = world.user(id)?;
    let today = user.today(api.clock.now());
    if day > today {
        return Err(Refusal(ProblemKind::Invalid));
    }
    let known = user.habit(habit)?;
    match state {
        Some(state) => known.executions.insert(day, state),
        None => known.executions.remove(&day),
    };
    Ok(Json(CheckInBody { day, state: known.state(day, today), habit: known.body(habit, today) }))
}

/// Delivery 1 is the only one there is.
async fn put_snooze(
    State(api): State<StandIn>,
    Path((id, delivery)): Path<(i64, i64)>,
    Json(body): Json<PutSnooze>,
) -> Answer<SnoozeBody> {
    api.world()?.user(id)?;
    if delivery != 1 {
        return Err(Refusal(ProblemKind::NotFound));
    }
    Ok(Json(SnoozeBody { due_at: api.clock.now() + jiff::SignedDuration::from_mins(body.minutes.into()) }))
}
