//! One habit: what it asks for, what came of it, the last two weeks day by day, and what can be done with it.

use core_shared::callback::{Callback, Edit};
use core_shared::contract::habits::HabitBody;
use core_shared::contract::users::UserBody;
use core_shared::domain::Locale;
use core_shared::screen::{Html, Keyboard, Screen, Style};
use core_shared::texts::{html, plain};

use jiff::Timestamp;

use super::button;

mod buttons;
mod next_reminder;
mod numbers;
mod recent_days;
mod wishes;

pub(crate) use wishes::{lines as wishes, reminders_line};

pub(crate) fn card(user: &UserBody, habit: &HabitBody, now: Timestamp) -> Screen {
    let locale = user.locale;
    let headline = if habit.archived_at.is_some() { "card-archived" } else { "card-headline" };
    let mut lines = vec![html(locale, headline, &[("habit", habit.name.as_str().into())])];
    lines.extend(wishes::lines(locale, habit));
    lines.push(Html::default());
    lines.extend(numbers::lines(locale, habit));
    lines.extend(next_reminder::line(user, habit, now));
    lines.extend(recent_days::lines(locale, habit));
    Screen::new(Html::lines(lines), Keyboard::rows(buttons::rows(locale, habit)))
}

/// The habit rests now, and can be brought back.
pub(crate) fn archived(locale: Locale, habit: &HabitBody) -> Screen {
    let text = html(locale, "archived-notice", &[("habit", habit.name.as_str().into())]);
    let rows = [
        vec![button(locale, "button-undo", Callback::Restore { habit: habit.id })],
        vec![button(locale, "button-to-habits", Callback::Habits { page: 0 })],
    ];
    Screen::new(text, Keyboard::rows(rows))
}

/// Asks once, says how many entries go, and offers to keep them.
pub(crate) fn delete_question(locale: Locale, habit: &HabitBody, entries: usize) -> Screen {
    let entries = u32::try_from(entries).unwrap_or(u32::MAX);
    let text =
        html(locale, "delete-question", &[("habit", habit.name.as_str().into()), ("total", entries.into())]);
    let row = vec![
        button(locale, "button-delete", Callback::Delete { habit: habit.id }).styled(Style::Danger),
        button(locale, "button-keep", Callback::Card { habit: habit.id }),
    ];
    let export = Callback::Edit { habit: habit.id, edit: Edit::Export };
    let export = vec![button(locale, "button-export-habit", export)];
    Screen::new(text, Keyboard::rows([export, row]))
}

/// Below a document with everything that is known of the habit.
pub(crate) fn document_caption(locale: Locale, habit: &HabitBody) -> Html {
    html(locale, "habit-export-caption", &[("habit", habit.name.as_str().into())])
}

pub(crate) fn archived_toast(locale: Locale) -> String {
    plain(locale, "toast-archived", &[])
}

pub(crate) fn restored_toast(locale: Locale) -> String {
    plain(locale, "toast-restored", &[])
}

pub(crate) fn deleted_toast(locale: Locale) -> String {
    plain(locale, "toast-deleted", &[])
}

#[cfg(test)]
mod tests;
