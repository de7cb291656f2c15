//! What a habit was meant to be: everything that its days are judged by, apart from what was done.

use jiff::civil::Date;

use super::{HabitKind, Rests, Schedule, ScheduleHistory, Terms, Weekday};

/// What a habit was meant to be on each of its days.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    pub kind: HabitKind,
    /// As the user chose it; an earlier execution moves the beginning back for as long as it exists.
    pub starts_on: Date,
    pub schedules: ScheduleHistory,
    /// The user's own.
    pub first_weekday: Weekday,
    /// Pauses of the habit, vacations of the user, dates that a change of zone skipped.
    pub rests: Rests,
}

/// What a day asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asks<'p> {
    /// Nothing: the habit was archived.
    Nothing,
    /// Nothing, for a while: the day is neutral.
    Rest(&'p Terms),
    /// Nothing: a rest day of the schedule.
    NotToday(&'p Terms),
    /// To be done.
    Due(&'p Terms),
}

impl Plan {
    /// A plan that holds `terms` from its first day on and has no rests.
    pub fn new(kind: HabitKind, starts_on: Date, terms: impl Into<Terms>) -> Self {
        let schedules = ScheduleHistory::new(starts_on, terms);
        Self { kind, starts_on, schedules, first_weekday: Weekday::Mon, rests: Rests::default() }
    }

    pub(super) fn asks(&self, day: Date) -> Asks<'_> {
        match self.schedules.on(day) {
            None => Asks::Nothing,
            Some(terms) => self.asks_by(terms, day),
        }
    }

    /// What `day` asks for when `terms` are valid on it.
    pub(super) fn asks_by<'t>(&self, terms: &'t Terms, day: Date) -> Asks<'t> {
        if self.rests.contains(day) {
            Asks::Rest(terms)
        } else if terms.schedule.asks_on(day) {
            Asks::Due(terms)
        } else {
            Asks::NotToday(terms)
        }
    }

    pub(super) fn is_due(&self, day: Date) -> bool {
        matches!(self.asks(day), Asks::Due(_))
    }

    /// Whether a due day on which nothing was recorded is satisfied once it is over: what was not to happen
    /// did not.
    pub fn holds_by_itself(&self, terms: &Terms) -> bool {
        self.kind == HabitKind::Quit || terms.has_limit()
    }

    /// Whether the end of a day can bring something about by the present terms: a limit holds, or what was not
    /// done is carried on.
    pub fn settles(&self) -> bool {
        let terms = self.schedules.current();
        self.holds_by_itself(terms) || terms.carries()
    }

    /// The days around `day` that are counted together when `terms` count times in a period: those of the
    /// period on which the same terms hold, from `begins_on` on. `None` for other schedules.
    pub(super) fn stretch(&self, terms: &Terms, day: Date, begins_on: Date) -> Option<Stretch> {
        let Schedule::TimesPer { n, period } = terms.schedule else { return None };
        let (first, last) = period.around(day, self.first_weekday);
        let (valid_from, valid_to) = self.schedules.span_around(day);
        let first = first.max(begins_on).max(valid_from.unwrap_or(first));
        Some(Stretch { n, first, last: last.min(valid_to.unwrap_or(last)) })
    }
}

/// Days that are counted together, and how often a habit is to be done on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) n: u8,
    pub(super) first: Date,
    pub(super) last: Date,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::GoalKind;
    use crate::domain::examples::{carried, date, goal, mondays_and_thursdays};

    #[test]
    fn the_end_of_a_day_brings_something_about_where_a_day_can_hold_or_be_carried_on() {
        let settles = |kind, terms: Terms| Plan::new(kind, date("2026-11-02"), terms).settles();
        assert!(!settles(HabitKind::Build, Schedule::Daily {}.into()));
        assert!(!settles(HabitKind::Build, goal(GoalKind::AtLeast, 2)));
        assert!(settles(HabitKind::Build, goal(GoalKind::AtMost, 2)));
        assert!(settles(HabitKind::Quit, Schedule::Daily {}.into()));
        assert!(settles(HabitKind::Build, carried(mondays_and_thursdays())));
        assert!(!settles(HabitKind::Build, carried(Schedule::Daily {})));
    }
}
