//! Which schedule of a habit was valid when. A change never rewrites the past.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Schedule;

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

    /// What was valid on `day`; `None` while the habit rested.
    pub fn on(&self, day: Date) -> Option<&Schedule> {
        self.0[self.index_of(day)].schedule.as_ref()
    }

    /// The days around `day` on which the same was valid, the first and the last of them, where they end.
    pub fn span_around(&self, day: Date) -> (Option<Date>, Option<Date>) {
        let index = self.index_of(day);
        let first = (index > 0).then(|| self.0[index].valid_from);
        let last = self.0.get(index + 1).map(|next| next.valid_from.saturating_sub(1.day()));
        (first, last)
    }

    /// Every schedule that was ever valid.
    pub fn schedules(&self) -> impl Iterator<Item = &Schedule> {
        self.0.iter().filter_map(|version| version.schedule.as_ref())
    }

    /// Days before the first version are judged by the first.
    fn index_of(&self, day: Date) -> usize {
        self.0.iter().rposition(|version| version.valid_from <= day).unwrap_or(0)
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
    use crate::domain::Weekdays;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn workdays() -> Schedule {
        Schedule::Weekdays { days: Weekdays::WORKDAYS }
    }

    fn due(history: &ScheduleHistory, day: &str) -> bool {
        let day = date(day);
        history.on(day).is_some_and(|schedule| schedule.asks_on(day))
    }

    #[test]
    fn a_change_does_not_rewrite_the_past() {
        let history = ScheduleHistory::new(date("2026-11-01"), Schedule::Daily {})
            .changed(date("2026-11-16"), workdays());
        assert!(due(&history, "2026-11-15"));
        assert!(!due(&history, "2026-11-22"));
        assert!(due(&history, "2020-01-04"));
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
            assert!(due(&resting, "2026-11-15") && !due(&resting, "2026-12-24"));
            assert_eq!(resting.current(), &Schedule::Daily {});
            assert_eq!(resting.changed(date("2026-11-16"), Schedule::Daily {}), before);
        }
    }

    #[test]
    fn a_habit_that_rests_from_its_first_day_on_keeps_its_schedule() {
        let before = ScheduleHistory::new(date("2026-11-16"), workdays());
        let resting = before.resting(date("2026-11-16"));
        assert!(!due(&resting, "2026-11-16"));
        assert_eq!(resting.current(), &workdays());
        let stored: ScheduleHistory =
            serde_json::from_str(&serde_json::to_string(&resting).unwrap()).unwrap();
        assert!(!due(&stored, "2026-11-16"));
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
}
