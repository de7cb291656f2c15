//! In which order the list of a day has its habits: by the part of the day at which they ask first, what is open before
//! what is done, and among equals in the user's own order; a page at a time.

use crate::contract::today::TodayHabit;
use crate::domain::{DayState, MinuteOfDay};

use super::is_limit;

/// Habits on one page: more rows are scrolled on a phone.
const PAGE: usize = 8;

const HOUR: u16 = 60;

/// When a habit asks first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum PartOfDay {
    Morning,
    Day,
    Evening,
    /// It never asks.
    AnyTime,
}

impl PartOfDay {
    const ALL: [Self; 4] = [Self::Morning, Self::Day, Self::Evening, Self::AnyTime];

    /// The night before four belongs to the evening.
    pub(super) fn of(asks_at: Option<MinuteOfDay>) -> Self {
        match asks_at.map(|at| at.minutes() / HOUR) {
            None => Self::AnyTime,
            Some(4..12) => Self::Morning,
            Some(12..18) => Self::Day,
            Some(_) => Self::Evening,
        }
    }
}

/// One row of the list.
#[derive(Debug, Clone, Copy)]
pub(super) enum Line<'h> {
    Title(PartOfDay),
    Habit(&'h TodayHabit),
}

/// How much a habit wants to be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Wants {
    ToBeDone,
    /// A limit only wants to be stayed within.
    Nothing,
    Settled,
}

impl Wants {
    fn of(habit: &TodayHabit) -> Self {
        let is_open = habit.state.is_open() || habit.state == DayState::Missed;
        match (is_open, is_limit(habit)) {
            (true, false) => Self::ToBeDone,
            (true, true) => Self::Nothing,
            (false, _) => Self::Settled,
        }
    }
}

/// The pages of the list, none without habits. A title stands over its habits on each page, when there are several.
pub(super) fn pages(habits: &[TodayHabit]) -> Vec<Vec<Line<'_>>> {
    let groups = groups(habits);
    let is_titled = groups.len() > 1;
    let ordered: Vec<_> = groups
        .into_iter()
        .flat_map(|(part, habits)| habits.into_iter().map(move |habit| (part, habit)))
        .collect();
    ordered.chunks(PAGE).map(|page| lines(page, is_titled)).collect()
}

fn lines<'h>(page: &[(PartOfDay, &'h TodayHabit)], is_titled: bool) -> Vec<Line<'h>> {
    page.chunk_by(|(one, _), (other, _)| one == other)
        .flat_map(|group| {
            let title = group.first().filter(|_| is_titled).map(|(part, _)| Line::Title(*part));
            title.into_iter().chain(group.iter().map(|(_, habit)| Line::Habit(habit)))
        })
        .collect()
}

/// The parts of the day that have habits: those first in which something is to be done, so that the next of it is on
/// top.
fn groups(habits: &[TodayHabit]) -> Vec<(PartOfDay, Vec<&TodayHabit>)> {
    let mut groups: Vec<_> = PartOfDay::ALL
        .into_iter()
        .map(|part| {
            let is_in = |habit: &&TodayHabit| PartOfDay::of(habit.asks_at) == part;
            let mut group: Vec<_> = habits.iter().filter(is_in).collect();
            group.sort_by_key(|habit| Wants::of(habit));
            (part, group)
        })
        .filter(|(_, group)| !group.is_empty())
        .collect();
    groups.sort_by_key(|(_, group)| group.first().map(|habit| Wants::of(habit)));
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_has_three_parts_and_the_night_ends_the_evening() {
        let part = |time: &str| PartOfDay::of(Some(time.parse().unwrap()));
        assert_eq!(["04:00", "11:59"].map(part), [PartOfDay::Morning; 2]);
        assert_eq!(["12:00", "17:59"].map(part), [PartOfDay::Day; 2]);
        assert_eq!(["18:00", "23:59", "00:00", "03:59"].map(part), [PartOfDay::Evening; 4]);
        assert_eq!(PartOfDay::of(None), PartOfDay::AnyTime);
    }
}
