//! Streak, best and totals: functions of the history and today's date, never counters of their own.
//!
//! The history of a habit reaches a reader as a [`Snapshot`] of the days before a [`Window`] of 64 days
//! and the window itself. Folding the two up to today gives the same numbers as walking every execution.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::target::next_milestone;
use super::walk::{Openness, Walk, after};
use super::{Execution, Plan, Window};

/// The numbers at the end of the day before the window.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Snapshot {
    pub streak: u32,
    pub best: u32,
    pub total: u32,
    /// Due days, and periods of habits that count times, that count.
    pub due: u32,
    /// Those of them that were satisfied.
    pub kept: u32,
    /// Times done so far in the period that runs at the end of that day.
    pub period_done: u8,
    /// Days of that period that do not count.
    pub period_excused: u8,
    /// Freezes that can be spent.
    pub freezes: u8,
    /// The undone due day that is carried to the next day.
    pub carried: Option<Carried>,
    /// See [`Progress::strength`].
    pub strength: f64,
    /// The last 64 days up to there: what was done, the newest day the lowest bit.
    pub tail: u64,
    /// The two newest days that were done, newest first: all that a habit needs to know of days before the
    /// tail, because one that looks back so far comes round once in many days and is judged by two times.
    pub last_done: [Option<Date>; 2],
}

/// A due day that was not done and can still be, with what it takes to judge it anew once it is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Carried {
    pub due: Date,
    /// The strength before it.
    pub strength_before: f64,
    /// What strength judged it by: the sum of its trailing days.
    pub sum: i64,
}

/// Everything that the numbers of a habit depend on.
#[derive(Debug, Clone, PartialEq)]
pub struct History {
    pub plan: Plan,
    /// The earliest execution before the window, if there is one.
    pub recorded_before: Option<Date>,
    pub snapshot: Snapshot,
    pub window: Window,
}

/// The numbers of a habit on one day.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Progress {
    /// Due days done in a row up to now; a due day that is still open is not counted yet.
    pub streak: u32,
    /// The longest streak of the whole history.
    pub best: u32,
    /// Days that were satisfied, whether they were due or not.
    pub total: u32,
    /// Due days that count: satisfied or missed. For a habit that counts times, periods.
    pub due: u32,
    /// Those of them that were satisfied.
    pub kept: u32,
    /// `kept` over `due`, 0 to 1; absent before the first day that counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completion_rate: Option<f64>,
    /// How settled the habit is, 0 to 1: smoothed fulfilment, the same number as in Loop Habit Tracker for the
    /// same history. A rest day repeats it.
    pub strength: f64,
    /// The day that asks next to be done: today while it is open. Absent when none does within a year, as with
    /// an archived habit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_due: Option<Date>,
    /// The next length of a streak that is worth a word.
    pub next_milestone: u32,
    /// Freezes that can be spent on missed days.
    pub freezes: u8,
}

impl History {
    /// A history in which nothing has happened yet, with a window that serves `today`.
    pub fn beginning(plan: Plan, today: Date) -> Self {
        Self::rebuild(plan, &[], today)
    }

    /// The history from all its executions in the order of their days, with a window that serves `today`.
    pub fn rebuild(plan: Plan, executions: &[(Date, Execution)], today: Date) -> Self {
        let window = Window::around(today);
        let mut window = if plan.schedules.was_measured() { window.measured() } else { window };
        let inside = executions.partition_point(|(day, _)| *day < window.first);
        let known_from = window.first.saturating_sub(Window::DAYS_BEFORE.days());
        for (day, execution) in executions.iter().rev().take_while(|(day, _)| *day >= known_from) {
            window.record(*day, Some(*execution));
        }
        let before = &executions[..inside];
        let recorded_before = before.first().map(|(day, _)| *day);
        let mut history = Self { plan, recorded_before, snapshot: Snapshot::default(), window };
        history.snapshot = history.numbers_before_window(before);
        history
    }

    fn numbers_before_window(&self, executions: &[(Date, Execution)]) -> Snapshot {
        let mut walk = Walk::new(&self.plan, self.begins_on());
        let mut recorded = executions.iter().peekable();
        let mut day = self.begins_on();
        while day < self.window.first {
            let execution =
                recorded.next_if(|(recorded_on, _)| *recorded_on == day).map(|(_, execution)| *execution);
            walk.go(day, execution, Openness::Over);
            day = after(day);
        }
        walk.numbers
    }

    /// The first day that counts.
    pub fn begins_on(&self) -> Date {
        let recorded = self.recorded_before.or(self.window.first_marked());
        recorded.map_or(self.plan.starts_on, |day| day.min(self.plan.starts_on))
    }

    /// The numbers on `today`.
    pub fn progress(&self, today: Date) -> Progress {
        let numbers = self.numbers(today);
        Progress {
            streak: numbers.streak,
            best: numbers.best,
            total: numbers.total,
            due: numbers.due,
            kept: numbers.kept,
            completion_rate: (numbers.due > 0).then(|| f64::from(numbers.kept) / f64::from(numbers.due)),
            strength: numbers.strength,
            next_due: self.next_due(today),
            next_milestone: next_milestone(numbers.streak),
            freezes: numbers.freezes,
        }
    }

    /// Everything that is known on `today`, while it is open.
    pub(super) fn numbers(&self, today: Date) -> Snapshot {
        let mut walk = self.walk_up_to(today);
        if today >= self.window.first.max(self.begins_on()) {
            walk.go(today, self.window.execution(today), Openness::Open);
        }
        walk.numbers
    }

    /// The walk as it stands before `day`.
    pub(super) fn walk_up_to(&self, day: Date) -> Walk<'_> {
        let mut walk = self.walk();
        let mut next = self.window.first.max(self.begins_on());
        while next < day {
            walk.go(next, self.window.execution(next), Openness::Over);
            next = after(next);
        }
        walk
    }

    /// The walk as it stands before the window.
    fn walk(&self) -> Walk<'_> {
        Walk::resumed(&self.plan, self.begins_on(), self.snapshot, &self.window)
    }
}

#[cfg(test)]
mod tests;
