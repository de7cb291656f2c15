//! Updates on their way to the bot. An update stays until the bot confirms it: by asking for a later offset, or by taking it through
//! its webhook.

use std::collections::{BTreeSet, VecDeque};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Kinds that a bot gets only if it names them.
const ON_DEMAND: [&str; 3] = ["chat_member", "message_reaction", "message_reaction_count"];

/// Something that the bot is to be told.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Update {
    pub(crate) id: i64,
    /// Updates of one chat are delivered in their order.
    pub(crate) chat: i64,
    pub(crate) body: Value,
}

/// The queue of one bot.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Updates {
    waiting: VecDeque<Update>,
    next: i64,
    /// The kinds that the bot asked for; without them, all that are not on demand.
    pub(crate) allowed: Option<Vec<String>>,
    /// Counts the calls of getUpdates: a newer one ends an older one.
    #[serde(skip)]
    pub(crate) poller: u64,
}

impl Updates {
    pub(crate) fn starting_at(first: i64) -> Self {
        Self { waiting: VecDeque::new(), next: first, allowed: None, poller: 0 }
    }

    /// Queues an update; none if the bot did not ask for this kind.
    pub(crate) fn push(&mut self, kind: &str, chat: i64, body: &Value) -> Option<i64> {
        let wanted = match &self.allowed {
            Some(kinds) => kinds.iter().any(|allowed| allowed == kind),
            None => !ON_DEMAND.contains(&kind),
        };
        if !wanted {
            return None;
        }
        let id = self.next;
        self.next += 1;
        let body = json!({"update_id": id, kind: body});
        self.waiting.push_back(Update { id, chat, body });
        Some(id)
    }

    /// What a call of getUpdates with this offset gets; confirms everything before the offset.
    pub(crate) fn ask(&mut self, offset: i64, limit: usize) -> Vec<Value> {
        if offset > 0 {
            self.waiting.retain(|update| update.id >= offset);
        } else if offset < 0 {
            let kept = usize::try_from(offset.unsigned_abs()).unwrap_or(usize::MAX);
            self.waiting.drain(..self.waiting.len().saturating_sub(kept));
        }
        self.first(limit)
    }

    pub(crate) fn first(&self, limit: usize) -> Vec<Value> {
        self.waiting.iter().take(limit).map(|update| update.body.clone()).collect()
    }

    pub(crate) fn is_waiting(&self, id: i64) -> bool {
        self.waiting.iter().any(|update| update.id == id)
    }

    pub(crate) fn count(&self) -> usize {
        self.waiting.len()
    }

    /// The first waiting update of each chat but these, up to a number.
    pub(crate) fn heads_but(&self, busy: &BTreeSet<i64>, most: usize) -> impl Iterator<Item = Update> {
        let mut seen = busy.clone();
        let heads = self.waiting.iter().filter(move |update| seen.insert(update.chat));
        heads.take(most).cloned()
    }

    pub(crate) fn confirm(&mut self, id: i64) {
        self.waiting.retain(|update| update.id != id);
    }

    pub(crate) fn drop_all(&mut self) {
        self.waiting.clear();
    }
}
