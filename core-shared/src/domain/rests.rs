//! Days that do not count: pauses of a habit, vacations of its user, dates that a change of zone skipped.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Days in a row, the first and the last included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(try_from = "Ends")]
pub struct Days {
    pub from: Date,
    /// The last day.
    pub to: Date,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("ends before it begins; to is from or a later day")]
pub struct EndsBeforeItBegins;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ends {
    from: Date,
    to: Date,
}

impl TryFrom<Ends> for Days {
    type Error = EndsBeforeItBegins;

    fn try_from(Ends { from, to }: Ends) -> Result<Self, Self::Error> {
        if from <= to { Ok(Self { from, to }) } else { Err(EndsBeforeItBegins) }
    }
}

impl Days {
    pub fn contains(&self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }
}

/// Any number of [`Days`], in the order in which they begin.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(from = "Vec<Days>")]
pub struct Rests(Vec<Days>);

impl From<Vec<Days>> for Rests {
    fn from(mut rests: Vec<Days>) -> Self {
        rests.sort_by_key(|rest| (rest.from, rest.to));
        Self(rests)
    }
}

impl Rests {
    pub fn contains(&self, day: Date) -> bool {
        self.around(day).is_some()
    }

    /// The rest that `day` lies in; the longest from there on, when they overlap.
    pub fn around(&self, day: Date) -> Option<Days> {
        self.0.iter().filter(|rest| rest.contains(day)).max_by_key(|rest| rest.to).copied()
    }

    /// The first rest that ends on `day` or later: the present one, or the next.
    pub fn present_or_next(&self, day: Date) -> Option<Days> {
        self.0.iter().find(|rest| rest.to >= day).copied()
    }

    pub fn iter(&self) -> impl Iterator<Item = &Days> {
        self.0.iter()
    }

    /// These and those.
    #[must_use]
    pub fn and(&self, others: &Self) -> Self {
        if others.0.is_empty() { self.clone() } else { Self::from([&self.0[..], &others.0[..]].concat()) }
    }

    /// With one more, in the place of those that lie within it.
    #[must_use]
    pub fn with(&self, rest: Days) -> Self {
        let others = self.0.iter().filter(|known| !(rest.contains(known.from) && rest.contains(known.to)));
        Self::from(others.copied().chain([rest]).collect::<Vec<_>>())
    }

    /// Without `day` and what follows it; what was before stays.
    #[must_use]
    pub fn until(&self, day: Date) -> Self {
        let begun = self.0.iter().filter(|rest| rest.from < day);
        Self(begun.map(|rest| Days { to: rest.to.min(day.saturating_sub(1.day())), ..*rest }).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(from: &str, to: &str) -> Days {
        Days { from: from.parse().unwrap(), to: to.parse().unwrap() }
    }

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn both_ends_belong_to_it() {
        let week = Rests::default().with(days("2026-11-16", "2026-11-22"));
        let inside =
            ["2026-11-15", "2026-11-16", "2026-11-22", "2026-11-23"].map(|day| week.contains(date(day)));
        assert_eq!(inside, [false, true, true, false]);
    }

    #[test]
    fn of_overlapping_rests_the_longest_one_holds() {
        let rests = Rests::from(vec![days("2026-11-18", "2026-11-19"), days("2026-11-16", "2026-11-22")]);
        assert_eq!(rests.around(date("2026-11-18")), Some(days("2026-11-16", "2026-11-22")));
        assert_eq!(rests.around(date("2026-11-23")), None);
    }

    #[test]
    fn the_present_rest_or_the_next_is_found() {
        let rests = Rests::from(vec![days("2026-11-16", "2026-11-22"), days("2026-12-24", "2026-12-31")]);
        assert_eq!(rests.present_or_next(date("2026-11-22")), Some(days("2026-11-16", "2026-11-22")));
        assert_eq!(rests.present_or_next(date("2026-11-23")), Some(days("2026-12-24", "2026-12-31")));
        assert_eq!(rests.present_or_next(date("2027-01-01")), None);
    }

    #[test]
    fn ending_early_keeps_what_was_before() {
        let rests = Rests::from(vec![days("2026-11-16", "2026-11-22"), days("2026-12-24", "2026-12-31")]);
        let ended = Rests::from(vec![days("2026-11-16", "2026-11-17")]);
        assert_eq!(rests.until(date("2026-11-18")), ended);
        assert_eq!(rests.until(date("2026-11-16")), Rests::default());
        assert_eq!(rests.until(date("2027-01-01")), rests);
    }

    #[test]
    fn two_lists_are_one() {
        let (pause, vacation) = (days("2026-11-16", "2026-11-22"), days("2026-11-01", "2026-11-02"));
        let both = Rests::default().with(pause).and(&Rests::default().with(vacation));
        assert_eq!(both.iter().copied().collect::<Vec<_>>(), [vacation, pause]);
        assert_eq!(both.and(&Rests::default()), both);
    }

    #[test]
    fn saying_the_same_twice_is_saying_it_once() {
        let once = Rests::default().with(days("2026-11-16", "2026-11-22"));
        assert_eq!(once.with(days("2026-11-16", "2026-11-22")), once);
        assert_eq!(once.with(days("2026-11-16", "2026-11-23")).iter().count(), 1);
        assert_eq!(once.with(days("2026-11-17", "2026-11-22")).iter().count(), 2);
    }

    #[test]
    fn days_that_end_before_they_begin_cannot_be_read() {
        assert!(serde_json::from_str::<Days>(r#"{"from":"2026-11-16","to":"2026-11-15"}"#).is_err());
        let day = serde_json::from_str::<Days>(r#"{"from":"2026-11-16","to":"2026-11-16"}"#);
        assert_eq!(day.unwrap(), days("2026-11-16", "2026-11-16"));
    }
}
