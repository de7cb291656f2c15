//! How the states of a day look: the same sign in the two weeks of a card, in the list of today, and where the numbers
//! are explained.

use core_shared::contract::habits::HabitBody;
use core_shared::domain::{DayState, GoalKind, HabitKind, Locale};
use core_shared::screen::Html;
use core_shared::texts::plain;

pub(crate) use core_shared::day_icon::icon;

/// The order of a legend: what happened by itself, what was said, what was spared.
const EXPLAINED: [DayState; 8] = [
    DayState::Missed,
    DayState::NotDone,
    DayState::Partial,
    DayState::Exceeded,
    DayState::Carried,
    DayState::Skipped,
    DayState::Frozen,
    DayState::Paused,
];

/// What those of the icons mean that do not speak for themselves.
pub(crate) fn legend(locale: Locale, habit: &HabitBody, shown: &[DayState]) -> Option<Html> {
    let meanings: Vec<String> = EXPLAINED
        .into_iter()
        .filter(|state| shown.contains(state))
        .filter_map(|state| meaning(habit, state))
        .map(|id| plain(locale, id, &[]))
        .collect();
    (!meanings.is_empty()).then(|| Html::escaped(&meanings.join("  ")))
}

/// The icon of a day and what it means.
pub(crate) fn said(locale: Locale, habit: &HabitBody, state: DayState) -> String {
    let id = meaning(habit, state).unwrap_or(match state {
        DayState::Done => "day-done",
        DayState::Kept => "day-kept",
        DayState::Pending => "day-open",
        _ => "day-not-due",
    });
    plain(locale, id, &[])
}

fn meaning(habit: &HabitBody, state: DayState) -> Option<&'static str> {
    let has_limit = habit.goal.as_ref().is_some_and(|goal| goal.kind == GoalKind::AtMost);
    match state {
        DayState::Missed => Some("legend-missed"),
        DayState::NotDone if habit.kind == HabitKind::Quit => Some("legend-lapse"),
        DayState::NotDone => Some("legend-not-done"),
        DayState::Partial if has_limit => Some("legend-within"),
        DayState::Partial => Some("legend-partial"),
        DayState::Exceeded => Some("legend-exceeded"),
        DayState::Carried => Some("legend-carried"),
        DayState::Skipped => Some("legend-skipped"),
        DayState::Frozen => Some("legend-frozen"),
        DayState::Paused => Some("legend-paused"),
        DayState::Done | DayState::Kept | DayState::Pending | DayState::NotDue => None,
    }
}
