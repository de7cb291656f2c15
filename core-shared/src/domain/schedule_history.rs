//! What a habit was meant to be, and when. A change never rewrites the past.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Goal, GoalKind, Schedule, Weekdays};

/// What the days of a habit are judged by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    pub schedule: Schedule,
    /// Of a measured habit; `None` is a plain yes or no.
    pub goal: Option<Goal>,
    /// Whether an undone due day is carried to the next days until it is done, or due again.
    pub carry_over: bool,
}

/// The terms of a habit, oldest first. A past day is judged by what was valid on it: terms, or nothing while
/// the habit was archived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Version>")]
pub struct ScheduleHistory(Vec<Version>);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a history of schedules begins with one")]
pub struct NoSchedule;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "StoredVersion", into = "StoredVersion")]
struct Version {
    valid_from: Date,
    /// `None`: the habit rests and is never due.
    terms: Option<Terms>,
}

/// A version as it is stored: flat, and without what is not said.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct StoredVersion {
    valid_from: Date,
    schedule: Option<Schedule>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    goal: Option<Goal>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    carry_over: bool,
}

impl From<StoredVersion> for Version {
    fn from(stored: StoredVersion) -> Self {
        let StoredVersion { valid_from, schedule, goal, carry_over } = stored;
        Self { valid_from, terms: schedule.map(|schedule| Terms { schedule, goal, carry_over }) }
    }
}

impl From<Version> for StoredVersion {
    fn from(Version { valid_from, terms }: Version) -> Self {
        match terms {
            None => Self { valid_from, schedule: None, goal: None, carry_over: false },
            Some(Terms { schedule, goal, carry_over }) => {
                Self { valid_from, schedule: Some(schedule), goal, carry_over }
            }
        }
    }
}

impl From<Schedule> for Terms {
    fn from(schedule: Schedule) -> Self {
        Self { schedule, goal: None, carry_over: false }
    }
}

impl Terms {
    /// The limit that is not to be exceeded, if there is one.
    pub fn has_limit(&self) -> bool {
        self.goal.as_ref().is_some_and(|goal| goal.kind == GoalKind::AtMost)
    }

    /// The weekdays on which a reminder may have something to ask.
    pub fn reminder_weekdays(&self) -> Weekdays {
        if self.carries() { Weekdays::ALL } else { self.schedule.weekdays() }
    }

    /// Whether undone days are carried on: never from one day to the next that is due itself, nor within a
    /// period in which any day will do.
    pub(super) fn carries(&self) -> bool {
        let is_calendar_with_gaps = match self.schedule {
            Schedule::Daily {} | Schedule::TimesPer { .. } => false,
            Schedule::Weekdays { .. } | Schedule::EveryNDays { .. } | Schedule::MonthDays { .. } => true,
        };
        self.carry_over && is_calendar_with_gaps
    }
}

impl TryFrom<Vec<Version>> for ScheduleHistory {
    type Error = NoSchedule;

    fn try_from(mut versions: Vec<Version>) -> Result<Self, Self::Error> {
        versions.sort_by_key(|version| version.valid_from);
        let begins_with_one = versions.first().is_some_and(|version| version.terms.is_some());
        if begins_with_one { Ok(Self(versions)) } else { Err(NoSchedule) }
    }
}

impl ScheduleHistory {
    pub fn new(valid_from: Date, terms: impl Into<Terms>) -> Self {
        Self(vec![Version { valid_from, terms: Some(terms.into()) }])
    }

    /// From which day on what was valid, oldest first; `None` while the habit rested.
    pub fn iter(&self) -> impl Iterator<Item = (Date, Option<&Terms>)> {
        self.0.iter().map(|version| (version.valid_from, version.terms.as_ref()))
    }

    /// What was valid on `day`; `None` while the habit rested.
    pub fn on(&self, day: Date) -> Option<&Terms> {
        self.0[self.index_of(day)].terms.as_ref()
    }

    /// What was valid on `day`, and the last day of that, where it ends.
    pub(super) fn holding_on(&self, day: Date) -> (Option<&Terms>, Option<Date>) {
        (self.on(day), self.span_around(day).1)
    }

    /// The days around `day` on which the same was valid, the first and the last of them, where they end.
    pub fn span_around(&self, day: Date) -> (Option<Date>, Option<Date>) {
        let index = self.index_of(day);
        let first = (index > 0).then(|| self.0[index].valid_from);
        let last = self.0.get(index + 1).map(|next| next.valid_from.saturating_sub(1.day()));
        (first, last)
    }

    /// Whether the habit was ever measured.
    pub fn was_measured(&self) -> bool {
        self.0.iter().any(|version| version.terms.as_ref().is_some_and(|terms| terms.goal.is_some()))
    }

    /// Whether a cache that was made under `before` is no longer right: the days before the first version
    /// are judged by other terms, or amounts are kept that were not.
    pub fn judges_anew(&self, before: &Self) -> bool {
        self.first() != before.first() || self.was_measured() != before.was_measured()
    }

    /// Days before the first version are judged by the first.
    fn index_of(&self, day: Date) -> usize {
        self.0.iter().rposition(|version| version.valid_from <= day).unwrap_or(0)
    }

    /// What the first days are judged by.
    pub fn first(&self) -> &Terms {
        let first = self.0.first().and_then(|version| version.terms.as_ref());
        first.expect("a history begins with a schedule")
    }

    /// The newest terms, also while the habit rests.
    pub fn current(&self) -> &Terms {
        let newest = self.0.iter().rev().find_map(|version| version.terms.as_ref());
        newest.expect("a history begins with a schedule")
    }

    /// The history in which `terms` hold from `valid_from` on and every day before keeps its own.
    #[must_use]
    pub fn changed(&self, valid_from: Date, terms: impl Into<Terms>) -> Self {
        self.with(Version { valid_from, terms: Some(terms.into()) })
    }

    /// The history in which the habit is not due from `valid_from` on.
    #[must_use]
    pub fn resting(&self, valid_from: Date) -> Self {
        let rested = self.with(Version { valid_from, terms: None });
        if rested.0[0].terms.is_some() {
            return rested;
        }
        // A habit that rests from its first day on, or from one before it (whoever made it flew west), was never due, and
        // still has a schedule to come back to.
        let first = Version { valid_from: valid_from.min(self.0[0].valid_from), ..self.0[0].clone() };
        Self([&[first], &rested.0[..]].concat())
    }

    fn with(&self, version: Version) -> Self {
        let mut versions: Vec<_> =
            self.0.iter().filter(|known| known.valid_from < version.valid_from).cloned().collect();
        if versions.last().is_none_or(|last| last.terms != version.terms) {
            versions.push(version);
        }
        Self(versions)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Weekdays;
    use crate::domain::examples::goal;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn workdays() -> Schedule {
        Schedule::Weekdays { days: Weekdays::WORKDAYS }
    }

    fn due(history: &ScheduleHistory, day: &str) -> bool {
        let day = date(day);
        history.on(day).is_some_and(|terms| terms.schedule.asks_on(day))
    }

    #[test]
    fn a_habit_that_rests_before_its_first_day_can_be_kept_read_and_restored() {
        let history = ScheduleHistory::new(date("2026-11-30"), Schedule::Daily {});
        for first_day_of_rest in [date("2026-11-29"), date("2026-11-30")] {
            let rested = history.resting(first_day_of_rest);
            let kept: ScheduleHistory =
                serde_json::from_value(serde_json::to_value(&rested).unwrap()).unwrap();
            assert_eq!(kept, rested);
            assert_eq!(kept.on(first_day_of_rest), None);
            assert_eq!(kept.current(), history.current());
            let back = kept.changed(date("2026-12-01"), kept.current().clone());
            assert_eq!(
                (back.on(date("2026-11-30")), back.on(date("2026-12-01"))),
                (None, Some(history.current()))
            );
        }
    }

    #[test]
    fn a_change_does_not_rewrite_the_past() {
        let history = ScheduleHistory::new(date("2026-11-01"), Schedule::Daily {})
            .changed(date("2026-11-16"), workdays());
        assert!(due(&history, "2026-11-15"));
        assert!(!due(&history, "2026-11-22"));
        assert!(due(&history, "2020-01-04"));
        assert_eq!(history.current().schedule, workdays());
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
            assert_eq!(resting.current().schedule, Schedule::Daily {});
            assert_eq!(resting.changed(date("2026-11-16"), Schedule::Daily {}), before);
        }
    }

    #[test]
    fn a_habit_that_rests_from_its_first_day_on_keeps_its_schedule() {
        let before = ScheduleHistory::new(date("2026-11-16"), workdays());
        let resting = before.resting(date("2026-11-16"));
        assert!(!due(&resting, "2026-11-16"));
        assert_eq!(resting.current().schedule, workdays());
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

    #[test]
    fn terms_hold_from_their_first_day_to_the_one_before_the_next() {
        let history = ScheduleHistory::new(date("2026-11-01"), Schedule::Daily {})
            .changed(date("2026-11-16"), workdays())
            .resting(date("2026-12-01"));
        let around = |day| history.span_around(date(day));
        assert_eq!(around("2026-10-01"), (None, Some(date("2026-11-15"))));
        assert_eq!(around("2026-11-15"), (None, Some(date("2026-11-15"))));
        assert_eq!(around("2026-11-16"), (Some(date("2026-11-16")), Some(date("2026-11-30"))));
        assert_eq!(around("2026-12-24"), (Some(date("2026-12-01")), None));
    }

    #[test]
    fn a_habit_that_was_measured_once_stays_one_that_was() {
        let plain = ScheduleHistory::new(date("2026-11-01"), Schedule::Daily {});
        let measured = plain.changed(date("2026-11-16"), goal(GoalKind::AtLeast, 8));
        let again = measured.changed(date("2026-12-01"), Schedule::Daily {});
        assert_eq!([&plain, &measured, &again].map(ScheduleHistory::was_measured), [false, true, true]);
    }

    #[test]
    fn numbers_are_judged_anew_when_the_first_days_are_or_amounts_begin_to_count() {
        let before = ScheduleHistory::new(date("2026-11-01"), Schedule::Daily {});
        let measured = goal(GoalKind::AtLeast, 8);
        assert!(!before.judges_anew(&before));
        assert!(!before.changed(date("2026-11-16"), workdays()).judges_anew(&before));
        assert!(before.changed(date("2026-11-01"), workdays()).judges_anew(&before));
        assert!(before.changed(date("2026-11-16"), measured.clone()).judges_anew(&before));
        let always = ScheduleHistory::new(date("2026-11-01"), measured.clone());
        assert!(!always.changed(date("2026-11-16"), workdays()).judges_anew(&always));
        assert!(always.judges_anew(&before));
    }
}
