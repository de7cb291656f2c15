//! The list of today: how far one is, and a row for each habit. A tap on a row marks it or takes the mark away.

use core_shared::callback::{Callback, Mark, Surface};
use core_shared::contract::today::{TodayBody, TodayHabit};
use core_shared::domain::{DayState, ExecutionState, Locale};
use core_shared::screen::{Button, Html, Keyboard, Screen};
use core_shared::texts::{self, html, plain};
use jiff::civil::Date;

use super::{button, shortened};

/// Telegram takes about a hundred buttons; some stay free for the row at the bottom.
const MOST_ROWS: usize = 90;

/// More of a name is cut off on a phone, and with it the streak behind it.
const LONGEST_NAME: usize = 40;

/// Segments of the bar.
const BAR: usize = 10;

pub(crate) fn today(today: &TodayBody) -> Screen {
    let locale = today.locale;
    let headline = html(locale, "today-headline", &[("date", texts::date(locale, today.day).into())]);
    let mut lines = vec![headline, standing(today)];
    let hidden = today.habits.len().saturating_sub(MOST_ROWS);
    if hidden > 0 {
        lines.push(html(
            locale,
            "today-more",
            &[("count", u32::try_from(hidden).unwrap_or(u32::MAX).into())],
        ));
    }
    let mut rows: Vec<Vec<Button>> =
        today.habits.iter().take(MOST_ROWS).map(|habit| vec![row(habit, today.day)]).collect();
    rows.push(bottom(today));
    Screen::new(Html::lines(lines), Keyboard::rows(rows))
}

/// What a tap did, in a few words; the day is said when it is not today.
pub(crate) fn toast(locale: Locale, habit: &str, mark: Mark, day: Date, today: Date) -> String {
    let date = || texts::date(locale, day).into();
    match (mark, day == today) {
        (Mark::Set(ExecutionState::Done), true) => plain(locale, "toast-done", &[("habit", habit.into())]),
        (Mark::Set(_), _) => plain(locale, "toast-marked-for", &[("date", date())]),
        (Mark::Clear, true) => plain(locale, "toast-cleared", &[]),
        (Mark::Clear, false) => plain(locale, "toast-cleared-for", &[("date", date())]),
    }
}

fn standing(today: &TodayBody) -> Html {
    let locale = today.locale;
    let asked_for = today.habits.iter().filter(|habit| habit.state != DayState::Skipped).count();
    let done = today.habits.iter().filter(|habit| habit.state == DayState::Done).count();
    let id = match (today.active_habits, asked_for) {
        (0, 0) => return html(locale, "today-no-habits", &[]),
        (_, 0) => return html(locale, "today-nothing-due", &[]),
        (_, all) if done == all => "today-all-done",
        _ => "today-progress",
    };
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX).into();
    html(
        locale,
        id,
        &[("bar", bar(done, asked_for).into()), ("done", number(done)), ("total", number(asked_for))],
    )
}

fn bar(done: usize, total: usize) -> String {
    let full = (done * BAR).checked_div(total).unwrap_or(0);
    // The first mark shows, however many habits there are.
    let full = if done > 0 { full.max(1) } else { full };
    format!("{}{}", "▓".repeat(full), "░".repeat(BAR - full))
}

fn row(habit: &TodayHabit, day: Date) -> Button {
    let (icon, mark) = match habit.state {
        DayState::Done => ("✅", Mark::Clear),
        DayState::Skipped => ("⏭", Mark::Set(ExecutionState::Done)),
        DayState::NotDone => ("✖️", Mark::Set(ExecutionState::Done)),
        DayState::Pending | DayState::Missed | DayState::NotDue => ("▫️", Mark::Set(ExecutionState::Done)),
    };
    let name = shortened(habit.name.as_str(), LONGEST_NAME);
    let streak = match habit.progress.streak {
        0 => String::new(),
        days => format!(" · 🔥{days}"),
    };
    let callback = Callback::Check { habit: habit.id, day, mark, surface: Surface::Today };
    Button::new(format!("{icon} {name}{streak}"), callback)
}

fn bottom(today: &TodayBody) -> Vec<Button> {
    let mut row = vec![button(today.locale, "button-new", Callback::New)];
    if today.active_habits > 0 {
        row.push(button(today.locale, "button-habits", Callback::Habits { page: 0 }));
    }
    row
}

#[cfg(test)]
mod tests {
    use core_shared::callback::MAX_BYTES;
    use insta::assert_snapshot;

    use super::super::sketch::{FRIDAY, NASTY, RIGHT_TO_LEFT, longest, sketch, today_habit};
    use super::*;

    fn body(locale: Locale, habits: Vec<TodayHabit>) -> TodayBody {
        let active_habits = u32::try_from(habits.len()).unwrap();
        TodayBody { day: FRIDAY, locale, active_habits, habits }
    }

    fn mixed() -> Vec<TodayHabit> {
        vec![
            today_habit(1, NASTY, DayState::Done, 3),
            today_habit(2, &longest(), DayState::Pending, 120),
            today_habit(3, RIGHT_TO_LEFT, DayState::Skipped, 1),
            today_habit(4, "Read", DayState::NotDone, 0),
            today_habit(5, "Run", DayState::Pending, 0),
        ]
    }

    #[test]
    fn every_habit_has_a_row_with_its_state_and_streak() {
        assert_snapshot!(sketch(&today(&body(Locale::En, mixed()))), @r#"
        📋 <b>Fri, 20 Nov</b>
        ▓▓░░░░░░░░  1 of 4 done
        [✅ <b>a & b</b> 🚀 "quoted" · 🔥3]
        [▫️ ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ… · 🔥120]
        [⏭ קריאה – 20 עמודים · 🔥1]
        [✖️ Read]
        [▫️ Run]
        [➕ New habit] [☰ Habits]
        "#);
        assert_snapshot!(sketch(&today(&body(Locale::Ru, mixed()))), @r#"
        📋 <b>пт, 20 ноября</b>
        ▓▓░░░░░░░░  сделано 1 из 4
        [✅ <b>a & b</b> 🚀 "quoted" · 🔥3]
        [▫️ ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ… · 🔥120]
        [⏭ קריאה – 20 עמודים · 🔥1]
        [✖️ Read]
        [▫️ Run]
        [➕ Новая привычка] [☰ Привычки]
        "#);
    }

    #[test]
    fn a_finished_day_is_celebrated() {
        let habits = vec![today_habit(1, "Read", DayState::Done, 1)];
        assert_snapshot!(sketch(&today(&body(Locale::En, habits))), @r"
        📋 <b>Fri, 20 Nov</b>
        ▓▓▓▓▓▓▓▓▓▓  1 of 1 done
        🎉 That’s all for today!
        [✅ Read · 🔥1]
        [➕ New habit] [☰ Habits]
        ");
    }

    #[test]
    fn without_habits_there_is_an_invitation() {
        assert_snapshot!(sketch(&today(&body(Locale::En, Vec::new()))), @r"
        📋 <b>Fri, 20 Nov</b>
        No habits yet. Start with a small one: two minutes a day are enough.
        [➕ New habit]
        ");
        assert_snapshot!(sketch(&today(&body(Locale::Ru, Vec::new()))), @r"
        📋 <b>пт, 20 ноября</b>
        Привычек пока нет. Начните с малого: хватит и двух минут в день.
        [➕ Новая привычка]
        ");
    }

    #[test]
    fn a_day_off_is_no_invitation() {
        let off = TodayBody { active_habits: 2, ..body(Locale::En, Vec::new()) };
        assert_snapshot!(sketch(&today(&off)), @r"
        📋 <b>Fri, 20 Nov</b>
        Nothing is due today. Enjoy the day!
        [➕ New habit] [☰ Habits]
        ");
    }

    #[test]
    fn a_tap_says_what_shall_be_and_never_the_other_way_round() {
        let screen = today(&body(Locale::En, mixed()));
        let mark = |row: usize| match screen.keyboard.rows[row][0].callback {
            Callback::Check { mark, day: FRIDAY, surface: Surface::Today, .. } => mark,
            ref other => panic!("{other:?}"),
        };
        assert_eq!(mark(0), Mark::Clear);
        for row in 1..5 {
            assert_eq!(mark(row), Mark::Set(ExecutionState::Done));
        }
    }

    #[test]
    fn any_number_of_habits_fits_into_one_message() {
        let habits = (0..200).map(|id| today_habit(id, &longest(), DayState::Pending, 3000)).collect();
        let screen = today(&body(Locale::Ru, habits));
        let buttons: Vec<_> = screen.keyboard.rows.iter().flatten().collect();
        assert!(buttons.len() <= 100, "{}", buttons.len());
        assert!(buttons.iter().all(|button| button.callback.encode().len() <= MAX_BYTES));
        assert!(screen.text.as_str().chars().count() < 4096);
        assert!(screen.text.as_str().contains("110 привычек"), "{}", screen.text);
    }

    #[test]
    fn the_bar_is_full_only_when_all_is_done() {
        assert_eq!(
            [bar(0, 3), bar(1, 30), bar(29, 30), bar(3, 3)].map(|bar| bar.matches('▓').count()),
            [0, 1, 9, 10]
        );
    }

    #[test]
    fn a_mark_for_another_day_says_which() {
        let done = Mark::Set(ExecutionState::Done);
        let yesterday = "2026-11-19".parse().unwrap();
        assert_eq!(toast(Locale::En, "Read", done, yesterday, FRIDAY), "Marked for Thu, 19 Nov");
        assert_eq!(
            toast(Locale::Ru, "Читать", Mark::Clear, yesterday, FRIDAY),
            "Отметка за чт, 19 ноября снята"
        );
        assert_eq!(toast(Locale::En, "Read", done, FRIDAY, FRIDAY), "✅ Read");
    }
}
