//! The reminders of a habit, and what can be set of one.

use core_shared::callback::{Callback, Edit, OnReminder, Switch};
use core_shared::contract::habits::{HabitBody, MAX_REMINDERS_PER_HABIT};
use core_shared::contract::reminders::ReminderBody;
use core_shared::domain::{Locale, MinuteOfDay, NagMinutes, ReminderId, Weekdays};
use core_shared::screen::{Button, Html, Keyboard, Screen};
use core_shared::texts::{self, html, plain};

use super::days::week;
use super::{labelled, prompt, ticked, to};
use crate::editing::has_reminder_at;

/// Minutes between two questions; others are set through the API.
const NAGS: [u16; 3] = [15, 30, 60];

/// The hours at which people like to be asked.
const HOURS: [u16; 16] = [7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22];
const PER_ROW: usize = 4;

pub(crate) fn reminders(locale: Locale, habit: &HabitBody) -> Screen {
    let mut rows: Vec<Vec<Button>> = habit
        .reminders
        .iter()
        .map(|reminder| {
            let show = Edit::Reminder(reminder.id, OnReminder::Show);
            vec![labelled(format!("🔔 {}", line(locale, reminder)), habit.id, show)]
        })
        .collect();
    if habit.reminders.len() < MAX_REMINDERS_PER_HABIT {
        let id = if habit.reminders.is_empty() { "button-first-reminder" } else { "button-new-reminder" };
        rows.push(vec![to(locale, id, habit.id, Edit::AskReminder)]);
    }
    let id = if habit.reminders.is_empty() { "edit-no-reminders" } else { "edit-reminders" };
    prompt(locale, id, habit, rows, Edit::Menu)
}

/// "21:30 (Mon, Wed) · every 15 min · around".
fn line(locale: Locale, reminder: &ReminderBody) -> String {
    let mut parts = vec![reminder.time.to_string()];
    if reminder.weekdays != Weekdays::ALL {
        parts.push(texts::weekdays(locale, reminder.weekdays));
    }
    if let Some(nag) = reminder.nag_minutes {
        parts.push(every(locale, nag));
    }
    if reminder.around {
        parts.push(plain(locale, "reminder-around", &[]));
    }
    parts.join(" · ")
}

fn every(locale: Locale, nag: NagMinutes) -> String {
    plain(locale, "reminder-nag", &[("minutes", u32::from(nag.get()).into())])
}

/// One of them; when it is gone, all of them.
pub(crate) fn reminder(locale: Locale, habit: &HabitBody, id: ReminderId) -> Screen {
    let Some(reminder) = crate::editing::reminder(habit, id) else {
        return reminders(locale, habit);
    };
    let act = |act| Edit::Reminder(id, act);
    let nag = |nag: Option<NagMinutes>| {
        let label = match nag {
            Some(minutes) => every(locale, minutes),
            None => plain(locale, "button-no-nag", &[]),
        };
        labelled(ticked(reminder.nag_minutes == nag, &label), habit.id, act(OnReminder::Nag(nag)))
    };
    let nags = NAGS.into_iter().filter_map(|minutes| NagMinutes::new(minutes).ok()).map(Some);
    let around = ticked(reminder.around, &plain(locale, "button-around", &[]));
    let other = OnReminder::Around(Switch::of(!reminder.around));
    let bits = reminder.weekdays.bits();
    let rows = [
        vec![
            to(locale, "button-reminder-time", habit.id, act(OnReminder::AskTime)),
            to(locale, "button-reminder-days", habit.id, act(OnReminder::PickWeekdays { bits })),
        ],
        std::iter::once(None).chain(nags).map(nag).collect(),
        vec![labelled(around, habit.id, act(other))],
        vec![to(locale, "button-remove-reminder", habit.id, act(OnReminder::Remove))],
        vec![to(locale, "button-back", habit.id, Edit::Reminders)],
    ];
    let text = html(
        locale,
        "edit-reminder",
        &[("habit", habit.name.as_str().into()), ("reminder", line(locale, reminder).into())],
    );
    Screen::new(text, Keyboard::rows(rows))
}

pub(crate) fn reminder_days(locale: Locale, habit: &HabitBody, id: ReminderId, bits: u8) -> Screen {
    let act = |act| Callback::Edit { habit: habit.id, edit: Edit::Reminder(id, act) };
    let mut rows = week(locale, bits, |bits| act(OnReminder::PickWeekdays { bits }));
    if Weekdays::from_bits(bits).is_ok() {
        rows.push(vec![super::button(locale, "button-save", act(OnReminder::Weekdays { bits }))]);
    }
    prompt(locale, "edit-reminder-days", habit, rows, Edit::Reminder(id, OnReminder::Show))
}

/// Times of day that are free, and the invitation to type one.
pub(crate) fn new_reminder(locale: Locale, habit: &HabitBody) -> Screen {
    let times: Vec<Button> = HOURS
        .into_iter()
        .filter_map(|hour| MinuteOfDay::from_minutes(hour * 60).ok())
        .filter(|time| !has_reminder_at(habit, *time))
        .map(|time| labelled(time.to_string(), habit.id, Edit::AddReminder(time)))
        .collect();
    let rows = times.chunks(PER_ROW).map(<[Button]>::to_vec).collect();
    prompt(locale, "edit-new-reminder", habit, rows, Edit::Reminders)
}

pub(super) fn time(locale: Locale, habit: &HabitBody, id: ReminderId) -> Screen {
    let Some(reminder) = crate::editing::reminder(habit, id) else {
        return reminders(locale, habit);
    };
    let back = vec![to(locale, "button-back", habit.id, Edit::Reminder(id, OnReminder::Show))];
    let text: Html = html(
        locale,
        "edit-reminder-time",
        &[("habit", habit.name.as_str().into()), ("time", reminder.time.to_string().into())],
    );
    Screen::new(text, Keyboard::rows([back]))
}
