//! The list of habits, a page at a time, and the list of those that rest in the archive.

use core_shared::callback::Callback;
use core_shared::contract::habits::{HabitBody, HabitStatus};
use core_shared::domain::Locale;
use core_shared::screen::{Button, Keyboard, Screen};
use core_shared::texts::{html, plain};

use super::{button, shortened};

/// More rows than this are scrolled on a phone.
const PAGE: usize = 8;

const LONGEST_NAME: usize = 40;

/// What is in the archive, as far as the list of the others needs to know.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Archive {
    pub(crate) count: usize,
}

pub(crate) fn active(locale: Locale, habits: &[HabitBody], archive: Archive, page: u16) -> Screen {
    let mut rows = page_of(habits, HabitStatus::Active, page);
    let mut bottom = vec![button(locale, "button-new", Callback::New)];
    if !habits.is_empty() {
        bottom.push(button(locale, "button-today", Callback::Today));
    }
    rows.push(bottom);
    if archive.count > 0 {
        let label = plain(locale, "button-archived", &[("count", number(archive.count).into())]);
        rows.push(vec![Button::new(label, Callback::Archived { page: 0 })]);
    }
    let text = if habits.is_empty() {
        html(locale, "habits-empty", &[])
    } else {
        html(locale, "habits-headline", &[("count", number(habits.len()).into())])
    };
    Screen::new(text, Keyboard::rows(rows))
}

pub(crate) fn archived(locale: Locale, habits: &[HabitBody], page: u16) -> Screen {
    let mut rows = page_of(habits, HabitStatus::Archived, page);
    rows.push(vec![button(locale, "button-to-habits", Callback::Habits { page: 0 })]);
    let text = if habits.is_empty() {
        html(locale, "archived-empty", &[])
    } else {
        html(locale, "archived-headline", &[("count", number(habits.len()).into())])
    };
    Screen::new(text, Keyboard::rows(rows))
}

/// The rows of a page and the way to the others; a page that is no longer there is the last one.
fn page_of(habits: &[HabitBody], status: HabitStatus, page: u16) -> Vec<Vec<Button>> {
    let last = habits.len().saturating_sub(1) / PAGE;
    let page = usize::from(page).min(last);
    let mut rows: Vec<Vec<Button>> =
        habits.iter().skip(page * PAGE).take(PAGE).map(|habit| vec![row(habit)]).collect();
    let turn = |to: usize| {
        let page = u16::try_from(to).unwrap_or(u16::MAX);
        match status {
            HabitStatus::Active => Callback::Habits { page },
            HabitStatus::Archived => Callback::Archived { page },
        }
    };
    let mut turns = Vec::new();
    if page > 0 {
        turns.push(Button::new(format!("‹ {page}"), turn(page - 1)));
    }
    if page < last {
        turns.push(Button::new(format!("{} ›", page + 2), turn(page + 1)));
    }
    rows.push(turns);
    rows
}

fn row(habit: &HabitBody) -> Button {
    let streak = match habit.progress.streak {
        0 => String::new(),
        days => format!(" · 🔥{days}"),
    };
    let name = shortened(habit.name.as_str(), LONGEST_NAME);
    Button::new(format!("{name}{streak}"), Callback::Card { habit: habit.id })
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::super::sketch::{NASTY, RIGHT_TO_LEFT, habit, longest, sketch};
    use super::*;

    fn many(count: usize) -> Vec<HabitBody> {
        (1..=count).map(|number| habit(&format!("Habit {number}"), &[])).collect()
    }

    #[test]
    fn names_are_shown_as_they_are_and_long_ones_in_short() {
        let habits = [habit(NASTY, &[]), habit(&longest(), &[]), habit(RIGHT_TO_LEFT, &[])];
        assert_snapshot!(sketch(&active(Locale::En, &habits, Archive { count: 0 }, 0)), @r#"
        <b>Your habits</b>: 3
        [<b>a & b</b> 🚀 "quoted" · 🔥3]
        [ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ… · 🔥3]
        [קריאה – 20 עמודים · 🔥3]
        [➕ New habit] [📋 Today]
        "#);
        assert_snapshot!(sketch(&active(Locale::Ru, &habits, Archive { count: 2 }, 0)), @r#"
        <b>Ваши привычки</b>: 3
        [<b>a & b</b> 🚀 "quoted" · 🔥3]
        [ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ… · 🔥3]
        [קריאה – 20 עמודים · 🔥3]
        [➕ Новая привычка] [📋 Сегодня]
        [📦 Архив (2)]
        "#);
    }

    #[test]
    fn without_habits_there_is_a_question() {
        assert_snapshot!(sketch(&active(Locale::En, &[], Archive { count: 0 }, 0)), @r"
        No habits yet. What would you like to do regularly?
        [➕ New habit]
        ");
        assert_snapshot!(sketch(&archived(Locale::Ru, &[], 0)), @r"
        📦 В архиве пусто.
        [‹ Привычки]
        ");
    }

    #[test]
    fn pages_can_be_turned_both_ways() {
        assert_snapshot!(sketch(&active(Locale::En, &many(20), Archive { count: 0 }, 1)), @r"
        <b>Your habits</b>: 20
        [Habit 9 · 🔥3]
        [Habit 10 · 🔥3]
        [Habit 11 · 🔥3]
        [Habit 12 · 🔥3]
        [Habit 13 · 🔥3]
        [Habit 14 · 🔥3]
        [Habit 15 · 🔥3]
        [Habit 16 · 🔥3]
        [‹ 1] [3 ›]
        [➕ New habit] [📋 Today]
        ");
    }

    #[test]
    fn a_page_that_is_no_longer_there_is_the_last_one() {
        let screen = archived(Locale::En, &many(9), 500);
        assert!(sketch(&screen).contains("[Habit 9"), "{screen:?}");
    }
}
