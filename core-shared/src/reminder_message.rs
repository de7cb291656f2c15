//! The reminder as a message: sent by the scheduler, turned into its receipt by the bot.
//!
//! Every button acts on the day the reminder was made for, however late it is pressed.

mod several;

use jiff::civil::{Date, DateTime};

use crate::callback::{Callback, Mark, ReminderRef, Surface};
use crate::contract::deliveries::{ReminderItem, ReminderMessageBody};
use crate::contract::habits::HabitBody;
use crate::domain::{
    Amount, Answer, DayState, Goal, GoalKind, HabitKind, Locale, MinuteOfDay, Period, Snooze,
};
use crate::screen::{Button, Html, Keyboard, Screen, Style};
use crate::texts::{self, html, plain};

/// What "later" offers, in rows.
const SNOOZES: [[Snooze; 2]; 2] =
    [[Snooze::Minutes(10), Snooze::Minutes(60)], [Snooze::Evening, Snooze::Tomorrow]];

/// A reminder message as it is now.
pub fn reminder(locale: Locale, message: &ReminderMessageBody) -> Screen {
    match &message.habits[..] {
        [item] if !message.is_combined && !message.is_late => {
            ReminderMessage::of(locale, message, item).now(item, message.today)
        }
        _ => several::screen(locale, message),
    }
}

/// The reminders of several habits with the ways to be asked later.
pub fn snooze_menu_of_all(locale: Locale, message: &ReminderMessageBody) -> Screen {
    several::snooze_menu(locale, message)
}

/// What all forms of the message know.
#[derive(Debug, Clone, Copy)]
pub struct ReminderMessage<'a> {
    pub locale: Locale,
    pub reminder: ReminderRef,
    pub habit_name: &'a str,
    pub kind: HabitKind,
    /// What the streak is counted in, when that is not days.
    pub period: Option<Period>,
    /// Of a measured habit.
    pub goal: Option<&'a Goal>,
}

/// How far the habit and the day of the reminder are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reached {
    pub streak: u32,
    /// What is recorded of a measured habit.
    pub amount: Option<Amount>,
}

impl Reached {
    fn of(item: &ReminderItem) -> Self {
        Self { streak: item.streak, amount: item.amount }
    }
}

impl<'a> ReminderMessage<'a> {
    /// The reminder of a habit as it is now.
    pub fn about(locale: Locale, reminder: ReminderRef, habit: &'a HabitBody) -> Self {
        let HabitBody { name, kind, schedule, goal, .. } = habit;
        let period = schedule.period();
        Self { locale, reminder, habit_name: name.as_str(), kind: *kind, period, goal: goal.as_ref() }
    }

    fn of(locale: Locale, message: &ReminderMessageBody, item: &'a ReminderItem) -> Self {
        let reminder = ReminderRef { habit: item.habit, day: item.day, delivery: message.delivery };
        let ReminderItem { habit_name, habit_kind, period, goal, .. } = item;
        Self {
            locale,
            reminder,
            habit_name: habit_name.as_str(),
            kind: *habit_kind,
            period: *period,
            goal: goal.as_ref(),
        }
    }
}

impl ReminderMessage<'_> {
    fn now(&self, item: &ReminderItem, today: Date) -> Screen {
        if item.is_closed {
            return self.closed(item.state);
        }
        match item.snoozed_until {
            Some(at) if self.receipt(item.state).is_none() => self.snoozed(at, today),
            _ => self.answered(item.state, Reached::of(item), today),
        }
    }

    /// The question, with the streak that is at stake.
    pub fn question(&self, reached: Reached) -> Screen {
        let mut rows = self.answers();
        let later = Button::new(self.label("button-later"), Callback::SnoozeMenu(self.reminder));
        match rows.last_mut() {
            Some(row) => row.push(later),
            None => rows.push(vec![later]),
        }
        Screen::new(self.asking(reached), Keyboard::rows(rows))
    }

    /// The question with the ways to be asked later.
    pub fn snooze_menu(&self, reached: Reached) -> Screen {
        let snooze = |snooze| Callback::Snooze { reminder: self.reminder, snooze };
        let ways = ways_to_snooze(self.locale, snooze, Callback::Reminder(self.reminder));
        Screen::new(self.asking(reached), ways)
    }

    /// It comes again when the wall clock shows `at`; it can be answered here all the same.
    pub fn snoozed(&self, at: DateTime, today: Date) -> Screen {
        Screen::new(self.snoozed_line(at, today), Keyboard::rows(self.answers()))
    }

    fn snoozed_line(&self, at: DateTime, today: Date) -> Html {
        let habit = ("habit", self.habit_name.into());
        let time = ("time", at.time().strftime("%H:%M").to_string().into());
        if at.date() == today {
            return html(self.locale, "reminder-snoozed", &[habit, time]);
        }
        let date = ("date", texts::date(self.locale, at.date()).into());
        html(self.locale, "reminder-snoozed-until", &[habit, time, date])
    }

    /// What became of the day: the receipt, or the question again while the answer is not enough. Says which
    /// day it was for when that is not `today`.
    pub fn answered(&self, state: DayState, reached: Reached, today: Date) -> Screen {
        let Some(headline) = self.receipt(state) else { return self.question(reached) };
        let mut lines = vec![headline];
        lines.extend(reached.amount.and_then(|amount| self.amount_line(amount)));
        if state.is_satisfied() {
            lines.extend(self.streak_line(reached.streak));
        }
        if self.reminder.day != today {
            lines.push(self.day_line());
        }
        Screen::new(Html::lines(lines), Keyboard::rows([vec![self.check("button-undo", Mark::Clear)]]))
    }

    /// The day is over: no buttons any more.
    pub fn closed(&self, state: DayState) -> Screen {
        let text = match self.receipt(state) {
            Some(headline) => Html::lines([headline, self.day_line()]),
            None => self.left_open(state),
        };
        Screen::new(text, Keyboard::none())
    }

    fn receipt(&self, state: DayState) -> Option<Html> {
        receipt_of(self.kind, state).map(|id| self.headline(id))
    }

    fn left_open(&self, state: DayState) -> Html {
        let id = match state {
            DayState::Partial => "reminder-partial",
            DayState::Carried => "reminder-carried",
            DayState::Paused => "reminder-paused",
            _ => "reminder-closed",
        };
        let date = texts::date(self.locale, self.reminder.day);
        html(self.locale, id, &[("habit", self.habit_name.into()), ("date", date.into())])
    }

    fn asking(&self, reached: Reached) -> Html {
        let headline = match (self.kind, self.goal) {
            (HabitKind::Quit, None) => self.headline("reminder-quit"),
            (HabitKind::Build, _) | (_, Some(_)) => self.headline("reminder"),
        };
        let mut lines = vec![headline];
        lines.extend(self.amount_line(reached.amount.unwrap_or_default()));
        lines.extend(self.streak_line(reached.streak));
        Html::lines(lines)
    }

    /// The ways to answer, in rows.
    fn answers(&self) -> Vec<Vec<Button>> {
        let done = |label| self.check(label, Mark::Set(Answer::Done)).styled(Style::Success);
        let skip = || self.check("button-skip", Mark::Set(Answer::Skipped));
        match (self.goal, self.kind) {
            (Some(goal), _) => {
                let label = match goal.kind {
                    GoalKind::AtLeast => "button-done",
                    GoalKind::AtMost => "button-kept",
                };
                vec![vec![self.add(goal), done(label)], vec![skip()]]
            }
            (None, HabitKind::Build) => vec![vec![done("button-done"), skip()]],
            (None, HabitKind::Quit) => {
                vec![vec![done("button-kept"), self.check("button-lapse", Mark::Set(Answer::NotDone))]]
            }
        }
    }

    fn amount_line(&self, amount: Amount) -> Option<Html> {
        self.goal.map(|goal| Html::escaped(&texts::measured(self.locale, amount, goal)))
    }

    fn streak_line(&self, streak: u32) -> Option<Html> {
        (streak > 0).then(|| texts::streak(self.locale, self.kind, self.period, streak))
    }

    fn headline(&self, id: &str) -> Html {
        html(self.locale, id, &[("habit", self.habit_name.into())])
    }

    fn day_line(&self) -> Html {
        let date = texts::date(self.locale, self.reminder.day);
        html(self.locale, "reminder-for-day", &[("date", date.into())])
    }

    fn check(&self, label: &str, mark: Mark) -> Button {
        let ReminderRef { habit, day, delivery } = self.reminder;
        Button::new(
            self.label(label),
            Callback::Check { habit, day, mark, surface: Surface::Reminder(delivery) },
        )
    }

    fn add(&self, goal: &Goal) -> Button {
        let ReminderRef { habit, day, delivery } = self.reminder;
        Button::new(
            texts::step(self.locale, goal),
            Callback::Add { habit, day, surface: Surface::Reminder(delivery) },
        )
    }

    fn label(&self, id: &str) -> String {
        plain(self.locale, id, &[])
    }
}

/// The text that says what became of the day; none while it waits for an answer.
fn receipt_of(kind: HabitKind, state: DayState) -> Option<&'static str> {
    match state {
        DayState::Done | DayState::Kept => Some("reminder-done"),
        DayState::Skipped => Some("reminder-skipped"),
        DayState::Frozen => Some("reminder-frozen"),
        DayState::Exceeded => Some("reminder-exceeded"),
        DayState::NotDone => Some(match kind {
            HabitKind::Build => "reminder-not-done",
            HabitKind::Quit => "reminder-lapse",
        }),
        DayState::Pending
        | DayState::Partial
        | DayState::Carried
        | DayState::Missed
        | DayState::Paused
        | DayState::NotDue => None,
    }
}

/// What "later" offers, and the way back.
fn ways_to_snooze(locale: Locale, callback: impl Fn(Snooze) -> Callback, back: Callback) -> Keyboard {
    let choice = |snooze| Button::new(snooze_label(locale, snooze), callback(snooze));
    let mut rows = SNOOZES.map(|row| row.map(choice).to_vec()).to_vec();
    rows.push(vec![Button::new(plain(locale, "button-back", &[]), back)]);
    Keyboard::rows(rows)
}

fn snooze_label(locale: Locale, snooze: Snooze) -> String {
    let at = |minute: MinuteOfDay| plain(locale, "button-at", &[("time", minute.to_string().into())]);
    match snooze {
        Snooze::Minutes(minutes) if minutes.is_multiple_of(60) => {
            plain(locale, "button-in-hours", &[("hours", u32::from(minutes / 60).into())])
        }
        Snooze::Minutes(minutes) => {
            plain(locale, "button-in-minutes", &[("minutes", u32::from(minutes).into())])
        }
        Snooze::Evening => at(Snooze::EVENING),
        Snooze::At(minute) => at(minute),
        Snooze::Tomorrow => plain(locale, "button-tomorrow", &[]),
    }
}

#[cfg(test)]
mod tests;
