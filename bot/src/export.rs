//! Everything that is kept of a person, or of a habit, as one document for themselves: the resources of the API as they are.

use core_shared::contract::executions::{ExecutionBody, MAX_RANGE_DAYS};
use core_shared::contract::habits::HabitBody;
use core_shared::contract::schedules::ScheduleBody;
use core_shared::contract::tokens::TokenBody;
use core_shared::contract::users::UserBody;
use core_shared::domain::Days;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use serde::Serialize;

/// Whoever flew west has marked days that are still to come by their present clock: no more than these.
const DAYS_AHEAD: i32 = 2;

#[derive(Debug, Serialize)]
pub(crate) struct Export {
    pub(crate) exported_at: Timestamp,
    pub(crate) user: UserBody,
    /// Archived ones included. Each has its reminders.
    pub(crate) habits: Vec<ExportedHabit>,
    /// Without what lets anybody in.
    pub(crate) tokens: Vec<TokenBody>,
}

#[derive(Debug, Serialize)]
pub(crate) struct ExportedHabit {
    pub(crate) habit: HabitBody,
    pub(crate) schedules: Vec<ScheduleBody>,
    pub(crate) executions: Vec<ExecutionBody>,
}

/// How much it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Amounts {
    pub(crate) habits: u32,
    pub(crate) entries: u32,
}

impl Export {
    pub(crate) fn amounts(&self) -> Amounts {
        let entries = self.habits.iter().map(|habit| habit.executions.len()).sum();
        Amounts { habits: number(self.habits.len()), entries: number(entries) }
    }

    pub(crate) fn document(&self) -> Vec<u8> {
        written(self)
    }

    /// `habits-2026-11-28.json`
    pub(crate) fn file_name(&self) -> String {
        format!("habits-{}.json", self.user.today)
    }
}

impl ExportedHabit {
    pub(crate) fn document(&self) -> Vec<u8> {
        written(self)
    }

    /// `habit-7.json`
    pub(crate) fn file_name(&self) -> String {
        format!("habit-{}.json", self.habit.id)
    }
}

fn written(export: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec_pretty(export).expect("an export is plain data")
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The days on which a habit can have been marked, in pieces of which one request lists each.
pub(crate) fn pieces(starts_on: Date, today: Date) -> impl Iterator<Item = Days> {
    let last = today.saturating_add(DAYS_AHEAD.days());
    let mut next = starts_on;
    std::iter::from_fn(move || {
        let from = next;
        let to = from.saturating_add((MAX_RANGE_DAYS - 1).days()).min(last);
        next = to.saturating_add(1.day());
        (from <= last && from < next).then_some(Days { from, to })
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_pieces_are_all_days_from_the_first_to_those_ahead_and_none_twice() {
        let today = date(2026, 11, 28);
        for starts_on in [today, date(2026, 11, 30), date(2025, 11, 30), date(2025, 11, 29), date(1970, 1, 1)]
        {
            let pieces: Vec<Days> = pieces(starts_on, today).collect();
            assert_eq!(pieces.first().map(|piece| piece.from), Some(starts_on));
            assert_eq!(pieces.last().map(|piece| piece.to), Some(date(2026, 11, 30)));
            for pair in pieces.windows(2) {
                assert_eq!(pair[0].to.tomorrow().unwrap(), pair[1].from);
            }
            let longest = pieces.iter().map(|piece| (piece.to - piece.from).get_days() + 1).max();
            assert!(longest.unwrap() <= MAX_RANGE_DAYS);
        }
    }

    #[test]
    fn a_habit_that_begins_later_has_none() {
        assert_eq!(pieces(date(2026, 12, 1), date(2026, 11, 28)).count(), 0);
        assert_eq!(pieces(Date::MAX, date(2026, 11, 28)).count(), 0);
    }
}
