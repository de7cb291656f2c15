//! What Loop Habit Tracker 2.3 would show for the same recorded days: computed entries, scores, streaks.
//!
//! Works on Loop's own codes, for imports and for comparing. The arithmetic of scores is [`super::strength`];
//! where our rules differ on purpose, [`Reading`] says how.

mod streaks;
mod windows;

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{Span, Unit};

use super::strength::{Frequency, Measure, Meter};
pub use streaks::Streak;

/// Nothing is known of the day. As an amount it would be -0.001: Loop keeps codes and amounts in one number.
pub const UNKNOWN: i64 = -1;
/// Recorded as not done.
pub const NO: i64 = 0;
/// Not done, but covered by a window of repetitions; computed, never recorded.
pub const YES_AUTO: i64 = 1;
/// Done.
pub const YES_MANUAL: i64 = 2;
/// The day does not count. In a measured habit the same number is the amount 0.003.
pub const SKIP: i64 = 3;

/// Days after today that Loop computes scores and streaks for.
const DAYS_AHEAD: i64 = 30;

/// A habit as Loop knows it. Loop has no weekdays: a schedule is a frequency and nothing more.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Habit {
    pub measure: Measure,
    pub frequency: Frequency,
}

/// One day of a habit in Loop's terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    pub day: Date,
    /// One of the codes, or thousandths of the unit in a measured habit.
    pub value: i64,
    /// Whether the day has a note; a noted day is kept even if nothing else is known of it.
    pub noted: bool,
}

/// By whose rules the recorded days are read.
///
/// | | `Loop` | `Ours` |
/// |---|---|---|
/// | a skipped day adds to a measured sum | 0.003 units, its code | nothing |
/// | a skipped day in a streak | counts as a day; breaks "at least" above 0.003 | is neutral |
/// | a day without an entry, "at most" | breaks the streak | keeps it once the day is over |
/// | days ahead of today | 30, with what windows cover | none |
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    Loop,
    Ours,
}

/// Everything that Loop derives from the recorded days of one habit, as seen on `today`.
#[derive(Debug, Clone)]
pub struct View {
    habit: Habit,
    today: Date,
    reading: Reading,
    /// By day number, see [`number_of`].
    entries: BTreeMap<i64, Stored>,
}

/// The scores of a range of days without gaps.
#[derive(Debug, Clone, PartialEq)]
pub struct Scores {
    first: i64,
    values: Vec<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stored {
    value: i64,
    noted: bool,
}

impl View {
    /// From the days as they were recorded; of several entries on one day the last one stands.
    pub fn new(
        habit: Habit,
        recorded: impl IntoIterator<Item = Entry>,
        today: Date,
        reading: Reading,
    ) -> Self {
        let stored = |entry: Entry| (number_of(entry.day), Stored { value: entry.value, noted: entry.noted });
        let recorded: BTreeMap<_, _> = recorded.into_iter().map(stored).collect();
        let entries = match habit.measure {
            Measure::Repetitions => filled(&recorded, habit.frequency),
            Measure::AtLeast { .. } | Measure::AtMost { .. } => recorded,
        };
        Self { habit, today, reading, entries }
    }

    /// The computed entries, oldest first. Windows may reach beyond today and before the first recorded day.
    pub fn entries(&self) -> impl Iterator<Item = Entry> {
        self.entries.iter().map(|(number, stored)| Entry {
            day: date_of(*number),
            value: stored.value,
            noted: stored.noted,
        })
    }

    /// The computed value of `day`, [`UNKNOWN`] when there is none.
    pub fn value(&self, day: Date) -> i64 {
        self.value_of(number_of(day))
    }

    /// The score of every day from the oldest computed one to the end of what is read.
    pub fn scores(&self) -> Scores {
        let mut meter = Meter::new(self.habit.measure, self.habit.frequency);
        let (first, last) = self.range();
        let values = (first..=last)
            .map(|day| {
                let value = self.value_of(day);
                let amount = self.amount(value);
                if value == SKIP { meter.repeat(amount) } else { meter.count(amount) }
            })
            .collect();
        Scores { first, values }
    }

    /// All streaks, newest first.
    pub fn streaks(&self) -> Vec<Streak> {
        streaks::of(self)
    }

    /// The `count` longest streaks, newest first. Of equally long ones the newer are taken.
    pub fn best_streaks(&self, count: usize) -> Vec<Streak> {
        streaks::longest(self.streaks(), count)
    }

    fn value_of(&self, number: i64) -> i64 {
        self.entries.get(&number).map_or(UNKNOWN, |stored| stored.value)
    }

    /// What a day of `value` adds to the sum that strength is judged by.
    fn amount(&self, value: i64) -> i64 {
        match (self.habit.measure, self.reading) {
            (Measure::Repetitions, _) => i64::from(value == YES_MANUAL),
            (_, Reading::Ours) if value == SKIP => 0,
            (Measure::AtLeast { .. } | Measure::AtMost { .. }, _) => value,
        }
    }

    /// The first and the last day that are read, as numbers: never an empty range.
    fn range(&self) -> (i64, i64) {
        let today = number_of(self.today);
        let last = match self.reading {
            Reading::Loop => today + DAYS_AHEAD,
            Reading::Ours => today,
        };
        let first = self.entries.keys().next().copied().unwrap_or(today);
        (first.min(last), last)
    }
}

impl Scores {
    /// The score of `day`, 0 outside the range.
    pub fn on(&self, day: Date) -> f64 {
        let index = usize::try_from(number_of(day) - self.first).ok();
        index.and_then(|index| self.values.get(index)).copied().unwrap_or(0.0)
    }
}

/// Recorded days laid over the days that windows cover: done and skipped days always show, any other only
/// where no window is. Days of which nothing is known and nothing was noted are left out.
fn filled(recorded: &BTreeMap<i64, Stored>, frequency: Frequency) -> BTreeMap<i64, Stored> {
    let is_done = |(_, stored): &(_, &Stored)| stored.value == YES_MANUAL;
    let done: Vec<i64> = recorded.iter().rev().filter(is_done).map(|(day, _)| *day).collect();
    let automatic = Stored { value: YES_AUTO, noted: false };
    let mut entries: BTreeMap<_, _> =
        windows::covered_days(&done, frequency).into_iter().map(|day| (day, automatic)).collect();
    for (day, stored) in recorded {
        let entry = entries.entry(*day).or_insert(*stored);
        entry.noted = stored.noted;
        if matches!(stored.value, YES_MANUAL | SKIP) {
            entry.value = stored.value;
        }
    }
    entries.retain(|_, stored| stored.value != UNKNOWN || stored.noted);
    entries
}

/// Days since 1970-01-01: arithmetic on days is arithmetic on numbers.
fn number_of(day: Date) -> i64 {
    let epoch = Date::constant(1970, 1, 1);
    day.since((Unit::Day, epoch)).map_or(0, |span| i64::from(span.get_days()))
}

/// The day of a number, or the end of the calendar.
fn date_of(number: i64) -> Date {
    let end = if number.is_negative() { Date::MIN } else { Date::MAX };
    Span::new()
        .try_days(number)
        .ok()
        .and_then(|span| Date::constant(1970, 1, 1).checked_add(span).ok())
        .unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = Date::constant(2026, 11, 21);

    fn view(measure: Measure, frequency: Frequency, recorded: &[(i64, i64)], reading: Reading) -> View {
        let today = number_of(TODAY);
        let entry = |&(day, value): &(i64, i64)| Entry { day: date_of(today + day), value, noted: false };
        View::new(Habit { measure, frequency }, recorded.iter().map(entry), TODAY, reading)
    }

    #[test]
    fn day_numbers_lead_back_to_their_days() {
        for day in [Date::MIN, Date::constant(1969, 12, 31), Date::constant(2024, 2, 29), Date::MAX] {
            assert_eq!(date_of(number_of(day)), day);
        }
        assert_eq!((date_of(i64::MIN), date_of(i64::MAX)), (Date::MIN, Date::MAX));
    }

    #[test]
    fn a_skipped_day_adds_its_code_to_a_sum_in_loop_and_nothing_for_us() {
        let weekly = Frequency::new(1, 7).unwrap();
        let target = Measure::AtLeast { target: 0.01 };
        let scored = |reading| view(target, weekly, &[(-1, SKIP)], reading).scores().on(TODAY);
        let full_day = 1.0 - weekly.multiplier();
        assert!((scored(Reading::Loop) - 0.3 * full_day).abs() < 1e-12);
        assert!(scored(Reading::Ours).abs() < 1e-12);
    }

    #[test]
    fn the_same_days_give_the_same_score_in_both_readings() {
        let values = [YES_MANUAL, NO, SKIP, UNKNOWN].into_iter().cycle();
        let recorded: Vec<_> = (-90..=0).zip(values).collect();
        for (times, days) in [(1, 1), (3, 7), (1, 30)] {
            let frequency = Frequency::new(times, days).unwrap();
            let [theirs, ours] = [Reading::Loop, Reading::Ours]
                .map(|reading| view(Measure::Repetitions, frequency, &recorded, reading).scores().on(TODAY));
            assert!(theirs > 0.0 && (theirs - ours).abs() < 1e-12);
        }
    }

    #[test]
    fn a_day_outside_the_range_has_no_score() {
        let scores =
            view(Measure::Repetitions, Frequency::DAILY, &[(-1, YES_MANUAL)], Reading::Loop).scores();
        let on = |offset| scores.on(date_of(number_of(TODAY) + offset));
        assert!(on(-1) > 0.0 && on(30) > 0.0);
        assert!([-2, 31].map(on).iter().all(|score| score.abs() < f64::EPSILON));
    }

    #[test]
    fn of_several_entries_on_one_day_the_last_one_stands() {
        let view = view(Measure::Repetitions, Frequency::DAILY, &[(0, YES_MANUAL), (0, NO)], Reading::Loop);
        assert_eq!(view.value(TODAY), NO);
        assert_eq!(view.value(TODAY.yesterday().unwrap()), UNKNOWN);
    }

    #[test]
    fn a_day_of_which_nothing_is_known_is_kept_only_for_its_note() {
        let unknown = |noted| Entry { day: TODAY, value: UNKNOWN, noted };
        let habit = Habit { measure: Measure::Repetitions, frequency: Frequency::DAILY };
        let kept = |noted| View::new(habit, [unknown(noted)], TODAY, Reading::Loop).entries().count();
        assert_eq!((kept(false), kept(true)), (0, 1));
    }

    #[test]
    fn measured_days_without_a_skipped_one_give_the_same_score_in_both_readings() {
        let target = Measure::AtLeast { target: 2.0 };
        let scored =
            |reading| view(target, Frequency::DAILY, &[(-1, 1000), (0, 2000)], reading).scores().on(TODAY);
        let fresh = 1.0 - Frequency::DAILY.multiplier();
        let wanted = fresh + (1.0 - fresh) * fresh / 2.0;
        assert!(
            [Reading::Loop, Reading::Ours]
                .into_iter()
                .all(|reading| (scored(reading) - wanted).abs() < 1e-12)
        );
    }

    #[test]
    fn the_best_streaks_are_the_longest() {
        let recorded = [-9, -8, -6, -4, -3, -2].map(|day| (day, YES_MANUAL));
        let view = view(Measure::Repetitions, Frequency::DAILY, &recorded, Reading::Ours);
        let lengths = |count| view.best_streaks(count).iter().map(|streak| streak.length).collect::<Vec<_>>();
        assert_eq!((lengths(1), lengths(2), lengths(9)), (vec![3], vec![3, 2], vec![3, 1, 2]));
    }
}
