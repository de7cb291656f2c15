//! The days of a habit: a month as a grid of buttons with the mark of each day, and its notes. A grid shows what was
//! recorded, so that every month reads alike.

use core_shared::callback::{Callback, Edit};
use core_shared::contract::executions::ExecutionBody;
use core_shared::contract::habits::HabitBody;
use core_shared::contract::users::UserBody;
use core_shared::domain::{DayState, ExecutionState, Goal, GoalKind, HabitId, Locale, Weekday};
use core_shared::screen::{Button, Html, Keyboard, Screen};
use core_shared::texts::{self, html, plain};
use jiff::ToSpan as _;
use jiff::civil::Date;

use super::day_states::{icon, legend};
use super::{button, shortened};

const WEEK: usize = 7;

/// Notes that one message lists, and how much of each.
const MOST_NOTES: usize = 10;
const LONGEST_NOTE: usize = 120;

/// A place of the grid without a day that could be marked.
const NOTHING: &str = "·";

/// The month that begins on `first`, with what was recorded in it. Its weeks begin as the person's do; those in which no
/// day can be marked are left out.
pub(crate) fn month(user: &UserBody, habit: &HabitBody, first: Date, executions: &[ExecutionBody]) -> Screen {
    let locale = user.locale;
    let this = leads_to(habit.id, first);
    let stay = |label: String| Button::new(label, this.clone());
    let open =
        |day| Button::new(label(user, habit, day, executions), Callback::DayMenu { habit: habit.id, day });
    let nothing = || stay(NOTHING.to_owned());
    let before = places_before(first, user.first_weekday);
    let mut cells: Vec<Button> = std::iter::repeat_with(nothing).take(before).collect();
    cells.extend(days_of(first).map(open));
    let after = cells.len().next_multiple_of(WEEK) - cells.len();
    cells.extend(std::iter::repeat_with(nothing).take(after));

    let weekdays = weekdays_from(user.first_weekday);
    let mut rows = vec![weekdays.map(|day| stay(texts::weekday(locale, day))).to_vec()];
    let has_day = |week: &&[Button]| week.iter().any(|button| button.label != NOTHING);
    rows.extend(cells.chunks(WEEK).filter(has_day).map(<[Button]>::to_vec));
    rows.push(turns(user, habit, first));
    rows.push(vec![button(locale, "button-back", Callback::Card { habit: habit.id })]);
    Screen::new(Html::lines(lines(locale, habit, first, executions)), Keyboard::rows(rows))
}

fn days_of(first: Date) -> impl Iterator<Item = Date> {
    first.series(1.day()).take_while(move |day| day.month() == first.month())
}

/// To the month of the day.
pub(crate) fn leads_to(habit: HabitId, day: Date) -> Callback {
    Callback::Edit { habit, edit: Edit::Month { year: day.year(), month: day.month() } }
}

/// Whether the day belongs to what has been of the habit.
pub(crate) fn can_be_opened(user: &UserBody, habit: &HabitBody, day: Date) -> bool {
    (habit.starts_on..=user.today).contains(&day)
}

fn weekdays_from(first: Weekday) -> [Weekday; WEEK] {
    let mut days = Weekday::ALL;
    days.rotate_left(usize::from(first.number() - 1));
    days
}

/// Places of the first week that belong to the month before.
fn places_before(first: Date, first_weekday: Weekday) -> usize {
    let weekday = Weekday::of(first);
    weekdays_from(first_weekday).iter().position(|day| *day == weekday).unwrap_or_default()
}

/// Days before the habit began and days to come have no number to tap.
fn label(user: &UserBody, habit: &HabitBody, day: Date, executions: &[ExecutionBody]) -> String {
    if !can_be_opened(user, habit, day) {
        return NOTHING.to_owned();
    }
    let execution = executions.iter().find(|execution| execution.day == day);
    let mark = execution.map(|execution| icon(state_of(habit, execution)));
    format!("{}{}", mark.unwrap_or_default(), day.day())
}

/// A month back while the habit was there, and a month forth while there is one.
fn turns(user: &UserBody, habit: &HabitBody, first: Date) -> Vec<Button> {
    let turn = |label: &str, to: Date| Button::new(label, leads_to(habit.id, to));
    let back = (first > habit.starts_on).then(|| turn("‹", first.saturating_sub(1.month())));
    let next = first.saturating_add(1.month());
    let forth = (next <= user.today).then(|| turn("›", next));
    back.into_iter().chain(forth).collect()
}

fn lines(locale: Locale, habit: &HabitBody, first: Date, executions: &[ExecutionBody]) -> Vec<Html> {
    let range = [
        ("habit", habit.name.as_str().into()),
        ("from", texts::date_with_year(locale, first).into()),
        ("to", texts::date_with_year(locale, first.last_of_month()).into()),
    ];
    let mut lines = vec![html(locale, "history-headline", &range)];
    let states: Vec<DayState> = executions.iter().map(|execution| state_of(habit, execution)).collect();
    lines.extend(legend(locale, habit, &states));
    let noted: Vec<_> =
        executions.iter().filter_map(|execution| Some((execution.day, execution.note.as_ref()?))).collect();
    if !noted.is_empty() {
        lines.push(Html::default());
    }
    lines.extend(noted.iter().rev().take(MOST_NOTES).map(|(day, note)| {
        let note = shortened(&note.as_str().replace('\n', " "), LONGEST_NOTE);
        html(locale, "history-note", &[("date", texts::date(locale, *day).into()), ("note", note.into())])
    }));
    let more = u32::try_from(noted.len().saturating_sub(MOST_NOTES)).unwrap_or(u32::MAX);
    if more > 0 {
        lines.push(html(locale, "history-more-notes", &[("count", more.into())]));
    }
    lines
}

/// As the API judges it as far as it tells, and otherwise by what is wanted now.
pub(crate) fn state_of(habit: &HabitBody, execution: &ExecutionBody) -> DayState {
    judged(habit, execution.day).unwrap_or_else(|| recorded(habit.goal.as_ref(), execution))
}

/// What the API tells of the last two weeks.
pub(crate) fn judged(habit: &HabitBody, day: Date) -> Option<DayState> {
    habit.recent_days.iter().find(|recent| recent.day == day).map(|recent| recent.state)
}

fn recorded(goal: Option<&Goal>, execution: &ExecutionBody) -> DayState {
    match execution.state {
        ExecutionState::NotDone => DayState::NotDone,
        ExecutionState::Skipped => DayState::Skipped,
        ExecutionState::Frozen => DayState::Frozen,
        ExecutionState::Done => match (goal, execution.amount) {
            (Some(goal), Some(amount)) if goal.kind == GoalKind::AtLeast && amount < goal.amount => {
                DayState::Partial
            }
            (Some(goal), Some(amount)) if goal.kind == GoalKind::AtMost && amount > goal.amount => {
                DayState::Exceeded
            }
            _ => DayState::Done,
        },
    }
}

/// Why a day cannot be opened.
pub(crate) fn no_such_day(locale: Locale, habit: &HabitBody, day: Date) -> String {
    if day < habit.starts_on {
        let began = texts::date_with_year(locale, habit.starts_on);
        return plain(locale, "history-before", &[("date", began.into())]);
    }
    plain(locale, "history-to-come", &[])
}

#[cfg(test)]
mod tests;
