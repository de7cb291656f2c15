//! Today: the habits that are due on a user's present day.

use core_shared::contract::today::{TodayBody, TodayHabit};
use core_shared::domain::{DayState, UserId};
use jiff::Timestamp;
use sqlx::PgPool;

use super::history::rebuilt;
use crate::error::{ApiError, ApiResult};
use crate::repositories::today;

pub(crate) async fn find(db: &PgPool, user: UserId, now: Timestamp) -> ApiResult<TodayBody> {
    let found = today::find(db, user).await?.ok_or_else(ApiError::not_found)?;
    let day = found.calendar.day_of(now);
    let active_habits = u32::try_from(found.habits.len()).unwrap_or(u32::MAX);
    let mut habits = Vec::with_capacity(found.habits.len());
    for habit in found.habits {
        let history =
            if habit.stale { rebuilt(db, user, habit.id, now).await?.history } else { habit.history };
        match history.day_state(day, day) {
            None | Some(DayState::NotDue) => {}
            Some(state) => {
                let progress = history.progress(day);
                habits.push(TodayHabit { id: habit.id, name: habit.name, state, progress });
            }
        }
    }
    Ok(TodayBody { day, locale: found.locale, active_habits, habits })
}
