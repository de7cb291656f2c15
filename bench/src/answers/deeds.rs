//! What people do, and the updates that Telegram makes of it.

use core_shared::callback::{Callback, Mark, Surface};
use core_shared::domain::{Answer, HabitId};
use jiff::civil::Date;
use serde_json::{Value, json};

/// What somebody does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    /// Taps ✅ in the list of today, or takes it back.
    Check,
    /// Asks for the list by `/today`.
    Today,
    /// Taps ＋1 in the list.
    Add,
    /// Opens the card of a habit.
    Card,
}

/// Out of ten: most days people do one thing, and that is to tap ✅.
pub(super) const MIX: [Deed; 10] = [
    Deed::Check,
    Deed::Today,
    Deed::Check,
    Deed::Add,
    Deed::Card,
    Deed::Check,
    Deed::Today,
    Deed::Check,
    Deed::Add,
    Deed::Card,
];

/// Somebody with two habits: one that is done or not, and one that is measured.
#[derive(Debug, Clone, Copy)]
pub(super) struct Person {
    pub(super) id: i64,
    pub(super) habit: HabitId,
    pub(super) measured: HabitId,
    pub(super) today: Date,
}

/// One of all updates of a run. Its number is in its query and in the id of the message that was tapped, so it is known
/// by its answers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Numbered {
    pub(super) number: usize,
    /// How many this person has sent before.
    pub(super) turn: usize,
    pub(super) deed: Deed,
}

impl Person {
    /// What they do at this turn. Not everybody begins with the same.
    pub(super) fn deed(&self, turn: usize) -> Deed {
        let begin = usize::try_from(self.id).unwrap_or_default();
        MIX[(begin + turn) % MIX.len()]
    }

    pub(super) fn mark(turn: usize) -> Mark {
        // Checks are two or three turns apart, so nearly each of them changes something.
        if (turn / 2).is_multiple_of(2) { Mark::Set(Answer::Done) } else { Mark::Clear }
    }

    /// The update as Telegram words it, under this id.
    pub(super) fn update(&self, Numbered { number, turn, deed }: Numbered, update_id: i64) -> Value {
        match self.button(turn, deed) {
            Some(button) => self.tap(number, update_id, &button.encode()),
            None => self.says_today(number, update_id),
        }
    }

    fn button(&self, turn: usize, deed: Deed) -> Option<Callback> {
        let (day, surface) = (self.today, Surface::Today { page: 0 });
        match deed {
            Deed::Check => Some(Callback::Check { habit: self.habit, day, mark: Self::mark(turn), surface }),
            Deed::Add => Some(Callback::Add { habit: self.measured, day, surface }),
            Deed::Card => Some(Callback::Card { habit: self.habit }),
            Deed::Today => None,
        }
    }

    fn tap(&self, number: usize, update_id: i64, data: &str) -> Value {
        let bot = json!({"id": 1000, "is_bot": true, "first_name": "Habits", "username": "habits_bot"});
        let text = "Saturday, 28 November\n\n⬜ Habit 1\n⬜ Pages";
        json!({"update_id": update_id, "callback_query": {
            "id": number.to_string(), "from": self.user(), "chat_instance": "7919", "data": data,
            "message": {
                "message_id": number + 1, "date": 1_764_000_000, "chat": self.chat(), "from": bot, "text": text,
                "reply_markup": {"inline_keyboard": [[{"text": "⬜ Habit 1", "callback_data": data}]]}
            }
        }})
    }

    fn says_today(&self, number: usize, update_id: i64) -> Value {
        json!({"update_id": update_id, "message": {
            "message_id": number + 1, "date": 1_764_000_000, "chat": self.chat(), "from": self.user(), "text": "/today",
            "entities": [{"type": "bot_command", "offset": 0, "length": 6}]
        }})
    }

    fn user(&self) -> Value {
        json!({"id": self.id, "is_bot": false, "first_name": "Anna", "username": "anna", "language_code": "en"})
    }

    fn chat(&self) -> Value {
        json!({"id": self.id, "type": "private", "first_name": "Anna", "username": "anna"})
    }
}
