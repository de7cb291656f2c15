//! The days that repetitions cover: a window opens on the first of `times` repetitions and runs `days` days.
//!
//! An older window that runs into a newer one slides into the past, so that doing it early earns credit.

use jiff::ToSpan;
use jiff::civil::Date;

use super::super::strength::Frequency;
use super::{date_of, number_of};

/// Days by number; `centre` is the repetition that completes the quota.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Window {
    begin: i64,
    centre: i64,
    end: i64,
}

/// All covered days in their order, each once. `done` is the days of repetitions, newest first.
pub(super) fn covered_days(done: &[i64], frequency: Frequency) -> Vec<i64> {
    let mut windows = windows(done, frequency);
    snap(&mut windows);
    windows.sort_unstable_by_key(|window| window.begin);
    let mut days = Vec::new();
    let (mut next, last) = (number_of(Date::MIN), number_of(Date::MAX));
    for window in windows {
        days.extend(next.max(window.begin)..=window.end.min(last));
        next = next.max(window.end + 1);
    }
    days
}

/// One window for every `times` consecutive repetitions that fit into its size, newest first.
fn windows(done: &[i64], frequency: Frequency) -> Vec<Window> {
    let others = usize::try_from(frequency.times() - 1).unwrap_or(usize::MAX);
    let firsts = done.iter().skip(others);
    let sized = done.iter().zip(firsts).map(|(&centre, &begin)| (begin, centre, size(begin, frequency)));
    sized
        .filter(|(begin, centre, size)| centre - begin < *size)
        .map(|(begin, centre, size)| Window { begin, centre, end: begin + size - 1 })
        .collect()
}

/// The days of a window that opens on `begin`. A period of 30 or 31 days is a calendar month: as long as
/// the month of `begin`, or as the next one when `begin` is the last day of its month.
fn size(begin: i64, frequency: Frequency) -> i64 {
    if !matches!(frequency.days(), 30 | 31) {
        return i64::from(frequency.days());
    }
    let day = date_of(begin);
    let month = if day == day.last_of_month() { day.saturating_add(1.day()) } else { day };
    i64::from(month.days_in_month())
}

/// Slides older windows back until they end before the newer one begins, but never before their own centre.
fn snap(windows: &mut [Window]) {
    for index in 1..windows.len() {
        let newer = windows[index - 1];
        let window = &mut windows[index];
        let overlap = window.end - newer.begin;
        if overlap >= 0 {
            let shift = (window.end - window.centre).min(overlap + 1);
            window.begin -= shift;
            window.end -= shift;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covered(done: &[i64], times: u32, days: u32) -> Vec<i64> {
        covered_days(done, Frequency::new(times, days).unwrap())
    }

    fn day(text: &str) -> i64 {
        number_of(text.parse().unwrap())
    }

    #[test]
    fn a_week_is_covered_from_the_repetition_on() {
        assert_eq!(covered(&[100], 1, 7), (100..107).collect::<Vec<_>>());
    }

    #[test]
    fn doing_it_early_covers_days_before_the_first_repetition() {
        assert_eq!(covered(&[10, 9, 4], 1, 3), [4, 5, 6, 7, 8, 9, 10, 11, 12]);
        assert_eq!(covered(&[10, 9], 1, 3), [7, 8, 9, 10, 11, 12]);
    }

    #[test]
    fn repetitions_that_are_too_far_apart_cover_nothing() {
        assert_eq!(covered(&[20, 13], 2, 7), Vec::<i64>::new());
        assert_eq!(covered(&[19, 13], 2, 7), (13..20).collect::<Vec<_>>());
    }

    #[test]
    fn a_month_is_as_long_as_the_month_it_begins_in() {
        let length = |first: &str| covered(&[day(first)], 1, 30).len();
        assert_eq!(length("2024-01-15"), 31);
        assert_eq!(length("2024-01-31"), 29);
        assert_eq!(length("2023-02-28"), 31);
    }

    #[test]
    fn the_ends_of_the_calendar_end_a_window() {
        assert_eq!(covered(&[day("9999-12-31")], 1, 30), [day("9999-12-31")]);
        let first = day("-009999-01-01");
        assert_eq!(covered(&[first + 1, first], 1, 3), (first..first + 4).collect::<Vec<_>>());
    }

    #[test]
    fn a_day_that_two_windows_cover_is_covered_once() {
        assert_eq!(covered(&[20, 19, 18], 2, 7), (13..26).collect::<Vec<_>>());
    }
}
