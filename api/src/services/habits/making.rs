//! New habits: created, or copied from others.

use core_shared::contract::habits::{CopyHabit, CreateHabit, HabitBody};
use core_shared::contract::problem::InvalidValue;
use core_shared::contract::reminders::CreateReminder;
use core_shared::domain::{HabitId, History, Plan, Terms, UserId};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use sqlx::PgConnection;

use super::{EARLIEST_DAY, check_reminders, check_tags, check_terms, distinct, find};
use crate::error::{ApiError, ApiResult};
use crate::repositories::habits::{self, Habit, NewHabit};
use crate::repositories::rollovers;
use crate::repositories::users::{self, User};
use crate::services::idempotency::{self, Answered, Key};
use crate::services::quotas::{self, Added};
use crate::services::users::yesterday;
use crate::settings::Quotas;
use crate::state::AppState;

/// A habit that begins later is a wish.
const LATEST_START_DAYS: i32 = 366;

pub(crate) async fn create(
    state: &AppState,
    user: UserId,
    create: &CreateHabit,
    key: Option<&Key>,
    now: Timestamp,
) -> ApiResult<Answered<HabitBody>> {
    check_reminders(&create.reminders)?;
    check_tags(&create.tags)?;
    let request = key.map(|key| key.with(create));
    let mut transaction = state.db.begin().await?;
    // Whoever adds to what a user has takes turns.
    let owner = users::find_for_update(&mut *transaction, user).await?.ok_or_else(ApiError::not_found)?;
    // Before anything is judged by the present time: a repetition gets the first answer however late it comes.
    if let Some(made) = idempotency::find(&mut *transaction, user, request.as_ref(), now).await? {
        transaction.rollback().await?;
        return find(&state.db, user, made.habit, now).await.map(Answered::Before);
    }
    let id = insert(&mut transaction, state.quotas, &owner, create, now).await?;
    idempotency::keep(&mut *transaction, user, request.as_ref(), id.into(), now).await?;
    transaction.commit().await?;
    find(&state.db, user, id, now).await.map(Answered::Now)
}

/// A habit like another one, from today on.
pub(crate) async fn copy(
    state: &AppState,
    user: UserId,
    habit: HabitId,
    copy: &CopyHabit,
    key: Option<&Key>,
    now: Timestamp,
) -> ApiResult<Answered<HabitBody>> {
    let request = key.map(|key| key.with(copy));
    let mut transaction = state.db.begin().await?;
    let owner = users::find_for_update(&mut *transaction, user).await?.ok_or_else(ApiError::not_found)?;
    if let Some(made) = idempotency::find(&mut *transaction, user, request.as_ref(), now).await? {
        transaction.rollback().await?;
        return find(&state.db, user, made.habit, now).await.map(Answered::Before);
    }
    let original = habits::find(&mut *transaction, user, habit).await?.ok_or_else(ApiError::not_found)?;
    let id = insert(&mut transaction, state.quotas, &owner, &like(&original, copy), now).await?;
    idempotency::keep(&mut *transaction, user, request.as_ref(), id.into(), now).await?;
    transaction.commit().await?;
    find(&state.db, user, id, now).await.map(Answered::Now)
}

/// What makes a habit like this one.
fn like(habit: &Habit, copy: &CopyHabit) -> CreateHabit {
    let terms = habit.history.plan.schedules.current().clone();
    let reminders = habit.reminders.iter().map(|reminder| CreateReminder {
        time: reminder.time,
        weekdays: Some(reminder.weekdays),
        nag_minutes: reminder.nag_minutes,
        around: reminder.around,
    });
    CreateHabit {
        name: copy.name.as_ref().unwrap_or(&habit.name).clone(),
        kind: habit.history.plan.kind,
        schedule: terms.schedule,
        goal: terms.goal,
        carry_over: terms.carry_over,
        target: habit.target,
        starts_on: None,
        reminders: reminders.collect(),
        tags: habit.tags.clone(),
    }
}

/// Adds a habit to those of a user, whose row is held.
async fn insert(
    db: &mut PgConnection,
    quotas: Quotas,
    owner: &User,
    create: &CreateHabit,
    now: Timestamp,
) -> ApiResult<HabitId> {
    let calendar = owner.calendar();
    let today = calendar.day_of(now);
    let starts_on = create.starts_on.unwrap_or(today);
    check_start(starts_on, today)?;
    let terms =
        Terms { schedule: create.schedule.clone(), goal: create.goal.clone(), carry_over: create.carry_over };
    check_terms(create.kind, &terms)?;
    let reminders = distinct(&create.reminders);
    quotas::admit(&mut *db, quotas, owner.id, Added { habits: 1, reminders: reminders.len() }).await?;
    let history = History::beginning(Plan::new(create.kind, starts_on, terms), today);
    let settles = create.target.is_some() || history.plan.settles();
    let new = NewHabit {
        name: &create.name,
        history: &history,
        target: create.target,
        reminders: &reminders,
        tags: &create.tags,
        settles,
    };
    let id = habits::insert(&mut *db, owner, new, now).await?;
    if settles {
        rollovers::watch(&mut *db, owner.id, &calendar, yesterday(&calendar, now)).await?;
    }
    Ok(id)
}

fn check_start(starts_on: Date, today: Date) -> ApiResult<()> {
    if starts_on < EARLIEST_DAY || starts_on > today.saturating_add(LATEST_START_DAYS.days()) {
        let detail = format!("has to lie between {EARLIEST_DAY} and a year from now");
        return Err(ApiError::invalid(InvalidValue::in_body("/starts_on", detail)));
    }
    Ok(())
}
