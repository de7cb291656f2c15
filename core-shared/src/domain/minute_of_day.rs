//! Times of day in whole minutes, written `HH:MM`.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Time;
use serde::{Deserialize, Serialize};
use thiserror::Error;

const MINUTES_PER_DAY: u16 = 24 * 60;

/// A minute of the local day, 00:00 to 23:59.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MinuteOfDay(u16);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum MinuteOfDayError {
    #[error("is not a time of day; send HH:MM from 00:00 to 23:59")]
    NotATime,
    #[error("is too late for the start of a day; send HH:MM from 00:00 to 12:00")]
    AfterNoon,
}

impl MinuteOfDay {
    pub const MIDNIGHT: Self = Self(0);
    /// 19:00, when people come home.
    pub const EVENING: Self = Self(19 * 60);

    /// `minutes` after midnight, 0 to 1439.
    pub fn from_minutes(minutes: u16) -> Result<Self, MinuteOfDayError> {
        if minutes < MINUTES_PER_DAY { Ok(Self(minutes)) } else { Err(MinuteOfDayError::NotATime) }
    }

    /// The minute that a clock shows at `time`.
    pub fn of(time: Time) -> Self {
        Self(u16::from(time.hour().unsigned_abs()) * 60 + u16::from(time.minute().unsigned_abs()))
    }

    /// Minutes after midnight.
    pub fn minutes(self) -> u16 {
        self.0
    }

    pub fn time(self) -> Time {
        let (hour, minute) = (self.0 / 60, self.0 % 60);
        Time::constant(i8::try_from(hour).unwrap_or(0), i8::try_from(minute).unwrap_or(0), 0, 0)
    }
}

impl fmt::Display for MinuteOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl fmt::Debug for MinuteOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for MinuteOfDay {
    type Err = MinuteOfDayError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (hours, minutes) = text.split_once(':').ok_or(MinuteOfDayError::NotATime)?;
        let (hours, minutes) = (two_digits(hours)?, two_digits(minutes)?);
        if hours < 24 && minutes < 60 {
            Ok(Self(hours * 60 + minutes))
        } else {
            Err(MinuteOfDayError::NotATime)
        }
    }
}

fn two_digits(text: &str) -> Result<u16, MinuteOfDayError> {
    match text.as_bytes() {
        [tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => Ok(u16::from(tens - b'0') * 10 + u16::from(ones - b'0')),
        _ => Err(MinuteOfDayError::NotATime),
    }
}

impl Serialize for MinuteOfDay {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for MinuteOfDay {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// When a user's day begins, 00:00 to 12:00: with 03:00, half past one on Tuesday is still Monday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct DayStart(MinuteOfDay);

impl DayStart {
    pub const MIDNIGHT: Self = Self(MinuteOfDay::MIDNIGHT);
    const LATEST: MinuteOfDay = MinuteOfDay(MINUTES_PER_DAY / 2);

    pub fn new(minute: MinuteOfDay) -> Result<Self, MinuteOfDayError> {
        if minute <= Self::LATEST { Ok(Self(minute)) } else { Err(MinuteOfDayError::AfterNoon) }
    }

    pub fn minute(self) -> MinuteOfDay {
        self.0
    }
}

impl fmt::Display for DayStart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<'de> Deserialize<'de> for DayStart {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(MinuteOfDay::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_day_are_written_as_they_are_read() {
        for text in ["00:00", "09:05", "23:59"] {
            assert_eq!(text.parse::<MinuteOfDay>().unwrap().to_string(), text);
        }
        assert_eq!("21:30".parse::<MinuteOfDay>().unwrap().minutes(), 21 * 60 + 30);
    }

    #[test]
    fn what_is_not_a_time_of_day_is_refused() {
        for text in ["24:00", "9:05", "12:60", "", ":", "+1:00", "12:00:00", "aa:bb", "１２:00"] {
            assert_eq!(text.parse::<MinuteOfDay>(), Err(MinuteOfDayError::NotATime), "{text}");
        }
        assert!(MinuteOfDay::from_minutes(1440).is_err());
    }

    #[test]
    fn a_day_starts_at_noon_at_the_latest() {
        assert!(DayStart::new("12:00".parse().unwrap()).is_ok());
        assert_eq!(DayStart::new("12:01".parse().unwrap()), Err(MinuteOfDayError::AfterNoon));
    }

    #[test]
    fn times_of_day_are_shown_as_clocks_show_them() {
        let noon: MinuteOfDay = "12:00".parse().unwrap();
        assert_eq!(format!("{noon:?}"), "12:00");
        assert_eq!(DayStart::new(noon).unwrap().to_string(), "12:00");
    }
}
