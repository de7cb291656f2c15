//! Several schedules in one text: those that go together become one, the others have to be chosen from.

use core_shared::domain::{MonthDays, Period, Schedule};

use super::days;

/// What the schedules come to: one, or several that contradict each other.
pub(super) fn merged(schedules: impl IntoIterator<Item = Schedule>) -> Vec<Schedule> {
    let mut merged: Vec<Schedule> = Vec::new();
    for schedule in schedules {
        let fitting = merged.iter_mut().find_map(|known| both(known, &schedule).map(|both| (known, both)));
        match fitting {
            Some((known, both)) => *known = both,
            None => merged.push(schedule),
        }
    }
    merged
}

fn both(one: &Schedule, other: &Schedule) -> Option<Schedule> {
    match (one, other) {
        _ if one == other => Some(one.clone()),
        (Schedule::Weekdays { days }, Schedule::Weekdays { days: more }) => Some(days::of(days.or(*more))),
        (Schedule::MonthDays { dates }, Schedule::MonthDays { dates: more }) => {
            let dates = MonthDays::new(dates.days().chain(more.days())).ok()?;
            Some(Schedule::MonthDays { dates })
        }
        (Schedule::TimesPer { .. }, _) if names(other, one) => Some(other.clone()),
        (_, Schedule::TimesPer { .. }) if names(one, other) => Some(one.clone()),
        _ => None,
    }
}

/// "3 times a week: mon wed fri" names its three days.
fn names(named: &Schedule, counted: &Schedule) -> bool {
    let (count, of) = match named {
        Schedule::Weekdays { days } => (days.bits().count_ones(), Period::Week),
        Schedule::MonthDays { dates } => (dates.count(), Period::Month),
        _ => return false,
    };
    matches!(counted, Schedule::TimesPer { n, period } if u32::from(*n) == count && *period == of)
}
