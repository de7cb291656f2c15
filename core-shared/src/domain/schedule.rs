//! Which days a habit asks to be done.

use jiff::Unit;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::strength::Frequency;
use super::{MonthDays, Period, Weekday, Weekdays};

/// Which days a habit asks to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case", try_from = "ScheduleFields")]
pub enum Schedule {
    /// Every day.
    Daily {},
    /// The named days of each week.
    Weekdays { days: Weekdays },
    /// The anchor, and every so many days from there, in both directions.
    EveryNDays {
        #[cfg_attr(feature = "openapi", schema(minimum = 2, maximum = 365))]
        n: u16,
        anchor: Date,
    },
    /// The named dates of each month.
    MonthDays {
        /// 1 to 31 and "last".
        dates: MonthDays,
    },
    /// Any days, so many in each period.
    TimesPer {
        /// At most 7 a week and 28 a month.
        #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 28))]
        n: u8,
        period: Period,
    },
}

/// The longest pause between two days of an [`Schedule::EveryNDays`].
const MOST_DAYS: u16 = 365;

/// A schedule as it is written. Read field by field, so that a mistake is told with its place.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ScheduleFields {
    kind: Kind,
    #[serde(default)]
    days: Option<Weekdays>,
    #[serde(default)]
    dates: Option<MonthDays>,
    #[serde(default)]
    n: Option<u16>,
    #[serde(default)]
    anchor: Option<Date>,
    #[serde(default)]
    period: Option<Period>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Daily,
    Weekdays,
    EveryNDays,
    MonthDays,
    TimesPer,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
enum ScheduleError {
    #[error(
        "needs other fields: daily takes none, weekdays takes days, every_n_days takes n and anchor, month_days takes dates, times_per takes n and period"
    )]
    Fields,
    #[error(
        "comes too often or too rarely: n is 2 to {MOST_DAYS} for every_n_days, 1 to 7 a week and 1 to 28 a month for times_per"
    )]
    Number,
}

impl TryFrom<ScheduleFields> for Schedule {
    type Error = ScheduleError;

    fn try_from(fields: ScheduleFields) -> Result<Self, Self::Error> {
        let ScheduleFields { kind, days, dates, n, anchor, period } = fields;
        match (kind, days, dates, n, anchor, period) {
            (Kind::Daily, None, None, None, None, None) => Ok(Self::Daily {}),
            (Kind::Weekdays, Some(days), None, None, None, None) => Ok(Self::Weekdays { days }),
            (Kind::EveryNDays, None, None, Some(n), Some(anchor), None) => {
                let acceptable = (2..=MOST_DAYS).contains(&n);
                acceptable.then_some(Self::EveryNDays { n, anchor }).ok_or(ScheduleError::Number)
            }
            (Kind::MonthDays, None, Some(dates), None, None, None) => Ok(Self::MonthDays { dates }),
            (Kind::TimesPer, None, None, Some(n), None, Some(period)) => {
                let n = u8::try_from(n).ok().filter(|n| (1..=period.most_times()).contains(n));
                n.map(|n| Self::TimesPer { n, period }).ok_or(ScheduleError::Number)
            }
            _ => Err(ScheduleError::Fields),
        }
    }
}

impl Schedule {
    /// Whether it asks for `day` of itself. One that counts times in a period asks for any day.
    pub fn asks_on(&self, day: Date) -> bool {
        match self {
            Self::Daily {} | Self::TimesPer { .. } => true,
            Self::Weekdays { days } => days.contains(Weekday::of(day)),
            Self::EveryNDays { n, anchor } => {
                let apart = anchor.until((Unit::Day, day)).map_or(1, |span| span.get_days());
                apart.rem_euclid(i32::from(*n)) == 0
            }
            Self::MonthDays { dates } => dates.contains(day),
        }
    }

    /// The period whose times it counts, and that its streak is counted in; `None` for one of days.
    pub fn period(&self) -> Option<Period> {
        match self {
            Self::TimesPer { period, .. } => Some(*period),
            Self::Daily {} | Self::Weekdays { .. } | Self::EveryNDays { .. } | Self::MonthDays { .. } => None,
        }
    }

    /// How often it asks, as the measure of strength counts it: k times in 7 days for weekdays and weeks, k
    /// in 30 for dates and months, once in n days.
    pub fn frequency(&self) -> Frequency {
        const WEEK: u32 = 7;
        const MONTH: u32 = 30;
        let (times, days) = match self {
            Self::Daily {} => (1, 1),
            Self::Weekdays { days } => (days.bits().count_ones(), WEEK),
            Self::EveryNDays { n, .. } => (1, u32::from(*n)),
            Self::MonthDays { dates } => (dates.count().min(MONTH), MONTH),
            Self::TimesPer { n, period: Period::Week } => (u32::from(*n), WEEK),
            Self::TimesPer { n, period: Period::Month } => (u32::from(*n), MONTH),
        };
        Frequency::new(times, days).expect("no schedule asks less than once a year or for nothing at all")
    }

    /// The weekdays on which it can ask at all.
    pub fn weekdays(&self) -> Weekdays {
        match self {
            Self::Weekdays { days } => *days,
            Self::Daily {} | Self::EveryNDays { .. } | Self::MonthDays { .. } | Self::TimesPer { .. } => {
                Weekdays::ALL
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn schedule(json: &str) -> Schedule {
        serde_json::from_str(json).unwrap_or_else(|error| panic!("{json}: {error}"))
    }

    #[test]
    fn weekdays_are_due_on_those_days_only() {
        let workdays = schedule(r#"{"kind":"weekdays","days":["mon","tue","wed","thu","fri"]}"#);
        assert!(workdays.asks_on(date("2026-11-20")));
        assert!(!workdays.asks_on(date("2026-11-21")));
        assert!(Schedule::Daily {}.asks_on(date("2024-02-29")));
    }

    #[test]
    fn every_third_day_is_counted_from_its_anchor_in_both_directions() {
        let third = schedule(r#"{"kind":"every_n_days","n":3,"anchor":"2026-11-21"}"#);
        for due in ["2026-11-21", "2026-11-24", "2026-11-18", "2024-02-29"] {
            let apart = date("2026-11-21").until((Unit::Day, date(due))).unwrap().get_days();
            assert_eq!(third.asks_on(date(due)), apart % 3 == 0, "{due}");
        }
        assert!(!third.asks_on(date("2026-11-22")) && !third.asks_on(date("2026-11-20")));
    }

    #[test]
    fn only_one_that_counts_times_has_a_period() {
        let period = |json| schedule(json).period();
        assert_eq!(period(r#"{"kind":"times_per","n":3,"period":"week"}"#), Some(Period::Week));
        assert_eq!(period(r#"{"kind":"times_per","n":3,"period":"month"}"#), Some(Period::Month));
        assert_eq!(period(r#"{"kind":"daily"}"#), None);
    }

    #[test]
    fn a_schedule_is_written_as_it_is_read() {
        for json in [
            r#"{"kind":"daily"}"#,
            r#"{"kind":"weekdays","days":["mon","sun"]}"#,
            r#"{"kind":"every_n_days","n":2,"anchor":"2026-11-21"}"#,
            r#"{"kind":"month_days","dates":[1,15,"last"]}"#,
            r#"{"kind":"times_per","n":3,"period":"week"}"#,
        ] {
            assert_eq!(serde_json::to_string(&schedule(json)).unwrap(), json);
        }
    }

    #[test]
    fn a_schedule_that_makes_no_sense_cannot_be_read() {
        for json in [
            "{}",
            r#"{"kind":"hourly"}"#,
            r#"{"kind":"daily","n":2}"#,
            r#"{"kind":"weekdays"}"#,
            r#"{"kind":"weekdays","days":[]}"#,
            r#"{"kind":"every_n_days","n":1,"anchor":"2026-11-21"}"#,
            r#"{"kind":"every_n_days","n":0,"anchor":"2026-11-21"}"#,
            r#"{"kind":"every_n_days","n":366,"anchor":"2026-11-21"}"#,
            r#"{"kind":"every_n_days","n":3}"#,
            r#"{"kind":"month_days","dates":[0]}"#,
            r#"{"kind":"times_per","n":0,"period":"week"}"#,
            r#"{"kind":"times_per","n":8,"period":"week"}"#,
            r#"{"kind":"times_per","n":29,"period":"month"}"#,
            r#"{"kind":"times_per","n":3,"period":"year"}"#,
        ] {
            assert!(serde_json::from_str::<Schedule>(json).is_err(), "{json}");
        }
    }
}
