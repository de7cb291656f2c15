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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::examples::{START, carried, date, executions, goal, mondays_and_thursdays};
    use crate::domain::{GoalKind, HabitKind, Schedule, Weekdays};

    fn daily() -> Plan {
        Plan::new(HabitKind::Build, START, Schedule::Daily {})
    }

    fn days(from: &str, to: &str) -> Days {
        Days { from: date(from), to: date(to) }
    }

    fn whole(plan: &Plan, marks: &str, range: Days, today: &str) -> Statistics {
        let executions = executions(marks);
        Counting { plan, begins_on: plan.starts_on, executions: &executions, range, today: date(today) }
            .whole()
    }

    /// First and last day of each part, with the days that were due and those that were kept.
    fn parts(marks: &str, period: Period, first_weekday: Weekday, range: Days) -> Vec<(String, u32, u32)> {
        let (plan, executions) = (daily(), executions(marks));
        let counting = Counting {
            plan: &plan,
            begins_on: START,
            executions: &executions,
            range,
            today: date("2027-01-01"),
        };
        let shown = |(days, counts): (Days, Statistics)| {
            (
                format!("{}..{}", days.from.strftime("%m-%d"), days.to.strftime("%m-%d")),
                counts.due,
                counts.kept,
            )
        };
        counting.parts(period, first_weekday).into_iter().map(shown).collect()
    }

    #[test]
    fn every_kind_of_day_is_counted() {
        let counts = whole(&daily(), "xxxsfn.x", days("2026-11-02", "2026-11-09"), "2026-11-10");
        assert_eq!((counts.due, counts.kept, counts.missed), (6, 4, 2));
        assert_eq!((counts.skipped, counts.frozen, counts.done), (1, 1, 4));
        assert_eq!((counts.best_streak, counts.completion_rate), (3, Some(4.0 / 6.0)));
    }

    #[test]
    fn today_counts_once_it_is_done() {
        let range = days("2026-11-02", "2026-11-30");
        let pending = whole(&daily(), "xx", range, "2026-11-04");
        assert_eq!((pending.due, pending.kept, pending.done), (2, 2, 2));
        let done = whole(&daily(), "xxx", range, "2026-11-04");
        assert_eq!((done.due, done.kept, done.best_streak), (3, 3, 3));
        assert_eq!(whole(&daily(), "xx", range, "2026-11-05").missed, 1);
    }

    #[test]
    fn only_the_days_of_the_range_are_counted() {
        let counts = whole(&daily(), "xxxxxxxx", days("2026-11-04", "2026-11-06"), "2026-11-30");
        assert_eq!((counts.due, counts.done, counts.best_streak), (3, 3, 3));
    }

    #[test]
    fn nothing_due_has_no_rate() {
        let counts = whole(&daily(), "ss", days("2026-11-02", "2026-11-03"), "2026-11-04");
        assert_eq!((counts.due, counts.completion_rate), (0, None));
        assert_eq!(
            whole(&daily(), "", days("2026-10-01", "2026-11-01"), "2026-11-30"),
            Statistics::default()
        );
    }

    #[test]
    fn what_is_done_on_a_rest_day_is_done_and_was_not_due() {
        let plan = Plan::new(HabitKind::Build, START, Schedule::Weekdays { days: Weekdays::WORKDAYS });
        let counts = whole(&plan, "xxxxxxx", days("2026-11-02", "2026-11-08"), "2026-11-09");
        assert_eq!((counts.due, counts.kept, counts.done), (5, 5, 7));
    }

    #[test]
    fn amounts_are_summed() {
        let water = Plan::new(HabitKind::Build, START, goal(GoalKind::AtLeast, 8));
        let counts = whole(&water, "893x", days("2026-11-02", "2026-11-05"), "2026-11-06");
        assert_eq!((counts.amount.to_string().as_str(), counts.kept, counts.done), ("20", 3, 3));
    }

    #[test]
    fn a_day_that_was_carried_into_the_range_counts_in_it() {
        let bins = Plan::new(HabitKind::Build, START, carried(mondays_and_thursdays()));
        let late = whole(&bins, "x....x", days("2026-11-06", "2026-11-08"), "2026-11-09");
        assert_eq!((late.due, late.kept), (1, 1));
        let missed = whole(&bins, "x", days("2026-11-06", "2026-11-08"), "2026-11-09");
        assert_eq!((missed.due, missed.missed), (1, 1));
    }

    #[test]
    fn what_was_recorded_long_before_the_range_does_not_hide_it() {
        let mut executions = executions("xx");
        executions.push((date("2028-11-04"), ExecutionState::Done.into()));
        let plan = daily();
        let range = days("2028-11-03", "2028-11-05");
        let counting = Counting {
            plan: &plan,
            begins_on: START,
            executions: &executions,
            range,
            today: date("2028-11-06"),
        };
        let counts = counting.whole();
        assert_eq!((counts.kept, counts.missed), (1, 2));
    }

    #[test]
    fn a_range_is_counted_week_by_week_and_cut_short_at_its_ends() {
        let seen = parts("xxxxxxx.xx", Period::Week, Weekday::Mon, days("2026-11-04", "2026-11-17"));
        let shown = [("11-04..11-08", 5, 5), ("11-09..11-15", 7, 2), ("11-16..11-17", 2, 0)]
            .map(|(days, due, kept)| (days.to_owned(), due, kept));
        assert_eq!(seen, shown);
        let from_sunday = parts("", Period::Week, Weekday::Sun, days("2026-11-02", "2026-11-15"));
        let names: Vec<_> = from_sunday.into_iter().map(|(days, ..)| days).collect();
        assert_eq!(names, ["11-02..11-07", "11-08..11-14", "11-15..11-15"]);
    }

    #[test]
    fn a_range_is_counted_month_by_month() {
        let seen = parts("xx", Period::Month, Weekday::Mon, days("2026-11-02", "2026-12-05"));
        assert_eq!(seen, [("11-02..11-30".to_owned(), 29, 2), ("12-01..12-05".to_owned(), 5, 0)]);
    }

    #[test]
    fn habits_together_are_counted_as_one_but_for_amounts_and_streaks() {
        let range = days("2026-11-02", "2026-11-08");
        let reading = whole(&daily(), "xxxn.sf", range, "2026-11-09");
        let water = Plan::new(HabitKind::Build, START, goal(GoalKind::AtLeast, 8));
        let together = Statistics::together([reading, whole(&water, "89s1.fs", range, "2026-11-09")]);
        assert_eq!((together.due, together.kept, together.missed), (9, 5, 4));
        assert_eq!((together.skipped, together.frozen, together.done), (3, 2, 5));
        assert_eq!((together.best_streak, together.completion_rate), (3, Some(5.0 / 9.0)));
        assert_eq!(together.amount, Amount::ZERO);
    }
}
