//! Today: the habits that are due on a user's present day.

use core_shared::contract::today::{TodayBody, TodayHabit};
use core_shared::domain::{DayState, HabitId, HabitName, History, UserId};
use jiff::Timestamp;
use jiff::civil::Date;
use sqlx::PgPool;

use super::history::rebuilt;
use super::users::known;
use crate::error::ApiResult;
use crate::repositories::today;

pub(crate) async fn find(db: &PgPool, user: UserId, now: Timestamp) -> ApiResult<TodayBody> {
    let Some(found) = today::find(db, user).await? else {
        return without_habits(db, user, now).await;
    };
    let day = found.calendar.day_of(now);
    let active_habits = u32::try_from(found.habits.len()).unwrap_or(u32::MAX);
    let mut habits = Vec::with_capacity(found.habits.len());
    for habit in found.habits {
        let history =
            if habit.stale { rebuilt(db, user, habit.id, now).await?.history } else { habit.history };
        habits.extend(listed(habit.id, habit.name, &history, day));
    }
    let vacation = found.vacations.around(day);
    Ok(TodayBody { day, locale: found.locale, active_habits, vacation, habits })
}

/// The habit as the list shows it, if today asks for it or something was said of it today.
fn listed(id: HabitId, name: HabitName, history: &History, day: Date) -> Option<TodayHabit> {
    let state = history.day_state(day, day)?;
    if matches!(state, DayState::NotDue | DayState::Paused) {
        return None;
    }
    Some(TodayHabit {
        id,
        name,
        kind: history.plan.kind,
        state,
        goal: history.plan.schedules.on(day).and_then(|terms| terms.goal.clone()),
        amount: history.window.execution(day).and_then(|execution| execution.amount),
        carried_from: history.carried_to(day, day).filter(|_| state == DayState::Carried),
        progress: history.progress(day),
    })
}

async fn without_habits(db: &PgPool, user: UserId, now: Timestamp) -> ApiResult<TodayBody> {
    let user = known(db, user).await?;
    let day = user.calendar().day_of(now);
    let vacation = user.vacations.around(day);
    Ok(TodayBody { day, locale: user.locale, active_habits: 0, vacation, habits: Vec::new() })
}
