//! The operations of the stand-in that change habits: their fields by version, their reminders, their order.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::{ETAG, IF_MATCH};
use axum::http::{HeaderMap, StatusCode};
use core_shared::contract::IDEMPOTENCY_KEY_HEADER;
use core_shared::contract::habit_order::{HabitOrderBody, PutHabitOrder};
use core_shared::contract::habits::{CopyHabit, HabitBody, PatchHabit};
use core_shared::contract::problem::ProblemKind;
use core_shared::contract::reminders::{CreateReminder, PatchReminder, ReminderBody};
use core_shared::contract::schedules::{ScheduleBody, SchedulesBody};
use core_shared::domain::HabitId;

use super::kept::KnownHabit;
use super::routes::Answer;
use super::{Refusal, StandIn};

/// A body with its version.
type Tagged = ([(axum::http::HeaderName, String); 1], Json<HabitBody>);

fn tagged(body: HabitBody) -> Tagged {
    ([(ETAG, etag(&body))], Json(body))
}

fn etag(body: &HabitBody) -> String {
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(body).unwrap().hash(&mut hasher);
    format!("\"{:x}\"", hasher.finish())
}

pub(super) async fn get_habit(
    State(api): State<StandIn>,
    Path((id, habit)): Path<(i64, i64)>,
) -> Result<Tagged, Refusal> {
    let mut world = api.world()?;
    let user = world.user(id)?;
    let (today, vacation) = (user.today(api.clock.now()), user.vacation);
    Ok(tagged(user.habit(habit)?.body(habit, vacation, today)))
}

pub(super) async fn patch_habit(
    State(api): State<StandIn>,
    Path((id, habit)): Path<(i64, i64)>,
    headers: HeaderMap,
    Json(body): Json<PatchHabit>,
) -> Result<Tagged, Refusal> {
    let now = api.clock.now();
    let mut world = api.world()?;
    let user = world.user(id)?;
    let (today, vacation) = (user.today(now), user.vacation);
    let known = user.habit(habit)?;
    let present = etag(&known.body(habit, vacation, today));
    if headers.get(IF_MATCH).is_some_and(|seen| *seen != *present) {
        return Err(Refusal(ProblemKind::ChangedMeanwhile));
    }
    if let Some(until) = body.paused_until {
        if until.is_some_and(|until| until < today) {
            return Err(Refusal(ProblemKind::Invalid));
        }
        known.pauses(until, today);
    }
    known.changes(&body, today)?;
    known.made.name = body.name.unwrap_or(known.made.name.clone());
    known.target = body.target.unwrap_or(known.target);
    if let Some(tags) = body.tags {
        known.made.tags = tags.unwrap_or_default();
    }
    if let Some(is_archived) = body.archived {
        known.archived_at = is_archived.then_some(now);
    }
    Ok(tagged(known.body(habit, vacation, today)))
}

/// What holds now, as if it always had.
pub(super) async fn list_schedules(
    State(api): State<StandIn>,
    Path((id, habit)): Path<(i64, i64)>,
) -> Answer<SchedulesBody> {
    let mut world = api.world()?;
    let known = world.user(id)?.habit(habit)?;
    let terms = known.plan.schedules.current();
    let schedule = ScheduleBody {
        valid_from: known.plan.starts_on,
        archived: false,
        schedule: Some(terms.schedule.clone()),
        goal: terms.goal.clone(),
        carry_over: terms.carry_over,
    };
    Ok(Json(SchedulesBody { schedules: vec![schedule] }))
}

pub(super) async fn copy_habit(
    State(api): State<StandIn>,
    Path((id, habit)): Path<(i64, i64)>,
    headers: HeaderMap,
    Json(_): Json<CopyHabit>,
) -> Answer<HabitBody> {
    let key = headers[IDEMPOTENCY_KEY_HEADER].to_str().unwrap().to_owned();
    let mut world = api.world()?;
    let copy_id = world.keys.get(&key).copied().unwrap_or(world.next_habit + 1);
    world.next_habit = world.next_habit.max(copy_id);
    world.keys.insert(key, copy_id);
    let user = world.user(id)?;
    let (today, vacation) = (user.today(api.clock.now()), user.vacation);
    let made = user.habit(habit)?.made.clone();
    let copy = user.habits.entry(copy_id).or_insert_with(|| KnownHabit::new(made, today));
    Ok(Json(copy.body(copy_id, vacation, today)))
}

pub(super) async fn create_reminder(
    State(api): State<StandIn>,
    Path((id, habit)): Path<(i64, i64)>,
    Json(body): Json<CreateReminder>,
) -> Answer<ReminderBody> {
    let mut world = api.world()?;
    let known = world.user(id)?.habit(habit)?;
    if known.reminders.values().any(|reminder| reminder.time == body.time) {
        return Err(Refusal(ProblemKind::ReminderExists));
    }
    let new = known.reminders.last_key_value().map_or(1, |(last, _)| last + 1);
    known.reminders.insert(new, body);
    Ok(Json(known.reminder_body(new)))
}

pub(super) async fn patch_reminder(
    State(api): State<StandIn>,
    Path((id, habit, reminder)): Path<(i64, i64, i64)>,
    Json(body): Json<PatchReminder>,
) -> Answer<ReminderBody> {
    let mut world = api.world()?;
    let known = world.user(id)?.habit(habit)?;
    let kept = known.reminders.get_mut(&reminder).ok_or(Refusal(ProblemKind::NotFound))?;
    kept.time = body.time.unwrap_or(kept.time);
    kept.weekdays = body.weekdays.unwrap_or(kept.weekdays);
    kept.nag_minutes = body.nag_minutes.unwrap_or(kept.nag_minutes);
    kept.around = body.around.unwrap_or(kept.around);
    Ok(Json(known.reminder_body(reminder)))
}

pub(super) async fn delete_reminder(
    State(api): State<StandIn>,
    Path((id, habit, reminder)): Path<(i64, i64, i64)>,
) -> Result<StatusCode, Refusal> {
    let gone = api.world()?.user(id)?.habit(habit)?.reminders.remove(&reminder);
    gone.map(|_| StatusCode::NO_CONTENT).ok_or(Refusal(ProblemKind::NotFound))
}

/// These come first, the others behind them.
pub(super) async fn put_order(
    State(api): State<StandIn>,
    Path(id): Path<i64>,
    Json(body): Json<PutHabitOrder>,
) -> Answer<HabitOrderBody> {
    let mut world = api.world()?;
    let user = world.user(id)?;
    for (place, habit) in (i64::MIN..).zip(&body.habits) {
        user.habit(habit.0)?.place = place;
    }
    let order = user.in_order().into_iter().map(|(id, _)| HabitId(*id)).collect();
    Ok(Json(HabitOrderBody { habits: order }))
}
