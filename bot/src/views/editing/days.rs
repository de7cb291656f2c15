//! On which days: the kinds of schedules, and a screen for each of those that leave a choice.

use core_shared::callback::{Callback, Edit};
use core_shared::contract::habits::HabitBody;
use core_shared::domain::{GoalKind, HabitId, Locale, Period, Schedule, Weekday, Weekdays};
use core_shared::screen::{Button, Keyboard, Screen};
use core_shared::texts::{self, html, plain};

use super::{labelled, prompt, ticked, to};
use crate::editing;

/// What most people choose; others are typed.
const EVERY_N: [u16; 8] = [2, 3, 4, 5, 6, 7, 10, 14];

const PER_ROW: usize = 4;
const DATES_PER_ROW: usize = 7;

pub(crate) fn days(locale: Locale, habit: &HabitBody) -> Screen {
    let bits = match habit.schedule {
        Schedule::Weekdays { days } => days.bits(),
        _ => 0,
    };
    let dates = match habit.schedule {
        Schedule::MonthDays { dates } => editing::bits_of(dates),
        _ => 0,
    };
    let edit = |id, edit| to(locale, id, habit.id, edit);
    let mut rows = vec![
        vec![
            edit("button-every-day", Edit::Daily),
            edit("button-workdays", Edit::Weekdays { bits: Weekdays::WORKDAYS.bits() }),
        ],
        vec![
            edit("button-pick-days", Edit::PickWeekdays { bits }),
            edit("button-pick-dates", Edit::PickDates { bits: dates }),
        ],
        vec![edit("button-every-n", Edit::AskEveryN)],
    ];
    // A limit is one of each day.
    if habit.goal.as_ref().is_none_or(|goal| goal.kind == GoalKind::AtLeast) {
        let times = [Period::Week, Period::Month].map(|period| {
            let id = match period {
                Period::Week => "button-times-a-week",
                Period::Month => "button-times-a-month",
            };
            edit(id, Edit::PickTimes(period))
        });
        rows.push(times.to_vec());
    }
    rows.push(vec![edit("button-back", Edit::Menu)]);
    let present = texts::schedule(locale, &habit.schedule);
    let text = html(locale, "edit-days", &[("habit", habit.name.as_str().into()), ("days", present.into())]);
    Screen::new(text, Keyboard::rows(rows))
}

pub(crate) fn weekdays_grid(locale: Locale, habit: &HabitBody, bits: u8) -> Screen {
    let mut rows =
        week(locale, bits, |bits| Callback::Edit { habit: habit.id, edit: Edit::PickWeekdays { bits } });
    if Weekdays::from_bits(bits).is_ok() {
        rows.push(vec![to(locale, "button-save", habit.id, Edit::Weekdays { bits })]);
    }
    prompt(locale, "new-pick-days", habit, rows, Edit::Days)
}

/// Seven buttons, each of which puts its day in or takes it out.
pub(super) fn week(locale: Locale, bits: u8, callback: impl Fn(u8) -> Callback) -> Vec<Vec<Button>> {
    let toggle = |day: Weekday| {
        let bit = Weekdays::from_days([day]).map_or(0, Weekdays::bits);
        let label = ticked(bits & bit != 0, &texts::weekday(locale, day));
        Button::new(label, callback(bits ^ bit))
    };
    let days = Weekday::ALL.map(toggle);
    vec![days[..PER_ROW].to_vec(), days[PER_ROW..].to_vec()]
}

/// The dates of a month and its last one, each of which is put in or taken out.
pub(crate) fn dates_grid(locale: Locale, habit: &HabitBody, bits: u32) -> Screen {
    let toggle = |bit: u32, label: &str| {
        let label = ticked(bits & bit != 0, label);
        labelled(label, habit.id, Edit::PickDates { bits: bits ^ bit })
    };
    let numbers: Vec<Button> = (1u32..=31).map(|number| toggle(1 << number, &number.to_string())).collect();
    let mut rows: Vec<Vec<Button>> = numbers.chunks(DATES_PER_ROW).map(<[Button]>::to_vec).collect();
    rows.push(vec![toggle(1, &plain(locale, "days-last-of-month", &[]))]);
    if bits != 0 {
        rows.push(vec![to(locale, "button-save", habit.id, Edit::Dates { bits })]);
    }
    prompt(locale, "edit-dates", habit, rows, Edit::Days)
}

pub(crate) fn every_n(locale: Locale, habit: &HabitBody) -> Screen {
    let buttons = numbers(habit.id, EVERY_N.map(|n| (n.to_string(), Edit::EveryN(n))));
    prompt(locale, "edit-every-n", habit, buttons, Edit::Days)
}

pub(crate) fn times(locale: Locale, habit: &HabitBody, period: Period) -> Screen {
    let most = period.most_times();
    let buttons = numbers(habit.id, (1..=most).map(|n| (n.to_string(), Edit::Times { n, period })));
    let id = match period {
        Period::Week => "edit-times-a-week",
        Period::Month => "edit-times-a-month",
    };
    prompt(locale, id, habit, buttons, Edit::Days)
}

fn numbers(habit: HabitId, numbers: impl IntoIterator<Item = (String, Edit)>) -> Vec<Vec<Button>> {
    let buttons: Vec<Button> =
        numbers.into_iter().map(|(label, edit)| labelled(label, habit, edit)).collect();
    buttons.chunks(PER_ROW).map(<[Button]>::to_vec).collect()
}
