//! Months and days in both languages, with the names and notes that break things.

use core_shared::domain::DayState::{Done, Missed, Pending};
use core_shared::domain::Note;
use insta::assert_snapshot;
use jiff::civil::date;

use super::super::sketch::{FRIDAY, NASTY, amount, goal, habit, longest, sketch, user};
use super::*;

fn entry(day: Date, state: ExecutionState, note: Option<&str>) -> ExecutionBody {
    ExecutionBody {
        day,
        state,
        amount: None,
        note: note.map(|note| Note::parse(note).unwrap()),
        proof: None,
        recorded_at: "2026-11-20T12:00:00Z".parse().unwrap(),
    }
}

fn entries() -> Vec<ExecutionBody> {
    vec![
        entry(date(2026, 11, 2), ExecutionState::Skipped, None),
        entry(date(2026, 11, 3), ExecutionState::Done, Some("<b>first</b>\nday")),
        entry(date(2026, 11, 18), ExecutionState::Done, None),
        entry(FRIDAY, ExecutionState::Done, Some(&"Ж".repeat(1000))),
    ]
}

fn old(name: &str) -> HabitBody {
    let mut habit = habit(name, &[Done, Missed, Done]);
    habit.starts_on = date(2024, 2, 10);
    habit
}

fn water() -> HabitBody {
    let mut water = old("Вода");
    water.goal = Some(goal(r#"{"kind":"at_least","amount":8,"unit":"стаканов"}"#));
    water
}

#[test]
fn a_month_is_a_grid_of_marks_with_its_notes() {
    let month = |user: &UserBody, habit: &HabitBody, first| sketch(&month(user, habit, first, &entries()));
    assert_snapshot!(month(&user(Locale::En), &old(NASTY), date(2026, 11, 1)), @r"
    🗓 <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>
    1 Nov 2026 – 30 Nov 2026. Tap a day to open it.
    ⏭ skipped

    <b>Fri, 20 Nov</b>: ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ…
    <b>Tue, 3 Nov</b>: &lt;b&gt;first&lt;/b&gt; day
    [Mon] [Tue] [Wed] [Thu] [Fri] [Sat] [Sun]
    [·] [·] [·] [·] [·] [·] [1]
    [⏭2] [✅3] [4] [5] [6] [7] [8]
    [9] [10] [11] [12] [13] [14] [15]
    [16] [17] [✅18] [19] [✅20] [·] [·]
    [‹]
    [‹ Back]
    ");
    let mut from_sunday = user(Locale::Ru);
    from_sunday.first_weekday = Weekday::Sun;
    assert_snapshot!(month(&from_sunday, &old(&longest()), date(2026, 11, 1)), @r"
    🗓 <b>ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ</b>
    1 ноября 2026 – 30 ноября 2026. Нажмите на день, чтобы открыть его.
    ⏭ пропуск

    <b>пт, 20 ноября</b>: ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ…
    <b>вт, 3 ноября</b>: &lt;b&gt;first&lt;/b&gt; day
    [вс] [пн] [вт] [ср] [чт] [пт] [сб]
    [1] [⏭2] [✅3] [4] [5] [6] [7]
    [8] [9] [10] [11] [12] [13] [14]
    [15] [16] [17] [✅18] [19] [✅20] [·]
    [‹]
    [‹ Назад]
    ");
}

#[test]
fn the_first_month_begins_with_the_habit_and_a_month_that_is_over_leads_on() {
    let month = |first| sketch(&month(&user(Locale::En), &old("Read"), first, &[]));
    assert_snapshot!(month(date(2024, 2, 1)), @r"
    🗓 <b>Read</b>
    1 Feb 2024 – 29 Feb 2024. Tap a day to open it.
    [Mon] [Tue] [Wed] [Thu] [Fri] [Sat] [Sun]
    [·] [·] [·] [·] [·] [10] [11]
    [12] [13] [14] [15] [16] [17] [18]
    [19] [20] [21] [22] [23] [24] [25]
    [26] [27] [28] [29] [·] [·] [·]
    [›]
    [‹ Back]
    ");
    assert!(month(date(2026, 10, 1)).ends_with("[‹] [›]\n[‹ Back]"));
}

#[test]
fn what_was_recorded_long_ago_is_judged_by_what_is_wanted_now() {
    let state = |habit: &HabitBody, thousandths| {
        let mut some = entry(date(2025, 1, 1), ExecutionState::Done, None);
        some.amount = amount(thousandths);
        state_of(habit, &some)
    };
    assert_eq!([7999, 8000].map(|thousandths| state(&water(), thousandths)), [DayState::Partial, Done]);
    let mut coffee = water();
    coffee.goal = Some(goal(r#"{"kind":"at_most","amount":2}"#));
    assert_eq!([2000, 2001].map(|thousandths| state(&coffee, thousandths)), [Done, DayState::Exceeded]);
    assert_eq!(state(&old("Read"), 1), Done);
}

#[test]
fn a_day_that_cannot_be_opened_says_why() {
    let said = |locale, day| no_such_day(locale, &old("Read"), day);
    assert_eq!(said(Locale::En, date(2026, 11, 21)), "This day is still to come.");
    assert_eq!(said(Locale::En, date(2024, 2, 9)), "This habit began on 10 Feb 2024.");
    assert_eq!(said(Locale::Ru, date(2024, 2, 9)), "Эта привычка началась 10 февраля 2024.");
}

#[test]
fn every_month_of_every_week_is_whole_and_each_day_is_there_once() {
    let read = old("Read");
    for first_weekday in Weekday::ALL {
        let mut user = user(Locale::En);
        user.first_weekday = first_weekday;
        for first in date(2024, 3, 1).series(1.month()).take_while(|first| *first < date(2026, 11, 1)) {
            let rows = month(&user, &read, first, &[]).keyboard.rows;
            let (grid, rest) = rows.split_at(rows.len() - 2);
            assert!(grid.iter().all(|row| row.len() == WEEK), "{first}");
            assert_eq!(rest.len(), 2);
            let days: Vec<String> = grid[1..].concat().into_iter().map(|button| button.label).collect();
            let numbers: Vec<&str> = days.iter().map(String::as_str).filter(|day| *day != NOTHING).collect();
            let expected: Vec<String> = (1..=first.days_in_month()).map(|day| day.to_string()).collect();
            assert_eq!(numbers, expected);
            let column = days.iter().position(|day| day == "1").unwrap();
            assert_eq!(grid[0][column].label, texts::weekday(Locale::En, Weekday::of(first)));
        }
    }
}

#[test]
fn the_fullest_month_fits_into_one_message() {
    let entries: Vec<_> = (1..=31)
        .map(|day| entry(date(2026, 10, day), ExecutionState::Done, Some(&"&".repeat(1000))))
        .collect();
    let mut read = habit(&"&".repeat(100), &[Pending]);
    read.starts_on = date(2020, 1, 1);
    let screen = month(&user(Locale::Ru), &read, date(2026, 10, 1), &entries);
    let shown = screen.text.as_str().replace("&amp;", "&");
    assert!(shown.ends_with("Ещё 21 заметка за этот месяц"), "{shown}");
    assert!(shown.chars().count() < 4096);
    assert!(screen.keyboard.rows.iter().map(Vec::len).sum::<usize>() <= 100);
}
