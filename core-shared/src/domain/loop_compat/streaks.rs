//! Runs of days that keep a habit, on computed entries.

use jiff::civil::Date;

use super::super::strength::{Measure, units};
use super::{Reading, SKIP, UNKNOWN, View, date_of, number_of};

/// A run of days that keep the habit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Streak {
    pub first: Date,
    pub last: Date,
    /// Days that keep the habit. Less than the days from `first` to `last` when neutral ones lie between.
    pub length: u32,
}

/// What one day does to a streak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Effect {
    Keeps,
    Neutral,
    Breaks,
}

/// All streaks of `view`, newest first.
pub(super) fn of(view: &View) -> Vec<Streak> {
    let (first, last) = view.range();
    let mut streaks = Vec::new();
    let mut running: Option<(i64, i64, u32)> = None;
    for day in first..=last {
        match effect(view, day) {
            Effect::Keeps => {
                let (first, _, length) = running.unwrap_or((day, day, 0));
                running = Some((first, day, length + 1));
            }
            Effect::Neutral => {}
            Effect::Breaks => streaks.extend(running.take()),
        }
    }
    streaks.extend(running);
    let streak = |(first, last, length)| Streak { first: date_of(first), last: date_of(last), length };
    streaks.into_iter().rev().map(streak).collect()
}

/// The `count` longest of `streaks`, ties by the later end, newest first.
pub(super) fn longest(mut streaks: Vec<Streak>, count: usize) -> Vec<Streak> {
    streaks.sort_by_key(|streak| std::cmp::Reverse((streak.length, streak.last)));
    streaks.truncate(count);
    streaks.sort_by_key(|streak| std::cmp::Reverse(streak.last));
    streaks
}

fn effect(view: &View, day: i64) -> Effect {
    let value = view.value_of(day);
    let keeps = match view.reading {
        Reading::Ours if value == SKIP => return Effect::Neutral,
        // Amounts may still grow today: a limit is judged when the day is over.
        Reading::Ours if is_limit(view.habit.measure) => {
            let is_over = day < number_of(view.today);
            is_over && (value == UNKNOWN || keeps_in_loop(view.habit.measure, value))
        }
        Reading::Loop | Reading::Ours => keeps_in_loop(view.habit.measure, value),
    };
    if keeps { Effect::Keeps } else { Effect::Breaks }
}

/// A measured day is compared with the target of the whole period, and codes count as amounts.
fn keeps_in_loop(measure: Measure, value: i64) -> bool {
    match measure {
        Measure::Repetitions => value > 0,
        Measure::AtLeast { target } => units(value) >= target,
        Measure::AtMost { target } => value != UNKNOWN && units(value) <= target,
    }
}

fn is_limit(measure: Measure) -> bool {
    matches!(measure, Measure::AtMost { .. })
}

#[cfg(test)]
mod tests {
    use super::super::{Entry, Habit, YES_MANUAL};
    use super::*;
    use crate::domain::strength::Frequency;

    const TODAY: Date = Date::constant(2026, 11, 21);
    const AT_LEAST_TWO: Measure = Measure::AtLeast { target: 2.0 };
    const AT_MOST_TWO: Measure = Measure::AtMost { target: 2.0 };

    /// First day, last day and length of each streak, days counted from today.
    fn streaks(
        habit: (Measure, u32, u32),
        recorded: &[(i64, i64)],
        reading: Reading,
    ) -> Vec<(i64, i64, u32)> {
        let (measure, times, days) = habit;
        let habit = Habit { measure, frequency: Frequency::new(times, days).unwrap() };
        let today = number_of(TODAY);
        let entry = |&(day, value): &(i64, i64)| Entry { day: date_of(today + day), value, noted: false };
        let view = View::new(habit, recorded.iter().map(entry), TODAY, reading);
        let from_today = |day| number_of(day) - today;
        let seen = |streak: Streak| (from_today(streak.first), from_today(streak.last), streak.length);
        view.streaks().into_iter().map(seen).collect()
    }

    fn both(habit: (Measure, u32, u32), recorded: &[(i64, i64)]) -> [Vec<(i64, i64, u32)>; 2] {
        [Reading::Loop, Reading::Ours].map(|reading| streaks(habit, recorded, reading))
    }

    #[test]
    fn loop_counts_covered_days_ahead_of_today_and_we_do_not() {
        let seen = both((Measure::Repetitions, 1, 7), &[(0, YES_MANUAL)]);
        assert_eq!(seen, [vec![(0, 6, 7)], vec![(0, 0, 1)]]);
        let seen = both((Measure::Repetitions, 1, 45), &[(0, YES_MANUAL)]);
        assert_eq!(seen, [vec![(0, 30, 31)], vec![(0, 0, 1)]]);
    }

    #[test]
    fn loop_counts_skipped_days_and_for_us_they_are_neutral() {
        let daily = (Measure::Repetitions, 1, 1);
        let seen = both(daily, &[(-2, YES_MANUAL), (-1, SKIP), (0, YES_MANUAL)]);
        assert_eq!(seen, [vec![(-2, 0, 3)], vec![(-2, 0, 2)]]);
        assert_eq!(both(daily, &[(-1, SKIP), (0, SKIP)]), [vec![(-1, 0, 2)], vec![]]);
        let seen = both((AT_LEAST_TWO, 1, 1), &[(-2, 2000), (-1, SKIP), (0, 2500)]);
        assert_eq!(seen, [vec![(0, 0, 1), (-2, -2, 1)], vec![(-2, 0, 2)]]);
    }

    #[test]
    fn a_limit_that_nothing_was_recorded_against_breaks_in_loop_and_holds_for_us_once_the_day_is_over() {
        let seen = both((AT_MOST_TWO, 1, 1), &[(-4, 3000), (-3, 1000), (0, 1000)]);
        assert_eq!(seen, [vec![(0, 0, 1), (-3, -3, 1)], vec![(-3, -1, 3)]]);
    }

    #[test]
    fn of_equally_long_streaks_the_newer_is_taken() {
        let streak = |first: i8, length: u8| Streak {
            first: Date::constant(2026, 11, first),
            last: Date::constant(2026, 11, first + i8::try_from(length).unwrap() - 1),
            length: u32::from(length),
        };
        let all = vec![streak(20, 1), streak(15, 2), streak(10, 2), streak(5, 3)];
        let oldest_first: Vec<_> = all.iter().rev().copied().collect();
        assert_eq!(longest(oldest_first.clone(), 2), [streak(15, 2), streak(5, 3)]);
        assert_eq!(longest(oldest_first, 9), all);
    }
}
