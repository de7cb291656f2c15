//! What a run prints: one line for each figure, with a mark when there is a goal for it. And the few numbers that
//! are made of many.

use std::fmt;
use std::time::Duration;

/// What a figure has to be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Goal {
    AtLeast(f64),
    AtMost(f64),
    /// It is only told.
    None,
}

/// One line.
#[derive(Debug)]
pub(crate) struct Figure<'a> {
    what: &'a str,
    value: f64,
    unit: &'a str,
    goal: Goal,
}

/// Prints a figure that is only told.
pub(crate) fn tell(what: &str, value: f64, unit: &str) {
    println!("{}", Figure { what, value, unit, goal: Goal::None });
}

/// Prints a figure beside its goal.
pub(crate) fn judge(what: &str, value: f64, unit: &str, goal: Goal) {
    println!("{}", Figure { what, value, unit, goal });
}

impl fmt::Display for Figure<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, value, unit, goal } = self;
        let (mark, goal) = match goal {
            Goal::AtLeast(least) => (mark(value >= least), format!("   goal: at least {}", number(*least))),
            Goal::AtMost(most) => (mark(value <= most), format!("   goal: at most {}", number(*most))),
            Goal::None => (" ", String::new()),
        };
        write!(f, "{mark} {what:<58} {:>10} {unit}{goal}", number(*value))
    }
}

fn mark(is_met: bool) -> &'static str {
    if is_met { "✓" } else { "✗" }
}

/// As many digits as mean something.
fn number(value: f64) -> String {
    let digits = match value.abs() {
        0.0 | 1000.0.. => 0,
        10.0.. => 1,
        1.0.. => 2,
        _ => 3,
    };
    format!("{value:.digits$}")
}

/// A count as a number to reckon with.
pub(crate) fn count(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::INFINITY, f64::from)
}

pub(crate) fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

/// The value that so many percent of all do not exceed; 0 without any.
pub(crate) fn percentile(values: &[f64], percent: usize) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    sorted.get(rank).copied().unwrap_or(0.0)
}

pub(crate) fn median(values: &[f64]) -> f64 {
    percentile(values, 50)
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "a percentile is one of the values, not computed from them")]
mod tests {
    use super::*;

    fn line(value: f64, goal: Goal) -> String {
        let figure = Figure { what: "lost", value, unit: "messages", goal };
        figure.to_string().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_figure_is_marked_by_its_goal() {
        assert_eq!(line(0.0, Goal::AtMost(0.0)), "✓ lost 0 messages goal: at most 0");
        assert_eq!(line(2.0, Goal::AtMost(0.0)), "✗ lost 2.00 messages goal: at most 0");
        assert_eq!(line(97.96, Goal::AtLeast(98.0)), "✗ lost 98.0 messages goal: at least 98.0");
        assert_eq!(line(100_000.0, Goal::None), "lost 100000 messages");
    }

    #[test]
    fn a_percentile_is_one_of_the_values() {
        let values: Vec<f64> = (1..=200).rev().map(f64::from).collect();
        assert_eq!([percentile(&values, 50), percentile(&values, 99)], [100.0, 198.0]);
        assert_eq!([percentile(&values, 100), percentile(&values, 0)], [200.0, 1.0]);
        assert_eq!(median(&[]), 0.0);
    }
}
