//! The operations of the stand-in that the bot calls, as the contract has them.

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{delete, get, post, put};
use axum::{Json, Router};
use core_shared::contract::IDEMPOTENCY_KEY_HEADER;
use core_shared::contract::deliveries::{ReminderMessageBody, SnoozeBody};
use core_shared::contract::dialogues::DialogueBody;
use core_shared::contract::habits::{CreateHabit, HabitBody, HabitStatus, HabitsBody};
use core_shared::contract::problem::ProblemKind;
use core_shared::contract::today::{MAX_DAYS_BACK, TodayBody};
use core_shared::contract::users::{PatchUser, PutUser, UserBody};
use core_shared::domain::{DeliveryId, Explanation, Snooze};
use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::Deserialize;

use super::editing::{
    copy_habit, create_reminder, delete_reminder, get_habit, list_schedules, patch_habit, patch_reminder,
    put_order,
};
use super::kept::KnownHabit;
use super::marking::{add_amount, delete_execution, list_executions, patch_execution, put_execution};
use super::tokens::{create_token, list_tokens, revoke_token};
use super::updates::{claim_updates, report_updates, store_updates};
use super::{KnownUser, Refusal, StandIn};

/// Years after which no vacation ends.
const LATEST_REST: i32 = 10;

pub(super) type Answer<T> = Result<Json<T>, Refusal>;

pub(super) fn routes() -> Router<StandIn> {
    Router::new()
        .route("/v1/users/{user}", put(put_user).get(get_user).patch(patch_user).delete(delete_user))
        .route("/v1/bot/updates", post(store_updates))
        .route("/v1/bot/updates/claim", post(claim_updates))
        .route("/v1/bot/updates/report", post(report_updates))
        .route("/v1/users/{user}/dialogue", get(get_dialogue).put(put_dialogue))
        .route("/v1/users/{user}/today", get(get_today))
        .route("/v1/users/{user}/habits", post(create_habit).get(list_habits))
        .route("/v1/users/{user}/habits/{habit}", get(get_habit).patch(patch_habit).delete(delete_habit))
        .route("/v1/users/{user}/habits/{habit}/schedules", get(list_schedules))
        .route("/v1/users/{user}/habits/{habit}/executions", get(list_executions))
        .route("/v1/users/{user}/habits/{habit}/copy", post(copy_habit))
        .route("/v1/users/{user}/habits/{habit}/reminders", post(create_reminder))
        .route(
            "/v1/users/{user}/habits/{habit}/reminders/{reminder}",
            axum::routing::patch(patch_reminder).delete(delete_reminder),
        )
        .route("/v1/users/{user}/habit-order", put(put_order))
        .route(
            "/v1/users/{user}/habits/{habit}/executions/{day}",
            put(put_execution).patch(patch_execution).delete(delete_execution),
        )
        .route("/v1/users/{user}/habits/{habit}/executions/{day}/add", post(add_amount))
        .route("/v1/users/{user}/habits/{habit}/explanation", get(get_explanation))
        .route("/v1/users/{user}/deliveries/{delivery}/message", get(get_message))
        .route("/v1/users/{user}/deliveries/{delivery}/snooze", put(put_snooze))
        .route("/v1/users/{user}/tokens", post(create_token).get(list_tokens))
        .route("/v1/users/{user}/tokens/{token}", delete(revoke_token))
}

async fn put_user(
    State(api): State<StandIn>,
    Path(id): Path<i64>,
    Json(body): Json<PutUser>,
) -> Answer<UserBody> {
    let now = api.clock.now();
    let mut world = api.world()?;
    let today = KnownUser { zone: body.zone.clone(), ..KnownUser::default() }.today(now);
    let new = || KnownUser {
        since: Some(today),
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
    let now = api.clock.now();
    let mut world = api.world()?;
    let user = world.user(id)?;
    let latest = user.today(now).saturating_add(LATEST_REST.years());
    if body.vacation.flatten().is_some_and(|vacation| vacation.to > latest) {
        return Err(Refusal(ProblemKind::Invalid));
    }
    user.locale = body.locale.unwrap_or(user.locale);
    user.zone = body.zone.or(user.zone.take());
    user.reviewed_through = user.reviewed_through.max(body.reviewed_through);
    user.is_silent = !body.reminding.unwrap_or(!user.is_silent);
    user.vacation = body.vacation.unwrap_or(user.vacation);
    let known = &mut user.settings;
    known.day_start = body.day_start.or(known.day_start);
    known.first_weekday = body.first_weekday.or(known.first_weekday);
    known.freezes = body.freezes.or(known.freezes);
    known.quiet_hours = body.quiet_hours.or(known.quiet_hours);
    known.digest_at = body.digest_at.or(known.digest_at);
    known.pinned_today = body.pinned_today.or(known.pinned_today);
    known.nudge_at = body.nudge_at.or(known.nudge_at);
    Ok(Json(user.body(id, now)))
}

async fn delete_user(State(api): State<StandIn>, Path(id): Path<i64>) -> Result<StatusCode, Refusal> {
    let gone = api.world()?.users.remove(&id);
    gone.map(|_| StatusCode::NO_CONTENT).ok_or(Refusal(ProblemKind::NotFound))
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

#[derive(Deserialize)]
struct WantedDay {
    day: Option<Date>,
    open_since: Option<Date>,
}

async fn get_today(
    State(api): State<StandIn>,
    Path(id): Path<i64>,
    Query(WantedDay { day, open_since }): Query<WantedDay>,
) -> Answer<TodayBody> {
    let mut world = api.world()?;
    if let Some(kind) = world.refuses_habits {
        return Err(Refusal(kind));
    }
    let user = world.user(id)?;
    let today = user.today(api.clock.now());
    let shown = day.unwrap_or(today);
    if shown > today || shown < today.saturating_sub(MAX_DAYS_BACK.days()) {
        return Err(Refusal(ProblemKind::Invalid));
    }
    let vacation = user.vacation.filter(|vacation| vacation.contains(shown));
    let active = || user.habits.iter().filter(|(_, habit)| habit.archived_at.is_none());
    let habits = active().filter_map(|(id, habit)| habit.listed(*id, vacation, shown, today)).collect();
    let active_habits = u32::try_from(active().count()).unwrap();
    let left_open = if day.is_none() { user.left_open(open_since, today) } else { Vec::new() };
    let locale = user.locale;
    Ok(Json(TodayBody { day: shown, today, locale, active_habits, vacation, habits, left_open }))
}

async fn create_habit(
    State(api): State<StandIn>,
    Path(id): Path<i64>,
    headers: HeaderMap,
    Json(made): Json<CreateHabit>,
) -> Answer<HabitBody> {
    let key = headers[IDEMPOTENCY_KEY_HEADER].to_str().unwrap().to_owned();
    let mut world = api.world()?;
    if let Some(kind) = world.refuses_habits {
        return Err(Refusal(kind));
    }
    let known = world.keys.get(&key).copied();
    let habit_id = known.unwrap_or(world.next_habit + 1);
    world.next_habit = world.next_habit.max(habit_id);
    world.keys.insert(key, habit_id);
    let user = world.user(id)?;
    let (today, vacation) = (user.today(api.clock.now()), user.vacation);
    let new = || KnownHabit::new(made, today);
    let habit =
        if known.is_some() { user.habit(habit_id)? } else { user.habits.entry(habit_id).or_insert_with(new) };
    Ok(Json(habit.body(habit_id, vacation, today)))
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
    let (today, vacation) = (user.today(api.clock.now()), user.vacation);
    let fits = |habit: &KnownHabit| (habit.archived_at.is_some()) == (listed.status == HabitStatus::Archived);
    let habits = user
        .in_order()
        .into_iter()
        .filter(|(_, habit)| fits(habit))
        .map(|(id, habit)| habit.body(*id, vacation, today));
    Ok(Json(HabitsBody { habits: habits.collect(), next: None }))
}

async fn get_explanation(
    State(api): State<StandIn>,
    Path((id, habit)): Path<(i64, i64)>,
) -> Answer<Explanation> {
    let mut world = api.world()?;
    let user = world.user(id)?;
    let (today, vacation) = (user.today(api.clock.now()), user.vacation);
    Ok(Json(user.habit(habit)?.history(vacation, today).explain(today)))
}

async fn delete_habit(
    State(api): State<StandIn>,
    Path((id, habit)): Path<(i64, i64)>,
) -> Result<StatusCode, Refusal> {
    let gone = api.world()?.user(id)?.habits.remove(&habit);
    gone.map(|_| StatusCode::NO_CONTENT).ok_or(Refusal(ProblemKind::NotFound))
}

/// Delivery 1 is the only one there is: it asks for all habits.
async fn get_message(
    State(api): State<StandIn>,
    Path((id, delivery)): Path<(i64, i64)>,
) -> Answer<ReminderMessageBody> {
    let mut world = api.world()?;
    let user = world.user(id)?;
    if delivery != 1 || user.habits.is_empty() {
        return Err(Refusal(ProblemKind::NotFound));
    }
    let (today, until, vacation) = (user.today(api.clock.now()), user.snoozed_until, user.vacation);
    let habits = user.habits.iter().map(|(id, habit)| habit.reminder(*id, until, vacation, today)).collect();
    let delivery = DeliveryId(delivery);
    Ok(Json(ReminderMessageBody { delivery, is_combined: true, is_late: false, today, habits }))
}

/// Delivery 1 is the only one there is.
async fn put_snooze(
    State(api): State<StandIn>,
    Path((id, delivery)): Path<(i64, i64)>,
    Json(snooze): Json<Snooze>,
) -> Answer<SnoozeBody> {
    let now = api.clock.now();
    let mut world = api.world()?;
    let user = world.user(id)?;
    let calendar = user.calendar();
    if delivery != 1 {
        return Err(Refusal(ProblemKind::NotFound));
    }
    let due_at = snooze.due_at(&calendar, now, now);
    user.snoozed_until = Some(calendar.local(due_at));
    Ok(Json(SnoozeBody { due_at }))
}
