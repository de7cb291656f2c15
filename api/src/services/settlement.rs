//! What the end of days brings about for users, decided in the domain and put into columns.

use core_shared::domain::settlement::{Freezing, Happening, Records, Wishes, closing, settle};
use core_shared::domain::{Days, Execution, ExecutionState, UserId};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;

use crate::repositories::executions;
use crate::repositories::habits::Habit;
use crate::repositories::rollovers::{self, Closing, Settlement};

/// The settlement of every day that is over and was not closed, of users whose rows are held.
pub(crate) async fn settled(
    db: &mut PgConnection,
    users: &[Closing],
    now: Timestamp,
) -> sqlx::Result<Settlement> {
    let mut settlement = Settlement::default();
    let due: Vec<(&Closing, Days)> = users
        .iter()
        .filter_map(|user| Some((user, closing(user.closed_through, user.calendar.day_of(now))?)))
        .collect();
    let ids: Vec<UserId> = due.iter().map(|(user, _)| user.user).collect();
    let habits = rollovers::lock_habits(&mut *db, &ids).await?;
    for (user, days) in &due {
        let before = settlement.events.users.len();
        for habit in habits.iter().filter(|habit| habit.owner == user.user) {
            let executions = recorded(&mut *db, habit, *days).await?;
            add(&mut settlement, user, habit, executions.as_deref(), *days);
        }
        let has_happened = settlement.events.users.len() > before;
        if has_happened || user.is_pending {
            settlement.bookmark(user.user, days.to);
        }
    }
    // A user who came back westwards has no days to close until they are reached again.
    for user in users.iter().filter(|user| user.is_pending && !ids.contains(&user.user)) {
        if let Some(through) = user.closed_through {
            settlement.bookmark(user.user, through);
        }
    }
    Ok(settlement)
}

/// All executions of the habit, when its cache does not tell of the days.
async fn recorded(
    db: &mut PgConnection,
    habit: &Habit,
    days: Days,
) -> sqlx::Result<Option<Vec<(Date, Execution)>>> {
    if !habit.stale && days.from >= habit.history.window.first {
        return Ok(None);
    }
    executions::history(db, habit.owner, habit.id).await.map(Some)
}

fn add(
    settlement: &mut Settlement,
    user: &Closing,
    habit: &Habit,
    executions: Option<&[(Date, Execution)]>,
    days: Days,
) {
    let records = match executions {
        Some(executions) => Records::All { plan: &habit.history.plan, executions },
        None => Records::Cached(&habit.history),
    };
    let freezing = if user.freezes { Freezing::On } else { Freezing::Off };
    let wishes = Wishes { freezing, target: habit.open_target(), pauses: &habit.pauses };
    let happenings = settle(records, wishes, days);
    if happenings.is_empty() {
        return;
    }
    let mut after = habit.clone();
    for happening in happenings {
        let (kind, day) = happen(&mut after, happening);
        let at = user.calendar.end_of(day);
        settlement.event((habit.owner, habit.id), kind, day, at);
        if let Happening::Froze(day) = happening {
            let frozen = &mut settlement.frozen;
            frozen.users.push(habit.owner.0);
            frozen.habits.push(habit.id.0);
            frozen.days.push(day.to_sqlx());
            frozen.at.push(at.to_sqlx());
        }
    }
    change(settlement, &after, days);
}

/// Changes the habit, and says what that is called and on which day it was.
fn happen(habit: &mut Habit, happening: Happening) -> (&'static str, Date) {
    match happening {
        Happening::Froze(day) => {
            let window = &mut habit.history.window;
            // Outside of it the cache is made anew.
            habit.stale |= window.bit(day).is_none();
            *window = window.clone().with(day, Some(ExecutionState::Frozen.into()));
            ("day_frozen", day)
        }
        Happening::Carried(day) => ("day_carried", day),
        Happening::Held(day) => ("day_held", day),
        Happening::TargetReached(day) => {
            habit.target_reached_on = Some(day);
            ("target_reached", day)
        }
        Happening::Archived(from) => {
            let last = from.yesterday().unwrap_or(from);
            habit.archived_at = Some(habit.calendar.end_of(last));
            habit.history.plan.schedules = habit.history.plan.schedules.resting(from);
            ("habit_archived", last)
        }
        Happening::PauseEnded(day) => ("pause_ended", day),
    }
}

fn change(settlement: &mut Settlement, habit: &Habit, days: Days) {
    let changed = &mut settlement.habits;
    let (plan, window) = (&habit.history.plan, &habit.history.window);
    changed.users.push(habit.owner.0);
    changed.ids.push(habit.id.0);
    changed.schedules.push(serde_json::to_value(&plan.schedules).unwrap_or_default());
    changed.archived_at.push(habit.archived_at.map(Timestamp::to_sqlx));
    changed.target_reached_on.push(habit.target_reached_on.map(Date::to_sqlx));
    changed.settles.push(habit.settles(days.to.tomorrow().unwrap_or(days.to)));
    changed.satisfied.push(window.satisfied.cast_signed());
    changed.neutral.push(window.neutral.cast_signed());
    changed.marked.push(window.marked.cast_signed());
    changed.stale.push(habit.stale);
}
