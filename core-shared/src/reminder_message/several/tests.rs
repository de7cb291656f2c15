//! Several habits in one message, in both languages.

use insta::assert_snapshot;
use jiff::civil::{Date, DateTime};

use super::super::tests::sketch;
use super::*;
use crate::domain::{Amount, DayState, DeliveryId, HabitId, HabitName};

const FRIDAY: Date = Date::constant(2026, 11, 20);
const SATURDAY: Date = Date::constant(2026, 11, 21);

fn item(name: &str) -> ReminderItem {
    ReminderItem {
        habit: HabitId(7),
        habit_name: HabitName::parse(name).unwrap(),
        habit_kind: HabitKind::Build,
        day: FRIDAY,
        state: DayState::Pending,
        streak: 0,
        period: None,
        goal: None,
        amount: None,
        snoozed_until: None,
        is_closed: false,
    }
}

fn water(thousandths: i64) -> ReminderItem {
    ReminderItem {
        goal: Some(serde_json::from_str(r#"{"kind":"at_least","amount":8}"#).unwrap()),
        amount: Amount::from_thousandths(thousandths).ok(),
        ..item("Water")
    }
}

fn message(today: Date, habits: Vec<ReminderItem>) -> ReminderMessageBody {
    ReminderMessageBody { delivery: DeliveryId(9), is_combined: true, is_late: false, today, habits }
}

#[test]
fn each_habit_has_a_line_and_a_row_of_buttons() {
    let run = ReminderItem { streak: 5, ..item("<b>a & b</b> and a name that goes on") };
    let quit = ReminderItem { habit_kind: HabitKind::Quit, streak: 12, ..item("Sugar") };
    let asking = message(FRIDAY, vec![run, water(3000), quit]);
    assert_snapshot!(sketch(&screen(Locale::En, &asking)), @r"
    🔔 <b>Time for</b>
    ▫️ <b>&lt;b&gt;a &amp; b&lt;/b&gt; and a name that goes on</b> · 🔥 5 days in a row
    ▫️ <b>Water</b> · 3 of 8
    🌿 <b>Sugar</b>: still without it? · 🔥 12 days without a lapse
    [✅ <b>a & b</b> and a name…] [⏭]
    [✅ Water] [+1] [⏭]
    [✅ Sugar] [✖️]
    [💤 Later]
    ");
    assert_snapshot!(sketch(&screen(Locale::Ru, &asking)), @r"
    🔔 <b>Пора</b>
    ▫️ <b>&lt;b&gt;a &amp; b&lt;/b&gt; and a name that goes on</b> · 🔥 5 дней подряд
    ▫️ <b>Water</b> · 3 из 8
    🌿 <b>Sugar</b>: всё ещё без этого? · 🔥 12 дней без срыва
    [✅ <b>a & b</b> and a name…] [⏭]
    [✅ Water] [+1] [⏭]
    [✅ Sugar] [✖️]
    [💤 Позже]
    ");
}

#[test]
fn what_is_answered_keeps_a_way_back_and_what_is_over_does_not() {
    let at = DateTime::constant(2026, 11, 21, 19, 0, 0, 0);
    let habits = vec![
        ReminderItem { state: DayState::Done, streak: 6, ..item("Run") },
        ReminderItem { snoozed_until: Some(at), ..item("Read") },
        ReminderItem { state: DayState::Missed, is_closed: true, ..item("Stretch") },
        ReminderItem { state: DayState::Skipped, is_closed: true, ..item("Swim") },
    ];
    assert_snapshot!(sketch(&screen(Locale::En, &message(SATURDAY, habits.clone()))), @r"
    🔔 <b>Time for</b>
    ✅ <b>Run</b> · 🔥 6 days in a row · for Fri, 20 Nov
    💤 <b>Read</b>: I’ll ask again at 19:00 · for Fri, 20 Nov
    ▫️ <b>Stretch</b>: Fri, 20 Nov is over. You can still mark it from /habits.
    ⏭ <b>Swim</b>: skipped, the streak stays
    [↩️ Run]
    [✅ Read] [⏭]
    [💤 Later]
    ");
    assert_snapshot!(sketch(&screen(Locale::Ru, &message(SATURDAY, habits))), @r"
    🔔 <b>Пора</b>
    ✅ <b>Run</b> · 🔥 6 дней подряд · за пт, 20 ноября
    💤 <b>Read</b>: спрошу снова в 19:00 · за пт, 20 ноября
    ▫️ <b>Stretch</b>: пт, 20 ноября — этот день закончился. Отметить его ещё можно в /habits.
    ⏭ <b>Swim</b>: пропуск, серия сохранится
    [↩️ Run]
    [✅ Read] [⏭]
    [💤 Позже]
    ");
}

#[test]
fn what_was_missed_during_an_outage_is_said_to_be_late() {
    let late = ReminderMessageBody { is_late: true, ..message(FRIDAY, vec![item("Run")]) };
    assert!(screen(Locale::En, &late).text.as_str().starts_with("🕰 <b>You were asked for</b>"));
}

#[test]
fn when_everything_is_answered_nothing_is_asked() {
    let done = ReminderItem { state: DayState::Done, ..item("Run") };
    assert_snapshot!(sketch(&screen(Locale::En, &message(FRIDAY, vec![done]))), @r"
    ✅ <b>Run</b>
    [↩️ Run]
    ");
}

#[test]
fn every_button_acts_on_the_day_its_reminder_was_made_for() {
    let screen = screen(Locale::En, &message(SATURDAY, vec![item("Run"), water(0)]));
    for button in screen.keyboard.rows.concat() {
        match button.callback() {
            Some(Callback::Check { day, surface, .. } | Callback::Add { day, surface, .. }) => {
                assert_eq!((*day, *surface), (FRIDAY, Surface::Reminders(DeliveryId(9))));
            }
            Some(Callback::SnoozeMenuOfAll(reminders)) => assert_eq!(*reminders, DeliveryId(9)),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn the_longest_message_is_within_the_limits_of_telegram() {
    let longest =
        ReminderItem { goal: water(0).goal, streak: 1000, ..item(&"Ж".repeat(HabitName::MAX_CHARS)) };
    let screen = screen(Locale::Ru, &message(SATURDAY, vec![longest; ReminderMessageBody::MOST_HABITS]));
    assert!(screen.text.as_str().chars().count() <= 4096, "{}", screen.text.as_str().chars().count());
    assert!(screen.keyboard.rows.iter().map(Vec::len).sum::<usize>() <= 100);
}
