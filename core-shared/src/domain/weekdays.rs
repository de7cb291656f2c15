//! Sets of weekdays, at least one day each.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A day of the week, Monday first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Weekday {
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
    Sun,
}

impl Weekday {
    pub const ALL: [Self; 7] = [Self::Mon, Self::Tue, Self::Wed, Self::Thu, Self::Fri, Self::Sat, Self::Sun];

    pub fn of(date: Date) -> Self {
        let monday_zero = usize::from(date.weekday().to_monday_zero_offset().unsigned_abs());
        Self::ALL[monday_zero]
    }

    /// ISO 8601: Monday is 1, Sunday 7.
    pub fn number(self) -> u8 {
        self as u8 + 1
    }

    /// The weekday with this ISO number.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|day| day.number() == number)
    }

    fn bit(self) -> u8 {
        1 << (self as u8)
    }
}

/// A set of weekdays as bits, Monday the lowest.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Weekdays(u8);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum WeekdaysError {
    #[error("names no day; send at least one of mon, tue, wed, thu, fri, sat, sun")]
    Empty,
}

impl Weekdays {
    pub const ALL: Self = Self(0b111_1111);
    pub const WORKDAYS: Self = Self(0b001_1111);

    /// The set with these bits (Monday the lowest).
    pub fn from_bits(bits: u8) -> Result<Self, WeekdaysError> {
        if bits & Self::ALL.0 == 0 { Err(WeekdaysError::Empty) } else { Ok(Self(bits & Self::ALL.0)) }
    }

    pub fn from_days(days: impl IntoIterator<Item = Weekday>) -> Result<Self, WeekdaysError> {
        Self::from_bits(days.into_iter().fold(0, |bits, day| bits | day.bit()))
    }

    pub fn bits(self) -> u8 {
        self.0
    }

    /// The days of either.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub fn contains(self, day: Weekday) -> bool {
        self.0 & day.bit() != 0
    }

    pub fn days(self) -> impl Iterator<Item = Weekday> {
        Weekday::ALL.into_iter().filter(move |day| self.contains(*day))
    }
}

impl fmt::Debug for Weekdays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.days()).finish()
    }
}

impl Serialize for Weekdays {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.days())
    }
}

impl<'de> Deserialize<'de> for Weekdays {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let days = Vec::<Weekday>::deserialize(deserializer)?;
        Self::from_days(days).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_know_their_weekday() {
        assert_eq!(Weekday::of("2026-11-16".parse().unwrap()), Weekday::Mon);
        assert_eq!(Weekday::of("2026-11-22".parse().unwrap()), Weekday::Sun);
    }

    #[test]
    fn two_sets_together_have_the_days_of_either() {
        let set = |days: &[Weekday]| Weekdays::from_days(days.iter().copied()).unwrap();
        let both = set(&[Weekday::Mon, Weekday::Tue]).or(set(&[Weekday::Tue, Weekday::Sun]));
        assert_eq!(both, set(&[Weekday::Mon, Weekday::Tue, Weekday::Sun]));
    }

    #[test]
    fn a_set_is_written_from_monday_on_and_never_empty() {
        let days: Weekdays = serde_json::from_str(r#"["sun","mon","mon"]"#).unwrap();
        assert_eq!(serde_json::to_string(&days).unwrap(), r#"["mon","sun"]"#);
        assert!(serde_json::from_str::<Weekdays>("[]").is_err());
        assert_eq!(Weekdays::from_bits(0b1000_0000), Err(WeekdaysError::Empty));
    }

    #[test]
    fn weekdays_are_numbered_from_monday_on() {
        assert_eq!(Weekday::ALL.map(Weekday::number), [1, 2, 3, 4, 5, 6, 7]);
        assert_eq!((1..=7).filter_map(Weekday::from_number).collect::<Vec<_>>(), Weekday::ALL);
        assert_eq!([0, 8].map(Weekday::from_number), [None, None]);
    }

    #[test]
    fn a_set_shows_its_days() {
        assert_eq!(format!("{:?}", Weekdays::from_bits(0b100_0001).unwrap()), "{Mon, Sun}");
    }
}
