//! The reminder as a message: sent by the scheduler, turned into its receipt by the bot.
//!
//! Every button acts on the day the reminder was made for, however late it is pressed.

use jiff::civil::{Date, Time};

use crate::callback::{Callback, Mark, ReminderRef, Surface};
use crate::domain::{DayState, ExecutionState, Locale};
use crate::screen::{Button, Html, Keyboard, Screen};
use crate::texts::{self, html, plain};

/// Minutes that "later" offers.
const SNOOZES: [u16; 2] = [10, 60];

/// What all forms of the message know.
#[derive(Debug, Clone, Copy)]
pub struct ReminderMessage<'a> {
    pub locale: Locale,
    pub reminder: ReminderRef,
    pub habit_name: &'a str,
}

impl ReminderMessage<'_> {
    /// The question, with the streak that is at stake.
    pub fn question(&self, streak: u32) -> Screen {
        let reminder = self.reminder;
        let actions = vec![
            self.check("button-done", Mark::Set(ExecutionState::Done)),
            self.check("button-skip", Mark::Set(ExecutionState::Skipped)),
            Button::new(self.label("button-later"), Callback::SnoozeMenu(reminder)),
        ];
        Screen::new(self.with_streak("reminder", streak), Keyboard::rows([actions]))
    }

    /// The question with the ways to be asked later.
    pub fn snooze_menu(&self, streak: u32) -> Screen {
        let choices = SNOOZES.map(|minutes| {
            Button::new(self.snooze_label(minutes), Callback::Snooze { reminder: self.reminder, minutes })
        });
        let back = vec![Button::new(self.label("button-back"), Callback::Reminder(self.reminder))];
        Screen::new(self.with_streak("reminder", streak), Keyboard::rows([choices.to_vec(), back]))
    }

    /// It comes again at `time`; it can be answered here all the same.
    pub fn snoozed(&self, time: Time) -> Screen {
        let time = time.strftime("%H:%M").to_string();
        let text = html(
            self.locale,
            "reminder-snoozed",
            &[("habit", self.habit_name.into()), ("time", time.into())],
        );
        let actions = vec![
            self.check("button-done", Mark::Set(ExecutionState::Done)),
            self.check("button-skip", Mark::Set(ExecutionState::Skipped)),
        ];
        Screen::new(text, Keyboard::rows([actions]))
    }

    /// The answer, with the streak that came of it. Says which day it was for when that is not `today`.
    pub fn receipt(&self, state: ExecutionState, streak: u32, today: Date) -> Screen {
        let text = match state {
            ExecutionState::Done => self.with_streak("reminder-done", streak),
            ExecutionState::Skipped => self.headline("reminder-skipped"),
            ExecutionState::NotDone => self.headline("reminder-not-done"),
        };
        let text = if self.reminder.day == today { text } else { Html::lines([text, self.day_line()]) };
        Screen::new(text, Keyboard::rows([vec![self.check("button-undo", Mark::Clear)]]))
    }

    /// The day is over: no buttons any more.
    pub fn closed(&self, state: DayState) -> Screen {
        let text = match state {
            DayState::Done => Html::lines([self.headline("reminder-done"), self.day_line()]),
            DayState::Skipped => Html::lines([self.headline("reminder-skipped"), self.day_line()]),
            DayState::NotDone => Html::lines([self.headline("reminder-not-done"), self.day_line()]),
            DayState::Pending | DayState::Missed | DayState::NotDue => {
                let date = texts::date(self.locale, self.reminder.day);
                html(
                    self.locale,
                    "reminder-closed",
                    &[("habit", self.habit_name.into()), ("date", date.into())],
                )
            }
        };
        Screen::new(text, Keyboard::none())
    }

    fn headline(&self, id: &str) -> Html {
        html(self.locale, id, &[("habit", self.habit_name.into())])
    }

    fn with_streak(&self, id: &str, streak: u32) -> Html {
        let headline = self.headline(id);
        if streak == 0 {
            return headline;
        }
        Html::lines([headline, html(self.locale, "streak", &[("days", streak.into())])])
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

    fn label(&self, id: &str) -> String {
        plain(self.locale, id, &[])
    }

    fn snooze_label(&self, minutes: u16) -> String {
        let minutes = u32::from(minutes);
        if minutes.is_multiple_of(60) {
            plain(self.locale, "button-in-hours", &[("hours", (minutes / 60).into())])
        } else {
            plain(self.locale, "button-in-minutes", &[("minutes", minutes.into())])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{DeliveryId, HabitId};

    fn message(locale: Locale) -> ReminderMessage<'static> {
        let reminder =
            ReminderRef { habit: HabitId(7), day: Date::constant(2026, 11, 20), delivery: DeliveryId(9) };
        ReminderMessage { locale, reminder, habit_name: r#"<b>a & b</b> 🚀 "quoted""# }
    }

    #[test]
    fn a_name_with_markup_is_shown_as_it_is() {
        let text = message(Locale::En).question(0).text;
        assert_eq!(text.as_str(), "🔔 <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>");
    }

    #[test]
    fn every_button_of_a_reminder_acts_on_the_day_it_was_made_for() {
        let message = message(Locale::Ru);
        let screens = [
            message.question(3),
            message.snooze_menu(3),
            message.snoozed(Time::midnight()),
            message.receipt(ExecutionState::Done, 4, Date::constant(2026, 11, 21)),
        ];
        for button in screens.iter().flat_map(|screen| screen.keyboard.rows.iter().flatten()) {
            let day = match button.callback {
                Callback::Check { day, .. } => day,
                Callback::SnoozeMenu(r) | Callback::Reminder(r) | Callback::Snooze { reminder: r, .. } => {
                    r.day
                }
                ref other => panic!("{other:?}"),
            };
            assert_eq!(day, message.reminder.day);
        }
    }

    #[test]
    fn a_receipt_for_another_day_says_which() {
        let late = message(Locale::En).receipt(ExecutionState::Done, 1, Date::constant(2026, 11, 21));
        assert!(late.text.as_str().ends_with("for Fri, 20 Nov"), "{}", late.text);
    }
}
