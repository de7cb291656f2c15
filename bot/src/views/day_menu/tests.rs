//! The menu of a day and its questions, with every kind of habit, in both languages.

use core_shared::callback::{Edit, MAX_BYTES};
use core_shared::domain::{ExecutionState, Proof, ProofFile};
use insta::assert_snapshot;
use jiff::civil::date;

use super::super::sketch::{FRIDAY, NASTY, amount, goal, habit, longest, sketch};
use super::*;

const WATER: &str = r#"{"kind":"at_least","amount":8,"unit":"glasses"}"#;
const COFFEE: &str = r#"{"kind":"at_most","amount":2,"unit":"cups"}"#;

fn execution(state: ExecutionState) -> ExecutionBody {
    ExecutionBody {
        day: FRIDAY,
        state,
        amount: None,
        note: None,
        proof: None,
        recorded_at: "2026-11-20T12:00:00Z".parse().unwrap(),
    }
}

fn on<'a>(locale: Locale, habit: &'a HabitBody, execution: Option<&'a ExecutionBody>) -> OnDay<'a> {
    OnDay { locale, today: FRIDAY, habit, day: FRIDAY, execution }
}

#[test]
fn an_open_day_can_become_anything() {
    let read = habit(NASTY, &[DayState::Missed, DayState::Pending]);
    assert_snapshot!(sketch(&menu(&on(Locale::En, &read, None))), @r"
    <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b> · Fri, 20 Nov
    ▫️ still open
    [✅ Done] [⏭ Skip]
    [✖️ Not done]
    [💬 Note] [📊 Card]
    [‹ Thu, 19 Nov ▫️] [🗓 History]
    [‹ Back]
    ");
    assert_snapshot!(sketch(&menu(&on(Locale::Ru, &read, None))), @r"
    <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b> · пт, 20 ноября
    ▫️ ещё не отмечено
    [✅ Готово] [⏭ Пропустить]
    [✖️ Не сделано]
    [💬 Заметка] [📊 Карточка]
    [‹ чт, 19 ноября ▫️] [🗓 История]
    [‹ Назад]
    ");
}

#[test]
fn a_marked_day_shows_what_was_said_of_it_and_can_be_taken_back() {
    let read = habit("Read", &[DayState::Done, DayState::Done]);
    let done = ExecutionBody {
        note: Some(Note::parse("a <page>\nor two").unwrap()),
        proof: Some(Proof { kind: ProofKind::Photo, file: ProofFile::parse("AgAC").unwrap() }),
        ..execution(ExecutionState::Done)
    };
    assert_snapshot!(sketch(&menu(&on(Locale::En, &read, Some(&done)))), @r"
    <b>Read</b> · Fri, 20 Nov
    ✅ done
    💬 a &lt;page&gt;
    or two
    📷 with a photo
    [⏭ Skip]
    [✖️ Not done] [↩️ Undo]
    [💬 Note] [📊 Card]
    [‹ Thu, 19 Nov ✅] [🗓 History]
    [‹ Back]
    ");
    assert_snapshot!(sketch(&menu(&on(Locale::Ru, &read, Some(&done)))), @r"
    <b>Read</b> · пт, 20 ноября
    ✅ сделано
    💬 a &lt;page&gt;
    or two
    📷 есть фото
    [⏭ Пропустить]
    [✖️ Не сделано] [↩️ Отменить]
    [💬 Заметка] [📊 Карточка]
    [‹ чт, 19 ноября ✅] [🗓 История]
    [‹ Назад]
    ");
}

#[test]
fn a_measured_day_takes_steps_and_amounts() {
    let water = HabitBody { goal: Some(goal(WATER)), ..habit("Water", &[DayState::Done, DayState::Partial]) };
    let three = ExecutionBody { amount: amount(3000), ..execution(ExecutionState::Done) };
    assert_snapshot!(sketch(&menu(&on(Locale::En, &water, Some(&three)))), @r"
    <b>Water</b> · Fri, 20 Nov
    🔹 in part · 3 of 8 glasses
    [+1] [✏️ Amount]
    [✅ Done] [⏭ Skip]
    [✖️ Not done] [↩️ Undo]
    [💬 Note] [📊 Card]
    [‹ Thu, 19 Nov ✅] [🗓 History]
    [‹ Back]
    ");
    assert_snapshot!(sketch(&amount_hint(&on(Locale::En, &water, Some(&three)))), @r"
    I can’t read that as an amount. A number from 0 on, please, such as 5 or 2.5.

    <b>Water</b> · Fri, 20 Nov
    🔹 in part · 3 of 8 glasses
    ✏️ How much was it? Write a number, such as 2.5.
    [‹ Back]
    ");
    assert_snapshot!(sketch(&amount_question(&on(Locale::Ru, &water, None))), @r"
    <b>Water</b> · пт, 20 ноября
    🔹 часть · 0 из 8 glasses
    ✏️ Сколько вышло? Напишите число, например 2,5.
    [‹ Назад]
    ");
}

#[test]
fn a_limit_and_a_habit_to_quit_are_kept_or_not() {
    let coffee =
        HabitBody { goal: Some(goal(COFFEE)), ..habit("Coffee", &[DayState::Kept, DayState::Exceeded]) };
    let three = ExecutionBody { amount: amount(3000), ..execution(ExecutionState::Done) };
    assert_snapshot!(sketch(&menu(&on(Locale::En, &coffee, Some(&three)))), @r"
    <b>Coffee</b> · Fri, 20 Nov
    🔶 above the limit · 3 (at most 2 cups)
    [+1] [✏️ Amount]
    [✅ Kept] [⏭ Skip]
    [✖️ Lapse] [↩️ Undo]
    [💬 Note] [📊 Card]
    [‹ Thu, 19 Nov ✅] [🗓 History]
    [‹ Back]
    ");
    let sugar = HabitBody { kind: HabitKind::Quit, ..habit("Sugar", &[DayState::Kept, DayState::NotDone]) };
    let lapse = execution(ExecutionState::NotDone);
    assert_snapshot!(sketch(&menu(&on(Locale::Ru, &sugar, Some(&lapse)))), @r"
    <b>Sugar</b> · пт, 20 ноября
    ✖️ срыв
    [✅ Получилось] [⏭ Пропустить]
    [↩️ Отменить]
    [💬 Заметка] [📊 Карточка]
    [‹ чт, 19 ноября ✅] [🗓 История]
    [‹ Назад]
    ");
}

#[test]
fn a_day_of_long_ago_is_what_was_recorded_and_leads_to_its_month() {
    let long_ago = date(2026, 10, 22);
    let old = |habit: HabitBody| HabitBody { starts_on: date(2024, 2, 10), ..habit };
    let said = |habit: &HabitBody, state, thousandths| {
        let some = ExecutionBody { day: long_ago, amount: amount(thousandths), ..execution(state) };
        let day = OnDay { day: long_ago, ..on(Locale::En, habit, Some(&some)) };
        menu(&day).text.to_string().lines().nth(1).map(str::to_owned).unwrap()
    };
    let water = old(HabitBody { goal: Some(goal(WATER)), ..habit("Water", &[DayState::Pending]) });
    assert_eq!(said(&water, ExecutionState::Done, 7999), "🔹 in part · 7.999 of 8 glasses");
    assert_eq!(said(&water, ExecutionState::Done, 8000), "✅ done · 8 of 8 glasses");
    assert_eq!(said(&water, ExecutionState::Frozen, 0), "🧊 a freeze was spent · 0 of 8 glasses");
    let coffee = old(HabitBody { goal: Some(goal(COFFEE)), ..habit("Coffee", &[DayState::Pending]) });
    assert_eq!(said(&coffee, ExecutionState::Done, 2001), "🔶 above the limit · 2.001 (at most 2 cups)");
    let read = old(habit("Read", &[DayState::Pending]));
    assert_snapshot!(sketch(&menu(&OnDay { day: long_ago, ..on(Locale::En, &read, None) })), @r"
    <b>Read</b> · Thu, 22 Oct
    ▫️ no mark
    [✅ Done] [⏭ Skip]
    [✖️ Not done]
    [💬 Note] [📊 Card]
    [🗓 History]
    [‹ Back]
    ");
    assert_snapshot!(sketch(&menu(&OnDay { day: long_ago, ..on(Locale::Ru, &read, None) })), @r"
    <b>Read</b> · чт, 22 октября
    ▫️ отметки нет
    [✅ Готово] [⏭ Пропустить]
    [✖️ Не сделано]
    [💬 Заметка] [📊 Карточка]
    [🗓 История]
    [‹ Назад]
    ");
}

#[test]
fn back_is_the_list_of_the_day_as_long_as_it_is_told_and_has_the_habit() {
    let active = HabitBody { starts_on: date(2024, 2, 10), ..habit("Read", &[DayState::Pending]) };
    let archived = HabitBody { archived_at: Some(active.created_at), ..active.clone() };
    let back = |habit: &HabitBody, day| {
        let rows = menu(&OnDay { day, ..on(Locale::En, habit, None) }).keyboard.rows;
        rows.last().unwrap()[0].callback().unwrap().clone()
    };
    let listed = date(2026, 10, 23);
    let october = Callback::Edit { habit: active.id, edit: Edit::Month { year: 2026, month: 10 } };
    assert_eq!(back(&active, listed), Callback::DayOf { habit: active.id, day: listed });
    assert_eq!(back(&active, listed.yesterday().unwrap()), october);
    assert_eq!(back(&archived, listed), october);
}

#[test]
fn words_about_an_open_day_ask_what_the_day_was() {
    let read = habit("Read", &[DayState::Pending]);
    let note = Note::parse("too <tired>").unwrap();
    assert_snapshot!(sketch(&noted_question(&on(Locale::En, &read, None), &note)), @r"
    <b>Read</b> · Fri, 20 Nov
    💬 too &lt;tired&gt;
    And how was the day?
    [✅ Done] [✖️ Not done] [⏭ Skip]
    [‹ Back]
    ");
    assert_snapshot!(sketch(&noted_question(&on(Locale::Ru, &read, None), &note)), @r"
    <b>Read</b> · пт, 20 ноября
    💬 too &lt;tired&gt;
    А как прошёл день?
    [✅ Готово] [✖️ Не сделано] [⏭ Пропустить]
    [‹ Назад]
    ");
}

#[test]
fn a_note_is_asked_for_and_can_be_taken_away() {
    let read = habit("Read", &[DayState::Done]);
    let done = ExecutionBody { note: Some(Note::parse("fine").unwrap()), ..execution(ExecutionState::Done) };
    assert_snapshot!(sketch(&note_question(&on(Locale::En, &read, Some(&done)))), @r"
    <b>Read</b> · Fri, 20 Nov
    💬 fine
    💬 What would you like to remember of this day? Write it to me.
    [🗑 Without a note] [‹ Back]
    ");
    assert_snapshot!(sketch(&note_hint(&on(Locale::Ru, &read, None))), @r"
    Я могу сохранить от 1 до 1000 знаков обычного текста.

    <b>Read</b> · пт, 20 ноября
    💬 Что хочется запомнить об этом дне? Напишите мне.
    [‹ Назад]
    ");
}

#[test]
fn words_that_lead_nowhere_have_ways_on() {
    for locale in Locale::ALL {
        let ways = help::ways(locale);
        for screen in [too_long(locale), no_such_day(locale), help::habit_gone_screen(locale)] {
            assert_eq!(screen.keyboard, ways, "{}", sketch(&screen));
        }
    }
}

#[test]
fn the_longest_day_fits_into_one_message() {
    let longest = habit(&longest(), &[DayState::Frozen, DayState::Done]);
    let note = Note::parse(&"\"".repeat(Note::MAX_CHARS)).unwrap();
    let done = ExecutionBody { note: Some(note), ..execution(ExecutionState::Done) };
    let screen = menu(&on(Locale::Ru, &longest, Some(&done)));
    // Telegram counts what is shown, and `&quot;` is shown as one character.
    assert!(screen.text.as_str().replace("&quot;", "\"").chars().count() < 4096);
    let buttons = screen.keyboard.rows.concat();
    assert!(buttons.iter().all(|button| button.callback().unwrap().encode().len() <= MAX_BYTES));
}
