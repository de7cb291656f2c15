//! The menu of a day and its questions, with every kind of habit, in both languages.

use core_shared::callback::MAX_BYTES;
use core_shared::domain::{Proof, ProofFile};
use insta::assert_snapshot;

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
    OnDay { locale, habit, day: FRIDAY, execution }
}

#[test]
fn an_open_day_can_become_anything() {
    let read = habit(NASTY, &[DayState::Missed, DayState::Pending]);
    assert_snapshot!(sketch(&menu(&on(Locale::En, &read, None))), @r"
    <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b> · Fri, 20 Nov
    ▫️ still open
    [✅ Done] [⏭ Skip]
    [✖️ Not done]
    [💬 Note] [📊 History]
    [‹ Thu, 19 Nov ▫️]
    [‹ Back]
    ");
    assert_snapshot!(sketch(&menu(&on(Locale::Ru, &read, None))), @r"
    <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b> · пт, 20 ноября
    ▫️ ещё не отмечено
    [✅ Готово] [⏭ Пропустить]
    [✖️ Не сделано]
    [💬 Заметка] [📊 История]
    [‹ чт, 19 ноября ▫️]
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
    [💬 Note] [📊 History]
    [‹ Thu, 19 Nov ✅]
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
    [💬 Заметка] [📊 История]
    [‹ чт, 19 ноября ✅]
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
    [💬 Note] [📊 History]
    [‹ Thu, 19 Nov ✅]
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
    [💬 Note] [📊 History]
    [‹ Thu, 19 Nov ✅]
    [‹ Back]
    ");
    let sugar = HabitBody { kind: HabitKind::Quit, ..habit("Sugar", &[DayState::Kept, DayState::NotDone]) };
    let lapse = execution(ExecutionState::NotDone);
    assert_snapshot!(sketch(&menu(&on(Locale::Ru, &sugar, Some(&lapse)))), @r"
    <b>Sugar</b> · пт, 20 ноября
    ✖️ срыв
    [✅ Получилось] [⏭ Пропустить]
    [↩️ Отменить]
    [💬 Заметка] [📊 История]
    [‹ чт, 19 ноября ✅]
    [‹ Назад]
    ");
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
