//! The Loop-compatible view against what Loop Habit Tracker 2.3 itself computed or asserts.
//!
//! In the data days are counted from `today` (negative is the past) and written as runs
//! `[first, last, value]`, with a 1 behind them when the day has a note.

use std::collections::BTreeMap;

use core_shared::domain::loop_compat::{Entry, Habit, Reading, Streak, UNKNOWN, View};
use core_shared::domain::strength::{Frequency, Measure};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;

#[derive(Deserialize)]
struct Cases {
    computed_entries: Vec<Case<Vec<Run>>>,
    score: Vec<Case<Vec<(i32, f64)>>>,
    /// First day, last day, length; newest first.
    streak: Vec<Case<Vec<(i32, i32, u32)>>>,
}

#[derive(Deserialize)]
struct Case<Expected> {
    name: String,
    today: Date,
    measure: String,
    target: f64,
    times: u32,
    days: u32,
    entries: Vec<Run>,
    expected: Expected,
    /// Scores: what the case itself is exact to. Most are known to six digits, some to nine.
    #[serde(default)]
    tolerance: f64,
    /// Scores that are only known to lie above a number.
    #[serde(default)]
    above: Vec<(i32, f64)>,
    /// Scores of which nothing is known but that they are numbers.
    #[serde(default)]
    finite: Vec<i32>,
    /// Streaks: how many are taken.
    #[serde(default)]
    best: usize,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Run {
    Plain(i32, i32, i64),
    Noted(i32, i32, i64, u8),
}

impl Run {
    fn entries(&self, today: Date) -> impl Iterator<Item = Entry> {
        let (first, last, value, noted) = match *self {
            Self::Plain(first, last, value) => (first, last, value, false),
            Self::Noted(first, last, value, note) => (first, last, value, note == 1),
        };
        (first..=last).map(move |offset| Entry { day: day(today, offset), value, noted })
    }
}

impl<Expected> Case<Expected> {
    fn view(&self) -> View {
        let target = self.target;
        let measure = match self.measure.as_str() {
            "repetitions" => Measure::Repetitions,
            "at_least" => Measure::AtLeast { target },
            "at_most" => Measure::AtMost { target },
            unknown => panic!("{}: no measure {unknown}", self.name),
        };
        let frequency = Frequency::new(self.times, self.days).unwrap();
        let recorded = self.entries.iter().flat_map(|run| run.entries(self.today));
        View::new(Habit { measure, frequency }, recorded, self.today, Reading::Loop)
    }
}

fn day(today: Date, offset: i32) -> Date {
    today.checked_add(offset.days()).unwrap()
}

fn cases() -> Cases {
    serde_json::from_str(include_str!("../data/strength_cases.json")).unwrap()
}

#[test]
fn computed_entries_are_those_of_loop() {
    let cases = cases().computed_entries;
    assert_eq!(cases.len(), 18);
    for case in cases {
        // A day that is not listed is one of which nothing is known.
        let known = |entries: &mut dyn Iterator<Item = Entry>| -> BTreeMap<Date, (i64, bool)> {
            let entries = entries.filter(|entry| entry.value != UNKNOWN || entry.noted);
            entries.map(|entry| (entry.day, (entry.value, entry.noted))).collect()
        };
        let expected = known(&mut case.expected.iter().flat_map(|run| run.entries(case.today)));
        assert_eq!(known(&mut case.view().entries()), expected, "{}", case.name);
    }
}

#[test]
fn scores_are_those_of_loop() {
    let cases = cases().score;
    assert_eq!(cases.len(), 48);
    let mut checked = 0;
    for case in cases {
        let scores = case.view().scores();
        let on = |offset| scores.on(day(case.today, offset));
        for &(offset, expected) in &case.expected {
            let score = on(offset);
            let difference = (score - expected).abs();
            assert!(difference <= case.tolerance, "{} on {offset}: {score}, not {expected}", case.name);
        }
        for &(offset, bound) in &case.above {
            assert!(on(offset) > bound, "{} on {offset}: {}, not above {bound}", case.name, on(offset));
        }
        for &offset in &case.finite {
            assert!(on(offset).is_finite(), "{} on {offset}: {}", case.name, on(offset));
        }
        checked += case.expected.len() + case.above.len() + case.finite.len();
    }
    assert_eq!(checked, 419);
}

#[test]
fn streaks_are_those_of_loop() {
    let cases = cases().streak;
    assert_eq!(cases.len(), 15);
    for case in cases {
        let expected: Vec<_> = case
            .expected
            .iter()
            .map(|&(first, last, length)| Streak {
                first: day(case.today, first),
                last: day(case.today, last),
                length,
            })
            .collect();
        assert_eq!(case.view().best_streaks(case.best), expected, "{}", case.name);
    }
}
