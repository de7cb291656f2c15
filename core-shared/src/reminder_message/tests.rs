//! The reminder of every kind of habit, in all its forms and both languages.

use insta::assert_snapshot;

use super::*;
use crate::domain::{DeliveryId, HabitId, HabitName};

const FRIDAY: Date = Date::constant(2026, 11, 20);
const SATURDAY: Date = Date::constant(2026, 11, 21);
const NASTY: &str = r#"<b>a & b</b> 🚀 "quoted""#;

fn message(locale: Locale, habit_name: &str) -> ReminderMessage<'_> {
    let reminder = ReminderRef { habit: HabitId(7), day: FRIDAY, delivery: DeliveryId(9) };
    ReminderMessage { locale, reminder, habit_name, kind: HabitKind::Build, period: None, goal: None }
}

fn goal(json: &str) -> Goal {
    serde_json::from_str(json).unwrap()
}

fn water() -> Goal {
    goal(r#"{"kind":"at_least","amount":2.5,"unit":"<l>","step":0.5}"#)
}

fn reached(streak: u32, thousandths: i64) -> Reached {
    Reached { streak, amount: Amount::from_thousandths(thousandths).ok() }
}

pub(super) fn sketch(screen: &Screen) -> String {
    let rows = screen.keyboard.rows.iter().map(|row| {
        let labels: Vec<_> = row.iter().map(|button| format!("[{}]", button.label)).collect();
        labels.join(" ")
    });
    let mut lines = vec![screen.text.to_string()];
    lines.extend(rows);
    lines.join("\n")
}

#[test]
fn a_habit_that_is_done_or_not_asks_for_that() {
    let streak = Reached { streak: 3, amount: None };
    assert_snapshot!(sketch(&message(Locale::En, NASTY).question(streak)), @r"
    🔔 <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>
    🔥 3 days in a row
    [✅ Done] [⏭ Skip] [💤 Later]
    ");
    let longest = "Ж".repeat(HabitName::MAX_CHARS);
    assert_snapshot!(sketch(&message(Locale::Ru, &longest).question(Reached::default())), @r"
    🔔 <b>ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ</b>
    [✅ Готово] [⏭ Пропустить] [💤 Позже]
    ");
}

#[test]
fn a_measured_habit_says_how_far_the_day_is_and_offers_a_step() {
    let water = water();
    let of = |locale| ReminderMessage { goal: Some(&water), ..message(locale, NASTY) };
    assert_snapshot!(sketch(&of(Locale::En).question(reached(3, 1500))), @r"
    🔔 <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>
    1.5 of 2.5 &lt;l&gt;
    🔥 3 days in a row
    [+0.5 <l>] [✅ Done]
    [⏭ Skip] [💤 Later]
    ");
    assert_snapshot!(sketch(&of(Locale::Ru).question(Reached::default())), @r"
    🔔 <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>
    0 из 2,5 &lt;l&gt;
    [+0,5 <l>] [✅ Готово]
    [⏭ Пропустить] [💤 Позже]
    ");
    assert_snapshot!(sketch(&of(Locale::En).answered(DayState::Partial, reached(3, 2000), FRIDAY)), @r"
    🔔 <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>
    2 of 2.5 &lt;l&gt;
    🔥 3 days in a row
    [+0.5 <l>] [✅ Done]
    [⏭ Skip] [💤 Later]
    ");
    assert_snapshot!(sketch(&of(Locale::Ru).answered(DayState::Done, reached(4, 2500), FRIDAY)), @r"
    ✅ <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>
    2,5 из 2,5 &lt;l&gt;
    🔥 4 дня подряд
    [↩️ Отменить]
    ");
}

#[test]
fn a_limit_is_kept_or_exceeded() {
    let coffee = goal(r#"{"kind":"at_most","amount":2}"#);
    let of = |locale| ReminderMessage { goal: Some(&coffee), ..message(locale, "Coffee") };
    assert_snapshot!(sketch(&of(Locale::En).question(reached(0, 1000))), @r"
    🔔 <b>Coffee</b>
    1 (at most 2)
    [+1] [✅ Kept]
    [⏭ Skip] [💤 Later]
    ");
    assert_snapshot!(sketch(&of(Locale::Ru).answered(DayState::Exceeded, reached(0, 3000), SATURDAY)), @r"
    🔶 <b>Coffee</b>: больше предела. Новый день начнётся с нуля.
    3 (не больше 2)
    за пт, 20 ноября
    [↩️ Отменить]
    ");
    assert_snapshot!(sketch(&of(Locale::En).closed(DayState::Exceeded)), @r"
    🔶 <b>Coffee</b>: above the limit. The next day begins at 0.
    for Fri, 20 Nov
    ");
}

#[test]
fn a_habit_to_quit_is_asked_another_question() {
    let of = |locale| ReminderMessage { kind: HabitKind::Quit, ..message(locale, NASTY) };
    let streak = Reached { streak: 12, amount: None };
    assert_snapshot!(sketch(&of(Locale::En).question(streak)), @r"
    🌿 <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>: still without it?
    🔥 12 days without a lapse
    [✅ Kept] [✖️ Lapse] [💤 Later]
    ");
    assert_snapshot!(sketch(&of(Locale::Ru).question(streak)), @r"
    🌿 <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>: всё ещё без этого?
    🔥 12 дней без срыва
    [✅ Получилось] [✖️ Срыв] [💤 Позже]
    ");
    assert_snapshot!(sketch(&of(Locale::En).answered(DayState::NotDone, Reached::default(), FRIDAY)), @r"
    ✖️ <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>: noted, it happens. A new count begins.
    [↩️ Undo]
    ");
    assert_snapshot!(sketch(&of(Locale::Ru).answered(DayState::NotDone, Reached::default(), FRIDAY)), @r"
    ✖️ <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>: записано, бывает. Начинаем новый отсчёт.
    [↩️ Отменить]
    ");
    assert_snapshot!(sketch(&of(Locale::Ru).answered(DayState::Done, streak, FRIDAY)), @r"
    ✅ <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>
    🔥 12 дней без срыва
    [↩️ Отменить]
    ");
}

#[test]
fn a_day_that_is_over_is_closed_with_what_became_of_it() {
    use DayState::{Carried, Done, Frozen, Missed, NotDone, Partial, Paused, Skipped};
    let closed = |locale| {
        [Done, Skipped, Frozen, NotDone, Partial, Carried, Paused, Missed]
            .map(|state| sketch(&message(locale, "Read").closed(state)))
            .join("\n")
    };
    assert_snapshot!(closed(Locale::En), @r"
    ✅ <b>Read</b>
    for Fri, 20 Nov
    ⏭ <b>Read</b>: skipped, the streak stays
    for Fri, 20 Nov
    🧊 <b>Read</b>: a freeze was spent, the streak stays
    for Fri, 20 Nov
    ✖️ <b>Read</b>: not this time
    for Fri, 20 Nov
    🔹 <b>Read</b>: Fri, 20 Nov is over, part of it is done. You can still add to it from /habits.
    ↪️ <b>Read</b>: carried on from Fri, 20 Nov
    ⏸ <b>Read</b>: Fri, 20 Nov is part of a pause
    ▫️ <b>Read</b>: Fri, 20 Nov is over. You can still mark it from /habits.
    ");
    assert_snapshot!(closed(Locale::Ru), @r"
    ✅ <b>Read</b>
    за пт, 20 ноября
    ⏭ <b>Read</b>: пропуск, серия сохранится
    за пт, 20 ноября
    🧊 <b>Read</b>: потрачена заморозка, серия сохранится
    за пт, 20 ноября
    ✖️ <b>Read</b>: не в этот раз
    за пт, 20 ноября
    🔹 <b>Read</b>: пт, 20 ноября — этот день закончился, часть сделана. Добавить ещё можно в /habits.
    ↪️ <b>Read</b>: перенесено, было на пт, 20 ноября
    ⏸ <b>Read</b>: пт, 20 ноября — день паузы
    ▫️ <b>Read</b>: пт, 20 ноября — этот день закончился. Отметить его ещё можно в /habits.
    ");
}

#[test]
fn every_button_of_a_reminder_acts_on_the_day_it_was_made_for() {
    let water = water();
    let message = ReminderMessage { goal: Some(&water), ..message(Locale::Ru, "Вода") };
    let streak = reached(3, 0);
    let screens = [
        message.question(streak),
        message.snooze_menu(streak),
        message.snoozed(Date::constant(2026, 11, 21).at(0, 0, 0, 0), Date::constant(2026, 11, 20)),
        message.answered(DayState::Done, streak, SATURDAY),
    ];
    for button in screens.iter().flat_map(|screen| screen.keyboard.rows.iter().flatten()) {
        let day = match button.callback() {
            Some(Callback::Check { day, .. } | Callback::Add { day, .. }) => *day,
            Some(Callback::SnoozeMenu(r) | Callback::Reminder(r) | Callback::Snooze { reminder: r, .. }) => {
                r.day
            }
            other => panic!("{other:?}"),
        };
        assert_eq!(day, FRIDAY);
    }
}

#[test]
fn a_receipt_for_another_day_says_which() {
    let late = message(Locale::En, "Read").answered(DayState::Done, Reached::default(), SATURDAY);
    assert!(late.text.as_str().ends_with("for Fri, 20 Nov"), "{}", late.text);
}

#[test]
fn a_reminder_that_comes_again_on_another_day_says_on_which() {
    let today = Date::constant(2026, 11, 20);
    let said =
        |locale, day: Date| message(locale, "Read").snoozed(day.at(19, 0, 0, 0), today).text.to_string();
    assert_eq!(said(Locale::En, today), "💤 <b>Read</b>: I’ll ask again at 19:00");
    let tomorrow = today.tomorrow().unwrap();
    assert_eq!(said(Locale::En, tomorrow), "💤 <b>Read</b>: I’ll ask again on Sat, 21 Nov at 19:00");
    assert_eq!(said(Locale::Ru, tomorrow), "💤 <b>Read</b>: спрошу снова сб, 21 ноября в 19:00");
}
