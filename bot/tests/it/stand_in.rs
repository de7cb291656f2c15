//! A stand-in for the API that keeps everything in memory and speaks the real contract. It can be taken away, and
//! shows what was made of it.

mod editing;
mod kept;
mod marking;
mod routes;
mod tokens;
mod updates;

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard};

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use core_shared::contract::executions::ExecutionBody;
use core_shared::contract::habits::{CreateHabit, HabitBody};
use core_shared::contract::problem::{Problem, ProblemKind};
use core_shared::contract::today::{MAX_DAYS_OPEN, OpenDay};
use core_shared::contract::users::{PatchUser, UserBody};
use core_shared::domain::{
    Calendar, DayStart, DayState, Days, Execution, HabitId, Locale, UserId, Weekday, Zone,
};
use jiff::civil::{Date, DateTime};
use jiff::{Timestamp, ToSpan as _};
use sandbox::Clock;
use tokio::sync::watch;

use kept::KnownHabit;
use tokens::KnownToken;
use updates::KeptUpdate;

#[derive(Debug, Clone)]
pub(crate) struct StandIn {
    world: Arc<Mutex<World>>,
    clock: Clock,
    /// Counts the reports of updates.
    changes: Arc<watch::Sender<u64>>,
}

#[derive(Debug, Default)]
struct World {
    is_away: bool,
    refuses_habits: Option<ProblemKind>,
    turned_away: usize,
    users: BTreeMap<i64, KnownUser>,
    keys: BTreeMap<String, i64>,
    added: BTreeSet<String>,
    next_habit: i64,
    next_token: i64,
    updates: BTreeMap<i64, KeptUpdate>,
    loses_reports: bool,
}

#[derive(Debug, Default)]
struct KnownUser {
    locale: Locale,
    zone: Option<Zone>,
    vacation: Option<Days>,
    /// What was set of everything else.
    settings: PatchUser,
    dialogue: serde_json::Value,
    /// Whether there are reminders at all.
    is_silent: bool,
    snoozed_until: Option<DateTime>,
    /// Through which day they were asked about what was left open.
    reviewed_through: Option<Date>,
    /// Their first day.
    since: Option<Date>,
    habits: BTreeMap<i64, KnownHabit>,
    tokens: BTreeMap<i64, KnownToken>,
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
        let stand_in = Self { world: Arc::default(), clock, changes: Arc::default() };
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

    /// Answers every call about habits with this, until it is told otherwise.
    pub(crate) fn refuses_habits(&self, kind: Option<ProblemKind>) {
        self.lock().refuses_habits = kind;
    }

    /// How many calls came while it was away.
    pub(crate) fn turned_away(&self) -> usize {
        self.lock().turned_away
    }

    pub(crate) fn comes_back(&self) {
        self.lock().is_away = false;
    }

    pub(crate) fn habits_of(&self, user: i64) -> Vec<String> {
        let world = self.lock();
        let habits = world.users.get(&user).map(KnownUser::in_order);
        habits.into_iter().flatten().map(|(_, habit)| habit.made.name.to_string()).collect()
    }

    /// A habit that the form of the bot cannot make, kept from this day on.
    pub(crate) fn gives(&self, user: i64, since: Date, habit: &serde_json::Value) -> HabitId {
        let made: CreateHabit = serde_json::from_value(habit.clone()).unwrap();
        let mut world = self.lock();
        world.next_habit += 1;
        let id = world.next_habit;
        world.users.get_mut(&user).unwrap().habits.insert(id, KnownHabit::new(made, since));
        HabitId(id)
    }

    /// The days were marked elsewhere.
    pub(crate) fn records(&self, user: i64, habit: HabitId, executions: &[(Date, Execution)]) {
        let mut world = self.lock();
        let habit = world.users.get_mut(&user).unwrap().habits.get_mut(&habit.0).unwrap();
        habit.executions.extend(executions.iter().copied());
    }

    /// The habit becomes a plain yes or no behind the bot's back.
    pub(crate) fn measures_no_longer(&self, user: i64, habit: HabitId, today: Date) {
        let mut world = self.lock();
        world.users.get_mut(&user).unwrap().habits.get_mut(&habit.0).unwrap().wants(None, today);
    }

    /// The habit gets another name behind the bot's back.
    pub(crate) fn renames(&self, user: i64, habit: HabitId, name: &str) {
        let mut world = self.lock();
        let habit = world.users.get_mut(&user).unwrap().habits.get_mut(&habit.0).unwrap();
        habit.made.name = core_shared::domain::HabitName::parse(name).unwrap();
    }

    /// The habit as the API shows it.
    pub(crate) fn shows(&self, user: i64, habit: HabitId) -> HabitBody {
        let mut world = self.lock();
        let user = world.users.get_mut(&user).unwrap();
        let today = user.today(self.clock.now());
        user.habits[&habit.0].body(habit.0, user.vacation, today)
    }

    pub(crate) fn sends_on_vacation(&self, user: i64, vacation: Days) {
        self.lock().users.get_mut(&user).unwrap().vacation = Some(vacation);
    }

    pub(crate) fn flies_to(&self, user: i64, zone: &str) {
        self.lock().users.get_mut(&user).unwrap().zone = Some(Zone::parse(zone).unwrap());
    }

    pub(crate) fn reminds(&self, user: i64) -> bool {
        !self.lock().users[&user].is_silent
    }

    /// What the bot has set for them; `None` for somebody who is not known.
    pub(crate) fn user(&self, user: i64) -> Option<UserBody> {
        self.lock().users.get(&user).map(|known| known.body(user, self.clock.now()))
    }

    /// What was said of a day, in the words of the contract.
    pub(crate) fn execution_of(&self, user: i64, habit: HabitId, day: Date) -> Option<ExecutionBody> {
        self.lock().users[&user].habits[&habit.0].execution(day)
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
        let mut world = self.lock();
        if world.is_away {
            world.turned_away += 1;
            return Err(Refusal(ProblemKind::Unavailable));
        }
        Ok(world)
    }
}

impl World {
    fn user(&mut self, id: i64) -> Result<&mut KnownUser, Refusal> {
        self.users.get_mut(&id).ok_or(Refusal(ProblemKind::NotFound))
    }
}

impl KnownUser {
    fn calendar(&self) -> Calendar {
        let zone = self.zone.clone().unwrap_or_else(Zone::utc);
        Calendar::new(zone, self.settings.day_start.unwrap_or(DayStart::MIDNIGHT))
    }

    fn today(&self, now: Timestamp) -> Date {
        self.calendar().day_of(now)
    }

    fn body(&self, id: i64, now: Timestamp) -> UserBody {
        UserBody {
            id: UserId(id),
            locale: self.locale,
            zone: self.zone.clone(),
            day_start: self.settings.day_start.unwrap_or(DayStart::MIDNIGHT),
            first_weekday: self.settings.first_weekday.unwrap_or(Weekday::Mon),
            freezes: self.settings.freezes.unwrap_or(false),
            quiet_hours: self.settings.quiet_hours.flatten(),
            digest_at: self.settings.digest_at.flatten(),
            nudge_at: self.settings.nudge_at.flatten(),
            pinned_today: self.settings.pinned_today.unwrap_or(false),
            reminding: !self.is_silent,
            vacation: self.vacation,
            reviewed_through: self.reviewed_through,
            today: self.today(now),
            created_at: Timestamp::UNIX_EPOCH,
        }
    }

    /// What was left open since a day, or since they were asked last.
    fn left_open(&self, since: Option<Date>, today: Date) -> Vec<OpenDay> {
        let not_asked = self.reviewed_through.map(|day| day.saturating_add(1.day())).or(self.since);
        let week_ago = today.saturating_sub(MAX_DAYS_OPEN.days());
        let first = since.or(not_asked).unwrap_or(today).max(week_ago);
        let days = first.series(1.day()).take_while(|day| *day < today);
        days.flat_map(|day| {
            let is_open =
                move |habit: &KnownHabit| habit.state(self.vacation, day, today) == DayState::Missed;
            let open =
                self.habits.iter().filter(move |(_, habit)| habit.archived_at.is_none() && is_open(habit));
            open.map(move |(id, habit)| OpenDay { day, habit: HabitId(*id), name: habit.made.name.clone() })
        })
        .collect()
    }

    /// As the lists have them.
    fn in_order(&self) -> Vec<(&i64, &KnownHabit)> {
        let mut habits: Vec<_> = self.habits.iter().collect();
        habits.sort_by_key(|(id, habit)| (habit.place, **id));
        habits
    }

    fn habit(&mut self, id: i64) -> Result<&mut KnownHabit, Refusal> {
        self.habits.get_mut(&id).ok_or(Refusal(ProblemKind::NotFound))
    }
}
