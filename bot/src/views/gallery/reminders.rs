//! What comes by itself: reminders of one habit and of several, the day as a whole, and the last question.

use std::sync::LazyLock;

use core_shared::callback::{ReminderRef, Reminding};
use core_shared::contract::deliveries::{DayPart, OverviewItem, ReminderItem, ReminderMessageBody};
use core_shared::domain::{DayState, DeliveryId, Goal, HabitId, HabitKind, HabitName, Locale, Period};
use core_shared::screen::Screen;
use core_shared::{overview_message, reminder_message, still_there};
use jiff::civil::date;

use super::super::sketch::{FRIDAY, NASTY, amount, goal, longest};
use super::samples::longest_goal;
use super::variants::{by_name, each, many};
use super::{Exhibit, Variant};

type Message = reminder_message::ReminderMessage<'static>;

static LONGEST: LazyLock<String> = LazyLock::new(longest);
static MOST: LazyLock<Goal> = LazyLock::new(longest_goal);
static LIMIT: LazyLock<Goal> = LazyLock::new(|| goal(r#"{"kind":"at_most","amount":2,"unit":"<cups>"}"#));

const OVER: &str = "the day is over: what is still to be said of it is said on the card of its habit";

/// Streaks and amounts as large as they get.
const REACHED: reminder_message::Reached = reminder_message::Reached { streak: 1_001, amount: None };

pub(super) fn exhibits() -> Vec<Exhibit> {
    vec![
        exhibit!(reminder = reminder_message::reminder, |locale| messages(|shown| reminder(locale, shown)))
            .ending(OVER),
        exhibit!(menu = reminder_message::snooze_menu_of_all, |locale| messages(|shown| menu(locale, shown))),
        exhibit!(question = reminder_message::ReminderMessage::question, |locale| {
            of_kinds(locale, |message| question(message, REACHED))
        }),
        exhibit!(menu = reminder_message::ReminderMessage::snooze_menu, |locale| {
            of_kinds(locale, |message| menu(message, REACHED))
        }),
        exhibit!(snoozed = reminder_message::ReminderMessage::snoozed, |locale| {
            of_kinds(locale, |message| snoozed(message, date(2026, 11, 21).at(19, 0, 0, 0), FRIDAY))
        }),
        exhibit!(answered = reminder_message::ReminderMessage::answered, |locale| of_states(
            locale,
            |message, state| { answered(message, state, REACHED, date(2026, 11, 21)) }
        )),
        exhibit!(closed = reminder_message::ReminderMessage::closed, |locale| of_states(locale, closed))
            .ending(OVER),
        exhibit!(overview = overview_message::overview, |locale| {
            let of = |part| many(move |names| overview(locale, part, &items(names)));
            [of(DayPart::Morning), of(DayPart::Evening)].concat()
        }),
        exhibit!(question = still_there::question, |locale| {
            each([("1 day", 1), ("3 days", 3), ("14 days", 14)], |days| question(locale, days))
        }),
        exhibit!(answered = still_there::answered, |locale| {
            each([("go on", Reminding::On), ("be silent", Reminding::Off)], |what| answered(locale, what))
        }),
    ]
}

fn message(locale: Locale, habit_name: &'static str) -> Message {
    let reminder = ReminderRef { habit: HabitId(i64::MAX), day: FRIDAY, delivery: DeliveryId(i64::MAX) };
    Message { locale, reminder, habit_name, kind: HabitKind::Build, period: None, goal: None }
}

fn of_kinds(locale: Locale, screen: impl Fn(&Message) -> Screen) -> Vec<Variant> {
    let nasty = message(locale, NASTY);
    each(
        [
            ("the nastiest name", nasty),
            ("the longest name and goal", Message { goal: Some(&MOST), ..message(locale, &LONGEST) }),
            ("a limit", Message { goal: Some(&LIMIT), ..nasty }),
            ("to be left", Message { kind: HabitKind::Quit, ..nasty }),
            ("weeks in a row", Message { period: Some(Period::Week), ..nasty }),
        ],
        |message| screen(&message),
    )
}

fn of_states(locale: Locale, screen: impl Fn(&Message, DayState) -> Screen) -> Vec<Variant> {
    let (nasty, long) = (message(locale, NASTY), message(locale, &LONGEST));
    each(
        [
            ("done", (nasty, DayState::Done)),
            ("skipped", (long, DayState::Skipped)),
            ("frozen", (nasty, DayState::Frozen)),
            ("not done", (long, DayState::NotDone)),
            ("a lapse", (Message { kind: HabitKind::Quit, ..nasty }, DayState::NotDone)),
            ("exceeded", (nasty, DayState::Exceeded)),
            ("in part", (long, DayState::Partial)),
            ("carried", (nasty, DayState::Carried)),
            ("paused", (nasty, DayState::Paused)),
            ("left open", (long, DayState::Missed)),
        ],
        |(message, state)| screen(&message, state),
    )
}

/// One habit, several of every kind, and as many as one message holds with all that can be said of each. None is about
/// no habit at all: such a message is not found.
fn messages(screen: impl Fn(&ReminderMessageBody) -> Screen) -> Vec<Variant> {
    let mut variants = by_name(|name| screen(&sent(vec![item(0, name)])));
    let most = ReminderMessageBody::MOST_HABITS;
    variants.extend(many(|names| {
        screen(&sent((0..).zip(names.iter().take(most)).map(|(place, name)| item(place, name)).collect()))
    }));
    let late = ReminderMessageBody { is_late: true, ..sent(vec![item(2, NASTY)]) };
    let over = vec![ReminderItem { is_closed: true, ..item(0, NASTY) }];
    let fullest = ReminderMessageBody { is_late: true, ..sent(vec![fullest(); most]) };
    let others = [("late", late), ("over", sent(over)), ("the longest there can be", fullest)];
    variants.extend(each(others, |message| screen(&message)));
    variants
}

fn sent(habits: Vec<ReminderItem>) -> ReminderMessageBody {
    let is_combined = habits.len() != 1;
    ReminderMessageBody { delivery: DeliveryId(i64::MAX), is_combined, is_late: false, today: FRIDAY, habits }
}

/// Open, measured, to be left, asked again later and answered, in turn.
fn item(place: i64, name: &str) -> ReminderItem {
    let open = ReminderItem {
        habit: HabitId(i64::MAX - place),
        habit_name: HabitName::parse(name).unwrap(),
        habit_kind: HabitKind::Build,
        day: FRIDAY,
        state: DayState::Pending,
        streak: 1_001,
        period: None,
        goal: None,
        amount: None,
        snoozed_until: None,
        is_closed: false,
    };
    match place % 5 {
        1 => ReminderItem { goal: Some(longest_goal()), amount: amount(1500), ..open },
        2 => ReminderItem { habit_kind: HabitKind::Quit, ..open },
        3 => ReminderItem { snoozed_until: Some(date(2026, 11, 21).at(9, 0, 0, 0)), ..open },
        4 => ReminderItem { state: DayState::Done, period: Some(Period::Week), ..open },
        _ => open,
    }
}

/// Measured, asked again on another day, and about a day before.
fn fullest() -> ReminderItem {
    ReminderItem {
        day: FRIDAY.yesterday().unwrap(),
        period: Some(Period::Month),
        goal: Some(longest_goal()),
        amount: amount(999_999_998_999),
        snoozed_until: Some(date(2026, 12, 31).at(9, 0, 0, 0)),
        ..item(0, &LONGEST)
    }
}

fn items(names: &[String]) -> Vec<OverviewItem> {
    let item = |(place, name): (usize, &String)| OverviewItem {
        habit_name: HabitName::parse(name).unwrap(),
        state: DayState::Pending,
        goal: (place % 3 == 1).then(longest_goal),
        amount: amount(1500),
    };
    names.iter().enumerate().map(item).collect()
}
