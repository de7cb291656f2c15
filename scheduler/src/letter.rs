//! A delivery as a call of the Bot API: the texts are those of `core_shared`, the fields are Telegram's.

use core_shared::callback::ReminderRef;
use core_shared::contract::deliveries::{ClaimedDelivery, DeliveryContent};
use core_shared::domain::{HabitId, UserId};
use core_shared::reminder_message::{Reached, ReminderMessage};
use core_shared::screen::{Keyboard, Screen};
use serde::Serialize;

/// A message to send, or with a `message_id` to change.
#[derive(Debug, Serialize)]
pub(crate) struct Letter {
    chat_id: UserId,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) message_id: Option<i32>,
    text: String,
    parse_mode: &'static str,
    link_preview_options: LinkPreview,
    /// An empty one takes the buttons away.
    reply_markup: Keyboard,
}

/// Names may hold addresses; nobody wants to see their pages in a reminder.
#[derive(Debug, Serialize)]
struct LinkPreview {
    is_disabled: bool,
}

impl Letter {
    pub(crate) fn write(delivery: &ClaimedDelivery) -> Self {
        let (message_id, screen) = match &delivery.content {
            DeliveryContent::Reminder {
                habit,
                habit_name,
                day,
                streak,
                period,
                habit_kind,
                goal,
                amount,
            } => {
                let reminder = ReminderRef { habit: *habit, day: *day, delivery: delivery.id };
                let message = ReminderMessage {
                    locale: delivery.locale,
                    reminder,
                    habit_name: habit_name.as_str(),
                    kind: *habit_kind,
                    period: *period,
                    goal: goal.as_ref(),
                };
                (None, message.question(Reached { streak: *streak, amount: *amount }))
            }
            DeliveryContent::CloseReminder { message_id, habit_name, habit_kind, day, state } => {
                // A closed reminder has no buttons, so nothing in it refers to the habit.
                let reminder = ReminderRef { habit: HabitId(0), day: *day, delivery: delivery.id };
                let message = ReminderMessage {
                    locale: delivery.locale,
                    reminder,
                    habit_name: habit_name.as_str(),
                    kind: *habit_kind,
                    period: None,
                    goal: None,
                };
                (Some(*message_id), message.closed(*state))
            }
        };
        Self::new(delivery.user, message_id, screen)
    }

    fn new(chat_id: UserId, message_id: Option<i32>, screen: Screen) -> Self {
        Self {
            chat_id,
            message_id,
            text: screen.text.as_str().to_owned(),
            parse_mode: "HTML",
            link_preview_options: LinkPreview { is_disabled: true },
            reply_markup: screen.keyboard,
        }
    }

    pub(crate) fn method(&self) -> &'static str {
        if self.message_id.is_some() { "editMessageText" } else { "sendMessage" }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn letter(content: &Value) -> (&'static str, Value) {
        let delivery = json!({
            "id": 9, "attempt": 1, "user": 42, "locale": "en", "due_at": "2026-11-20T20:00:00Z", "content": content,
        });
        let letter = Letter::write(&serde_json::from_value(delivery).unwrap());
        (letter.method(), serde_json::to_value(&letter).unwrap())
    }

    #[test]
    fn a_reminder_is_a_new_message_with_buttons() {
        let (method, body) = letter(&json!({
            "kind": "reminder", "habit": 7, "habit_name": "<b>a & b</b>", "day": "2026-11-20", "streak": 3,
        }));
        assert_eq!(method, "sendMessage");
        assert_eq!(body["chat_id"], 42);
        assert_eq!(body["parse_mode"], "HTML");
        assert!(body["text"].as_str().unwrap().contains("&lt;b&gt;a &amp; b&lt;/b&gt;"), "{body}");
        assert_eq!(body["reply_markup"]["inline_keyboard"][0].as_array().unwrap().len(), 3);
        assert_eq!(body.get("message_id"), None);
    }

    #[test]
    fn a_measured_habit_asks_with_its_amount_and_a_step() {
        let (_, body) = letter(&json!({
            "kind": "reminder", "habit": 7, "habit_name": "Water", "day": "2026-11-20", "streak": 0,
            "goal": {"kind": "at_least", "amount": 8, "unit": "glasses"}, "amount": 2.5,
        }));
        assert!(body["text"].as_str().unwrap().ends_with("2.5 of 8 glasses"), "{body}");
        let step = &body["reply_markup"]["inline_keyboard"][0][0];
        assert_eq!(*step, json!({"text": "+1", "callback_data": "b.7.20261120.r9"}));
    }

    #[test]
    fn a_habit_to_quit_is_asked_another_question() {
        let (_, body) = letter(&json!({
            "kind": "reminder", "habit": 7, "habit_name": "Sugar", "day": "2026-11-20", "streak": 2,
            "habit_kind": "quit",
        }));
        let text = body["text"].as_str().unwrap();
        assert_eq!(text, "🌿 <b>Sugar</b>: still without it?\n🔥 2 days without a lapse");
        let labels = &body["reply_markup"]["inline_keyboard"][0];
        assert_eq!([&labels[0]["text"], &labels[1]["text"]], ["✅ Kept", "✖️ Lapse"]);
    }

    #[test]
    fn a_closed_reminder_is_changed_and_loses_its_buttons() {
        let (method, body) = letter(&json!({
            "kind": "close_reminder", "message_id": 77, "habit_name": "Read", "day": "2026-11-20", "state": "missed",
        }));
        assert_eq!(method, "editMessageText");
        assert_eq!(body["message_id"], 77);
        assert_eq!(body["reply_markup"], json!({"inline_keyboard": []}));
    }
}
