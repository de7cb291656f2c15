//! Habits, people and days that have everything that a screen can show of them.

use core_shared::contract::executions::ExecutionBody;
use core_shared::contract::habits::{HabitBody, MAX_REMINDERS_PER_HABIT, TargetBody};
use core_shared::contract::reminders::ReminderBody;
use core_shared::contract::users::UserBody;
use core_shared::domain::{
    DayStart, DayState, Days, ExecutionState, Goal, HabitKind, Locale, MinuteOfDay, NagMinutes, Note,
    QuietHours, ReminderId, Schedule, Tag, TargetMeasure, Weekday, Weekdays, Zone,
};
use jiff::Timestamp;
use jiff::civil::{Date, date};

use super::super::sketch::{self, FRIDAY, NASTY, amount, goal};

/// At noon in London.
pub(super) fn now() -> Timestamp {
    "2026-11-20T12:05:00Z".parse().unwrap()
}

/// Of every state a day.
const EVERY_STATE: [DayState; 11] = [
    DayState::Kept,
    DayState::NotDone,
    DayState::Skipped,
    DayState::Frozen,
    DayState::Partial,
    DayState::Exceeded,
    DayState::Carried,
    DayState::Paused,
    DayState::Done,
    DayState::Missed,
    DayState::Pending,
];

/// Every day, done or not.
pub(super) fn plain(name: &str) -> HabitBody {
    let mut habit = sketch::habit(name, &EVERY_STATE);
    habit.progress.next_due = Some(FRIDAY);
    habit
}

/// To be left.
pub(super) fn quit(name: &str) -> HabitBody {
    HabitBody { kind: HabitKind::Quit, reminders: Vec::new(), ..plain(name) }
}

/// The most that can be wanted, in a unit that is as long as it may be.
pub(super) fn longest_goal() -> Goal {
    let unit = "Щ".repeat(32);
    goal(&format!(r#"{{"kind":"at_least","amount":999999999.999,"unit":"{unit}","step":999999999.999}}"#))
}

/// A measured one with all that can be set of it, and as much of it as there can be.
pub(super) fn full(name: &str) -> HabitBody {
    let mut habit = plain(name);
    habit.schedule = Schedule::Weekdays { days: Weekdays::WORKDAYS };
    habit.carry_over = true;
    habit.goal = Some(longest_goal());
    habit.target = Some(target(100));
    habit.starts_on = date(2024, 2, 29);
    habit.reminders = reminders();
    habit.tags = tags();
    habit.progress = sketch::progress(1_001, 2_022, 3_653);
    habit.progress.freezes = 2;
    habit.progress.next_due = Some(date(2026, 11, 23));
    habit.recent_days.iter_mut().for_each(|day| day.amount = amount(2500));
    habit
}

/// Both kinds of rest at once.
pub(super) fn resting(name: &str) -> HabitBody {
    HabitBody { paused_until: Some(date(2026, 12, 19)), archived_at: Some(now()), ..plain(name) }
}

pub(super) fn target(days: u16) -> TargetBody {
    TargetBody {
        days,
        measure: TargetMeasure::Total,
        archive_when_reached: true,
        value: 21,
        reached_on: None,
    }
}

fn reminders() -> Vec<ReminderBody> {
    (0u16..).take(MAX_REMINDERS_PER_HABIT).map(reminder).collect()
}

fn reminder(number: u16) -> ReminderBody {
    ReminderBody {
        id: ReminderId(i64::from(number) + 1),
        time: MinuteOfDay::from_minutes(600 + number * 61).unwrap(),
        weekdays: Weekdays::from_bits(0b111_1110).unwrap(),
        nag_minutes: NagMinutes::new(NagMinutes::MOST).ok(),
        around: true,
    }
}

fn tags() -> Vec<Tag> {
    let longest = |number: usize| format!("{number}{}", "Щ".repeat(Tag::MAX_CHARS - 1));
    let mut tags: Vec<String> = (1..Tag::MAX_PER_HABIT).map(longest).collect();
    tags.push(NASTY.to_owned());
    tags.iter().map(|tag| Tag::parse(tag).unwrap()).collect()
}

/// Somebody who has set everything, and lives where the name is longest.
pub(super) fn settled(locale: Locale) -> UserBody {
    let minute = |text: &str| text.parse::<MinuteOfDay>().unwrap();
    let mut user = sketch::user(locale);
    user.zone = Zone::parse("America/Argentina/ComodRivadavia").ok();
    user.day_start = DayStart::new(minute("03:30")).unwrap();
    user.first_weekday = Weekday::Sun;
    user.freezes = true;
    user.quiet_hours = QuietHours::new(minute("21:45"), minute("06:15")).ok();
    user.digest_at = Some(minute("06:40"));
    user.nudge_at = Some(minute("22:10"));
    user.vacation = Some(Days { from: date(2026, 12, 21), to: date(2027, 1, 10) });
    user
}

/// Somebody of whom nothing is known yet.
pub(super) fn newcomer(locale: Locale) -> UserBody {
    UserBody { zone: None, reminding: false, ..sketch::user(locale) }
}

/// Marked, with that many thousandths, and a note.
pub(super) fn entry(day: Date, state: ExecutionState, note: &str) -> ExecutionBody {
    ExecutionBody {
        day,
        state,
        amount: amount(3000),
        note: Note::parse(note).ok(),
        proof: None,
        recorded_at: now(),
    }
}

/// As long as a note may be.
pub(super) fn longest_note() -> String {
    "Щ".repeat(Note::MAX_CHARS)
}
