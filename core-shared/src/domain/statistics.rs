//! What became of the days of a period: plain counts, in all and week by week or month by month.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::walk::{Openness, Verdict, Walk, after};
use super::{Amount, Days, Execution, ExecutionState, Period, Plan, Weekday};

/// Counts of due days; for a habit that counts times, of periods, on the day on which they were decided.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Statistics {
    /// Due days that count: kept or missed.
    pub due: u32,
    /// Those of them that were satisfied.
    pub kept: u32,
    pub missed: u32,
    /// Days marked as skipped.
    pub skipped: u32,
    /// Days on which a freeze was spent.
    pub frozen: u32,
    /// Days that were satisfied, whether they were due or not.
    pub done: u32,
    /// Everything that was recorded of a measured habit.
    #[cfg_attr(feature = "openapi", schema(value_type = f64, minimum = 0))]
    pub amount: Amount,
    /// `kept` over `due`, 0 to 1; absent when nothing was due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completion_rate: Option<f64>,
    /// The longest streak within these days.
    pub best_streak: u32,
}

/// The days before a period that decide how its own days are judged: the longest time that a day is carried
/// or a period lasts.
pub const DAYS_BEFORE_STATISTICS: i32 = 366;

/// Counts a range of days as a whole and in parts.
#[derive(Debug)]
pub struct Counting<'p> {
    pub plan: &'p Plan,
    /// The first day that counts, see `History::begins_on`.
    pub begins_on: Date,
    /// In the order of their days, from [`DAYS_BEFORE_STATISTICS`] before the range on.
    pub executions: &'p [(Date, Execution)],
    pub range: Days,
    pub today: Date,
}

impl Counting<'_> {
    /// The counts of the whole range.
    pub fn whole(&self) -> Statistics {
        let mut tally = Tally::default();
        self.each_day(|_, day| tally.add(day));
        tally.finish()
    }

    /// The counts of each week or month of the range, oldest first; the first and the last may be cut short.
    pub fn parts(&self, period: Period, first_weekday: Weekday) -> Vec<(Days, Statistics)> {
        let mut parts: Vec<(Days, Tally)> = Vec::new();
        self.each_day(|date, day| {
            if parts.last().is_none_or(|(days, _)| days.to < date) {
                let (first, last) = period.around(date, first_weekday);
                let days = Days { from: first.max(self.range.from), to: last.min(self.range.to) };
                parts.push((days, Tally::default()));
            }
            if let Some((_, tally)) = parts.last_mut() {
                tally.add(day);
            }
        });
        parts.into_iter().map(|(days, tally)| (days, tally.finish())).collect()
    }

    fn each_day(&self, mut visit: impl FnMut(Date, CountedDay)) {
        let Days { from, to } = self.range;
        let early = from.saturating_sub(DAYS_BEFORE_STATISTICS.days()).max(self.begins_on);
        let mut walk = Walk::new(self.plan, self.begins_on);
        let mut recorded = self.executions.iter().skip_while(|(day, _)| *day < early).peekable();
        let mut day = early;
        while day <= to.min(self.today) {
            let openness = if day < self.today { Openness::Over } else { Openness::Open };
            let execution =
                recorded.next_if(|(recorded_on, _)| *recorded_on == day).map(|(_, execution)| *execution);
            let total_before = walk.numbers.total;
            let judged = walk.go(day, execution, openness);
            if day >= from {
                let is_satisfied = walk.numbers.total > total_before;
                visit(
                    day,
                    CountedDay { verdict: judged.map(|judged| judged.verdict), execution, is_satisfied },
                );
            }
            day = after(day);
        }
    }
}

/// One day, as far as it is counted.
#[derive(Debug, Clone, Copy)]
struct CountedDay {
    verdict: Option<Verdict>,
    execution: Option<Execution>,
    is_satisfied: bool,
}

#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    counts: Statistics,
    streak: u32,
}

impl Tally {
    fn add(&mut self, CountedDay { verdict, execution, is_satisfied }: CountedDay) {
        let counts = &mut self.counts;
        match verdict {
            Some(Verdict::Kept) => {
                counts.kept += 1;
                self.streak += 1;
                counts.best_streak = counts.best_streak.max(self.streak);
            }
            Some(Verdict::Missed) => {
                counts.missed += 1;
                self.streak = 0;
            }
            Some(Verdict::Excused | Verdict::Pending | Verdict::Carried) | None => {}
        }
        counts.done += u32::from(is_satisfied);
        let state = execution.map(|execution| execution.state);
        counts.skipped += u32::from(state == Some(ExecutionState::Skipped));
        counts.frozen += u32::from(state == Some(ExecutionState::Frozen));
        let amount = execution.and_then(|execution| execution.amount).unwrap_or_default();
        counts.amount = counts.amount.saturating_add(amount);
    }

    fn finish(self) -> Statistics {
        self.counts.finished()
    }
}

impl Statistics {
    fn finished(mut self) -> Self {
        self.due = self.kept + self.missed;
        self.completion_rate = (self.due > 0).then(|| f64::from(self.kept) / f64::from(self.due));
        self
    }

    /// Several habits together. Amounts of different things and streaks of different habits do not add up:
    /// there is no amount, and the longest streak is the longest of one habit.
    #[must_use]
    pub fn together(all: impl IntoIterator<Item = Self>) -> Self {
        let sum = all.into_iter().fold(Self::default(), |sum, one| Self {
            kept: sum.kept + one.kept,
            missed: sum.missed + one.missed,
            skipped: sum.skipped + one.skipped,
            frozen: sum.frozen + one.frozen,
            done: sum.done + one.done,
            best_streak: sum.best_streak.max(one.best_streak),
            ..Self::default()
        });
        sum.finished()
    }
}
