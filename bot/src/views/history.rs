//! The days of a habit: a month as a grid of buttons with the mark of each day, and its notes; and one day with what it
//! can be marked as. A grid shows what was recorded, so that every month reads alike.

use core_shared::callback::{Callback, Edit, Mark, Surface};
use core_shared::contract::executions::ExecutionBody;
use core_shared::contract::habits::HabitBody;
use core_shared::contract::users::UserBody;
use core_shared::domain::{Answer, DayState, ExecutionState, Goal, GoalKind, HabitKind, Locale, Weekday};
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
    let this = leads_to(first);
    let to = |label: String, edit| Button::new(label, Callback::Edit { habit: habit.id, edit });
    let nothing = || to(NOTHING.to_owned(), this);
    let before = places_before(first, user.first_weekday);
    let mut cells: Vec<Button> = std::iter::repeat_with(nothing).take(before).collect();
    cells.extend(days_of(first).map(|day| to(label(user, habit, day, executions), Edit::Day(day))));
    let after = cells.len().next_multiple_of(WEEK) - cells.len();
    cells.extend(std::iter::repeat_with(nothing).take(after));

    let weekdays = weekdays_from(user.first_weekday);
    let mut rows = vec![weekdays.map(|day| to(texts::weekday(locale, day), this)).to_vec()];
    let has_day = |week: &&[Button]| week.iter().any(|button| button.label != NOTHING);
    rows.extend(cells.chunks(WEEK).filter(has_day).map(<[Button]>::to_vec));
    rows.push(turns(user, habit, first));
    rows.push(vec![button(locale, "button-back", Callback::Card { habit: habit.id })]);
    Screen::new(Html::lines(lines(locale, habit, first, executions)), Keyboard::rows(rows))
}

fn days_of(first: Date) -> impl Iterator<Item = Date> {
    first.series(1.day()).take_while(move |day| day.month() == first.month())
}

fn leads_to(month: Date) -> Edit {
    Edit::Month { year: month.year(), month: month.month() }
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
    if !(habit.starts_on..=user.today).contains(&day) {
        return NOTHING.to_owned();
    }
    let execution = executions.iter().find(|execution| execution.day == day);
    let mark = execution.map(|execution| icon(state_of(habit, execution)));
    format!("{}{}", mark.unwrap_or_default(), day.day())
}

/// A month back while the habit was there, and a month forth while there is one.
fn turns(user: &UserBody, habit: &HabitBody, first: Date) -> Vec<Button> {
    let turn =
        |label: &str, to: Date| Button::new(label, Callback::Edit { habit: habit.id, edit: leads_to(to) });
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
fn state_of(habit: &HabitBody, execution: &ExecutionBody) -> DayState {
    judged(habit, execution.day).unwrap_or_else(|| recorded(habit.goal.as_ref(), execution))
}

fn judged(habit: &HabitBody, day: Date) -> Option<DayState> {
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

/// One day, and what it can be marked as.
pub(crate) fn day(locale: Locale, habit: &HabitBody, day: Date, execution: Option<&ExecutionBody>) -> Screen {
    let state = execution.map(|execution| state_of(habit, execution)).or_else(|| judged(habit, day));
    let mut lines = vec![day_line(locale, habit, day, state)];
    if let (Some(goal), Some(amount)) = (&habit.goal, execution.and_then(|execution| execution.amount)) {
        lines.push(Html::escaped(&texts::measured(locale, amount, goal)));
    }
    lines.extend(state.and_then(|state| legend(locale, habit, &[state])));
    let note = execution.and_then(|execution| execution.note.as_ref());
    lines.extend(note.map(|note| Html::escaped(note.as_str())));
    let back = Callback::Edit { habit: habit.id, edit: leads_to(day) };
    let mut rows = vec![amounts(locale, habit, day), answers(locale, habit, day, execution)];
    rows.extend(execution.map(|_| vec![mark(locale, "button-undo", habit, day, Mark::Clear)]));
    rows.push(vec![button(locale, "button-back", back)]);
    Screen::new(Html::lines(lines), Keyboard::rows(rows))
}

fn day_line(locale: Locale, habit: &HabitBody, day: Date, state: Option<DayState>) -> Html {
    let name = ("habit", habit.name.as_str().into());
    let date = ("date", texts::date(locale, day).into());
    match state {
        Some(state) => html(locale, "history-day-marked", &[name, date, ("icon", icon(state).into())]),
        None => html(locale, "history-day", &[name, date]),
    }
}

fn amounts(locale: Locale, habit: &HabitBody, day: Date) -> Vec<Button> {
    let Some(goal) = &habit.goal else {
        return Vec::new();
    };
    let add = Callback::Add { habit: habit.id, day, surface: Surface::PastDay };
    let ask = Callback::Edit { habit: habit.id, edit: Edit::AskAmount(day) };
    vec![Button::new(texts::step(locale, goal), add), button(locale, "button-how-much", ask)]
}

/// What the day can be answered with; not what it was answered with already.
fn answers(locale: Locale, habit: &HabitBody, day: Date, execution: Option<&ExecutionBody>) -> Vec<Button> {
    let (done, not_done) = match habit.kind {
        HabitKind::Build => ("button-done", "button-not-done"),
        HabitKind::Quit => ("button-kept", "button-lapse"),
    };
    let said = execution.filter(|execution| execution.amount.is_none()).map(|execution| execution.state);
    [(done, Answer::Done), (not_done, Answer::NotDone), ("button-skip", Answer::Skipped)]
        .into_iter()
        .filter(|(_, answer)| said != Some((*answer).into()))
        .map(|(id, answer)| mark(locale, id, habit, day, Mark::Set(answer)))
        .collect()
}

fn mark(locale: Locale, id: &str, habit: &HabitBody, day: Date, mark: Mark) -> Button {
    button(locale, id, Callback::Check { habit: habit.id, day, mark, surface: Surface::PastDay })
}

/// Asks how much it was.
pub(crate) fn amount_question(locale: Locale, habit: &HabitBody, day: Date) -> Screen {
    let example =
        habit.goal.as_ref().map_or_else(|| "2".to_owned(), |goal| texts::amount(locale, goal.amount));
    let text = html(
        locale,
        "history-amount",
        &[
            ("habit", habit.name.as_str().into()),
            ("date", texts::date(locale, day).into()),
            ("example", example.into()),
        ],
    );
    let back = Callback::Edit { habit: habit.id, edit: Edit::Day(day) };
    Screen::new(text, Keyboard::rows([vec![button(locale, "button-back", back)]]))
}

/// Why a day of the grid cannot be opened.
pub(crate) fn no_such_day(locale: Locale, habit: &HabitBody, day: Date) -> String {
    if day < habit.starts_on {
        let began = texts::date_with_year(locale, habit.starts_on);
        return plain(locale, "history-before", &[("date", began.into())]);
    }
    plain(locale, "history-to-come", &[])
}

#[cfg(test)]
mod tests;
