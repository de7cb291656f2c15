//! Being asked later: for how long, or until when.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::slots::next_slot_after;
use super::{Calendar, MinuteOfDay};

/// When a reminder comes again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "SnoozeFields", into = "SnoozeFields")]
pub enum Snooze {
    /// In so many minutes, 1 to [`Snooze::MOST_MINUTES`].
    Minutes(u16),
    /// When the wall clock shows [`Snooze::EVENING`] the next time.
    Evening,
    /// On the next date, at the time at which it was asked for.
    Tomorrow,
    /// When the wall clock shows this the next time.
    At(MinuteOfDay),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SnoozeError {
    #[error("needs minutes or until, one of them")]
    Fields,
    #[error("asks for {max} minutes at the most, and for one at least", max = Snooze::MOST_MINUTES)]
    Minutes,
}

/// A snooze as it is written.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SnoozeFields {
    /// From now, 1 to 1440.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    minutes: Option<u16>,
    /// "evening", "tomorrow", or a time of day such as "21:30".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    until: Option<Until>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Until {
    Evening,
    Tomorrow,
    #[serde(untagged)]
    At(MinuteOfDay),
}

impl TryFrom<SnoozeFields> for Snooze {
    type Error = SnoozeError;

    fn try_from(SnoozeFields { minutes, until }: SnoozeFields) -> Result<Self, Self::Error> {
        match (minutes, until) {
            (Some(minutes @ 1..=Self::MOST_MINUTES), None) => Ok(Self::Minutes(minutes)),
            (Some(_), None) => Err(SnoozeError::Minutes),
            (None, Some(Until::Evening)) => Ok(Self::Evening),
            (None, Some(Until::Tomorrow)) => Ok(Self::Tomorrow),
            (None, Some(Until::At(minute))) => Ok(Self::At(minute)),
            (Some(_), Some(_)) | (None, None) => Err(SnoozeError::Fields),
        }
    }
}

impl From<Snooze> for SnoozeFields {
    fn from(snooze: Snooze) -> Self {
        let until = |until| Self { minutes: None, until: Some(until) };
        match snooze {
            Snooze::Minutes(minutes) => Self { minutes: Some(minutes), until: None },
            Snooze::Evening => until(Until::Evening),
            Snooze::Tomorrow => until(Until::Tomorrow),
            Snooze::At(minute) => until(Until::At(minute)),
        }
    }
}

impl Snooze {
    /// A day.
    pub const MOST_MINUTES: u16 = 24 * 60;

    /// See [`Snooze::Evening`].
    pub const EVENING: MinuteOfDay = MinuteOfDay::EVENING;

    /// When the reminder that was due at `asked_at` comes again on this calendar, later than `now`.
    pub fn due_at(self, calendar: &Calendar, asked_at: Timestamp, now: Timestamp) -> Timestamp {
        let next = |minute, due: &dyn Fn(Date) -> bool| {
            let slot = next_slot_after(&calendar.zone, minute, now, due);
            slot.expect("every time of day comes within a year").fires_at
        };
        match self {
            Self::Minutes(minutes) => now + SignedDuration::from_mins(minutes.into()),
            Self::Evening => next(Self::EVENING, &|_| true),
            Self::At(minute) => next(minute, &|_| true),
            Self::Tomorrow => {
                let today = calendar.local(now).date();
                next(MinuteOfDay::of(calendar.local(asked_at).time()), &|date| date > today)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{DayStart, Zone};

    fn at(text: &str) -> Timestamp {
        text.parse::<jiff::Zoned>().unwrap().timestamp()
    }

    /// When it comes again in Berlin, for a reminder of 20:15.
    fn comes(snooze: &str, now: &str) -> String {
        let berlin = Calendar::new(Zone::parse("Europe/Berlin").unwrap(), DayStart::MIDNIGHT);
        let snooze: Snooze = serde_json::from_str(snooze).unwrap();
        let due_at = snooze.due_at(&berlin, at("2026-11-16T20:15[Europe/Berlin]"), at(now));
        berlin.local(due_at).strftime("%m-%d %H:%M").to_string()
    }

    #[test]
    fn it_comes_again_after_a_while_or_at_a_time_of_day() {
        let noon = "2026-11-16T12:00[Europe/Berlin]";
        assert_eq!(comes(r#"{"minutes":10}"#, noon), "11-16 12:10");
        assert_eq!(comes(r#"{"until":"evening"}"#, noon), "11-16 19:00");
        assert_eq!(comes(r#"{"until":"tomorrow"}"#, noon), "11-17 20:15");
        assert_eq!(comes(r#"{"until":"21:30"}"#, noon), "11-16 21:30");
        assert_eq!(comes(r#"{"until":"11:30"}"#, noon), "11-17 11:30");
    }

    #[test]
    fn an_evening_that_has_begun_is_the_next_one() {
        assert_eq!(comes(r#"{"until":"evening"}"#, "2026-11-16T19:00[Europe/Berlin]"), "11-17 19:00");
        assert_eq!(comes(r#"{"until":"tomorrow"}"#, "2026-11-17T00:05[Europe/Berlin]"), "11-18 20:15");
    }

    #[test]
    fn a_time_that_the_clocks_leave_out_comes_after_the_gap() {
        assert_eq!(comes(r#"{"until":"02:30"}"#, "2026-03-28T23:00[Europe/Berlin]"), "03-29 03:00");
    }

    #[test]
    fn a_snooze_is_written_as_it_is_read_and_one_that_makes_no_sense_is_refused() {
        for json in [
            r#"{"minutes":1440}"#,
            r#"{"until":"evening"}"#,
            r#"{"until":"tomorrow"}"#,
            r#"{"until":"07:05"}"#,
        ] {
            let snooze: Snooze = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&snooze).unwrap(), json);
        }
        for json in [
            "{}",
            r#"{"minutes":0}"#,
            r#"{"minutes":1441}"#,
            r#"{"minutes":5,"until":"evening"}"#,
            r#"{"until":"noon"}"#,
            r#"{"until":"24:00"}"#,
            r#"{"minutes":null}"#,
        ] {
            assert!(serde_json::from_str::<Snooze>(json).is_err(), "{json}");
        }
    }
}
