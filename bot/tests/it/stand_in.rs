//! A stand-in for the API that keeps everything in memory and speaks the real contract. It can be taken away, and
//! shows what was made of it.

mod routes;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard};

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use core_shared::contract::habits::{CreateHabit, DayBody, HabitBody, RECENT_DAYS};
use core_shared::contract::problem::{Problem, ProblemKind};
use core_shared::contract::reminders::ReminderBody;
use core_shared::contract::users::UserBody;
use core_shared::domain::{
    Calendar, DayStart, DayState, ExecutionState, HabitId, History, Locale, ReminderId, ScheduleHistory,
    UserId, Weekday, Zone,
};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use sandbox::Clock;

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

impl StandIn {
    pub(crate) async fn start(clock: Clock) -> (Self, SocketAddr) {
        let stand_in = Self { world: Arc::default(), clock };
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let app = routes::routes().with_state(stand_in.clone());
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
        habits.into_iter().flatten().map(|habit| habit.made.name.to_string()).collect()
    }

    /// The stage of the conversation that the bot keeps.
    pub(crate) fn stage_of(&self, user: i64) -> String {
        let world = self.lock();
        let stage = world.users.get(&user).and_then(|user| user.dialogue["stage"].as_str());
        stage.unwrap_or_default().to_owned()
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
        if world.is_away { Err(Refusal(ProblemKind::Unavailable)) } else { Ok(world) }
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
            first_weekday: Weekday::Mon,
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
        let executions: Vec<_> = self.executions.iter().map(|(day, state)| (*day, *state)).collect();
        let schedules = ScheduleHistory::new(self.starts_on, self.made.schedule.clone());
        History::rebuild(self.starts_on, schedules, Weekday::Mon, &executions, today)
    }

    fn state(&self, day: Date, today: Date) -> DayState {
        self.history(today).judge(day, self.executions.get(&day).copied(), today)
    }

    fn body(&self, id: i64, today: Date) -> HabitBody {
        let days = (0..RECENT_DAYS).rev().map(|back| today.saturating_sub(back.days()));
        let reminders = self
            .made
            .reminders
            .iter()
            .map(|reminder| ReminderBody { id: ReminderId(1), time: reminder.time });
        HabitBody {
            id: HabitId(id),
            name: self.made.name.clone(),
            schedule: self.made.schedule.clone(),
            starts_on: self.starts_on,
            archived_at: self.archived_at,
            created_at: Timestamp::UNIX_EPOCH,
            reminders: reminders.collect(),
            progress: self.history(today).progress(today),
            recent_days: days.map(|day| DayBody { day, state: self.state(day, today) }).collect(),
        }
    }
}
