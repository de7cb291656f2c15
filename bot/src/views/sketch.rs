//! Screens and habits for the tests of the views: a screen as text, and the names that break things.

use core_shared::contract::habits::{DayBody, HabitBody};
use core_shared::contract::reminders::ReminderBody;
use core_shared::contract::today::TodayHabit;
use core_shared::contract::tokens::{TokenAccess, TokenBody};
use core_shared::contract::users::UserBody;
use core_shared::domain::{
    Amount, DayStart, DayState, Goal, HabitId, HabitKind, HabitName, Locale, Progress, ReminderId, Schedule,
    TokenId, TokenName, UserId, Weekday, Weekdays, Zone,
};
use core_shared::screen::Screen;
use jiff::ToSpan as _;
use jiff::civil::{Date, date};

/// Markup, quotes and a rocket.
pub(crate) const NASTY: &str = r#"<b>a & b</b> 🚀 "quoted""#;

pub(crate) const RIGHT_TO_LEFT: &str = "קריאה – 20 עמודים";

/// Friday, 20 November 2026.
pub(crate) const FRIDAY: Date = date(2026, 11, 20);

pub(crate) fn longest() -> String {
    "Ж".repeat(HabitName::MAX_CHARS)
}

/// The screen as it is written down in the tests: the text, and the rows of buttons below.
pub(crate) fn sketch(screen: &Screen) -> String {
    let rows = screen.keyboard.rows.iter().map(|row| {
        let labels: Vec<String> = row.iter().map(|button| format!("[{}]", button.label)).collect();
        labels.join(" ")
    });
    let mut lines = vec![screen.text.to_string()];
    lines.extend(rows);
    lines.join("\n")
}

pub(crate) fn progress(streak: u32, best: u32, total: u32) -> Progress {
    Progress {
        streak,
        best,
        total,
        due: total,
        kept: total,
        completion_rate: (total > 0).then_some(0.8),
        strength: if total > 0 { 0.63 } else { 0.0 },
        next_due: None,
        next_milestone: 7,
        freezes: 0,
    }
}

pub(crate) fn today_habit(id: i64, name: &str, state: DayState, streak: u32) -> TodayHabit {
    TodayHabit {
        id: HabitId(id),
        name: HabitName::parse(name).unwrap(),
        kind: HabitKind::Build,
        state,
        goal: None,
        amount: None,
        carried_from: None,
        asks_at: None,
        progress: progress(streak, streak, streak),
    }
}

/// Made on Friday for 90 days, and not used yet.
pub(crate) fn token(id: i64, name: &str) -> TokenBody {
    TokenBody {
        id: TokenId(id),
        name: TokenName::parse(name).unwrap(),
        access: TokenAccess::Read,
        prefix: format!("htp_42_{id}_3fa9"),
        created_at: "2026-11-20T12:00:00Z".parse().unwrap(),
        expires_at: "2027-02-18T12:00:00Z".parse().unwrap(),
        last_used_at: None,
    }
}

pub(crate) fn goal(json: &str) -> Goal {
    serde_json::from_str(json).unwrap()
}

pub(crate) fn amount(thousandths: i64) -> Option<Amount> {
    Amount::from_thousandths(thousandths).ok()
}

/// Somebody in Berlin.
pub(crate) fn user(locale: Locale) -> UserBody {
    UserBody {
        id: UserId(7),
        locale,
        zone: Zone::parse("Europe/Berlin").ok(),
        day_start: DayStart::MIDNIGHT,
        first_weekday: Weekday::Mon,
        freezes: false,
        quiet_hours: None,
        digest_at: None,
        nudge_at: None,
        reminding: true,
        vacation: None,
        reviewed_through: None,
        pinned_today: false,
        today: FRIDAY,
        created_at: "2026-11-20T12:00:00Z".parse().unwrap(),
    }
}

/// A habit whose last days, up to Friday, were `states`; the days before it began are not due.
pub(crate) fn habit(name: &str, states: &[DayState]) -> HabitBody {
    let first = 14 - states.len();
    let state = |index: usize| {
        if index < first { DayState::NotDue } else { states[index - first] }
    };
    let recent_days = (0..14usize)
        .map(|index| {
            let back = i64::try_from(13 - index).unwrap();
            DayBody { day: FRIDAY.saturating_sub(back.days()), state: state(index), amount: None }
        })
        .collect();
    HabitBody {
        id: HabitId(7),
        name: HabitName::parse(name).unwrap(),
        kind: HabitKind::Build,
        schedule: Schedule::Daily {},
        goal: None,
        carry_over: false,
        target: None,
        starts_on: FRIDAY.saturating_sub(i64::try_from(states.len()).unwrap().days()).tomorrow().unwrap(),
        paused_until: None,
        archived_at: None,
        created_at: "2026-11-20T12:00:00Z".parse().unwrap(),
        reminders: vec![ReminderBody {
            id: ReminderId(1),
            time: "21:30".parse().unwrap(),
            weekdays: Weekdays::ALL,
            nag_minutes: None,
            around: false,
        }],
        tags: Vec::new(),
        progress: progress(3, 5, 12),
        recent_days,
    }
}
