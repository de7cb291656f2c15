//! The list of a day: how far it is, and a row for each habit, grouped by the time of day at which it asks. A tap on a
//! name marks it or takes the mark away, a measured habit has its step beside it, and "…" opens all that can be said.

use crate::callback::Callback;
use crate::contract::today::{TodayBody, TodayHabit};
use crate::domain::{DayState, GoalKind, HabitId, Locale};
use crate::screen::{Button, Html, Keyboard, Screen};
use crate::texts::{self, html, plain};

mod bottom;
mod order;
mod row;

use order::{Line, PartOfDay};

/// Dots of the bar at the most; more habits share them.
const MOST_DOTS: usize = 10;

/// The page of the list from 0; the last one for a page that is not there any more.
pub fn today(today: &TodayBody, page: u16) -> Screen {
    let locale = today.locale;
    let pages = order::pages(&today.habits);
    let page = usize::from(page).min(pages.len().saturating_sub(1));
    let shown = u16::try_from(page).unwrap_or(0);
    let lines = pages.get(page).into_iter().flatten();
    let mut rows: Vec<Vec<Button>> = lines
        .map(|line| match line {
            Line::Title(part) => vec![title(today, *part, shown)],
            Line::Habit(habit) => row::row(locale, habit, today.day, shown),
        })
        .collect();
    rows.extend(bottom::turning(today, page, pages.len()));
    rows.extend(bottom::bottom(today));
    Screen::new(Html::lines([headline(today), standing(today)]), Keyboard::rows(rows))
}

/// The list that stays pinned: the first page while the day lasts, and then one line of what came of it.
pub fn pinned(list: &TodayBody) -> Screen {
    if bottom::days_back(list) == 0 { today(list, 0) } else { closed(list) }
}

fn closed(list: &TodayBody) -> Screen {
    let date = html(list.locale, "today-closed", &[("date", texts::date(list.locale, list.day).into())]);
    Screen::new(Html::dotted([date, standing(list)]), Keyboard::none())
}

/// The page that has a habit; the first one when none has.
pub fn page_of(today: &TodayBody, habit: HabitId) -> u16 {
    let has_it = |line: &Line<'_>| matches!(line, Line::Habit(listed) if listed.id == habit);
    let page = order::pages(&today.habits).iter().position(|lines| lines.iter().any(has_it));
    page.and_then(|page| u16::try_from(page).ok()).unwrap_or(0)
}

/// A part of the day over its habits. A tap draws the list anew.
fn title(today: &TodayBody, part: PartOfDay, page: u16) -> Button {
    let id = match part {
        PartOfDay::Morning => "today-morning",
        PartOfDay::Day => "today-day",
        PartOfDay::Evening => "today-evening",
        PartOfDay::AnyTime => "today-any-time",
    };
    button(today.locale, id, Callback::Day { day: today.day, page })
}

fn headline(today: &TodayBody) -> Html {
    let locale = today.locale;
    let date = || ("date", texts::date(locale, today.day).into());
    match bottom::days_back(today) {
        0 => html(locale, "today-headline", &[date()]),
        1 => html(locale, "day-headline-yesterday", &[date()]),
        count => html(locale, "day-headline-ago", &[date(), ("count", count.into())]),
    }
}

fn standing(today: &TodayBody) -> Html {
    let locale = today.locale;
    if let Some(vacation) = today.vacation {
        let date = texts::date(locale, vacation.to);
        return html(locale, "today-vacation", &[("date", date.into())]);
    }
    let is_over = today.day < today.today;
    let asked_for = today.habits.iter().filter(|habit| asks_to_be_done(habit)).count();
    let done = today.habits.iter().filter(|habit| habit.state.is_satisfied()).count();
    let id = match (today.active_habits, asked_for) {
        (0, 0) => return html(locale, "today-no-habits", &[]),
        (_, 0) if is_over => return html(locale, "day-nothing-due", &[]),
        (_, 0) if today.habits.iter().any(is_limit) => return html(locale, "today-only-limits", &[]),
        (_, 0) => return html(locale, "today-nothing-due", &[]),
        (_, all) if done == all && !is_over => "today-all-done",
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

/// A dot for each habit, or for each tenth of them.
fn bar(done: usize, total: usize) -> String {
    let dots = total.min(MOST_DOTS);
    let full = (done * dots).checked_div(total).unwrap_or(0);
    // The first mark shows, however many habits there are.
    let full = if done > 0 { full.max(1) } else { full };
    format!("{}{}", "●".repeat(full), "○".repeat(dots - full))
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn button(locale: Locale, id: &str, callback: Callback) -> Button {
    Button::new(plain(locale, id, &[]), callback)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_has_a_dot_for_each_habit_and_is_full_only_when_all_is_done() {
        assert_eq!([bar(0, 3), bar(3, 5), bar(5, 5)], ["○○○", "●●●○○", "●●●●●"]);
        assert_eq!([bar(1, 30), bar(29, 30)], ["●○○○○○○○○○", "●●●●●●●●●○"]);
    }
}
