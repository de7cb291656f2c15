//! A delivery as a call of the Bot API: the texts are those of `core_shared`, the fields are Telegram's.

use core_shared::contract::deliveries::{ClaimedDelivery, DeliveryContent};
use core_shared::domain::UserId;
use core_shared::overview_message::overview;
use core_shared::reminder_message::reminder;
use core_shared::screen::{Html, Keyboard, Screen};
use core_shared::still_there;
use core_shared::today_message::pinned;
use serde::Serialize;

/// A call that sends a message, or changes or removes the one with `message_id`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Letter {
    pub(crate) chat_id: UserId,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) message_id: Option<i32>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    disable_notification: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    allow_paid_broadcast: bool,
    /// None for a message that goes.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    page: Option<Page>,
    /// What follows when it was taken.
    #[serde(skip)]
    pub(crate) then: Option<Then>,
}

/// What is done with the message of a letter beside showing it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Then {
    Pin,
    Unpin,
}

/// What the message shows.
#[derive(Debug, Clone, Serialize)]
struct Page {
    #[serde(skip)]
    screen: Screen,
    text: String,
    parse_mode: &'static str,
    link_preview_options: LinkPreview,
    /// An empty one takes the buttons away.
    reply_markup: Keyboard,
}

/// Whether a message costs something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Postage {
    Free,
    /// One of more messages a second than Telegram sends for free.
    Paid,
}

/// Names may hold addresses; nobody wants to see their pages in a reminder.
#[derive(Debug, Clone, Serialize)]
struct LinkPreview {
    is_disabled: bool,
}

impl Letter {
    pub(crate) fn write(delivery: &ClaimedDelivery, postage: Postage) -> Self {
        let locale = delivery.locale;
        let letter = Self {
            chat_id: delivery.user,
            message_id: None,
            disable_notification: false,
            allow_paid_broadcast: false,
            page: None,
            then: None,
        };
        let letter = match &delivery.content {
            DeliveryContent::Reminder { reminder: body } => letter.showing(reminder(locale, body)),
            DeliveryContent::Redraw { message_id, reminder: body } => {
                Self { message_id: Some(*message_id), ..letter.showing(reminder(locale, body)) }
            }
            DeliveryContent::Remove { message_id } => Self { message_id: Some(*message_id), ..letter },
            DeliveryContent::Overview { part, habits } => letter.showing(overview(locale, *part, habits)),
            DeliveryContent::Today { message_id: None, today } => {
                Self { disable_notification: true, then: Some(Then::Pin), ..letter.showing(pinned(today)) }
            }
            DeliveryContent::Today { message_id, today } => Self {
                message_id: *message_id,
                then: (today.day < today.today).then_some(Then::Unpin),
                ..letter.showing(pinned(today))
            },
            DeliveryContent::StillThere { days } => letter.showing(still_there::question(locale, *days)),
            DeliveryContent::Message { text, silent } => {
                let screen = Screen::new(Html::escaped(text), Keyboard::none());
                Self { disable_notification: *silent, ..letter.showing(screen) }
            }
        };
        // Changes cost nothing.
        Self { allow_paid_broadcast: postage == Postage::Paid && letter.message_id.is_none(), ..letter }
    }

    fn showing(self, screen: Screen) -> Self {
        let page = Page {
            text: screen.text.as_str().to_owned(),
            parse_mode: "HTML",
            link_preview_options: LinkPreview { is_disabled: true },
            reply_markup: screen.keyboard.clone(),
            screen,
        };
        Self { page: Some(page), ..self }
    }

    /// The same for a server of the Bot API that is too old for what it shows.
    pub(crate) fn plain(&self) -> Self {
        let letter = self.clone();
        match &self.page {
            Some(page) => letter.showing(page.screen.plain()),
            None => letter,
        }
    }

    pub(crate) fn method(&self) -> &'static str {
        match (self.message_id, &self.page) {
            (None, _) => "sendMessage",
            (Some(_), Some(_)) => "editMessageText",
            (Some(_), None) => "deleteMessage",
        }
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
        let letter = Letter::write(&serde_json::from_value(delivery).unwrap(), Postage::Free);
        (letter.method(), serde_json::to_value(&letter).unwrap())
    }

    /// A reminder of one habit with these fields beside those that every habit has.
    fn one(kind: &str, fields: &Value) -> Value {
        let mut habit = json!({
            "habit": 7, "habit_name": "Read", "habit_kind": "build", "day": "2026-11-20", "state": "pending", "streak": 0,
        });
        habit.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        json!({
            "kind": kind, "message_id": 77, "delivery": 9, "is_combined": false, "is_late": false,
            "today": "2026-11-20", "habits": [habit],
        })
    }

    #[test]
    fn a_reminder_is_a_new_message_with_buttons() {
        let (method, body) = letter(&one("reminder", &json!({"habit_name": "<b>a & b</b>", "streak": 3})));
        assert_eq!(method, "sendMessage");
        assert_eq!(body["chat_id"], 42);
        assert_eq!(body["parse_mode"], "HTML");
        assert!(body["text"].as_str().unwrap().contains("&lt;b&gt;a &amp; b&lt;/b&gt;"), "{body}");
        assert_eq!(body["reply_markup"]["inline_keyboard"][0].as_array().unwrap().len(), 3);
        assert_eq!((body.get("message_id"), body.get("disable_notification")), (None, None));
    }

    #[test]
    fn a_measured_habit_asks_with_its_amount_and_a_step() {
        let goal = json!({"goal": {"kind": "at_least", "amount": 8, "unit": "glasses"}, "amount": 2.5, "state": "partial"});
        let (_, body) = letter(&one("reminder", &goal));
        assert!(body["text"].as_str().unwrap().ends_with("2.5 of 8 glasses"), "{body}");
        let step = &body["reply_markup"]["inline_keyboard"][0][0];
        assert_eq!(*step, json!({"text": "+1", "callback_data": "b.7.20261120.r9"}));
    }

    #[test]
    fn several_habits_have_a_row_of_buttons_each() {
        let mut several = one("reminder", &json!({}));
        several["is_combined"] = json!(true);
        let habit = several["habits"][0].clone();
        several["habits"].as_array_mut().unwrap().push(habit);
        let (_, body) = letter(&several);
        assert_eq!(body["reply_markup"]["inline_keyboard"].as_array().unwrap().len(), 3);
    }

    #[test]
    fn a_closed_reminder_is_changed_and_loses_its_buttons() {
        let (method, body) = letter(&one("redraw", &json!({"state": "missed", "is_closed": true})));
        assert_eq!((method, &body["message_id"]), ("editMessageText", &json!(77)));
        assert_eq!(body["reply_markup"], json!({"inline_keyboard": []}));
    }

    #[test]
    fn a_reminder_that_was_sent_again_goes() {
        let (method, body) = letter(&json!({"kind": "remove", "message_id": 77}));
        assert_eq!((method, body), ("deleteMessage", json!({"chat_id": 42, "message_id": 77})));
    }

    fn list(fields: &Value) -> Value {
        let mut list = json!({
            "kind": "today",
            "today": {"day": "2026-11-20", "today": "2026-11-20", "locale": "en", "active_habits": 1, "habits": []},
        });
        list.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        list
    }

    #[test]
    fn the_list_of_the_day_comes_without_a_sound_and_is_changed_in_place() {
        let (method, body) = letter(&list(&json!({})));
        assert_eq!((method, &body["disable_notification"]), ("sendMessage", &json!(true)));
        assert!(body["text"].as_str().unwrap().starts_with("📋 <b>Fri, 20 Nov</b>"), "{body}");
        let (method, body) = letter(&list(&json!({"message_id": 77})));
        assert_eq!((method, &body["message_id"]), ("editMessageText", &json!(77)));
        assert_eq!(body.get("disable_notification"), None);
    }

    #[test]
    fn new_messages_are_paid_for_when_there_are_more_than_telegram_sends_for_free() {
        let pays = |content: &Value| {
            let delivery = json!({
                "id": 9, "attempt": 1, "user": 42, "locale": "en", "due_at": "2026-11-20T20:00:00Z", "content": content,
            });
            let letter = Letter::write(&serde_json::from_value(delivery).unwrap(), Postage::Paid);
            serde_json::to_value(&letter).unwrap().get("allow_paid_broadcast").is_some()
        };
        assert!(pays(&one("reminder", &json!({}))));
        assert!(!pays(&one("redraw", &json!({}))) && !pays(&json!({"kind": "remove", "message_id": 7})));
    }

    #[test]
    fn the_message_of_a_task_is_shown_exactly_as_it_is() {
        let (method, body) = letter(&json!({"kind": "message", "text": "<b>a & b</b>", "silent": true}));
        assert_eq!((method, &body["text"]), ("sendMessage", &json!("&lt;b&gt;a &amp; b&lt;/b&gt;")));
        assert_eq!(body["disable_notification"], true);
    }
}
