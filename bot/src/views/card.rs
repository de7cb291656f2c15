//! One habit: what it asks for, what came of it, the last two weeks day by day, and what can be done with it.

use core_shared::callback::Callback;
use core_shared::contract::habits::HabitBody;
use core_shared::domain::Locale;
use core_shared::screen::{Html, Keyboard, Screen};
use core_shared::texts::{html, plain};

use super::button;

mod buttons;
mod numbers;
mod recent_days;
mod wishes;

pub(crate) use wishes::{lines as wishes, reminders_line};

pub(crate) fn card(locale: Locale, habit: &HabitBody) -> Screen {
    let headline = if habit.archived_at.is_some() { "card-archived" } else { "card-headline" };
    let mut lines = vec![html(locale, headline, &[("habit", habit.name.as_str().into())])];
    lines.extend(wishes::lines(locale, habit));
    lines.push(Html::default());
    lines.extend(numbers::lines(locale, habit));
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

/// Asks once, and says what goes.
pub(crate) fn delete_question(locale: Locale, habit: &HabitBody) -> Screen {
    let text = html(
        locale,
        "delete-question",
        &[("habit", habit.name.as_str().into()), ("total", habit.progress.total.into())],
    );
    let row = vec![
        button(locale, "button-delete", Callback::Delete { habit: habit.id }),
        button(locale, "button-keep", Callback::Card { habit: habit.id }),
    ];
    Screen::new(text, Keyboard::rows([row]))
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
