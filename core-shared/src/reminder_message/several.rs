//! One message for several habits that were due at the same time: a line for each, and a row of buttons.

use super::{Reached, ReminderMessage, receipt_of, ways_to_snooze};
use crate::callback::{Callback, Mark, Surface};
use crate::contract::deliveries::{ReminderItem, ReminderMessageBody};
use crate::domain::{Answer, HabitKind, Locale};
use crate::screen::{Button, Html, Keyboard, Screen};
use crate::texts::{self, html, plain};

/// Characters of a name that a button shows: two buttons share a row on a small screen.
const LABEL_CHARS: usize = 24;

pub(super) fn screen(locale: Locale, message: &ReminderMessageBody) -> Screen {
    let mut rows: Vec<_> = message.habits.iter().map(|item| row(locale, message, item)).collect();
    if message.habits.iter().any(is_asking) {
        let later = plain(locale, "button-later", &[]);
        rows.push(vec![Button::new(later, Callback::SnoozeMenuOfAll(message.delivery))]);
    }
    Screen::new(text(locale, message), Keyboard::rows(rows))
}

pub(super) fn snooze_menu(locale: Locale, message: &ReminderMessageBody) -> Screen {
    let reminders = message.delivery;
    let snooze = |snooze| Callback::SnoozeAll { reminders, snooze };
    let ways = ways_to_snooze(locale, snooze, Callback::Reminders(reminders));
    Screen::new(text(locale, message), ways)
}

/// Whether the habit still waits for an answer here.
fn is_asking(item: &ReminderItem) -> bool {
    !item.is_closed && !is_answered(item)
}

fn is_answered(item: &ReminderItem) -> bool {
    receipt_of(item.habit_kind, item.state).is_some()
}

fn text(locale: Locale, message: &ReminderMessageBody) -> Html {
    let headline = if message.is_late { "reminders-late" } else { "reminders" };
    let is_asking = message.habits.iter().any(is_asking);
    let headline = is_asking.then(|| html(locale, headline, &[]));
    let lines = message.habits.iter().map(|item| line(locale, message, item));
    Html::lines(headline.into_iter().chain(lines))
}

fn line(locale: Locale, message: &ReminderMessageBody, item: &ReminderItem) -> Html {
    let single = ReminderMessage::of(locale, message, item);
    let receipt = single.receipt(item.state);
    if item.is_closed {
        return receipt.unwrap_or_else(|| single.left_open(item.state));
    }
    let Reached { streak, amount } = Reached::of(item);
    let mut parts = match (receipt, item.snoozed_until) {
        (Some(receipt), _) => vec![receipt],
        (None, Some(at)) => vec![single.snoozed_line(at, message.today)],
        (None, None) => {
            let id = match (single.kind, single.goal) {
                (HabitKind::Quit, None) => "reminder-quit-open",
                (HabitKind::Build, _) | (_, Some(_)) => "reminder-open",
            };
            vec![single.headline(id)]
        }
    };
    let is_worth_amount = !is_answered(item) || amount.is_some();
    parts.extend(single.amount_line(amount.unwrap_or_default()).filter(|_| is_worth_amount));
    let is_at_stake = !is_answered(item) || item.state.is_satisfied();
    parts.extend(single.streak_line(streak).filter(|_| is_at_stake));
    if item.day != message.today {
        parts.push(single.day_line());
    }
    Html::dotted(parts)
}

fn row(locale: Locale, message: &ReminderMessageBody, item: &ReminderItem) -> Vec<Button> {
    if item.is_closed {
        return Vec::new();
    }
    let surface = Surface::Reminders(message.delivery);
    let check = |label: String, mark| {
        Button::new(label, Callback::Check { habit: item.habit, day: item.day, mark, surface })
    };
    let named = |id: &str| plain(locale, id, &[("habit", short(item.habit_name.as_str()).into())]);
    if is_answered(item) {
        return vec![check(named("button-undo-of"), Mark::Clear)];
    }
    let done = check(named("button-done-of"), Mark::Set(Answer::Done));
    let skip = || check(plain(locale, "button-skip-short", &[]), Mark::Set(Answer::Skipped));
    match (&item.goal, item.habit_kind) {
        (Some(goal), _) => {
            let add = Callback::Add { habit: item.habit, day: item.day, surface };
            let step = Button::new(texts::step(locale, goal), add);
            vec![done, step, skip()]
        }
        (None, HabitKind::Build) => vec![done, skip()],
        (None, HabitKind::Quit) => {
            vec![done, check(plain(locale, "button-lapse-short", &[]), Mark::Set(Answer::NotDone))]
        }
    }
}

/// The beginning of a name, as far as a button has room.
fn short(name: &str) -> String {
    match name.char_indices().nth(LABEL_CHARS) {
        Some((end, _)) => format!("{}…", name[..end].trim_end()),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests;
