//! Today: the habits that are due on a user's present day, or on one of the days before it.

use core_shared::contract::problem::InvalidValue;
use core_shared::contract::today::{MAX_DAYS_BACK, MAX_DAYS_OPEN, OpenDay, TodayBody, TodayHabit};
use core_shared::domain::{DayState, HabitId, HabitName, History, MinuteOfDay, UserId};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use sqlx::PgPool;

use super::history::rebuilt;
use super::users::known;
use crate::error::{ApiError, ApiResult};
use crate::repositories::today::{self, Today};

/// The list of `wanted`, of the present day when it is absent; then with what was left open since `open_since`, or since
/// the user was asked last.
pub(crate) async fn find(
    db: &PgPool,
    user: UserId,
    wanted: Option<Date>,
    open_since: Option<Date>,
    now: Timestamp,
) -> ApiResult<TodayBody> {
    let Some(found) = today::find(db, user).await? else {
        return without_habits(db, user, wanted, now).await;
    };
    let today = found.calendar.day_of(now);
    let day = day_of(wanted, today)?;
    let active_habits = u32::try_from(found.habits.len()).unwrap_or(u32::MAX);
    let open_since = open_since.unwrap_or_else(|| not_asked_since(&found));
    let mut habits = Vec::with_capacity(found.habits.len());
    let mut left_open = Vec::new();
    for habit in found.habits {
        let history =
            if habit.stale { rebuilt(db, user, habit.id, now).await?.history } else { habit.history };
        let kept = Kept { id: habit.id, name: habit.name, asks_at: habit.asks_at };
        if wanted.is_none() {
            left_open.extend(kept.left_open(&history, open_since, today));
        }
        habits.extend(kept.listed(&history, day, today));
    }
    // Of one day, the habits stay in the user's own order.
    left_open.sort_by_key(|open: &OpenDay| open.day);
    let vacation = found.vacations.around(day);
    Ok(TodayBody { day, today, locale: found.locale, active_habits, vacation, habits, left_open })
}

/// The first day that the user was not asked about; nothing was theirs to do before they came.
fn not_asked_since(found: &Today) -> Date {
    match found.reviewed_through {
        Some(day) => day.saturating_add(1.day()),
        None => found.calendar.day_of(found.created_at),
    }
}

/// The day that is asked for, if it can be told about.
fn day_of(wanted: Option<Date>, today: Date) -> ApiResult<Date> {
    let Some(day) = wanted else { return Ok(today) };
    let refused = |detail: String| Err(ApiError::invalid(InvalidValue::in_parameter("day", detail)));
    if day > today {
        return refused("has not begun yet; send today or a day before".to_owned());
    }
    if day < today.saturating_sub(MAX_DAYS_BACK.days()) {
        return refused(format!(
            "lies more than {MAX_DAYS_BACK} days back; the executions of a habit reach further"
        ));
    }
    Ok(day)
}

/// What the list says of a habit whatever the day.
pub(super) struct Kept {
    pub(super) id: HabitId,
    pub(super) name: HabitName,
    pub(super) asks_at: Option<MinuteOfDay>,
}

impl Kept {
    fn left_open(&self, history: &History, since: Date, today: Date) -> Vec<OpenDay> {
        let first = since.max(today.saturating_sub(MAX_DAYS_OPEN.days()));
        let days = first.series(1.day()).take_while(|day| *day < today);
        let is_open = |day: &Date| history.day_state(*day, today) == Some(DayState::Missed);
        days.filter(is_open).map(|day| OpenDay { day, habit: self.id, name: self.name.clone() }).collect()
    }

    /// The habit as the list shows it, if the day asks for it or something was said of it.
    pub(super) fn listed(self, history: &History, day: Date, today: Date) -> Option<TodayHabit> {
        let state = history.day_state(day, today)?;
        if matches!(state, DayState::NotDue | DayState::Paused) {
            return None;
        }
        Some(TodayHabit {
            id: self.id,
            name: self.name,
            kind: history.plan.kind,
            state,
            goal: history.plan.schedules.on(day).and_then(|terms| terms.goal.clone()),
            amount: history.window.execution(day).and_then(|execution| execution.amount),
            carried_from: history.carried_to(day, today).filter(|_| state == DayState::Carried),
            asks_at: self.asks_at,
            progress: history.progress(today),
        })
    }
}

async fn without_habits(
    db: &PgPool,
    user: UserId,
    wanted: Option<Date>,
    now: Timestamp,
) -> ApiResult<TodayBody> {
    let user = known(db, user).await?;
    let today = user.calendar().day_of(now);
    let day = day_of(wanted, today)?;
    let vacation = user.vacations.around(day);
    Ok(TodayBody {
        day,
        today,
        locale: user.locale,
        active_habits: 0,
        vacation,
        habits: Vec::new(),
        left_open: Vec::new(),
    })
}
