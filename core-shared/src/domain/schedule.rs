//! Which days a habit is due, and which schedule was valid when.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Weekday, Weekdays};

/// Which days a habit is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case", try_from = "ScheduleFields")]
pub enum Schedule {
    /// Every day.
    Daily {},
    /// The named days of each week.
    Weekdays {
        #[cfg_attr(feature = "openapi", schema(value_type = Vec<Weekday>, min_items = 1, max_items = 7))]
        days: Weekdays,
    },
}

/// A schedule as it is written. Read field by field, so that a mistake is told with its place.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ScheduleFields {
    kind: Kind,
    #[serde(default)]
    days: Option<Weekdays>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Daily,
    Weekdays,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
enum ScheduleError {
    #[error("takes no days when its kind is daily")]
    NeedlessDays,
    #[error("needs days when its kind is weekdays")]
    NoDays,
}

impl TryFrom<ScheduleFields> for Schedule {
    type Error = ScheduleError;

    fn try_from(fields: ScheduleFields) -> Result<Self, Self::Error> {
        match (fields.kind, fields.days) {
            (Kind::Daily, None) => Ok(Self::Daily {}),
            (Kind::Daily, Some(_)) => Err(ScheduleError::NeedlessDays),
            (Kind::Weekdays, Some(days)) => Ok(Self::Weekdays { days }),
            (Kind::Weekdays, None) => Err(ScheduleError::NoDays),
        }
    }
}

impl Schedule {
    pub fn is_due(&self, day: Date) -> bool {
        self.weekdays().contains(Weekday::of(day))
    }

    /// The weekdays on which the habit can be due at all.
    pub fn weekdays(&self) -> Weekdays {
        match self {
            Self::Daily {} => Weekdays::ALL,
            Self::Weekdays { days } => *days,
        }
    }
}

/// The schedules of a habit, oldest first. A past day is judged by what was valid on it: a schedule, or
/// nothing while the habit was archived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Version>")]
pub struct ScheduleHistory(Vec<Version>);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a history of schedules begins with one")]
pub struct NoSchedule;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Version {
    valid_from: Date,
    /// `None`: the habit rests and is never due.
    schedule: Option<Schedule>,
}

impl TryFrom<Vec<Version>> for ScheduleHistory {
    type Error = NoSchedule;

    fn try_from(mut versions: Vec<Version>) -> Result<Self, Self::Error> {
        versions.sort_by_key(|version| version.valid_from);
        let begins_with_one = versions.first().is_some_and(|version| version.schedule.is_some());
        if begins_with_one { Ok(Self(versions)) } else { Err(NoSchedule) }
    }
}

impl ScheduleHistory {
    pub fn new(valid_from: Date, schedule: Schedule) -> Self {
        Self(vec![Version { valid_from, schedule: Some(schedule) }])
    }

    pub fn is_due(&self, day: Date) -> bool {
        self.on(day).is_some_and(|schedule| schedule.is_due(day))
    }

    /// What was valid on `day`; days before the first version are judged by the first.
    fn on(&self, day: Date) -> Option<&Schedule> {
        let known = self.0.iter().rev().find(|version| version.valid_from <= day);
        known.unwrap_or(&self.0[0]).schedule.as_ref()
    }

    /// The newest schedule, also while the habit rests.
    pub fn current(&self) -> &Schedule {
        let newest = self.0.iter().rev().find_map(|version| version.schedule.as_ref());
        newest.expect("a history begins with a schedule")
    }

    /// The history in which `schedule` holds from `valid_from` on and every day before keeps its own.
    #[must_use]
    pub fn changed(&self, valid_from: Date, schedule: Schedule) -> Self {
        self.with(Version { valid_from, schedule: Some(schedule) })
    }

    /// The history in which the habit is not due from `valid_from` on.
    #[must_use]
    pub fn resting(&self, valid_from: Date) -> Self {
        let rested = self.with(Version { valid_from, schedule: None });
        // A habit that rests from its first day on was never due, and still has a schedule to come back to.
        if rested.0[0].schedule.is_some() { rested } else { Self([&self.0[..1], &rested.0[..]].concat()) }
    }

    fn with(&self, version: Version) -> Self {
        let mut versions: Vec<_> =
            self.0.iter().filter(|known| known.valid_from < version.valid_from).cloned().collect();
        if versions.last().is_none_or(|last| last.schedule != version.schedule) {
            versions.push(version);
        }
        Self(versions)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn workdays() -> Schedule {
        Schedule::Weekdays { days: Weekdays::WORKDAYS }
    }

    #[test]
    fn weekdays_are_due_on_those_days_only() {
        assert!(workdays().is_due(date("2026-11-20")));
        assert!(!workdays().is_due(date("2026-11-21")));
        assert!(Schedule::Daily {}.is_due(date("2024-02-29")));
    }

    #[test]
    fn a_change_does_not_rewrite_the_past() {
        let history = ScheduleHistory::new(date("2026-11-01"), Schedule::Daily {})
            .changed(date("2026-11-16"), workdays());
        assert!(history.is_due(date("2026-11-15")));
        assert!(!history.is_due(date("2026-11-22")));
        assert!(history.is_due(date("2020-01-04")));
        assert_eq!(history.current(), &workdays());
    }

    #[test]
    fn changing_twice_on_one_day_keeps_the_last_and_changing_back_leaves_no_trace() {
        let before = ScheduleHistory::new(date("2026-11-01"), Schedule::Daily {});
        let changed = before.changed(date("2026-11-16"), workdays());
        assert_eq!(changed.changed(date("2026-11-16"), Schedule::Daily {}), before);
    }

    #[test]
    fn a_resting_habit_is_not_due_and_comes_back_without_a_trace_on_the_same_day() {
        let before = ScheduleHistory::new(date("2026-11-01"), Schedule::Daily {});
        for from in ["2026-11-16", "2026-11-17"] {
            let resting = before.resting(date(from));
            assert!(resting.is_due(date("2026-11-15")) && !resting.is_due(date("2026-12-24")));
            assert_eq!(resting.current(), &Schedule::Daily {});
            assert_eq!(resting.changed(date("2026-11-16"), Schedule::Daily {}), before);
        }
    }

    #[test]
    fn a_habit_that_rests_from_its_first_day_on_keeps_its_schedule() {
        let before = ScheduleHistory::new(date("2026-11-16"), workdays());
        let resting = before.resting(date("2026-11-16"));
        assert!(!resting.is_due(date("2026-11-16")));
        assert_eq!(resting.current(), &workdays());
        let stored: ScheduleHistory =
            serde_json::from_str(&serde_json::to_string(&resting).unwrap()).unwrap();
        assert!(!stored.is_due(date("2026-11-16")));
        assert_eq!(resting.changed(date("2026-11-16"), workdays()), before);
    }

    #[test]
    fn a_stored_history_is_read_in_order_and_never_empty() {
        let history = ScheduleHistory::new(date("2026-11-01"), Schedule::Daily {})
            .changed(date("2026-11-16"), workdays());
        let json = serde_json::to_string(&history).unwrap();
        assert_eq!(serde_json::from_str::<ScheduleHistory>(&json).unwrap(), history);
        assert!(serde_json::from_str::<ScheduleHistory>("[]").is_err());
    }

    #[test]
    fn a_schedule_without_days_or_with_unknown_fields_cannot_be_read() {
        for json in
            [r#"{"kind":"weekdays","days":[]}"#, r#"{"kind":"daily","n":2}"#, r#"{"kind":"hourly"}"#, "{}"]
        {
            assert!(serde_json::from_str::<Schedule>(json).is_err(), "{json}");
        }
        assert_eq!(serde_json::from_str::<Schedule>(r#"{"kind":"daily"}"#).unwrap(), Schedule::Daily {});
    }
}
