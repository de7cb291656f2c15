//! Strength: how settled a habit is, 0 to 1, as exponentially smoothed fulfilment of its frequency.
//!
//! The one implementation of the measure that Loop Habit Tracker 2.3 shows, in our own terms: the same
//! history gives the same number. A [`Meter`] walks day by day and does a constant amount of work on each.

use std::collections::VecDeque;

use thiserror::Error;

/// Days after which a missed daily habit has lost half of its strength. A habit with frequency `f` takes
/// `1 / sqrt(f)` times as long. From Loop's definition of its score.
const HALF_LIFE_OF_DAILY: f64 = 13.0;

/// How often a habit is meant to be done: `times` in every `days` days. Equal numbers mean every day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Frequency {
    times: u32,
    days: u32,
}

/// A frequency that nothing can be measured against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum FrequencyError {
    #[error("has no times or no days; both are at least 1")]
    Zero,
    #[error("is counted over more than {max} days", max = Frequency::MAX_DAYS)]
    TooManyDays,
}

/// What makes a day count, and against what it is judged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Measure {
    /// Yes or no: the times done against the frequency. The amount of a day is 1 when done, else 0.
    Repetitions,
    /// Amounts that shall reach `target`, in whole units for the sum of [`Frequency::days`] days.
    AtLeast { target: f64 },
    /// Amounts that shall stay within `target`, in whole units for the sum of [`Frequency::days`] days.
    AtMost { target: f64 },
}

/// Walks the days of one habit in their order and holds its strength and the days that still count.
///
/// Amounts are thousandths of the unit, or 1 for a day done of [`Measure::Repetitions`].
#[derive(Debug, Clone)]
pub struct Meter {
    measure: Measure,
    /// Repetitions that fill the trailing days.
    quota: f64,
    multiplier: f64,
    trailing: Trailing,
    strength: f64,
    fulfilment: f64,
}

/// The sum over the last days, kept by adding the new day and dropping the one that leaves.
#[derive(Debug, Clone)]
struct Trailing {
    /// Days in the sum, the present one included.
    span: u64,
    /// Days seen so far.
    seen: u64,
    /// The days in the sum that have an amount, oldest first, each with its number.
    days: VecDeque<(u64, i64)>,
    sum: i64,
}

impl Frequency {
    pub const DAILY: Self = Self { times: 1, days: 1 };
    /// A century: no habit is rarer, and sums over the period cannot overflow.
    pub const MAX_DAYS: u32 = 36_500;

    /// `times` in `days` days.
    pub const fn new(times: u32, days: u32) -> Result<Self, FrequencyError> {
        if times == 0 || days == 0 {
            Err(FrequencyError::Zero)
        } else if times == days {
            Ok(Self::DAILY)
        } else if days > Self::MAX_DAYS {
            Err(FrequencyError::TooManyDays)
        } else {
            Ok(Self { times, days })
        }
    }

    pub const fn times(self) -> u32 {
        self.times
    }

    pub const fn days(self) -> u32 {
        self.days
    }

    /// The share of yesterday's strength that is left today: `2 ^ (-sqrt(times / days) / 13)`.
    pub fn multiplier(self) -> f64 {
        let per_day = f64::from(self.times) / f64::from(self.days);
        (-per_day.sqrt() / HALF_LIFE_OF_DAILY).exp2()
    }

    /// The repetitions that are wanted and the trailing days they are counted over. Less than once a day,
    /// two periods are judged together: that forgives a weekly habit that drifts between weekdays.
    const fn quota(self) -> (u32, u32) {
        let Self { times, days } = self;
        if times < days { (2 * times, 2 * days) } else { (times, days) }
    }
}

impl Measure {
    /// The strength before the first day: who has had none of what is limited has kept the limit.
    pub const fn initial_strength(self) -> f64 {
        match self {
            Self::AtMost { .. } => 1.0,
            Self::Repetitions | Self::AtLeast { .. } => 0.0,
        }
    }
}

impl Meter {
    /// Larger amounts of one day count as this one: a hundred billion units, more than anybody types,
    /// and small enough for the sum over the longest period.
    pub const MAX_AMOUNT: i64 = 100_000_000_000_000;

    /// A habit before its first day.
    pub fn new(measure: Measure, frequency: Frequency) -> Self {
        let (quota, span) = match measure {
            Measure::Repetitions => frequency.quota(),
            Measure::AtLeast { .. } | Measure::AtMost { .. } => (frequency.times, frequency.days),
        };
        Self {
            measure,
            quota: f64::from(quota),
            multiplier: frequency.multiplier(),
            trailing: Trailing { span: u64::from(span), seen: 0, days: VecDeque::new(), sum: 0 },
            strength: measure.initial_strength(),
            fulfilment: 0.0,
        }
    }

    /// Judges each day by its own amount, whatever period the frequency counts over: the target is that of
    /// a day.
    #[must_use]
    pub fn over_single_days(mut self) -> Self {
        self.trailing.span = 1;
        self
    }

    /// A habit that already has `strength`, with the amounts of its last days, oldest first: at least
    /// [`Self::span`] of them, or all that there were. Goes on exactly as if it had walked from the start.
    #[must_use]
    pub fn resumed(mut self, strength: f64, last_amounts: impl IntoIterator<Item = i64>) -> Self {
        for amount in last_amounts {
            self.trailing.push(amount);
        }
        self.strength = strength;
        self
    }

    /// The days, up to the present one, whose amounts a day is judged by.
    pub fn span(&self) -> u64 {
        self.trailing.span
    }

    /// The strength after the last day, 0 to 1.
    pub fn strength(&self) -> f64 {
        self.strength
    }

    /// How far the last day that counted fulfilled what was wanted, 0 to 1.
    pub fn last_fulfilment(&self) -> f64 {
        self.fulfilment
    }

    /// The share of yesterday's strength that is left today.
    pub fn multiplier(&self) -> f64 {
        self.multiplier
    }

    /// One day further, on a day that counts. Returns the new strength.
    pub fn count(&mut self, amount: i64) -> f64 {
        let sum = self.trailing.push(amount);
        self.fulfilment = self.fulfilment(sum);
        self.strength = next(self.strength, self.fulfilment, self.multiplier);
        self.strength
    }

    /// One day further, on a day that does not count (skipped, paused, a rest day). The strength repeats;
    /// what was done on the day still helps the days after it, and older days leave the sum.
    pub fn repeat(&mut self, amount: i64) -> f64 {
        self.trailing.push(amount);
        self.strength
    }

    /// The sum that the last day was judged by.
    pub fn last_sum(&self) -> i64 {
        self.trailing.sum
    }

    /// The strength when a day that came after `strength_before`, and that `sum` was counted for, turns out to
    /// have been worth `amount` more. Days since then must not have counted.
    pub fn recount(&mut self, strength_before: f64, sum: i64, amount: i64) -> f64 {
        self.fulfilment = self.fulfilment(sum.saturating_add(amount.min(Self::MAX_AMOUNT)));
        self.strength = next(strength_before, self.fulfilment, self.multiplier);
        self.strength
    }

    /// The strength when the last day that counted turns out not to.
    pub fn restore(&mut self, strength_before: f64) -> f64 {
        self.strength = strength_before;
        self.strength
    }

    /// How far `sum`, the amounts of the trailing days, fulfils what is wanted: 0 to 1.
    ///
    /// Too much never counts extra. Above a limit it falls evenly, to nothing at twice the limit.
    fn fulfilment(&self, sum: i64) -> f64 {
        match self.measure {
            Measure::Repetitions => (as_f64(sum) / self.quota).min(1.0),
            Measure::AtLeast { target } if units(sum) < target => units(sum) / target,
            Measure::AtMost { target } if target > 0.0 => (2.0 - units(sum) / target).clamp(0.0, 1.0),
            Measure::AtMost { .. } if sum > 0 => 0.0,
            // A limit of nothing is kept by nothing.
            Measure::AtLeast { .. } | Measure::AtMost { .. } => 1.0,
        }
    }
}

impl Trailing {
    /// The sum with a new day of `amount`; what is below zero adds nothing.
    fn push(&mut self, amount: i64) -> i64 {
        while let Some((_, leaving)) = self.days.pop_front_if(|(day, _)| *day + self.span <= self.seen) {
            self.sum -= leaving;
        }
        if amount > 0 {
            let amount = amount.min(Meter::MAX_AMOUNT);
            self.days.push_back((self.seen, amount));
            self.sum += amount;
        }
        self.seen += 1;
        self.sum
    }
}

/// One day of smoothing: the part of `previous` that `multiplier` leaves, and the rest by `fulfilment`.
pub fn next(previous: f64, fulfilment: f64, multiplier: f64) -> f64 {
    multiplier * previous + (1.0 - multiplier) * fulfilment
}

/// Whole units of an amount in thousandths.
pub fn units(thousandths: i64) -> f64 {
    as_f64(thousandths) / 1000.0
}

#[expect(clippy::cast_precision_loss, reason = "amounts people record are far below 2^53 thousandths")]
fn as_f64(number: i64) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const AT_LEAST_TWO: Measure = Measure::AtLeast { target: 2.0 };
    const AT_MOST_TWO: Measure = Measure::AtMost { target: 2.0 };

    /// The strength after each day; `None` is a day that does not count.
    fn walk(mut meter: Meter, days: &[Option<i64>]) -> Vec<f64> {
        let step = |day: &Option<i64>| match day {
            Some(amount) => meter.count(*amount),
            None => meter.repeat(0),
        };
        days.iter().map(step).collect()
    }

    fn in_days(times: u32, days: u32) -> Frequency {
        Frequency::new(times, days).unwrap()
    }

    fn close(left: f64, right: f64) -> bool {
        (left - right).abs() < 1e-12
    }

    #[test]
    fn as_often_as_there_are_days_means_daily() {
        assert_eq!(in_days(7, 7), Frequency::DAILY);
        assert_eq!(in_days(50_000, 50_000), Frequency::DAILY);
    }

    #[test]
    fn a_frequency_of_nothing_or_of_ages_is_refused() {
        assert_eq!(Frequency::new(0, 7), Err(FrequencyError::Zero));
        assert_eq!(Frequency::new(1, 0), Err(FrequencyError::Zero));
        assert_eq!(Frequency::new(0, 0), Err(FrequencyError::Zero));
        assert_eq!(Frequency::new(1, Frequency::MAX_DAYS + 1), Err(FrequencyError::TooManyDays));
    }

    #[test]
    fn half_of_a_daily_habit_is_gone_after_thirteen_days() {
        let mut meter = Meter::new(Measure::Repetitions, Frequency::DAILY).resumed(1.0, []);
        (0..13).for_each(|_| _ = meter.count(0));
        assert!(close(meter.strength(), 0.5));
    }

    #[test]
    fn a_rarer_habit_loses_its_strength_more_slowly() {
        let multiplier = |times, days| in_days(times, days).multiplier();
        assert!(close(multiplier(1, 4), (-1.0_f64 / 26.0).exp2()), "half of it after 26 days");
        assert!(close(multiplier(4, 1), (-2.0_f64 / 13.0).exp2()));
    }

    #[test]
    fn a_day_that_is_done_late_is_worth_what_it_would_have_been_in_time() {
        let mut in_time = Meter::new(AT_LEAST_TWO, in_days(1, 7));
        let before = in_time.count(500);
        let mut late = in_time.clone();
        late.count(0);
        let sum = late.last_sum();
        late.repeat(0);
        assert!(close(late.recount(before, sum, 1000), in_time.count(1000)));
        assert!(close(late.last_fulfilment(), 0.75));
    }

    #[test]
    fn a_day_that_does_not_count_repeats_the_strength_while_the_window_moves_on() {
        let mut meter = Meter::new(Measure::Repetitions, in_days(1, 2));
        let done = meter.count(1);
        assert!(close(meter.repeat(0), done) && close(meter.repeat(0), done));
        assert!(meter.count(0) > done, "the done day is still one of the last four");
        let faded = meter.strength();
        assert!(meter.count(0) < faded, "and then no longer");
    }

    #[test]
    fn a_limit_is_full_up_to_the_target_and_nothing_at_twice_the_target() {
        let meter = Meter::new(AT_MOST_TWO, Frequency::DAILY);
        let seen = [0, 2000, 3000, 4000, 9000].map(|amount| meter.fulfilment(amount));
        assert!(seen.iter().zip([1.0, 1.0, 0.5, 0.0, 0.0]).all(|(seen, wanted)| close(*seen, wanted)));
    }

    #[test]
    fn a_target_is_fulfilled_by_the_part_that_is_reached_and_never_beyond() {
        let meter = Meter::new(AT_LEAST_TWO, Frequency::DAILY);
        let seen = [0, 500, 2000, 9000].map(|amount| meter.fulfilment(amount));
        assert!(seen.iter().zip([0.0, 0.25, 1.0, 1.0]).all(|(seen, wanted)| close(*seen, wanted)));
    }

    #[test]
    fn a_target_of_nothing_is_met_by_any_amount_and_a_limit_of_nothing_by_none() {
        let fulfilled = |measure| {
            let meter = Meter::new(measure, Frequency::DAILY);
            [0, 1, 5000].map(|amount| meter.fulfilment(amount))
        };
        let all = |seen: [f64; 3], wanted: [f64; 3]| {
            seen.iter().zip(wanted).all(|(seen, wanted)| close(*seen, wanted))
        };
        assert!(all(fulfilled(Measure::AtLeast { target: 0.0 }), [1.0, 1.0, 1.0]));
        assert!(all(fulfilled(Measure::AtMost { target: 0.0 }), [1.0, 0.0, 0.0]));
    }

    #[test]
    fn days_of_nothing_take_no_room() {
        let mut meter = Meter::new(Measure::Repetitions, in_days(1, 30));
        for amount in [1, 0, 0, -5] {
            meter.count(amount);
        }
        assert_eq!(meter.trailing.days.len(), 1);
    }

    #[test]
    fn the_largest_amounts_do_not_overflow() {
        let mut meter = Meter::new(AT_LEAST_TWO, in_days(1, Frequency::MAX_DAYS));
        for _ in 0..=Frequency::MAX_DAYS {
            meter.count(i64::MAX);
        }
        assert!((0.0..=1.0).contains(&meter.strength()));
    }

    fn frequencies() -> impl Strategy<Value = Frequency> {
        (1u32..40, 1u32..40).prop_map(|(times, days)| in_days(times, days))
    }

    fn measures() -> impl Strategy<Value = Measure> {
        prop_oneof![
            Just(Measure::Repetitions),
            (-1.0..20.0).prop_map(|target| Measure::AtLeast { target }),
            (-1.0..20.0).prop_map(|target| Measure::AtMost { target }),
        ]
    }

    fn days(amounts: std::ops::Range<i64>) -> impl Strategy<Value = Vec<Option<i64>>> {
        proptest::collection::vec(proptest::option::weighted(0.9, amounts), 1..200)
    }

    proptest! {
        #[test]
        fn strength_stays_between_none_and_full(
            measure in measures(), frequency in frequencies(), days in days(-10..30_000),
        ) {
            let strengths = walk(Meter::new(measure, frequency), &days);
            prop_assert!(strengths.iter().all(|strength| (0.0..=1.0).contains(strength)), "{strengths:?}");
        }

        #[test]
        fn doing_it_on_one_more_day_never_lowers_any_later_day(
            frequency in frequencies(), days in days(0..2), extra in any::<prop::sample::Index>(),
        ) {
            let mut more = days.clone();
            let extra = extra.get_mut(&mut more);
            *extra = extra.map(|_| 1);
            let (less, more) = (
                walk(Meter::new(Measure::Repetitions, frequency), &days),
                walk(Meter::new(Measure::Repetitions, frequency), &more),
            );
            prop_assert!(less.iter().zip(&more).all(|(less, more)| less <= more), "{less:?}\n{more:?}");
        }

        #[test]
        fn a_larger_amount_never_lowers_any_later_day(
            frequency in frequencies(), days in days(0..5000), extra in any::<prop::sample::Index>(),
            by in 1i64..5000,
        ) {
            let mut more = days.clone();
            let extra = extra.get_mut(&mut more);
            *extra = extra.map(|amount| amount + by);
            let (less, more) =
                (walk(Meter::new(AT_LEAST_TWO, frequency), &days), walk(Meter::new(AT_LEAST_TWO, frequency), &more));
            prop_assert!(less.iter().zip(&more).all(|(less, more)| less <= more), "{less:?}\n{more:?}");
        }

        #[test]
        fn a_perfect_daily_run_closes_half_of_the_gap_every_thirteen_days(length in 1u32..5000) {
            let run = vec![Some(1); length as usize];
            let strengths = walk(Meter::new(Measure::Repetitions, Frequency::DAILY), &run);
            prop_assert!(close(*strengths.last().unwrap(), 1.0 - (-f64::from(length) / 13.0).exp2()));
        }

        #[test]
        fn going_on_from_a_known_strength_is_the_same_as_walking_from_the_start(
            measure in measures(), frequency in frequencies(), before in days(0..5000), after in days(0..5000),
        ) {
            let fresh = Meter::new(measure, frequency);
            let span = usize::try_from(fresh.span()).unwrap();
            let strength = *walk(fresh.clone(), &before).last().unwrap();
            let last = before[before.len().saturating_sub(span)..].iter().map(|amount| amount.unwrap_or(0));
            let resumed = walk(fresh.clone().resumed(strength, last), &after);
            let whole = walk(fresh, &[before.clone(), after].concat());
            prop_assert_eq!(&resumed, &whole[before.len()..]);
        }
    }
}
