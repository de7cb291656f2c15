//! Histories for tests, one letter a day.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{
    Amount, Execution, ExecutionState, Goal, GoalKind, HabitKind, History, Plan, Schedule, Terms, Weekday,
    Weekdays,
};

/// The Monday on which every example begins.
pub(super) const START: Date = Date::constant(2026, 11, 2);

pub(super) fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// A daily habit with one letter a day from [`START`] on: `x` done, `s` skipped, `n` not done, `f` frozen, a
/// digit is an amount, `.` nothing.
pub(super) fn daily(marks: &str) -> History {
    marked(&Schedule::Daily {}, marks)
}

pub(super) fn marked(schedule: &Schedule, marks: &str) -> History {
    kept(HabitKind::Build, schedule.clone(), marks)
}

pub(super) fn kept(kind: HabitKind, terms: impl Into<Terms>, marks: &str) -> History {
    let mut history = History::beginning(Plan::new(kind, START, terms), START);
    for (day, execution) in executions(marks) {
        history.window = history.window.with(day, Some(execution));
    }
    history
}

pub(super) fn executions(marks: &str) -> Vec<(Date, Execution)> {
    let execution = |mark: char| match mark {
        'x' => Some(ExecutionState::Done.into()),
        's' => Some(ExecutionState::Skipped.into()),
        'n' => Some(ExecutionState::NotDone.into()),
        'f' => Some(ExecutionState::Frozen.into()),
        _ => mark.to_digit(10).map(|units| Execution::measured(amount(units))),
    };
    START.series(1.day()).zip(marks.chars()).filter_map(|(day, mark)| Some((day, execution(mark)?))).collect()
}

pub(super) fn amount(units: u32) -> Amount {
    Amount::from_thousandths(i64::from(units) * 1000).unwrap()
}

pub(super) fn goal(kind: GoalKind, units: u32) -> Terms {
    let goal = Goal { kind, amount: amount(units), unit: None, step: None };
    Terms { goal: Some(goal), ..Schedule::Daily {}.into() }
}

pub(super) fn carried(schedule: Schedule) -> Terms {
    Terms { carry_over: true, ..schedule.into() }
}

pub(super) fn mondays_and_thursdays() -> Schedule {
    Schedule::Weekdays { days: Weekdays::from_days([Weekday::Mon, Weekday::Thu]).unwrap() }
}
