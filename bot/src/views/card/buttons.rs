//! What can be done with a habit: marking today and yesterday, pausing, asking why, and putting it away.

use core_shared::callback::{Callback, Edit, Mark, Surface};
use core_shared::contract::habits::{DayBody, HabitBody};
use core_shared::domain::{Answer, DayState, Goal, HabitKind, Locale};
use core_shared::screen::Button;
use core_shared::texts::{self, plain};

use super::super::button;
use super::super::history::leads_to;
use super::numbers::percent;

pub(super) fn rows(locale: Locale, habit: &HabitBody) -> Vec<Vec<Button>> {
    let id = habit.id;
    let delete = button(locale, "button-delete", Callback::AskDelete { habit: id });
    if habit.archived_at.is_some() {
        let restore = button(locale, "button-restore", Callback::Restore { habit: id });
        let back = button(locale, "button-back", Callback::Archived { page: 0 });
        return vec![history(locale, habit), vec![restore, delete], vec![back]];
    }
    let mut rows = marks(locale, habit);
    rows.extend([
        edit_and_history(locale, habit),
        vec![pause(locale, habit), why(locale, habit)],
        vec![button(locale, "button-archive", Callback::Archive { habit: id }), delete],
        vec![
            button(locale, "button-back", Callback::Habits { page: 0 }),
            button(locale, "button-today", Callback::Today),
        ],
    ]);
    rows
}

fn edit_and_history(locale: Locale, habit: &HabitBody) -> Vec<Button> {
    let edit = button(locale, "button-edit", Callback::Edit { habit: habit.id, edit: Edit::Menu });
    let mut row = vec![edit];
    row.extend(history(locale, habit));
    row
}

/// The month of the last day that the card shows.
fn history(locale: Locale, habit: &HabitBody) -> Vec<Button> {
    let lead = |today: &DayBody| button(locale, "button-history", leads_to(habit.id, today.day));
    habit.recent_days.last().map(lead).into_iter().collect()
}

fn pause(locale: Locale, habit: &HabitBody) -> Button {
    match habit.paused_until {
        None => button(locale, "button-pause", Callback::PauseMenu { habit: habit.id }),
        Some(_) => button(locale, "button-resume", Callback::Resume { habit: habit.id }),
    }
}

fn why(locale: Locale, habit: &HabitBody) -> Button {
    let label = plain(locale, "button-why", &[("percent", percent(habit.progress.strength).into())]);
    Button::new(label, Callback::Explain { habit: habit.id })
}

/// Today, and yesterday when it was asked for: the day that is most often forgotten.
fn marks(locale: Locale, habit: &HabitBody) -> Vec<Vec<Button>> {
    let mut latest = habit.recent_days.iter().rev();
    let today = latest.next().map(|day| (day, When::Today));
    let was_asked_for = |day: &&DayBody| !matches!(day.state, DayState::NotDue | DayState::Paused);
    let yesterday = latest.next().filter(was_asked_for).map(|day| (day, When::Earlier));
    let days = today.into_iter().chain(yesterday);
    match &habit.goal {
        Some(goal) => days.map(|(day, when)| measured(locale, habit, goal, day, when)).collect(),
        None => vec![days.map(|(day, when)| answer(locale, habit, day, when)).collect()],
    }
}

#[derive(Debug, Clone, Copy)]
enum When {
    Today,
    Earlier,
}

/// One step more, and back to nothing once there is something.
fn measured(locale: Locale, habit: &HabitBody, goal: &Goal, day: &DayBody, when: When) -> Vec<Button> {
    let step = ("step", texts::step(locale, goal).into());
    let label = match when {
        When::Today => plain(locale, "button-add-today", &[step]),
        When::Earlier => {
            plain(locale, "button-add-on", &[step, ("date", texts::date(locale, day.day).into())])
        }
    };
    let add = Callback::Add { habit: habit.id, day: day.day, surface: Surface::Card };
    let mut row = vec![Button::new(label, add)];
    if day.amount.is_some() || matches!(day.state, DayState::Done | DayState::NotDone | DayState::Skipped) {
        row.push(mark(habit, day, Mark::Clear, undo_label(locale, day, when)));
    }
    row
}

/// Done or, for a habit to quit, a lapse; and the same taken back.
fn answer(locale: Locale, habit: &HabitBody, day: &DayBody, when: When) -> Button {
    let date = || [("date", texts::date(locale, day.day).into())];
    let (is_said, answer, label) = match (habit.kind, when) {
        (HabitKind::Build, When::Today) => {
            (DayState::Done, Answer::Done, plain(locale, "button-done-today", &[]))
        }
        (HabitKind::Build, When::Earlier) => {
            (DayState::Done, Answer::Done, plain(locale, "button-done-on", &date()))
        }
        (HabitKind::Quit, When::Today) => {
            (DayState::NotDone, Answer::NotDone, plain(locale, "button-lapse-today", &[]))
        }
        (HabitKind::Quit, When::Earlier) => {
            (DayState::NotDone, Answer::NotDone, plain(locale, "button-lapse-on", &date()))
        }
    };
    if day.state == is_said {
        mark(habit, day, Mark::Clear, undo_label(locale, day, when))
    } else {
        mark(habit, day, Mark::Set(answer), label)
    }
}

fn undo_label(locale: Locale, day: &DayBody, when: When) -> String {
    match when {
        When::Today => plain(locale, "button-undo-today", &[]),
        When::Earlier => plain(locale, "button-undo-on", &[("date", texts::date(locale, day.day).into())]),
    }
}

fn mark(habit: &HabitBody, day: &DayBody, mark: Mark, label: String) -> Button {
    Button::new(label, Callback::Check { habit: habit.id, day: day.day, mark, surface: Surface::Card })
}
