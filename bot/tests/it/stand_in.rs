//! A stand-in for the API that keeps everything in memory and speaks the real contract. It can be taken away, and
//! counts what was made twice.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard};

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use axum::{Json, Router};
use core_shared::contract::IDEMPOTENCY_KEY_HEADER;
use core_shared::contract::deliveries::{PutSnooze, SnoozeBody};
use core_shared::contract::dialogues::DialogueBody;
use core_shared::contract::executions::{CheckInBody, PutExecution};
use core_shared::contract::habits::{
    CreateHabit, DayBody, HabitBody, HabitStatus, HabitsBody, PatchHabit, RECENT_DAYS,
};
use core_shared::contract::problem::{Problem, ProblemKind};
use core_shared::contract::reminders::ReminderBody;
use core_shared::contract::today::{TodayBody, TodayHabit};
use core_shared::contract::users::{PatchUser, PutUser, UserBody};
use core_shared::domain::{
    Calendar, DayStart, DayState, ExecutionState, HabitId, History, Locale, ReminderId, ScheduleHistory,
    UserId, Zone,
};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use sandbox::Clock;
use serde::Deserialize;

#[derive(Debug, Clone)]
pub(crate) struct StandIn {
    world: Arc<Mutex<World>>,
    clock: Clock,
}

#[derive(Debug, Default)]
struct World {
    is_away: bool,
    users: BTreeMap<i64, KnownUser>,
    keys: BTreeMap<String, i64>,
    next_habit: i64,
}

#[derive(Debug, Default)]
struct KnownUser {
    locale: Locale,
    zone: Option<Zone>,
    dialogue: serde_json::Value,
    habits: BTreeMap<i64, KnownHabit>,
}

#[derive(Debug)]
struct KnownHabit {
    made: CreateHabit,
    starts_on: Date,
    archived_at: Option<Timestamp>,
    executions: BTreeMap<Date, ExecutionState>,
}

/// Why a request has no good answer.
struct Refusal(ProblemKind);

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let problem = Problem {
            kind: self.0.uri(),
            title: self.0.title().to_owned(),
            status: self.0.status(),
            detail: None,
            request_id: None,
            errors: Vec::new(),
        };
        let status = StatusCode::from_u16(self.0.status()).unwrap();
        (status, Json(problem)).into_response()
    }
}

type Answer<T> = Result<Json<T>, Refusal>;

impl StandIn {
    pub(crate) async fn start(clock: Clock) -> (Self, SocketAddr) {
        let stand_in = Self {
            world: Arc::default(),
            clock,
        };
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let app = routes().with_state(stand_in.clone());
        tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        (stand_in, address)
    }

    /// Answers "unavailable" from now on.
    pub(crate) fn goes_away(&self) {
        self.lock().is_away = true;
    }

    pub(crate) fn comes_back(&self) {
        self.lock().is_away = false;
    }

    pub(crate) fn habits_of(&self, user: i64) -> Vec<String> {
        let world = self.lock();
        let habits = world.users.get(&user).map(|user| user.habits.values());
        habits
            .into_iter()
            .flatten()
            .map(|habit| habit.made.name.to_string())
            .collect()
    }

    /// The habit disappears behind the bot's back.
    pub(crate) fn loses_habits_of(&self, user: i64) {
        self.lock().users.get_mut(&user).unwrap().habits.clear();
    }

    fn lock(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap()
    }

    fn world(&self) -> Result<MutexGuard<'_, World>, Refusal> {
        let world = self.lock();
        if world.is_away {
            Err(Refusal(ProblemKind::Unavailable))
        } else {
            Ok(world)
        }
    }
}

impl World {
    fn user(&mut self, id: i64) -> Result<&mut KnownUser, Refusal> {
        self.users.get_mut(&id).ok_or(Refusal(ProblemKind::NotFound))
    }
}

impl KnownUser {
    fn today(&self, now: Timestamp) -> Date {
        let zone = self.zone.clone().unwrap_or_else(Zone::utc);
        Calendar::new(zone, DayStart::MIDNIGHT).day_of(now)
    }

    fn body(&self, id: i64, now: Timestamp) -> UserBody {
        UserBody {
            id: UserId(id),
            locale: self.locale,
            zone: self.zone.clone(),
            day_start: DayStart::MIDNIGHT,
            today: self.today(now),
            created_at: now,
        }
    }

    fn habit(&mut self, id: i64) -> Result<&mut KnownHabit, Refusal> {
        self.habits.get_mut(&id).ok_or(Refusal(ProblemKind::NotFound))
    }
}

impl KnownHabit {
    fn history(&self, today: Date) -> History {
        let executions: Vec<_> = self
            .executions
            .iter()
            .map(|(day, state)| (*day, *state))
            .collect();
        let schedules = ScheduleHistory::new(self.starts_on, self.made.schedule.clone());
        History::rebuild(self.starts_on, schedules, &executions, today)
    }

    fn state(&self, day: Date, today: Date) -> DayState {
        self.history(today)
            .judge(day, self.executions.get(&day).copied(), today)
    }

    fn body(&self, id: i64, today: Date) -> HabitBody {
        let days = (0..RECENT_DAYS)
            .rev()
            .map(|back| today.saturating_sub(back.days()));
        let reminders = self.made.reminders.iter().map(|reminder| ReminderBody {
            id: ReminderId(1),
            time: reminder.time,
        });
        HabitBody {
            id: HabitId(id),
            name: self.made.name.clone(),
            schedule: self.made.schedule.clone(),
            starts_on: self.starts_on,
            archived_at: self.archived_at,
            created_at: Timestamp::UNIX_EPOCH,
            reminders: reminders.collect(),
            progress: self.history(today).progress(today),
            recent_days: days
                .map(|day| DayBody {
                    day,
                    state: self.state(day, today),
                })
                .collect(),
        }
    }
}

fn routes() -> Router<StandIn> {
    Router::new()
        .route("/v1/users/{user}", put(put_user).get(get_user).patch(patch_user))
        .route("/v1/users/{user}/dialogue", get(get_dialogue).put(put_dialogue))
        .route("/v1/users/{user}/today", get(get_today))
        .route("/v1/users/{user}/habits", post(create_habit).get(list_habits))
        .route(
            "/v1/users/{user}/habits/{habit}",
            get(get_habit).patch(patch_habit).delete(delete_habit),
        )
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
    Ok(Json(DialogueBody {
        state: api.world()?.user(id)?.dialogue.clone(),
    }))
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
    let active = || {
        user.habits
            .iter()
            .filter(|(_, habit)| habit.archived_at.is_none())
    };
    let habits = active()
        .map(|(id, habit)| TodayHabit {
            id: HabitId(*id),
            name: habit.made.name.clone(),
            state: habit.state(day, day),
            progress: habit.history(day).progress(day),
        })
        .filter(|habit| habit.state != DayState::NotDue);
    let active_habits = u32::try_from(active().count()).unwrap();
    Ok(Json(TodayBody {
        day,
        locale: user.locale,
        active_habits,
        habits: habits.collect(),
    }))
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
    let new = || KnownHabit {
        made,
        starts_on: today,
        archived_at: None,
        executions: BTreeMap::new(),
    };
    let habit = if known.is_some() {
        user.habit(habit_id)?
    } else {
        user.habits.entry(habit_id).or_insert_with(new)
    };
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
    let habits = user
        .habits
        .iter()
        .filter(|(_, habit)| fits(habit))
        .map(|(id, habit)| habit.body(*id, today));
    Ok(Json(HabitsBody {
        habits: habits.collect(),
    }))
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
    gone.map(|_| StatusCode::NO_CONTENT)
        .ok_or(Refusal(ProblemKind::NotFound))
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
    Ok(Json(CheckInBody {
        day,
        state: known.state(day, today),
        habit: known.body(habit, today),
    }))
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
    Ok(Json(SnoozeBody {
        due_at: api.clock.now() + jiff::SignedDuration::from_mins(body.minutes.into()),
    }))
}
