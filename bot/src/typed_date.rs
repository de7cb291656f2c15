//! Days as people type them: `20.12`, `2026-12-20`, `20 December`, `5 января`, and ranges of them. Day and month in
//! figures with a slash mean different days in different countries, and are not guessed at.

use core_shared::domain::Days;
use jiff::civil::Date;

use crate::typed_range;

/// Longer texts are no days.
const LONGEST: usize = 60;

/// A day of the 29th of February is at most so many years away.
const LEAP_YEARS: i16 = 8;

/// The names of the months. A beginning of three letters is enough.
const MONTHS: [&[&str]; 12] = [
    &["january", "январь", "января"],
    &["february", "февраль", "февраля"],
    &["march", "март", "марта"],
    &["april", "апрель", "апреля"],
    &["may", "май", "мая"],
    &["june", "июнь", "июня"],
    &["july", "июль", "июля"],
    &["august", "август", "августа"],
    &["september", "сентябрь", "сентября"],
    &["october", "октябрь", "октября"],
    &["november", "ноябрь", "ноября"],
    &["december", "декабрь", "декабря"],
];

const SHORTEST_NAME: usize = 3;

/// Why a text names no days that can be meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoDays {
    NotADate,
    Over,
    Backwards,
}

/// A day, perhaps without its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Named {
    year: Option<i16>,
    month: i8,
    day: i8,
}

/// From one day to another, or from `today` through the one that is named. A day without a year is the one that makes
/// the range end next.
pub(crate) fn parse(text: &str, today: Date) -> Result<Days, NoDays> {
    if text.chars().count() > LONGEST {
        return Err(NoDays::NotADate);
    }
    let (from, to) = if let Some(only) = named(&text.trim().to_lowercase()) {
        (None, only)
    } else {
        let (from, to) = typed_range::parse(text, named).ok_or(NoDays::NotADate)?;
        (Some(from), to)
    };
    let to = to.on_or_after(today).ok_or(NoDays::NotADate)?;
    if to < today {
        return Err(NoDays::Over);
    }
    let from = match from {
        Some(from) => from.on_or_before(to).ok_or(NoDays::NotADate)?,
        None => today,
    };
    if to < from { Err(NoDays::Backwards) } else { Ok(Days { from, to }) }
}

impl Named {
    /// `None` when no year has such a day.
    fn possible(self) -> Option<Self> {
        const LEAP_YEAR: i16 = 2024;
        self.in_year(self.year.unwrap_or(LEAP_YEAR)).map(|_| self)
    }

    fn in_year(self, year: i16) -> Option<Date> {
        Date::new(year, self.month, self.day).ok()
    }

    /// The first such day from `first` on; of a year that was named, the one of that year.
    fn on_or_after(self, first: Date) -> Option<Date> {
        match self.year {
            Some(year) => self.in_year(year),
            None => (first.year()..=first.year() + LEAP_YEARS)
                .filter_map(|year| self.in_year(year))
                .find(|day| *day >= first),
        }
    }

    /// The last such day up to `last`.
    fn on_or_before(self, last: Date) -> Option<Date> {
        match self.year {
            Some(year) => self.in_year(year),
            None => (last.year() - LEAP_YEARS..=last.year())
                .rev()
                .filter_map(|year| self.in_year(year))
                .find(|day| *day <= last),
        }
    }
}

fn named(text: &str) -> Option<Named> {
    in_order_of_size(text).or_else(|| dotted(text)).or_else(|| in_words(text))
}

/// `2026-12-20`
fn in_order_of_size(text: &str) -> Option<Named> {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else { return None };
    Named { year: Some(year_of(year)?), month: figure(month)?, day: figure(day)? }.possible()
}

/// `20.12`, `20.12.`, `20.12.26`, `20.12.2026`
fn dotted(text: &str) -> Option<Named> {
    let parts: Vec<&str> = text.split('.').collect();
    let (day, month, year) = match parts[..] {
        [day, month] | [day, month, ""] => (day, month, None),
        [day, month, year] => (day, month, Some(year_of(year)?)),
        _ => return None,
    };
    Named { year, month: figure(month)?, day: figure(day)? }.possible()
}

/// `20 dec`, `december 20, 2026`, `20 декабря 2026 года`
fn in_words(text: &str) -> Option<Named> {
    let apart = text.replace([',', '.'], " ");
    let words: Vec<&str> =
        apart.split_whitespace().filter(|word| !["of", "the", "г", "года"].contains(word)).collect();
    let (day, month, year) = match words[..] {
        [one, other] => (one, other, None),
        [one, other, year] => (one, other, Some(year_of(year)?)),
        _ => return None,
    };
    let (day, month) = if month_of(day).is_some() { (month, day) } else { (day, month) };
    let day = ["st", "nd", "rd", "th"].iter().find_map(|ending| day.strip_suffix(ending)).unwrap_or(day);
    Named { year, month: month_of(month)?, day: figure(day)? }.possible()
}

fn month_of(word: &str) -> Option<i8> {
    if word.chars().count() < SHORTEST_NAME {
        return None;
    }
    let found = MONTHS.iter().position(|names| names.iter().any(|name| name.starts_with(word)))?;
    i8::try_from(found + 1).ok()
}

fn year_of(text: &str) -> Option<i16> {
    match text.len() {
        2 => figure(text).map(|year| 2000 + i16::from(year)),
        4 if text.bytes().all(|byte| byte.is_ascii_digit()) => text.parse().ok(),
        _ => None,
    }
}

fn figure(text: &str) -> Option<i8> {
    let fits = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 28);

    fn days(text: &str) -> String {
        match parse(text, TODAY) {
            Ok(days) => format!("{} {}", days.from, days.to),
            Err(why) => format!("{why:?}"),
        }
    }

    #[test]
    fn one_day_is_the_last_of_those_that_begin_today() {
        for text in [
            "20.12",
            " 20.12. ",
            "20.12.2026",
            "20.12.26",
            "2026-12-20",
            "20 Dec",
            "20 december 2026",
            "Dec 20",
            "December 20th, 2026",
            "20th of December",
            "20 декабря",
            "20 дек. 2026 г.",
        ] {
            assert_eq!(days(text), "2026-11-28 2026-12-20", "{text}");
        }
    }

    #[test]
    fn a_range_may_be_written_in_many_ways() {
        for text in [
            "20.12-05.01",
            "20.12 – 5.1",
            "20.12.2026-05.01.2027",
            "2026-12-20 - 2027-01-05",
            "2026-12-20-2027-01-05",
            "from 20 Dec to 5 Jan",
            "Dec 20 - Jan 5",
            "с 20 декабря по 5 января",
        ] {
            assert_eq!(days(text), "2026-12-20 2027-01-05", "{text}");
        }
    }

    #[test]
    fn without_a_year_it_is_the_range_that_ends_next() {
        for (text, expected) in [
            ("28.11", "2026-11-28 2026-11-28"),
            ("27.11", "2026-11-28 2027-11-27"),
            ("15.11-05.12", "2026-11-15 2026-12-05"),
            ("01.11-10.11", "2027-11-01 2027-11-10"),
            ("29.02", "2026-11-28 2028-02-29"),
            ("1.12-1.12", "2026-12-01 2026-12-01"),
        ] {
            assert_eq!(days(text), expected, "{text}");
        }
    }

    #[test]
    fn days_that_are_over_or_the_wrong_way_round_are_told_apart() {
        assert_eq!(days("27.11.2026"), "Over");
        assert_eq!(days("01.11.2026-10.11.2026"), "Over");
        assert_eq!(days("05.01.2027-20.12.2026"), "Backwards");
    }

    #[test]
    fn what_is_no_date_is_not_guessed_at() {
        for text in [
            "",
            "-",
            "soon",
            "20",
            "12/20",
            "20/12",
            "31.02",
            "32.01",
            "0.1",
            "20.13",
            "29.02.2027",
            "20.12-",
            "-5.1",
            "2026-13-01",
            "99999-01-01",
            "20 de",
            "maybe 5",
            "20x may",
            "may",
            "5 5",
            "２０.１２",
            "20.12.20260",
            "20.12-05.01-07.01",
        ] {
            assert_eq!(days(text), "NotADate", "{text}");
        }
        assert_eq!(days(&"1.1".repeat(500)), "NotADate");
    }

    proptest::proptest! {
        #[test]
        fn no_text_is_a_panic_and_days_never_end_before_they_begin(text in "[0-9a-zа-я .,–-]{0,24}|\\PC{0,40}") {
            if let Ok(days) = parse(&text, TODAY) {
                proptest::prop_assert!(days.from <= days.to && TODAY <= days.to);
            }
        }
    }
}
