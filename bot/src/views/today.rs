//! The list of today: how far one is, and a row for each habit. A tap on a row marks it or takes the mark away; a
//! measured habit opens its card, and has a step beside it.

use core_shared::callback::Callback;
use core_shared::contract::today::{TodayBody, TodayHabit};
use core_shared::domain::{DayState, GoalKind};
use core_shared::screen::{Button, Html, Keyboard, Screen};
use core_shared::texts::{self, html};

use super::button;

mod row;

/// Telegram takes about a hundred buttons; some stay free for the row at the bottom.
const MOST_BUTTONS: usize = 90;

/// Segments of the bar.
const BAR: usize = 10;

pub(crate) fn today(today: &TodayBody) -> Screen {
    let locale = today.locale;
    let headline = html(locale, "today-headline", &[("date", texts::date(locale, today.day).into())]);
    let mut lines = vec![headline, standing(today)];
    let mut rows = rows(today);
    let hidden = today.habits.len().saturating_sub(rows.len());
    if hidden > 0 {
        lines.push(html(locale, "today-more", &[("count", number(hidden).into())]));
    }
    rows.push(bottom(today));
    Screen::new(Html::lines(lines), Keyboard::rows(rows))
}

/// As many rows as there is room for.
fn rows(today: &TodayBody) -> Vec<Vec<Button>> {
    let mut room = MOST_BUTTONS;
    let rows = today.habits.iter().map(|habit| row::row(today.locale, habit, today.day));
    rows.take_while(|row| {
        let fits = row.len() <= room;
        room = room.saturating_sub(row.len());
        fits
    })
    .collect()
}

fn standing(today: &TodayBody) -> Html {
    let locale = today.locale;
    if let Some(vacation) = today.vacation {
        let date = texts::date(locale, vacation.to);
        return html(locale, "today-vacation", &[("date", date.into())]);
    }
    let asked_for = today.habits.iter().filter(|habit| asks_to_be_done(habit)).count();
    let done = today.habits.iter().filter(|habit| habit.state.is_satisfied()).count();
    let id = match (today.active_habits, asked_for) {
        (0, 0) => return html(locale, "today-no-habits", &[]),
        (_, 0) if today.habits.iter().any(is_limit) => return html(locale, "today-only-limits", &[]),
        (_, 0) => return html(locale, "today-nothing-due", &[]),
        (_, all) if done == all => "today-all-done",
        _ => "today-progress",
    };
    html(
        locale,
        id,
        &[
            ("bar", bar(done, asked_for).into()),
            ("done", number(done).into()),
            ("total", number(asked_for).into()),
        ],
    )
}

/// A limit asks for nothing: it holds when the day is over, and would keep every day from being finished.
fn asks_to_be_done(habit: &TodayHabit) -> bool {
    let is_neutral = matches!(habit.state, DayState::Skipped | DayState::Frozen | DayState::Paused);
    habit.state.is_satisfied() || !(is_neutral || is_limit(habit))
}

fn is_limit(habit: &TodayHabit) -> bool {
    habit.goal.as_ref().is_some_and(|goal| goal.kind == GoalKind::AtMost)
}

fn bar(done: usize, total: usize) -> String {
    let full = (done * BAR).checked_div(total).unwrap_or(0);
    // The first mark shows, however many habits there are.
    let full = if done > 0 { full.max(1) } else { full };
    format!("{}{}", "▓".repeat(full), "░".repeat(BAR - full))
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn bottom(today: &TodayBody) -> Vec<Button> {
    let mut row = vec![button(today.locale, "button-new", Callback::New)];
    if today.active_habits > 0 {
        row.push(button(today.locale, "button-habits", Callback::Habits { page: 0 }));
    }
    row
}

#[cfg(test)]
mod tests;
