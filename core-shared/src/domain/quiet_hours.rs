//! Quiet hours: when nobody is to be disturbed.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::slots::next_slot_after;
use super::{Calendar, MinuteOfDay};

/// From one time of day to another, every day; over midnight when the end is the earlier of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(try_from = "Ends")]
pub struct QuietHours {
    /// The first quiet minute of the user's clock.
    from: MinuteOfDay,
    /// The first minute that is no longer quiet.
    to: MinuteOfDay,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("ends where it begins; send two different times, or null for no quiet hours")]
pub struct NoHours;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ends {
    from: MinuteOfDay,
    to: MinuteOfDay,
}

impl TryFrom<Ends> for QuietHours {
    type Error = NoHours;

    fn try_from(Ends { from, to }: Ends) -> Result<Self, Self::Error> {
        Self::new(from, to)
    }
}

impl QuietHours {
    pub fn new(from: MinuteOfDay, to: MinuteOfDay) -> Result<Self, NoHours> {
        if from == to { Err(NoHours) } else { Ok(Self { from, to }) }
    }

    pub fn from(self) -> MinuteOfDay {
        self.from
    }

    pub fn to(self) -> MinuteOfDay {
        self.to
    }

    /// When somebody may be disturbed who must not be at `now`; `None` when they may.
    pub fn end_after(self, calendar: &Calendar, now: Timestamp) -> Option<Timestamp> {
        if !self.contains(MinuteOfDay::of(calendar.local(now).time())) {
            return None;
        }
        next_slot_after(&calendar.zone, self.to, now, |_| true).map(|slot| slot.fires_at)
    }

    fn contains(self, minute: MinuteOfDay) -> bool {
        if self.from < self.to {
            self.from <= minute && minute < self.to
        } else {
            self.from <= minute || minute < self.to
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{DayStart, Zone};

    /// When somebody in Berlin may be disturbed, if not at once.
    fn end(from: &str, to: &str, now: &str) -> Option<String> {
        let berlin = Calendar::new(Zone::parse("Europe/Berlin").unwrap(), DayStart::MIDNIGHT);
        let quiet = QuietHours::new(from.parse().unwrap(), to.parse().unwrap()).unwrap();
        let now = format!("{now}[Europe/Berlin]").parse::<jiff::Zoned>().unwrap().timestamp();
        let end = quiet.end_after(&berlin, now)?;
        Some(berlin.local(end).strftime("%m-%d %H:%M").to_string())
    }

    #[test]
    fn a_night_is_quiet_from_its_first_minute_to_before_its_last() {
        let night = |now| end("22:00", "07:00", now);
        assert_eq!(night("2026-11-16T21:59:59"), None);
        assert_eq!(night("2026-11-16T22:00").as_deref(), Some("11-17 07:00"));
        assert_eq!(night("2026-11-17T06:59").as_deref(), Some("11-17 07:00"));
        assert_eq!(night("2026-11-17T07:00"), None);
    }

    #[test]
    fn an_afternoon_is_quiet_between_its_ends() {
        let nap = |now| end("13:00", "15:00", now);
        assert_eq!(nap("2026-11-16T12:59"), None);
        assert_eq!(nap("2026-11-16T13:00").as_deref(), Some("11-16 15:00"));
        assert_eq!(nap("2026-11-16T15:00"), None);
        assert_eq!(nap("2026-11-16T23:00"), None);
    }

    #[test]
    fn a_quiet_night_that_ends_in_the_gap_ends_after_it() {
        assert_eq!(end("22:00", "02:30", "2026-03-29T01:00").as_deref(), Some("03-29 03:00"));
    }

    #[test]
    fn hours_that_end_where_they_begin_cannot_be_read() {
        let read = serde_json::from_str::<QuietHours>;
        assert!(read(r#"{"from":"22:00","to":"22:00"}"#).is_err());
        let night = read(r#"{"from":"22:00","to":"07:00"}"#).unwrap();
        assert_eq!(
            (night.from().to_string(), night.to().to_string()),
            ("22:00".to_owned(), "07:00".to_owned())
        );
        assert_eq!(serde_json::to_string(&night).unwrap(), r#"{"from":"22:00","to":"07:00"}"#);
    }
}
