//! How single days look: to people, and to whoever wants to know what is next.

use jiff::ToSpan;
use jiff::civil::Date;

use super::plan::Asks;
use super::standing::Standing;
use super::walk::{Openness, after};
use super::{DayState, Execution, ExecutionState, History, Terms};

/// How many days are looked at for the next due one, rests not counted: longer than any schedule pauses by
/// itself.
const SEARCH_DAYS: usize = 400;

impl History {
    /// How `day` looks on `today`. `None` for a day before the window: that takes its execution.
    pub fn day_state(&self, day: Date, today: Date) -> Option<DayState> {
        if day < self.window.first && day >= self.begins_on() {
            return None;
        }
        Some(self.judge(day, self.window.execution(day), today))
    }

    /// How `day` with this execution looks on `today`.
    pub fn judge(&self, day: Date, execution: Option<Execution>, today: Date) -> DayState {
        let asks = if day >= self.begins_on() { self.plan.asks(day) } else { Asks::Nothing };
        let (Asks::Rest(terms) | Asks::NotToday(terms) | Asks::Due(terms)) = asks else {
            return recorded(execution, Standing::of(execution, None), Openness::Over)
                .unwrap_or(DayState::NotDue);
        };
        let openness = if day < today { Openness::Over } else { Openness::Open };
        let standing = Standing::of(execution, terms.goal.as_ref());
        recorded(execution, standing, openness).unwrap_or_else(|| match (asks, openness) {
            (Asks::Rest(_), _) => DayState::Paused,
            // No single day of a period is missed; it is asked for until there are enough.
            (Asks::Due(terms), _) if self.is_enough(terms, day) => DayState::NotDue,
            (Asks::Due(_), Openness::Open) => DayState::Pending,
            (Asks::Due(terms), Openness::Over) => self.unrecorded(terms, day, today),
            (Asks::NotToday(_) | Asks::Nothing, Openness::Open) if self.carried_to(day, today).is_some() => {
                DayState::Carried
            }
            (Asks::NotToday(_) | Asks::Nothing, _) => DayState::NotDue,
        })
    }

    /// A due day that is over and has no execution.
    fn unrecorded(&self, terms: &Terms, day: Date, today: Date) -> DayState {
        if self.plan.stretch(terms, day, self.begins_on()).is_some() {
            DayState::NotDue
        } else if self.plan.holds_by_itself(terms) {
            DayState::Kept
        } else if terms.carries() && self.is_carried_on(terms, day, today) {
            DayState::Carried
        } else {
            DayState::Missed
        }
    }

    /// Whether the undone `day` was done later under the same terms, was let go, or still can be done.
    fn is_carried_on(&self, terms: &Terms, day: Date, today: Date) -> bool {
        let mut later = after(day);
        while later <= today {
            if self.plan.schedules.on(later) != Some(terms) || self.plan.is_due(later) {
                return false;
            }
            match Standing::of(self.window.execution(later), terms.goal.as_ref()) {
                Standing::Satisfied | Standing::Within | Standing::Neutral => return true,
                Standing::NotDone | Standing::Exceeded => return false,
                Standing::Blank | Standing::Partial => {}
            }
            later = after(later);
        }
        true
    }

    /// The undone due day on whose behalf `day` asks, when that is `today`.
    pub fn carried_to(&self, day: Date, today: Date) -> Option<Date> {
        let carries = self.plan.schedules.on(day).is_some_and(Terms::carries);
        if day != today || !carries || self.plan.is_due(day) {
            return None;
        }
        self.walk_up_to(day).numbers.carried.map(|carried| carried.due)
    }

    /// Whether `day` lies in a period that has its times already.
    fn is_enough(&self, terms: &Terms, day: Date) -> bool {
        let Some(stretch) = self.plan.stretch(terms, day, self.begins_on()) else { return false };
        // A window reaches back further than a month.
        let days = stretch.first.series(1.day()).take_while(|day| *day <= stretch.last);
        let counts = |day: &Date| {
            let standing = Standing::of(self.window.execution(*day), terms.goal.as_ref());
            standing.is_done() && !self.plan.rests.contains(*day)
        };
        days.filter(counts).count() >= usize::from(stretch.n)
    }

    /// The first day from `today` on that asks to be done, `None` when none does for longer than any
    /// schedule pauses.
    pub fn next_due(&self, today: Date) -> Option<Date> {
        if self.judge(today, self.window.execution(today), today).is_open() {
            return Some(today);
        }
        // What was carried into a rest asks again behind it.
        let is_carried = self.plan.rests.contains(today) && self.walk_up_to(today).numbers.carried.is_some();
        let mut day = after(today).max(self.begins_on());
        for _ in 0..SEARCH_DAYS {
            match self.plan.asks(day) {
                Asks::Due(terms) if !self.is_enough(terms, day) => return Some(day),
                Asks::NotToday(_) if is_carried => return Some(day),
                Asks::Rest(_) => day = self.plan.rests.around(day).map_or(day, |rest| rest.to),
                Asks::Due(_) | Asks::NotToday(_) | Asks::Nothing => {}
            }
            day = day.tomorrow().ok()?;
        }
        None
    }
}

/// How a day looks by what is recorded on it; `None` when nothing is.
fn recorded(execution: Option<Execution>, standing: Standing, openness: Openness) -> Option<DayState> {
    let state = match standing {
        Standing::Blank => return None,
        Standing::Satisfied => DayState::Done,
        Standing::Within if openness == Openness::Over => DayState::Done,
        Standing::Within | Standing::Partial => DayState::Partial,
        Standing::Exceeded => DayState::Exceeded,
        Standing::NotDone => DayState::NotDone,
        Standing::Neutral => match execution.map(|execution| execution.state) {
            Some(ExecutionState::Frozen) => DayState::Frozen,
            _ => DayState::Skipped,
        },
    };
    Some(state)
}
