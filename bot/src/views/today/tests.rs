//! The list of today with every kind of habit, in both languages.

use core_shared::callback::{MAX_BYTES, Mark, Surface};
use core_shared::domain::{Answer, Days, HabitKind, Locale};
use insta::assert_snapshot;

use super::super::sketch::{FRIDAY, NASTY, RIGHT_TO_LEFT, amount, goal, longest, sketch, today_habit};
use super::*;

fn body(locale: Locale, habits: Vec<TodayHabit>) -> TodayBody {
    let active_habits = u32::try_from(habits.len()).unwrap();
    TodayBody { day: FRIDAY, locale, active_habits, vacation: None, habits }
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
    let mark = |row: usize| match screen.keyboard.rows[row][0].callback() {
        Some(Callback::Check { mark, day: FRIDAY, surface: Surface::Today, .. }) => *mark,
        other => panic!("{other:?}"),
    };
    assert_eq!(mark(0), Mark::Clear);
    for row in 1..5 {
        assert_eq!(mark(row), Mark::Set(Answer::Done));
    }
}

#[test]
fn any_number_of_habits_fits_into_one_message() {
    let habits = (0..200).map(|id| today_habit(id, &longest(), DayState::Pending, 3000)).collect();
    let screen = today(&body(Locale::Ru, habits));
    let buttons: Vec<_> = screen.keyboard.rows.iter().flatten().collect();
    assert!(buttons.len() <= 100, "{}", buttons.len());
    assert!(buttons.iter().all(|button| button.callback().unwrap().encode().len() <= MAX_BYTES));
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

fn measured(id: i64, name: &str, goal_json: &str, state: DayState, thousandths: Option<i64>) -> TodayHabit {
    let amount = thousandths.and_then(amount);
    TodayHabit { goal: Some(goal(goal_json)), amount, ..today_habit(id, name, state, 3) }
}

fn amounts() -> Vec<TodayHabit> {
    const WATER: &str = r#"{"kind":"at_least","amount":8,"unit":"glasses"}"#;
    const RUN: &str = r#"{"kind":"at_least","amount":2.5,"unit":"km","step":0.5}"#;
    const COFFEE: &str = r#"{"kind":"at_most","amount":2,"unit":"cups"}"#;
    vec![
        measured(1, NASTY, WATER, DayState::Partial, Some(3000)),
        measured(2, &longest(), RUN, DayState::Pending, None),
        measured(3, "Water", WATER, DayState::Done, Some(8000)),
        measured(4, "Run", RUN, DayState::Done, None),
        measured(5, "Coffee", COFFEE, DayState::Partial, Some(1000)),
        measured(6, "Tea", COFFEE, DayState::Exceeded, Some(2500)),
    ]
}

#[test]
fn a_measured_habit_says_how_far_it_is_and_has_a_step_beside_it() {
    assert_snapshot!(sketch(&today(&body(Locale::En, amounts()))), @r#"
    📋 <b>Fri, 20 Nov</b>
    ▓▓▓▓▓░░░░░  2 of 4 done
    [🔹 <b>a & b</b> 🚀 "quo… 3/8 · 🔥3] [+1]
    [▫️ ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ… 0/2.5 · 🔥3] [+0.5 km]
    [✅ Water 8/8 · 🔥3] [+1]
    [✅ Run · 🔥3] [+0.5 km]
    [🔹 Coffee 1 (max 2) · 🔥3] [+1]
    [🔶 Tea 2.5 (max 2) · 🔥3] [+1]
    [➕ New habit] [☰ Habits]
    "#);
    assert_snapshot!(sketch(&today(&body(Locale::Ru, amounts()))), @r#"
    📋 <b>пт, 20 ноября</b>
    ▓▓▓▓▓░░░░░  сделано 2 из 4
    [🔹 <b>a & b</b> 🚀 "quo… 3/8 · 🔥3] [+1]
    [▫️ ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ… 0/2,5 · 🔥3] [+0,5 km]
    [✅ Water 8/8 · 🔥3] [+1]
    [✅ Run · 🔥3] [+0,5 km]
    [🔹 Coffee 1 (макс. 2) · 🔥3] [+1]
    [🔶 Tea 2,5 (макс. 2) · 🔥3] [+1]
    [➕ Новая привычка] [☰ Привычки]
    "#);
}

#[test]
fn what_was_not_asked_for_is_shown_and_not_counted() {
    let carried = |id, name: &str| TodayHabit {
        carried_from: Some("2026-11-19".parse().unwrap()),
        ..today_habit(id, name, DayState::Carried, 2)
    };
    let habits = || {
        vec![
            today_habit(1, "Frozen", DayState::Frozen, 4),
            today_habit(2, "Paused", DayState::Paused, 4),
            today_habit(3, "Skipped", DayState::Skipped, 4),
            carried(4, NASTY),
            carried(5, &longest()),
            TodayHabit { kind: HabitKind::Quit, ..today_habit(6, "Sugar", DayState::Done, 9) },
        ]
    };
    assert_snapshot!(sketch(&today(&body(Locale::En, habits()))), @r#"
    📋 <b>Fri, 20 Nov</b>
    ▓▓▓░░░░░░░  1 of 3 done
    [🧊 Frozen · 🔥4]
    [⏸ Paused · 🔥4]
    [⏭ Skipped · 🔥4]
    [↪️ <b>a & b</b> 🚀 "quoted" · Thu, 19 Nov · 🔥2]
    [↪️ ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ… · 🔥2]
    [✅ Sugar · 🔥9]
    [➕ New habit] [☰ Habits]
    "#);
    assert_snapshot!(sketch(&today(&body(Locale::Ru, habits()))), @r#"
    📋 <b>пт, 20 ноября</b>
    ▓▓▓░░░░░░░  сделано 1 из 3
    [🧊 Frozen · 🔥4]
    [⏸ Paused · 🔥4]
    [⏭ Skipped · 🔥4]
    [↪️ <b>a & b</b> 🚀 "quoted" · чт, 19 ноября · 🔥2]
    [↪️ ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ… · 🔥2]
    [✅ Sugar · 🔥9]
    [➕ Новая привычка] [☰ Привычки]
    "#);
}

#[test]
fn a_day_of_limits_has_nothing_to_tick_off() {
    let limits = || amounts().split_off(4);
    assert_snapshot!(sketch(&today(&body(Locale::En, limits()))), @r"
    📋 <b>Fri, 20 Nov</b>
    Nothing to tick off today, only limits to stay within.
    [🔹 Coffee 1 (max 2) · 🔥3] [+1]
    [🔶 Tea 2.5 (max 2) · 🔥3] [+1]
    [➕ New habit] [☰ Habits]
    ");
    assert_snapshot!(sketch(&today(&body(Locale::Ru, limits()))), @r"
    📋 <b>пт, 20 ноября</b>
    Сегодня отмечать нечего, только не выйти за предел.
    [🔹 Coffee 1 (макс. 2) · 🔥3] [+1]
    [🔶 Tea 2,5 (макс. 2) · 🔥3] [+1]
    [➕ Новая привычка] [☰ Привычки]
    ");
}

#[test]
fn on_vacation_nothing_is_due() {
    let vacation = Some(Days { from: FRIDAY, to: "2026-12-06".parse().unwrap() });
    let away = |locale| TodayBody { active_habits: 2, vacation, ..body(locale, Vec::new()) };
    assert_snapshot!(sketch(&today(&away(Locale::En))), @r"
    📋 <b>Fri, 20 Nov</b>
    🏖 Vacation through Sun, 6 Dec: nothing is due.
    [➕ New habit] [☰ Habits]
    ");
    assert_snapshot!(sketch(&today(&away(Locale::Ru))), @r"
    📋 <b>пт, 20 ноября</b>
    🏖 Отпуск по вс, 6 декабря: ничего делать не нужно.
    [➕ Новая привычка] [☰ Привычки]
    ");
}

#[test]
fn any_number_of_measured_habits_fits_too() {
    let habits = (0..200)
        .map(|id| measured(id, &longest(), r#"{"kind":"at_least","amount":1}"#, DayState::Pending, None));
    let screen = today(&body(Locale::En, habits.collect()));
    assert!(screen.keyboard.rows.concat().len() <= 100);
    assert!(screen.text.as_str().contains("155 more"), "{}", screen.text);
}
