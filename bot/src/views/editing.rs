//! The card while it is changed: what can be changed, a screen for each, and the way back to what was before.

mod days;
mod order;
mod reminders;
mod wishes;

use core_shared::callback::{Callback, Edit, Switch};
use core_shared::contract::habits::HabitBody;
use core_shared::domain::text_line::TextLineError;
use core_shared::domain::{GoalKind, HabitId, Locale, Schedule, Tag};
use core_shared::screen::{Button, Html, Keyboard, Screen};
use core_shared::texts::{html, plain};

use super::{button, card};
use crate::editing::{Field, Hint};

pub(crate) use days::{dates_grid, days, every_n, times, weekdays_grid};
pub(crate) use order::order;
pub(crate) use reminders::{new_reminder, reminder, reminder_days, reminders};
pub(crate) use wishes::{goal, target};

/// What can be changed.
pub(crate) fn menu(locale: Locale, habit: &HabitBody) -> Screen {
    let edit = |id, edit| to(locale, id, habit.id, edit);
    let mut days = vec![edit("button-card-edit-days", Edit::Days)];
    if habit.schedule.period().is_none() && habit.schedule != (Schedule::Daily {}) {
        days.push(carry_over(locale, habit));
    }
    let rows = [
        vec![edit("button-card-edit-name", Edit::AskName), edit("button-card-edit-tags", Edit::AskTags)],
        days,
        vec![edit("button-card-edit-goal", Edit::Goal), edit("button-card-edit-target", Edit::AskTarget)],
        vec![
            edit("button-card-edit-reminders", Edit::Reminders),
            edit("button-card-edit-order", Edit::Order),
        ],
        vec![edit("button-copy-habit", Edit::Copy), edit("button-export-habit", Edit::Export)],
        vec![to_card(locale, habit.id)],
    ];
    let mut lines = vec![html(locale, "edit-headline", &[("habit", habit.name.as_str().into())])];
    lines.extend(card::wishes(locale, habit));
    Screen::new(Html::lines(lines), Keyboard::rows(rows))
}

fn carry_over(locale: Locale, habit: &HabitBody) -> Button {
    let id = if habit.carry_over { "button-carry-over-on" } else { "button-carry-over-off" };
    to(locale, id, habit.id, Edit::CarryOver(Switch::of(!habit.carry_over)))
}

/// The question for a field, with the answers that a tap gives.
pub(crate) fn question(locale: Locale, habit: &HabitBody, field: Field) -> Screen {
    match field {
        Field::Name => prompt(locale, "edit-name", habit, Vec::new(), Edit::Menu),
        Field::Tags => {
            let none = to(locale, "button-no-tags", habit.id, Edit::NoTags);
            let none = if habit.tags.is_empty() { Vec::new() } else { vec![none] };
            prompt(locale, "edit-tags", habit, vec![none], Edit::Menu)
        }
        Field::EveryN => every_n(locale, habit),
        Field::Goal(GoalKind::AtLeast) => prompt(locale, "edit-goal-least", habit, Vec::new(), Edit::Goal),
        Field::Goal(GoalKind::AtMost) => prompt(locale, "edit-goal-most", habit, Vec::new(), Edit::Goal),
        Field::Step => prompt(locale, "edit-step", habit, Vec::new(), Edit::Goal),
        Field::Target => target(locale, habit),
        Field::Reminder => new_reminder(locale, habit),
        Field::ReminderTime(id) => reminders::time(locale, habit, id),
    }
}

fn prompt(locale: Locale, id: &str, habit: &HabitBody, mut rows: Vec<Vec<Button>>, back: Edit) -> Screen {
    rows.push(vec![to(locale, "button-back", habit.id, back)]);
    Screen::new(html(locale, id, &[("habit", habit.name.as_str().into())]), Keyboard::rows(rows))
}

/// The question again, with the reason why the answer was not taken.
pub(crate) fn hinted(locale: Locale, hint: Hint, question: Screen) -> Screen {
    worded(hint_words(locale, hint), question)
}

pub(crate) fn hint_words(locale: Locale, hint: Hint) -> Html {
    match hint {
        Hint::Name(TextLineError::Empty) => html(locale, "name-empty", &[]),
        Hint::Name(TextLineError::TooLong { max }) => {
            html(locale, "name-too-long", &[("max", u32::try_from(max).unwrap_or(u32::MAX).into())])
        }
        Hint::Name(TextLineError::ControlCharacter) => html(locale, "name-one-line", &[]),
        Hint::Tags => {
            let most = |number: usize| u32::try_from(number).unwrap_or(u32::MAX).into();
            html(locale, "tags-hint", &[("count", most(Tag::MAX_PER_HABIT)), ("max", most(Tag::MAX_CHARS))])
        }
        Hint::EveryN => html(locale, "every-n-hint", &[]),
        Hint::Amount => html(locale, "edit-amount-hint", &[]),
        Hint::Target => html(locale, "target-hint", &[]),
        Hint::Time => html(locale, "time-hint", &[]),
        Hint::TimeTaken => html(locale, "time-taken", &[]),
        Hint::DoesNotGo => html(locale, "does-not-go", &[]),
        Hint::TooMany => html(locale, "too-many", &[]),
    }
}

/// The same for the corner of the screen.
pub(crate) fn hint_toast(locale: Locale, hint: Hint) -> String {
    let id = match hint {
        Hint::TimeTaken => "time-taken",
        Hint::TooMany => "too-many",
        _ => "does-not-go",
    };
    plain(locale, id, &[])
}

/// The screen with words above it.
pub(crate) fn worded(words: Html, screen: Screen) -> Screen {
    Screen::new(Html::lines([words, Html::default(), screen.text]), screen.keyboard)
}

/// The screen with the way back to what was before the last change.
pub(crate) fn with_undo(locale: Locale, habit: HabitId, mut screen: Screen) -> Screen {
    let undo = to(locale, "button-undo", habit, Edit::Undo);
    screen.keyboard.rows.insert(0, vec![undo]);
    screen
}

pub(crate) fn changed_words(locale: Locale) -> Html {
    html(locale, "edit-changed", &[])
}

pub(crate) fn changed_toast(locale: Locale) -> String {
    plain(locale, "edit-changed", &[])
}

pub(crate) fn undone_toast(locale: Locale) -> String {
    plain(locale, "toast-undone", &[])
}

pub(crate) fn copied_toast(locale: Locale) -> String {
    plain(locale, "toast-copied", &[])
}

/// Somebody else was faster.
pub(crate) fn changed_meanwhile(locale: Locale) -> Html {
    html(locale, "changed-meanwhile", &[])
}

/// A button of the card whose label is the text `id`.
fn to(locale: Locale, id: &str, habit: HabitId, edit: Edit) -> Button {
    button(locale, id, Callback::Edit { habit, edit })
}

/// The same, with a label that was put together.
fn labelled(label: String, habit: HabitId, edit: Edit) -> Button {
    Button::new(label, Callback::Edit { habit, edit })
}

fn to_card(locale: Locale, habit: HabitId) -> Button {
    button(locale, "button-back", Callback::Card { habit })
}

/// The label with a tick, when it is so.
fn ticked(is_so: bool, label: &str) -> String {
    if is_so { format!("✓ {label}") } else { label.to_owned() }
}

#[cfg(test)]
mod tests;
