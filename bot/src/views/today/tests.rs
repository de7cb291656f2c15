//! The list of today with every kind of habit, in both languages.

use core_shared::callback::{Callback, MAX_BYTES, Mark, Surface};
use core_shared::contract::today::{TodayBody, TodayHabit};
use core_shared::domain::{Answer, DayState, Days, HabitKind, Locale};
use core_shared::today_message::pinned;
use insta::assert_snapshot;
use jiff::ToSpan as _;

use super::super::sketch::{FRIDAY, NASTY, RIGHT_TO_LEFT, amount, goal, longest, sketch, today_habit};
use super::*;

fn body(locale: Locale, habits: Vec<TodayHabit>) -> TodayBody {
    let active_habits = u32::try_from(habits.len()).unwrap();
    TodayBody {
        day: FRIDAY,
        today: FRIDAY,
        locale,
        active_habits,
        vacation: None,
        habits,
        left_open: Vec::new(),
    }
}

/// The first page as it is written down.
fn shown(body: &TodayBody) -> String {
    sketch(&today(body, 0))
}

fn at(time: &str, habit: TodayHabit) -> TodayHabit {
    TodayHabit { asks_at: Some(time.parse().unwrap()), ..habit }
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
    assert_snapshot!(shown(&body(Locale::En, mixed())), @r#"
    📋 <b>Fri, 20 Nov</b>
    1 of 4  ●○○○
    [▫️ ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ… · 🔥120] […]
    [▫️ Run] […]
    [✅ <b>a & b</b> 🚀 "quo… · 🔥3] […]
    [⏭ קריאה – 20 עמודים · 🔥1] […]
    [✖️ Read] […]
    [‹ Yesterday] [➕ New habit]
    [📊 Habits] [⚙️ Settings]
    "#);
    assert_snapshot!(shown(&body(Locale::Ru, mixed())), @r#"
    📋 <b>пт, 20 ноября</b>
    1 из 4  ●○○○
    [▫️ ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ… · 🔥120] […]
    [▫️ Run] […]
    [✅ <b>a & b</b> 🚀 "quo… · 🔥3] […]
    [⏭ קריאה – 20 עמודים · 🔥1] […]
    [✖️ Read] […]
    [‹ Вчера] [➕ Новая привычка]
    [📊 Привычки] [⚙️ Настройки]
    "#);
}

#[test]
fn a_finished_day_is_celebrated() {
    let habits = vec![today_habit(1, "Read", DayState::Done, 1)];
    assert_snapshot!(shown(&body(Locale::En, habits)), @r"
    📋 <b>Fri, 20 Nov</b>
    1 of 1  ●
    🎉 That’s all for today!
    [✅ Read · 🔥1] […]
    [‹ Yesterday] [➕ New habit]
    [📊 Habits] [⚙️ Settings]
    ");
}

#[test]
fn without_habits_there_is_an_invitation() {
    assert_snapshot!(shown(&body(Locale::En, Vec::new())), @r"
    📋 <b>Fri, 20 Nov</b>
    No habits yet. Start with a small one: two minutes a day are enough.
    [➕ New habit]
    [⚙️ Settings]
    ");
    assert_snapshot!(shown(&body(Locale::Ru, Vec::new())), @r"
    📋 <b>пт, 20 ноября</b>
    Привычек пока нет. Начните с малого: хватит и двух минут в день.
    [➕ Новая привычка]
    [⚙️ Настройки]
    ");
}

#[test]
fn a_day_off_is_no_invitation() {
    let off = TodayBody { active_habits: 2, ..body(Locale::En, Vec::new()) };
    assert_snapshot!(shown(&off), @r"
    📋 <b>Fri, 20 Nov</b>
    Nothing is due today. Enjoy the day!
    [‹ Yesterday] [➕ New habit]
    [📊 Habits] [⚙️ Settings]
    ");
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
    assert_snapshot!(shown(&body(Locale::En, amounts())), @r"
    📋 <b>Fri, 20 Nov</b>
    2 of 4  ●●○○
    [🔹 3/8 <b>a & b</b… · 🔥3] [+1] […]
    [▫️ 0/2.5 ЖЖЖЖЖЖЖЖЖЖЖ… · 🔥3] [+0.5 km] […]
    [🔹 1 (max 2) Coffee · 🔥3] [+1] […]
    [✅ 8/8 Water · 🔥3] [+1] […]
    [✅ Run · 🔥3] [+0.5 km] […]
    [🔶 2.5 (max 2) Tea · 🔥3] [+1] […]
    [‹ Yesterday] [➕ New habit]
    [📊 Habits] [⚙️ Settings]
    ");
    assert_snapshot!(shown(&body(Locale::Ru, amounts())), @r"
    📋 <b>пт, 20 ноября</b>
    2 из 4  ●●○○
    [🔹 3/8 <b>a & b</b… · 🔥3] [+1] […]
    [▫️ 0/2,5 ЖЖЖЖЖЖЖЖЖЖЖ… · 🔥3] [+0,5 km] […]
    [🔹 1 (макс. 2) Coffee · 🔥3] [+1] […]
    [✅ 8/8 Water · 🔥3] [+1] […]
    [✅ Run · 🔥3] [+0,5 km] […]
    [🔶 2,5 (макс. 2) Tea · 🔥3] [+1] […]
    [‹ Вчера] [➕ Новая привычка]
    [📊 Привычки] [⚙️ Настройки]
    ");
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
    assert_snapshot!(shown(&body(Locale::En, habits())), @r#"
    📋 <b>Fri, 20 Nov</b>
    1 of 3  ●○○
    [↪️ <b>a & b</b> 🚀 "quo… · 🔥2] […]
    [↪️ ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ… · 🔥2] […]
    [🧊 Frozen · 🔥4] […]
    [⏸ Paused · 🔥4] […]
    [⏭ Skipped · 🔥4] […]
    [✅ Sugar · 🔥9] […]
    [‹ Yesterday] [➕ New habit]
    [📊 Habits] [⚙️ Settings]
    "#);
    assert_snapshot!(shown(&body(Locale::Ru, habits())), @r#"
    📋 <b>пт, 20 ноября</b>
    1 из 3  ●○○
    [↪️ <b>a & b</b> 🚀 "quo… · 🔥2] […]
    [↪️ ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ… · 🔥2] […]
    [🧊 Frozen · 🔥4] […]
    [⏸ Paused · 🔥4] […]
    [⏭ Skipped · 🔥4] […]
    [✅ Sugar · 🔥9] […]
    [‹ Вчера] [➕ Новая привычка]
    [📊 Привычки] [⚙️ Настройки]
    "#);
}

#[test]
fn a_day_of_limits_has_nothing_to_tick_off() {
    let limits = || amounts().split_off(4);
    assert_snapshot!(shown(&body(Locale::En, limits())), @r"
    📋 <b>Fri, 20 Nov</b>
    Nothing to tick off today, only limits to stay within.
    [🔹 1 (max 2) Coffee · 🔥3] [+1] […]
    [🔶 2.5 (max 2) Tea · 🔥3] [+1] […]
    [‹ Yesterday] [➕ New habit]
    [📊 Habits] [⚙️ Settings]
    ");
    assert_snapshot!(shown(&body(Locale::Ru, limits())), @r"
    📋 <b>пт, 20 ноября</b>
    Сегодня отмечать нечего, только не выйти за предел.
    [🔹 1 (макс. 2) Coffee · 🔥3] [+1] […]
    [🔶 2,5 (макс. 2) Tea · 🔥3] [+1] […]
    [‹ Вчера] [➕ Новая привычка]
    [📊 Привычки] [⚙️ Настройки]
    ");
}

#[test]
fn on_vacation_nothing_is_due() {
    let vacation = Some(Days { from: FRIDAY, to: "2026-12-06".parse().unwrap() });
    let away = |locale| TodayBody { active_habits: 2, vacation, ..body(locale, Vec::new()) };
    assert_snapshot!(shown(&away(Locale::En)), @r"
    📋 <b>Fri, 20 Nov</b>
    🏖 Vacation through Sun, 6 Dec: nothing is due.
    [‹ Yesterday] [➕ New habit]
    [📊 Habits] [⚙️ Settings]
    ");
    assert_snapshot!(shown(&away(Locale::Ru)), @r"
    📋 <b>пт, 20 ноября</b>
    🏖 Отпуск по вс, 6 декабря: ничего делать не нужно.
    [‹ Вчера] [➕ Новая привычка]
    [📊 Привычки] [⚙️ Настройки]
    ");
}

#[test]
fn a_tap_says_what_shall_be_and_never_the_other_way_round() {
    let screen = today(&body(Locale::En, mixed()), 0);
    let marks: Vec<_> = screen
        .keyboard
        .rows
        .iter()
        .filter_map(|row| match row[0].callback()? {
            Callback::Check { habit, mark, day: FRIDAY, surface: Surface::Today { page: 0 } } => {
                Some((habit.0, *mark))
            }
            _ => None,
        })
        .collect();
    let done = Mark::Set(Answer::Done);
    assert_eq!(marks, [(2, done), (5, done), (1, Mark::Clear), (3, done), (4, done)]);
}

#[test]
fn what_was_counted_is_not_lost_by_a_tap_on_the_name() {
    let screen = today(&body(Locale::En, amounts()), 0);
    for row in &screen.keyboard.rows[..6] {
        let menu = row[2].callback().unwrap();
        let Callback::DayMenu { habit, .. } = *menu else { panic!("{row:?}") };
        let is_done = Callback::Check {
            habit,
            day: FRIDAY,
            mark: Mark::Set(Answer::Done),
            surface: Surface::Today { page: 0 },
        };
        let wanted = if habit.0 == 2 { &is_done } else { menu };
        assert_eq!(row[0].callback(), Some(wanted));
    }
}

#[test]
fn habits_stand_in_the_part_of_the_day_in_which_they_ask() {
    let habits = || {
        vec![
            at("21:00", today_habit(1, "Read", DayState::Pending, 0)),
            at("07:30", today_habit(2, "Stretch", DayState::Done, 4)),
            at("13:00", today_habit(3, "Walk", DayState::Skipped, 0)),
            at("14:00", today_habit(4, "Nap", DayState::Pending, 0)),
            at("08:00", today_habit(5, "Tea", DayState::Done, 0)),
            today_habit(6, "Call home", DayState::Pending, 0),
        ]
    };
    assert_snapshot!(shown(&body(Locale::En, habits())), @r"
    📋 <b>Fri, 20 Nov</b>
    2 of 5  ●●○○○
    [— Day —]
    [▫️ Nap] […]
    [⏭ Walk] […]
    [— Evening —]
    [▫️ Read] […]
    [— Any time —]
    [▫️ Call home] […]
    [— Morning —]
    [✅ Stretch · 🔥4] […]
    [✅ Tea] […]
    [‹ Yesterday] [➕ New habit]
    [📊 Habits] [⚙️ Settings]
    ");
    assert_snapshot!(shown(&body(Locale::Ru, habits())), @r"
    📋 <b>пт, 20 ноября</b>
    2 из 5  ●●○○○
    [— День —]
    [▫️ Nap] […]
    [⏭ Walk] […]
    [— Вечер —]
    [▫️ Read] […]
    [— В любое время —]
    [▫️ Call home] […]
    [— Утро —]
    [✅ Stretch · 🔥4] […]
    [✅ Tea] […]
    [‹ Вчера] [➕ Новая привычка]
    [📊 Привычки] [⚙️ Настройки]
    ");
}

#[test]
fn a_past_day_is_named_and_leads_to_its_neighbours() {
    let past = |locale, days: i32| TodayBody {
        today: FRIDAY.saturating_add(days.days()),
        ..body(
            locale,
            vec![
                today_habit(1, "Read", DayState::Missed, 0),
                today_habit(2, "Run", DayState::Done, 3),
                today_habit(3, "Swim", DayState::Carried, 0),
            ],
        )
    };
    assert_snapshot!(shown(&past(Locale::En, 1)), @r"
    🗓 <b>Fri, 20 Nov</b> · yesterday
    1 of 3  ●○○
    [▫️ Read] […]
    [↪️ Swim] […]
    [✅ Run · 🔥3] […]
    [‹ Thu, 19 Nov] [📋 Today]
    ");
    assert_snapshot!(shown(&past(Locale::En, 3)), @r"
    🗓 <b>Fri, 20 Nov</b> · 3 days ago
    1 of 3  ●○○
    [▫️ Read] […]
    [↪️ Swim] […]
    [✅ Run · 🔥3] […]
    [‹ Thu, 19 Nov] [📋 Today] [Sat, 21 Nov ›]
    ");
    assert_snapshot!(shown(&past(Locale::Ru, 1)), @r"
    🗓 <b>пт, 20 ноября</b> · вчера
    1 из 3  ●○○
    [▫️ Read] […]
    [↪️ Swim] […]
    [✅ Run · 🔥3] […]
    [‹ чт, 19 ноября] [📋 Сегодня]
    ");
    assert_snapshot!(shown(&past(Locale::Ru, 7)), @r"
    🗓 <b>пт, 20 ноября</b> · 7 дней назад
    1 из 3  ●○○
    [▫️ Read] […]
    [↪️ Swim] […]
    [✅ Run · 🔥3] […]
    [📋 Сегодня] [сб, 21 ноября ›]
    ");
}

#[test]
fn a_past_day_on_which_nothing_was_due_says_so() {
    let off =
        TodayBody { active_habits: 2, today: FRIDAY.saturating_add(1.day()), ..body(Locale::En, Vec::new()) };
    assert_snapshot!(shown(&off), @r"
    🗓 <b>Fri, 20 Nov</b> · yesterday
    There was nothing to tick off.
    [‹ Thu, 19 Nov] [📋 Today]
    ");
}

fn thirty() -> Vec<TodayHabit> {
    let times = ["07:00", "13:00", "21:00"];
    let habit = |id: i64| {
        let state = if id % 3 == 0 { DayState::Done } else { DayState::Pending };
        let habit = today_habit(id, &longest(), state, 3000);
        match times.get(usize::try_from(id % 4).unwrap()) {
            Some(time) => at(time, habit),
            None => habit,
        }
    };
    (0..30).map(habit).collect()
}

#[test]
fn thirty_habits_take_four_pages_and_none_is_lost() {
    let body = body(Locale::Ru, thirty());
    assert_snapshot!(sketch(&today(&body, 1)), @r"
    📋 <b>пт, 20 ноября</b>
    10 из 30  ●●●○○○○○○○
    [— День —]
    [▫️ ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ… · 🔥3000] […]
    [▫️ ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ… · 🔥3000] […]
    [▫️ ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ… · 🔥3000] […]
    [▫️ ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ… · 🔥3000] […]
    [▫️ ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ… · 🔥3000] […]
    [▫️ ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ… · 🔥3000] […]
    [✅ ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ… · 🔥3000] […]
    [✅ ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ… · 🔥3000] […]
    [‹] [2/4] [›]
    [‹ Вчера] [➕ Новая привычка]
    [📊 Привычки] [⚙️ Настройки]
    ");
    let mut listed = Vec::new();
    for page in 0..4 {
        let screen = today(&body, page);
        let buttons = screen.keyboard.rows.concat();
        assert!(buttons.len() <= 100, "{}", buttons.len());
        assert!(buttons.iter().all(|button| button.callback().unwrap().encode().len() <= MAX_BYTES));
        for button in buttons {
            if let Some(Callback::DayMenu { habit, .. }) = button.callback() {
                assert_eq!(page_of(&body, *habit), page);
                listed.push(habit.0);
            }
        }
    }
    listed.sort_unstable();
    assert_eq!(listed, (0..30).collect::<Vec<_>>());
    assert_eq!(today(&body, 4), today(&body, 3), "a page that is gone is the last one");
}

#[test]
fn a_pinned_list_is_the_list_and_then_one_line() {
    let mut list = body(Locale::En, mixed());
    assert_eq!(pinned(&list), today(&list, 0));
    list.today = FRIDAY.tomorrow().unwrap();
    assert_snapshot!(sketch(&pinned(&list)), @"🗓 <b>Fri, 20 Nov</b> · 1 of 4  ●○○○");
    list.locale = Locale::Ru;
    assert_snapshot!(sketch(&pinned(&list)), @"🗓 <b>пт, 20 ноября</b> · 1 из 4  ●○○○");
}
