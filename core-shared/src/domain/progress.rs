//! Streak, best and totals: functions of the history and today's date, never counters of their own.
//!
//! The history of a habit reaches a reader as a [`Snapshot`] of the days before a [`Window`] of 64 days
//! and the window itself. Folding the two up to today gives the same numbers as walking every execution.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::strength::{Measure, Meter};
use super::window::days_between;
use super::{DayState, ExecutionState, Period, Schedule, ScheduleHistory, Weekday, Window};

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
    /// See [`Progress::strength`].
    pub strength: f64,
    /// The last 64 days up to there: what was done, the newest day the lowest bit.
    pub tail: u64,
    /// The two newest days that were done, newest first: all that a habit needs to know of days before the
    /// tail, because one that looks back so far comes round once in many days and is judged by two times.
    pub last_done: [Option<Date>; 2],
}

/// Everything that the numbers of a habit depend on.
#[derive(Debug, Clone, PartialEq)]
pub struct History {
    /// As the user chose it; an earlier execution moves the beginning back for as long as it exists.
    pub starts_on: Date,
    /// The earliest execution before the window, if there is one.
    pub recorded_before: Option<Date>,
    pub schedules: ScheduleHistory,
    /// The user's own.
    pub first_weekday: Weekday,
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
    /// Done due days (or periods) over those that count, 0 to 1; absent before the first day that counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completion_rate: Option<f64>,
    /// How settled the habit is, 0 to 1: smoothed fulfilment, the same number as in Loop Habit Tracker for the
    /// same history. A rest day repeats it.
    pub strength: f64,
}

impl History {
    /// The history from all its executions in the order of their days, with a window that serves `today`.
    pub fn rebuild(
        starts_on: Date,
        schedules: ScheduleHistory,
        first_weekday: Weekday,
        executions: &[(Date, ExecutionState)],
        today: Date,
    ) -> Self {
        let window = Window::around(today);
        let (before, inside): (Vec<_>, Vec<_>) = executions.iter().partition(|(day, _)| *day < window.first);
        let window = inside.iter().fold(window, |window, (day, state)| window.with(*day, Some(*state)));
        let recorded_before = before.first().map(|(day, _)| *day);
        let snapshot = Snapshot::default();
        let history = Self { starts_on, recorded_before, schedules, first_weekday, snapshot, window };
        let mut walk = Walk::behind(&history);
        let mut recorded = before.into_iter().peekable();
        let mut day = history.begins_on();
        while day < window.first {
            let state = recorded.next_if(|(recorded_day, _)| *recorded_day == day).map(|(_, state)| state);
            walk.go(day, state, Openness::Over);
            day = after(day);
        }
        let snapshot = walk.numbers;
        Self { snapshot, ..history }
    }

    /// The first day that counts.
    pub fn begins_on(&self) -> Date {
        let recorded = self.recorded_before.or(self.window.first_marked());
        recorded.map_or(self.starts_on, |day| day.min(self.starts_on))
    }

    /// The numbers on `today`.
    pub fn progress(&self, today: Date) -> Progress {
        let mut walk = Walk::behind(self);
        let mut day = self.window.first.max(self.begins_on());
        while day <= today {
            let openness = if day == today { Openness::Open } else { Openness::Over };
            walk.go(day, self.window.state(day), openness);
            day = after(day);
        }
        let numbers = walk.numbers;
        let completion_rate = (numbers.due > 0).then(|| f64::from(numbers.kept) / f64::from(numbers.due));
        let Snapshot { streak, best, total, strength, .. } = numbers;
        Progress { streak, best, total, completion_rate, strength }
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
        match (execution, self.schedule_on(day)) {
            (Some(state), _) => state.into(),
            (None, None) => DayState::NotDue,
            // No single day of a period is missed; it is asked for until there are enough.
            (None, Some(Schedule::TimesPer { n, period })) => {
                let is_asked_for = day >= today && self.done_in(*period, day) < u32::from(*n);
                if is_asked_for { DayState::Pending } else { DayState::NotDue }
            }
            (None, Some(schedule)) if !schedule.asks_on(day) => DayState::NotDue,
            (None, Some(_)) if day < today => DayState::Missed,
            (None, Some(_)) => DayState::Pending,
        }
    }

    /// The schedule that holds on `day`, from the first day that counts on.
    fn schedule_on(&self, day: Date) -> Option<&Schedule> {
        if day >= self.begins_on() { self.schedules.on(day) } else { None }
    }

    /// The days around `day` that are counted together: those of its period on which the same schedule holds.
    fn stretch(&self, period: Period, day: Date) -> (Date, Date) {
        let (first, last) = period.around(day, self.first_weekday);
        let (valid_from, valid_to) = self.schedules.span_around(day);
        let first = first.max(self.begins_on()).max(valid_from.unwrap_or(first));
        (first, last.min(valid_to.unwrap_or(last)))
    }

    /// How often it was done in the stretch around `day`; a window reaches back further than a month.
    fn done_in(&self, period: Period, day: Date) -> u32 {
        let (first, last) = self.stretch(period, day);
        let done = first.series(1.day()).take_while(|day| *day <= last);
        let done = done.filter(|day| self.window.state(*day) == Some(ExecutionState::Done));
        u32::try_from(done.count()).unwrap_or(u32::MAX)
    }

    /// One day further: the rules of streaks in one place.
    fn step(
        &self,
        before: Snapshot,
        schedule: Option<&Schedule>,
        day: Date,
        state: Option<ExecutionState>,
        openness: Openness,
    ) -> Snapshot {
        let total = before.total + u32::from(state == Some(ExecutionState::Done));
        let before = Snapshot { total, ..before };
        match schedule {
            Some(Schedule::TimesPer { n, period }) => {
                before.step_in_period(*n, self.stretch(*period, day), day, state, openness)
            }
            Some(schedule) if schedule.asks_on(day) => match (state, openness) {
                (Some(ExecutionState::Done), _) => before.kept_once(),
                (Some(ExecutionState::NotDone), _) | (None, Openness::Over) => before.missed_once(),
                (Some(ExecutionState::Skipped), _) | (None, Openness::Open) => before,
            },
            Some(_) | None => before,
        }
    }
}

/// Goes through the days of a history in their order, and keeps the numbers.
struct Walk<'h> {
    history: &'h History,
    /// Looked up once: it takes a look at the window.
    begins_on: Date,
    numbers: Snapshot,
    /// The measure of strength for the schedule that holds at present.
    meter: Option<(&'h Schedule, Meter)>,
}

impl<'h> Walk<'h> {
    /// A walk that begins behind the snapshot.
    fn behind(history: &'h History) -> Self {
        Self { history, begins_on: history.begins_on(), numbers: history.snapshot, meter: None }
    }

    fn go(&mut self, day: Date, state: Option<ExecutionState>, openness: Openness) {
        let schedule = if day >= self.begins_on { self.history.schedules.on(day) } else { None };
        self.numbers = self.history.step(self.numbers, schedule, day, state, openness);
        self.measure(schedule, day, state);
        let done = state == Some(ExecutionState::Done);
        self.numbers.tail = self.numbers.tail << 1 | u64::from(done);
        if done {
            self.numbers.last_done = [Some(day), self.numbers.last_done[0]];
        }
    }

    /// The strength after `day`. Only due days count; on the others, and on skipped ones, it repeats.
    fn measure(&mut self, schedule: Option<&'h Schedule>, day: Date, state: Option<ExecutionState>) {
        let Some(schedule) = schedule else {
            self.meter = None;
            return;
        };
        let holds = self.meter.as_ref().is_some_and(|(known, _)| std::ptr::eq(*known, schedule));
        if !holds {
            self.meter = Some((schedule, self.numbers.resume(meter(schedule), day)));
        }
        let Some((_, meter)) = &mut self.meter else { return };
        let amount = i64::from(state == Some(ExecutionState::Done));
        let counts = schedule.asks_on(day) && state != Some(ExecutionState::Skipped);
        self.numbers.strength = if counts { meter.count(amount) } else { meter.repeat(amount) };
    }
}

/// The next day. Nobody lives to see the last one that a calendar has.
fn after(day: Date) -> Date {
    day.tomorrow().expect("days that people record lie before the year 9999")
}

fn meter(schedule: &Schedule) -> Meter {
    Meter::new(Measure::Repetitions, schedule.frequency())
}

impl Snapshot {
    /// The measure as it stands behind these numbers, before `day`.
    fn resume(&self, meter: Meter, day: Date) -> Meter {
        let was_done = |ago: i64| match u32::try_from(ago) {
            Ok(ago) if ago < u64::BITS => self.tail >> ago & 1 == 1,
            _ => self.last_done.contains(&Some(day.saturating_sub((ago + 1).days()))),
        };
        let span = i64::try_from(meter.span()).unwrap_or(i64::MAX);
        meter.resumed(self.strength, (0..span).rev().map(|ago| i64::from(was_done(ago))))
    }

    /// A period counts once, as soon as there are enough times. It is missed when it is over without them,
    /// unless the days that do not count would have made up for it, or there were too few days at all.
    fn step_in_period(
        self,
        n: u8,
        (first, last): (Date, Date),
        day: Date,
        state: Option<ExecutionState>,
        openness: Openness,
    ) -> Self {
        let mut after = self;
        if day == first {
            (after.period_done, after.period_excused) = (0, 0);
        }
        match state {
            Some(ExecutionState::Done) => {
                after.period_done += 1;
                if after.period_done == n {
                    after = after.kept_once();
                }
            }
            Some(ExecutionState::Skipped) => after.period_excused += 1,
            Some(ExecutionState::NotDone) | None => {}
        }
        let is_over = day == last && openness == Openness::Over;
        let is_possible = days_between(first, last) + 1 >= i32::from(n);
        if is_over && is_possible && after.period_done + after.period_excused < n {
            after = after.missed_once();
        }
        after
    }

    fn kept_once(mut self) -> Self {
        self.streak += 1;
        self.best = self.best.max(self.streak);
        self.due += 1;
        self.kept += 1;
        self
    }

    fn missed_once(mut self) -> Self {
        self.streak = 0;
        self.due += 1;
        self
    }
}

/// Whether a day can still be done without being a correction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Openness {
    Open,
    Over,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::{MonthDay, MonthDays, Weekdays};

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
        let mut history =
            History::rebuild(start, ScheduleHistory::new(start, schedule.clone()), Weekday::Mon, &[], start);
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

    #[test]
    fn a_week_with_enough_times_counts_once_and_the_running_one_breaks_nothing() {
        let thrice = Schedule::TimesPer { n: 3, period: Period::Week };
        let history = marked(&thrice, "x.x.x..xx....");
        assert_eq!(streak_and_best(&history, "2026-11-06"), (1, 1), "counted as soon as there are three");
        assert_eq!(streak_and_best(&history, "2026-11-15"), (1, 1), "Sunday is still open");
        assert_eq!(streak_and_best(&history, "2026-11-16"), (0, 1), "two of three");
    }

    #[test]
    fn more_times_than_asked_for_count_once() {
        let once = Schedule::TimesPer { n: 1, period: Period::Week };
        let progress = marked(&once, "xxxxxxx").progress(date("2026-11-08"));
        assert_eq!((progress.streak, progress.total, progress.completion_rate), (1, 7, Some(1.0)));
    }

    #[test]
    fn a_week_in_which_too_few_days_count_is_neutral() {
        let twice = Schedule::TimesPer { n: 2, period: Period::Week };
        assert_eq!(streak_and_best(&marked(&twice, "xx.....xs.....x"), "2026-11-16"), (1, 1));
    }

    #[test]
    fn a_first_week_too_short_for_its_times_is_not_missed() {
        let five = Schedule::TimesPer { n: 5, period: Period::Week };
        let mut history = marked(&five, "");
        history.starts_on = date("2026-11-07");
        assert_eq!(history.progress(date("2026-11-09")).completion_rate, None);
        assert_eq!(history.progress(date("2026-11-16")).completion_rate, Some(0.0));
    }

    #[test]
    fn any_day_is_asked_for_until_there_are_enough_and_none_is_missed() {
        let twice = Schedule::TimesPer { n: 2, period: Period::Week };
        let history = marked(&twice, "x.x");
        let seen = |day, today| history.day_state(date(day), date(today)).unwrap();
        assert_eq!(seen("2026-11-03", "2026-11-03"), DayState::NotDue, "the week has its two already");
        assert_eq!(seen("2026-11-09", "2026-11-09"), DayState::Pending);
        assert_eq!(seen("2026-11-09", "2026-11-20"), DayState::NotDue);
    }

    #[test]
    fn a_week_follows_the_users_first_day() {
        let mut history = marked(&Schedule::TimesPer { n: 2, period: Period::Week }, "......xx");
        assert_eq!(streak_and_best(&history, "2026-11-09").0, 0, "Sunday and Monday lie in two weeks");
        history.first_weekday = Weekday::Sun;
        assert_eq!(streak_and_best(&history, "2026-11-09").0, 1);
    }

    fn weekdays() -> impl Strategy<Value = Weekday> {
        (0usize..7).prop_map(|index| Weekday::ALL[index])
    }

    fn schedules() -> impl Strategy<Value = Schedule> {
        let month_days = prop::collection::vec(
            prop_oneof![Just(MonthDay::Last), (1u8..=31).prop_map(MonthDay::Number)],
            1..4,
        );
        prop_oneof![
            Just(Schedule::Daily {}),
            (1u8..128).prop_map(|bits| Schedule::Weekdays { days: Weekdays::from_bits(bits).unwrap() }),
            (2u16..90).prop_map(|n| Schedule::EveryNDays { n, anchor: date("2026-03-05") }),
            month_days.prop_map(|days| Schedule::MonthDays { dates: MonthDays::new(days).unwrap() }),
            (1u8..=7).prop_map(|n| Schedule::TimesPer { n, period: Period::Week }),
            (1u8..=28).prop_map(|n| Schedule::TimesPer { n, period: Period::Month }),
        ]
    }

    proptest! {
        #[test]
        fn a_window_and_its_snapshot_give_the_numbers_of_the_whole_history(
            marks in "[xsn.]{1,300}", schedule in schedules(), first_weekday in weekdays(),
            later in 0i32..100, rebuilt_on in 0i32..300,
        ) {
            let start = date("2026-01-01");
            let executions = executions(start, &marks);
            let schedules = ScheduleHistory::new(start, schedule);
            let today = start.saturating_add((i32::try_from(marks.len()).unwrap() - 1 + later).days());
            let from_scratch = reference(start, &schedules, first_weekday, &executions, today);
            let rebuilt = History::rebuild(start, schedules.clone(), first_weekday, &executions, today);
            prop_assert_eq!(rebuilt.progress(today), from_scratch);

            // A window made on an earlier day, kept up by marks alone, stays right for as long as it covers the marks.
            let early = start.saturating_add(rebuilt_on.min(i32::try_from(marks.len()).unwrap() - 1).days());
            let known: Vec<_> = executions.iter().copied().filter(|(day, _)| *day <= early).collect();
            let mut kept = History::rebuild(start, schedules, first_weekday, &known, early);
            let new = executions.iter().filter(|(day, _)| *day > early);
            if new.clone().all(|(day, _)| kept.window.bit(*day).is_some()) {
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
        fn the_streak_never_exceeds_the_best_nor_the_best_what_was_due(marks in "[xsn.]{1,60}", schedule in schedules()) {
            let start = date("2026-11-02");
            let today = start.saturating_add(59.days());
            let schedules = ScheduleHistory::new(start, schedule);
            let history = History::rebuild(start, schedules, Weekday::Mon, &executions(start, &marks), today);
            let numbers = history.progress(today);
            prop_assert!(numbers.streak <= numbers.best && numbers.best <= 60);
        }
    }

    /// The rules of streaks written the other way round: every unit judged by itself, then read backwards
    /// from today.
    fn reference(
        start: Date,
        schedules: &ScheduleHistory,
        first_weekday: Weekday,
        executions: &[(Date, ExecutionState)],
        today: Date,
    ) -> Progress {
        let state =
            |day: Date| executions.iter().find(|(recorded, _)| *recorded == day).map(|(_, state)| *state);
        let days = || start.series(1.day()).take_while(|day| *day <= today);
        let counted: Vec<bool> = match schedules.current() {
            Schedule::TimesPer { n, period } => {
                let mut firsts: Vec<Date> = days().map(|day| period.around(day, first_weekday).0).collect();
                firsts.dedup();
                firsts
                    .into_iter()
                    .filter_map(|first| {
                        let last = period.around(first, first_weekday).1;
                        let inside: Vec<Date> = days().filter(|day| first <= *day && *day <= last).collect();
                        let count = |wanted| inside.iter().filter(|day| state(**day) == Some(wanted)).count();
                        let (done, skipped) = (count(ExecutionState::Done), count(ExecutionState::Skipped));
                        let n = usize::from(*n);
                        match () {
                            () if done >= n => Some(true),
                            () if last >= today || done + skipped >= n => None,
                            () if inside.len() < n => None,
                            () => Some(false),
                        }
                    })
                    .collect()
            }
            schedule => days()
                .filter(|day| schedule.asks_on(*day))
                .filter_map(|day| match state(day) {
                    Some(ExecutionState::Done) => Some(true),
                    Some(ExecutionState::Skipped) => None,
                    None if day == today => None,
                    Some(ExecutionState::NotDone) | None => Some(false),
                })
                .collect(),
        };
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
            strength: reference_strength(start, schedules.current(), executions, today),
            completion_rate: (!counted.is_empty())
                .then(|| f64::from(number(kept)) / f64::from(number(counted.len()))),
        }
    }

    /// The strength by its definition: every day looks back over all executions.
    fn reference_strength(
        start: Date,
        schedule: &Schedule,
        executions: &[(Date, ExecutionState)],
        today: Date,
    ) -> f64 {
        let frequency = schedule.frequency();
        let doubled = if frequency.times() < frequency.days() { 2 } else { 1 };
        let (quota, span) = (doubled * frequency.times(), doubled * frequency.days());
        let days = start.series(1.day()).take_while(|day| *day <= today);
        days.fold(0.0, |strength, day| {
            let skipped = executions.contains(&(day, ExecutionState::Skipped));
            if skipped || !schedule.asks_on(day) {
                return strength;
            }
            let inside = |done: Date| done <= day && days_between(done, day) < i32::try_from(span).unwrap();
            let done =
                executions.iter().filter(|(done, state)| *state == ExecutionState::Done && inside(*done));
            let fulfilment = (f64::from(u32::try_from(done.count()).unwrap()) / f64::from(quota)).min(1.0);
            let multiplier = frequency.multiplier();
            multiplier * strength + (1.0 - multiplier) * fulfilment
        })
    }

    #[test]
    fn a_perfect_run_of_13_days_is_half_way() {
        let progress = daily("xxxxxxxxxxxxx").progress(date("2026-11-14"));
        assert!((progress.strength - 0.5).abs() < 1e-9, "{}", progress.strength);
    }

    #[test]
    fn rest_days_repeat_the_strength_and_missed_weeks_lower_it() {
        let workdays = marked(&Schedule::Weekdays { days: Weekdays::WORKDAYS }, "xxxxx");
        let strength = |day| workdays.progress(date(day)).strength;
        assert!(strength("2026-11-06") > 0.0);
        assert!((strength("2026-11-08") - strength("2026-11-06")).abs() < f64::EPSILON);
        assert!(strength("2026-11-30") < strength("2026-11-13"));
    }
}
