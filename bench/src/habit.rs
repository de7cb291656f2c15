//! The habit that everybody in a benchmark has: daily, kept for a month, with a miss on the day before today. Made by
//! the domain, so that what is put into the database is what the API would have put there.

use core_shared::domain::{Execution, ExecutionState, HabitKind, History, Plan, Schedule};
use jiff::ToSpan as _;
use jiff::civil::Date;

/// Days that were kept: enough to have earned a freeze, and all of them inside the cache.
const KEPT: i32 = 29;

/// The columns of a habit's row that tell its history.
#[derive(Debug)]
pub(crate) struct Columns {
    pub(crate) schedules: serde_json::Value,
    pub(crate) starts_on: Date,
    pub(crate) window_first: Date,
    pub(crate) satisfied: i64,
    pub(crate) marked: i64,
}

/// A habit on `today`.
pub(crate) fn kept_until_yesterday(today: Date) -> anyhow::Result<Columns> {
    let starts_on = today.saturating_sub((KEPT + 1).days());
    let days = starts_on.series(1.day()).take(usize::try_from(KEPT)?);
    let executions: Vec<(Date, Execution)> = days.map(|day| (day, ExecutionState::Done.into())).collect();
    let history =
        History::rebuild(Plan::new(HabitKind::Build, starts_on, Schedule::Daily {}), &executions, today);
    Ok(Columns {
        schedules: serde_json::to_value(&history.plan.schedules)?,
        starts_on,
        window_first: history.window.first,
        satisfied: history.window.satisfied.cast_signed(),
        marked: history.window.marked.cast_signed(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_marked_and_yesterday_is_not() {
        let today = jiff::civil::date(2026, 11, 28);
        let habit = kept_until_yesterday(today).unwrap();
        assert_eq!(habit.marked.count_ones(), 29);
        let last_marked =
            habit.window_first.saturating_add((63 - habit.marked.leading_zeros().cast_signed()).days());
        assert_eq!(last_marked, jiff::civil::date(2026, 11, 26));
    }
}
