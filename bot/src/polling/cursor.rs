//! How far the updates are handled. What is confirmed is everything before the first one that still waits.

use std::collections::{BTreeMap, BTreeSet};

use teloxide::types::Update;

/// An answer that Telegram does not take is tried so many times.
const MOST_TRIES: u32 = 3;

/// What became of an update.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Handled,
    /// It comes again, for as long as it takes.
    Again,
    /// It comes again, a few times.
    Unanswered,
}

impl Outcome {
    /// For the metrics.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Handled => "handled",
            Self::Again => "again",
            Self::Unanswered => "unanswered",
        }
    }
}

#[derive(Debug, Default)]
pub(crate) struct Cursor {
    /// The first id that was not confirmed by the last question.
    asked: Option<u32>,
    /// Ids of the last batch that wait to be handled.
    waiting: BTreeSet<u32>,
    /// Ids of the last batch that are done, though they come again behind one that waits.
    done: BTreeSet<u32>,
    tries: BTreeMap<u32, u32>,
}

impl Cursor {
    /// Takes a batch and returns what of it is to be handled.
    pub(crate) fn receive(&mut self, batch: Vec<Update>) -> Vec<Update> {
        self.asked = self.first_open();
        let ids: BTreeSet<u32> = batch.iter().map(|update| update.id.0).collect();
        if !ids.is_empty() {
            self.done.retain(|id| ids.contains(id));
            self.tries.retain(|id, _| ids.contains(id));
            self.waiting = ids.difference(&self.done).copied().collect();
        }
        batch.into_iter().filter(|update| self.waiting.contains(&update.id.0)).collect()
    }

    pub(crate) fn record(&mut self, id: u32, outcome: Outcome) {
        let is_done = match outcome {
            Outcome::Handled => true,
            Outcome::Again => false,
            Outcome::Unanswered => {
                let tries = self.tries.entry(id).or_default();
                *tries += 1;
                *tries >= MOST_TRIES
            }
        };
        if is_done {
            self.waiting.remove(&id);
            self.done.insert(id);
        }
    }

    pub(crate) fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// What the next question carries: everything before it is confirmed.
    pub(crate) fn offset(&self) -> Option<i32> {
        self.first_open().and_then(|id| i32::try_from(id).ok())
    }

    /// The offset, if it confirms more than the last question did.
    pub(crate) fn unconfirmed(&self) -> Option<i32> {
        if self.first_open() == self.asked { None } else { self.offset() }
    }

    fn first_open(&self) -> Option<u32> {
        let behind_all = || self.done.last().map(|id| id + 1);
        self.waiting.first().copied().or_else(behind_all)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn batch(ids: &[u32]) -> Vec<Update> {
        ids.iter()
            .map(|id| serde_json::from_value(json!({"update_id": id, "telepathy": {}})).unwrap())
            .collect()
    }

    fn ids(updates: &[Update]) -> Vec<u32> {
        updates.iter().map(|update| update.id.0).collect()
    }

    #[test]
    fn nothing_is_confirmed_before_it_was_handled() {
        let mut cursor = Cursor::default();
        assert_eq!(cursor.offset(), None);
        cursor.receive(batch(&[10, 11, 12]));
        assert_eq!(cursor.offset(), Some(10));
        cursor.record(12, Outcome::Handled);
        cursor.record(10, Outcome::Handled);
        assert_eq!(cursor.offset(), Some(11));
        cursor.record(11, Outcome::Handled);
        assert_eq!(cursor.offset(), Some(13));
    }

    #[test]
    fn what_is_done_behind_one_that_waits_is_not_handled_twice() {
        let mut cursor = Cursor::default();
        cursor.receive(batch(&[10, 11, 12]));
        cursor.record(10, Outcome::Again);
        cursor.record(11, Outcome::Handled);
        let again = cursor.receive(batch(&[10, 11, 12, 13]));
        assert_eq!(ids(&again), [10, 12, 13]);
        for id in [10, 12, 13] {
            cursor.record(id, Outcome::Handled);
        }
        assert_eq!((cursor.offset(), cursor.is_waiting()), (Some(14), false));
    }

    #[test]
    fn an_answer_that_telegram_never_takes_is_given_up() {
        let mut cursor = Cursor::default();
        for _ in 1..MOST_TRIES {
            cursor.receive(batch(&[10]));
            cursor.record(10, Outcome::Unanswered);
            assert_eq!(cursor.offset(), Some(10));
        }
        cursor.receive(batch(&[10]));
        cursor.record(10, Outcome::Unanswered);
        assert_eq!(cursor.offset(), Some(11));
    }

    #[test]
    fn an_api_that_is_away_is_waited_for_without_end() {
        let mut cursor = Cursor::default();
        for _ in 0..100 {
            cursor.receive(batch(&[10]));
            cursor.record(10, Outcome::Again);
        }
        assert_eq!(cursor.offset(), Some(10));
    }

    #[test]
    fn an_empty_batch_moves_nothing_and_there_is_nothing_left_to_confirm() {
        let mut cursor = Cursor::default();
        cursor.receive(batch(&[10]));
        cursor.record(10, Outcome::Handled);
        assert_eq!(cursor.unconfirmed(), Some(11));
        cursor.receive(batch(&[]));
        assert_eq!((cursor.offset(), cursor.unconfirmed()), (Some(11), None));
    }

    #[test]
    fn a_count_that_begins_anew_is_followed() {
        let mut cursor = Cursor::default();
        cursor.receive(batch(&[900]));
        cursor.record(900, Outcome::Handled);
        cursor.receive(batch(&[5]));
        cursor.record(5, Outcome::Handled);
        assert_eq!(cursor.offset(), Some(6));
    }
}
