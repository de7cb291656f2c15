//! Streak, best and totals: functions of the history and today's date, never counters of their own.
//!
//! The history of a habit reaches a reader as a [`Snapshot`] of the days before a [`Window`] of 64 days
//! and the window itself. Folding the two up to today gives the same numbers as walking every execution.

use jiff::civil::Date;
use jiff::{ToSpan, Unit};
use serde::{Deserialize, Serialize};

use super::{DayState, ExecutionState, ScheduleHistory};

/// The last days of a habit as bitmaps: bit `i` is the day `first + i`. A day outside has no execution
/// unless it lies before `first`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    pub first: Date,
    /// Days that were done.
    pub satisfied: u64,
    /// Days that do not count, such as skipped ones.
    pub neutral: u64,
    /// Days with an execution of any kind.
    pub marked: u64,
}

/// The numbers at the end of the day before the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Snapshot {
    pub streak: u32,
    pub best: u32,
    pub total: u32,
    pub due: u32,
    pub kept: u32,
}

/// Everything that the numbers of a habit depend on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// As the user chose it; an earlier execution moves the beginning back for as long as it exists.
    pub starts_on: Date,
    /// The earliest execution before the window, if there is one.
    pub recorded_before: Option<Date>,
    pub schedules: ScheduleHistory,
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
    /// Days done, whether they were due or not.
    pub total: u32,
    /// Done due days over due days that count, 0 to 1; absent before the first day that counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completion_rate: Option<f64>,
}

impl Window {
    /// Days that fit into a window; also the width of the bitmaps.
    pub const DAYS: i32 = 64;
    /// Days before today that a new window covers, so that most corrections stay inside it.
    const REACH: i32 = 31;

    /// A window without executions that serves `today` for the next weeks.
    pub fn around(today: Date) -> Self {
        Self { first: today.saturating_sub(Self::REACH.days()), satisfied: 0, neutral: 0, marked: 0 }
    }

    /// The bit of `day`, `None` outside the window.
    pub fn bit(&self, day: Date) -> Option<u64> {
        let offset = days_between(self.first, day);
        (0..Self::DAYS).contains(&offset).then(|| 1 << offset)
    }

    /// The window with `day` marked as `state`, or with no mark.
    #[must_use]
    pub fn with(mut self, day: Date, state: Option<ExecutionState>) -> Self {
        let Some(bit) = self.bit(day) else { return self };
        let set = |bits: u64, on: bool| if on { bits | bit } else { bits & !bit };
        self.satisfied = set(self.satisfied, state == Some(ExecutionState::Done));
        self.neutral = set(self.neutral, state == Some(ExecutionState::Skipped));
        self.marked = set(self.marked, state.is_some());
        self
    }

    fn state(&self, day: Date) -> Option<ExecutionState> {
        let bit = self.bit(day)?;
        if self.satisfied & bit != 0 {
            Some(ExecutionState::Done)
        } else if self.neutral & bit != 0 {
            Some(ExecutionState::Skipped)
        } else if self.marked & bit != 0 {
            Some(ExecutionState::NotDone)
        } else {
            None
        }
    }

    fn first_marked(&self) -> Option<Date> {
        let offset = i32::try_from(self.marked.trailing_zeros()).unwrap_or(Self::DAYS);
        (self.marked != 0).then(|| self.first.saturating_add(offset.days()))
    }

    fn end(&self) -> Date {
        self.first.saturating_add(Self::DAYS.days())
    }
}

impl History {
    /// The history from all its executions in the order of their days, with a window that serves `today`.
    pub fn rebuild(
        starts_on: Date,
        schedules: ScheduleHistory,
        executions: &[(Date, ExecutionState)],
        today: Date,
    ) -> Self {
        let window = Window::around(today);
        let (before, inside): (Vec<_>, Vec<_>) = executions.iter().partition(|(day, _)| *day < window.first);
        let window = inside.iter().fold(window, |window, (day, state)| window.with(*day, Some(*state)));
        let recorded_before = before.first().map(|(day, _)| *day);
        let mut history =
            Self { starts_on, recorded_before, schedules, snapshot: Snapshot::default(), window };
        let mut recorded = before.into_iter().peekable();
        let mut day = history.begins_on();
        while day < window.first {
            let state = recorded.next_if(|(recorded_day, _)| *recorded_day == day).map(|(_, state)| state);
            history.snapshot = history.step(history.snapshot, day, state, Openness::Over);
            day = day.saturating_add(1.day());
        }
        history
    }

    /// The first day that counts.
    pub fn begins_on(&self) -> Date {
        let recorded = self.recorded_before.or(self.window.first_marked());
        recorded.map_or(self.starts_on, |day| day.min(self.starts_on))
    }

    /// The numbers on `today`.
    pub fn progress(&self, today: Date) -> Progress {
        let mut numbers = self.snapshot;
        let mut day = self.window.first.max(self.begins_on());
        while day <= today {
            let openness = if day == today { Openness::Open } else { Openness::Over };
            numbers = self.step(numbers, day, self.window.state(day), openness);
            day = day.saturating_add(1.day());
        }
        let completion_rate = (numbers.due > 0).then(|| f64::from(numbers.kept) / f64::from(numbers.due));
        Progress { streak: numbers.streak, best: numbers.best, total: numbers.total, completion_rate }
    }

    /// How `day` looks on `today`. `None` for a day before the window: that takes its execution.
    pub fn day_state(&self, day: Date, today: Date) -> Option<DayState> {
        if day < self.window.first && day >= self.begins_on() {
            return None;
        }
        Some(self.judge(day, self.window.state(day), today))
    }

    /// How `day` with this execution looks on `today`.
    pub fn judge(&self, day: Date, execution: Option<ExecutionState>, today: Date) -> DayState {
        match execution {
            Some(state) => state.into(),
            None if !self.is_due(day) => DayState::NotDue,
            None if day < today => DayState::Missed,
            None => DayState::Pending,
        }
    }

    pub fn is_due(&self, day: Date) -> bool {
        day >= self.begins_on() && self.schedules.is_due(day)
    }

    /// Whether the window covers `day`, so that an execution on it needs no other part of the history.
    pub fn covers(&self, day: Date) -> bool {
        self.window.first <= day && day < self.window.end()
    }

    /// One day further: the rules of streaks in one place.
    fn step(
        &self,
        before: Snapshot,
        day: Date,
        state: Option<ExecutionState>,
        openness: Openness,
    ) -> Snapshot {
        let mut after = before;
        let due = self.is_due(day);
        match state {
            Some(ExecutionState::Done) => {
                after.total += 1;
                if due {
                    after.streak += 1;
                    after.best = after.best.max(after.streak);
                    after.due += 1;
                    after.kept += 1;
                }
            }
            Some(ExecutionState::NotDone) if due => {
                after.streak = 0;
                after.due += 1;
            }
            None if due && openness == Openness::Over => {
                after.streak = 0;
                after.due += 1;
            }
            Some(ExecutionState::Skipped | ExecutionState::NotDone) | None => {}
        }
        after
    }
}

/// Whether a day can still be done without being a correction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Openness {
    Open,
    Over,
}

/// Days from `from` to `to`, negative when `to` is earlier.
fn days_between(from: Date, to: Date) -> i32 {
    from.until((Unit::Day, to)).map_or(0, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::{Schedule, Weekdays};

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    /// A daily habit that starts on Monday 2026-11-02, with one letter a day from there:
    /// `x` done, `s` skipped, `n` not done, `.` nothing.
    fn daily(marks: &str) -> History {
        marked(&Schedule::Daily {}, marks)
    }

    fn marked(schedule: &Schedule, marks: &str) -> History {
        let start = date("2026-11-02");
        let mut history = History::rebuild(start, ScheduleHistory::new(start, schedule.clone()), &[], start);
        for (day, state) in executions(start, marks) {
            history.window = history.window.with(day, Some(state));
        }
        history
    }

    fn executions(start: Date, marks: &str) -> Vec<(Date, ExecutionState)> {
        let state = |mark| match mark {
            'x' => Some(ExecutionState::Done),
            's' => Some(ExecutionState::Skipped),
            'n' => Some(ExecutionState::NotDone),
            _ => None,
        };
        start.series(1.day()).zip(marks.chars()).filter_map(|(day, mark)| Some((day, state(mark)?))).collect()
    }

    fn streak_and_best(history: &History, today: &str) -> (u32, u32) {
        let progress = history.progress(date(today));
        (progress.streak, progress.best)
    }

    #[test]
    fn done_days_in_a_row_make_the_streak() {
        assert_eq!(streak_and_best(&daily("xxx"), "2026-11-04"), (3, 3));
    }

    #[test]
    fn a_pending_today_does_not_break_the_streak_but_a_missed_yesterday_does() {
        assert_eq!(streak_and_best(&daily("xx"), "2026-11-04"), (2, 2));
        assert_eq!(streak_and_best(&daily("xx"), "2026-11-05"), (0, 2));
    }

    #[test]
    fn a_skipped_day_neither_breaks_nor_extends_the_streak() {
        assert_eq!(streak_and_best(&daily("xsx"), "2026-11-04"), (2, 2));
    }

    #[test]
    fn not_done_breaks_the_streak_at_once() {
        assert_eq!(streak_and_best(&daily("xxn"), "2026-11-04"), (0, 2));
    }

    #[test]
    fn rest_days_are_not_asked_for() {
        let history = marked(&Schedule::Weekdays { days: Weekdays::WORKDAYS }, "xxxxx..x");
        assert_eq!(streak_and_best(&history, "2026-11-09"), (6, 6));
        assert_eq!(history.day_state(date("2026-11-07"), date("2026-11-09")), Some(DayState::NotDue));
    }

    #[test]
    fn doing_it_on_a_rest_day_counts_in_the_total_only() {
        let history = marked(&Schedule::Weekdays { days: Weekdays::WORKDAYS }, "xxxxxxx");
        let progress = history.progress(date("2026-11-08"));
        assert_eq!((progress.streak, progress.total, progress.completion_rate), (5, 7, Some(1.0)));
    }

    #[test]
    fn the_completion_rate_counts_due_days_that_are_over_or_done() {
        assert_eq!(daily("").progress(date("2026-11-02")).completion_rate, None);
        assert_eq!(daily("x.sx").progress(date("2026-11-06")).completion_rate, Some(2.0 / 3.0));
    }

    #[test]
    fn somebody_who_comes_back_after_400_days_has_lost_the_streak_and_kept_the_best() {
        assert_eq!(streak_and_best(&daily("xxxx"), "2027-12-10"), (0, 4));
    }

    #[test]
    fn days_look_done_missed_pending_or_not_due() {
        let history = daily("xs.");
        let seen = |day| history.day_state(date(day), date("2026-11-05")).unwrap();
        assert_eq!(seen("2026-11-02"), DayState::Done);
        assert_eq!(seen("2026-11-03"), DayState::Skipped);
        assert_eq!(seen("2026-11-04"), DayState::Missed);
        assert_eq!(seen("2026-11-05"), DayState::Pending);
        assert_eq!(seen("2026-11-01"), DayState::NotDue);
    }

    #[test]
    fn an_archived_habit_misses_nothing_after_its_last_day() {
        let mut history = daily("xx");
        history.schedules = history.schedules.resting(date("2026-11-04"));
        assert_eq!(streak_and_best(&history, "2026-12-24"), (2, 2));
    }

    #[test]
    fn a_past_day_is_judged_by_the_schedule_that_was_valid_on_it() {
        let mut history = daily("xxxxx..x");
        assert_eq!(streak_and_best(&history, "2026-11-09"), (1, 5));
        history.schedules =
            history.schedules.changed(date("2026-11-09"), Schedule::Weekdays { days: Weekdays::WORKDAYS });
        assert_eq!(streak_and_best(&history, "2026-11-09"), (1, 5));
    }

    #[test]
    fn recording_a_day_before_the_start_moves_the_start_back_until_it_is_undone() {
        let before = daily("");
        let early = date("2026-10-31");
        let mut history = before.clone();
        history.window = history.window.with(early, Some(ExecutionState::Done));
        assert_eq!(history.begins_on(), early);
        assert_eq!(history.day_state(date("2026-11-01"), date("2026-11-02")), Some(DayState::Missed));
        history.window = history.window.with(early, None);
        assert_eq!(history, before);
    }

    fn schedules() -> impl Strategy<Value = Schedule> {
        (1u8..128).prop_map(|bits| match Weekdays::from_bits(bits).unwrap() {
            Weekdays::ALL => Schedule::Daily {},
            days => Schedule::Weekdays { days },
        })
    }

    proptest! {
        #[test]
        fn a_window_and_its_snapshot_give_the_numbers_of_the_whole_history(
            marks in "[xsn.]{1,300}", schedule in schedules(), later in 0i32..100, rebuilt_on in 0i32..300,
        ) {
            let start = date("2026-01-01");
            let executions = executions(start, &marks);
            let schedules = ScheduleHistory::new(start, schedule);
            let today = start.saturating_add((i32::try_from(marks.len()).unwrap() - 1 + later).days());
            let from_scratch = reference(start, &schedules, &executions, today);
            let rebuilt = History::rebuild(start, schedules.clone(), &executions, today);
            prop_assert_eq!(rebuilt.progress(today), from_scratch);

            // A window made on an earlier day, kept up by marks alone, stays right for as long as it covers the marks.
            let early = start.saturating_add(rebuilt_on.min(i32::try_from(marks.len()).unwrap() - 1).days());
            let known: Vec<_> = executions.iter().copied().filter(|(day, _)| *day <= early).collect();
            let mut kept = History::rebuild(start, schedules, &known, early);
            let new = executions.iter().filter(|(day, _)| *day > early);
            if new.clone().all(|(day, _)| kept.covers(*day)) {
                for (day, state) in new {
                    kept.window = kept.window.with(*day, Some(*state));
                }
                prop_assert_eq!(kept.progress(today), from_scratch);
            }
        }

        #[test]
        fn doing_and_undoing_leaves_no_trace(marks in "[xsn.]{1,60}", index in 0usize..60) {
            let before = daily(&marks);
            let day = date("2026-11-02").saturating_add(i32::try_from(index).unwrap().days());
            let was = before.window.state(day);
            let done = before.window.with(day, Some(ExecutionState::Done));
            prop_assert_eq!(done.with(day, was), before.window);
        }

        #[test]
        fn the_streak_never_exceeds_the_best_nor_the_best_the_due_days(marks in "[xsn.]{1,60}", schedule in schedules()) {
            let history = marked(&schedule, &marks);
            let today = date("2026-11-02").saturating_add(59.days());
            let numbers = history.progress(today);
            let due = (0..60).filter(|day| history.is_due(date("2026-11-02").saturating_add(day.days()))).count();
            prop_assert!(numbers.streak <= numbers.best && numbers.best as usize <= due);
        }
    }

    /// The rules of streaks written the other way round: backwards from today, and every run for the best.
    fn reference(
        start: Date,
        schedules: &ScheduleHistory,
        executions: &[(Date, ExecutionState)],
        today: Date,
    ) -> Progress {
        let state =
            |day: Date| executions.iter().find(|(recorded, _)| *recorded == day).map(|(_, state)| *state);
        let judged: Vec<Option<bool>> = start
            .series(1.day())
            .take_while(|day| *day <= today)
            .filter(|day| schedules.is_due(*day))
            .map(|day| match state(day) {
                Some(ExecutionState::Done) => Some(true),
                Some(ExecutionState::Skipped) => None,
                None if day == today => None,
                Some(ExecutionState::NotDone) | None => Some(false),
            })
            .collect();
        let counted: Vec<bool> = judged.into_iter().flatten().collect();
        let streak = counted.iter().rev().take_while(|kept| **kept).count();
        let best = counted.split(|kept| !kept).map(<[bool]>::len).max().unwrap_or(0);
        let kept = counted.iter().filter(|kept| **kept).count();
        let total =
            executions.iter().filter(|(day, state)| *state == ExecutionState::Done && *day <= today).count();
        let number = |count: usize| u32::try_from(count).unwrap();
        Progress {
            streak: number(streak),
            best: number(best),
            total: number(total),
            completion_rate: (!counted.is_empty())
                .then(|| f64::from(number(kept)) / f64::from(number(counted.len()))),
        }
    }
}
