//! The one state of a sandbox and the way to wait for it: everything is changed under one lock, and every change wakes those who wait.

use std::{
    collections::BTreeMap,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::{
    bot_api::webhook::Webhook,
    callbacks::Callbacks,
    clock::Clock,
    failures::Failures,
    files::Shelf,
    journal::Journal,
    limits::{Limits, Pace},
    message::{Author, Message},
    people::Chat,
    profile::Profile,
    refusal::{Refusal, Refused},
    settings::BotProfile,
    updates::Updates,
};

/// What there is in a sandbox.
#[derive(Serialize, Deserialize)]
pub(crate) struct State {
    #[serde(skip)]
    pub(crate) bot: BotProfile,
    pub(crate) chats: BTreeMap<i64, Chat>,
    pub(crate) updates: Updates,
    pub(crate) callbacks: Callbacks,
    pub(crate) files: Shelf,
    pub(crate) profile: Profile,
    #[serde(skip)]
    pub(crate) webhook: Option<Webhook>,
    last_message: i64,
    #[serde(skip)]
    pub(crate) failures: Failures,
    #[serde(skip)]
    pub(crate) journal: Journal,
    #[serde(skip)]
    pub(crate) refusals: Vec<Refusal>,
    #[serde(skip)]
    pub(crate) limits: Option<Limits>,
    #[serde(skip)]
    pub(crate) pace: Pace,
}

impl State {
    /// Update ids start at a number that grows with time, so that a sandbox that was started anew never repeats one.
    pub(crate) fn new(now: Timestamp) -> Self {
        /// Autumn 2023; update ids are 32 bits wide.
        const EPOCH: i64 = 1_700_000_000;
        const UPDATES_PER_SECOND: i64 = 4;
        Self {
            bot: BotProfile::default(),
            chats: BTreeMap::new(),
            updates: Updates::starting_at((now.as_second() - EPOCH).max(0) * UPDATES_PER_SECOND + 1),
            callbacks: Callbacks::default(),
            files: Shelf::default(),
            profile: Profile::default(),
            webhook: None,
            last_message: 0,
            failures: Failures::default(),
            journal: Journal::default(),
            refusals: Vec::new(),
            limits: None,
            pace: Pace::default(),
        }
    }

    /// Message ids grow over all chats, as they do for a bot in private chats.
    pub(crate) fn next_message_id(&mut self) -> i64 {
        self.last_message += 1;
        self.last_message
    }

    /// A message in its Bot API form, with the message it replies to.
    pub(crate) fn telegram_message(&self, chat: &Chat, message: &Message) -> Value {
        let mut value = self.bare_message(chat, message);
        if let Some(replied) = message.reply_to.and_then(|id| chat.message(id)) {
            value["reply_to_message"] = self.bare_message(chat, replied);
        }
        value
    }

    fn bare_message(&self, chat: &Chat, message: &Message) -> Value {
        let from = match message.author {
            Author::Bot => self.bot_user(),
            Author::Person => chat.person.as_user(),
        };
        message.to_telegram(&chat.person.as_chat(), &from)
    }

    /// The bot as a Bot API User.
    pub(crate) fn bot_user(&self) -> Value {
        json!({
            "id": self.bot.id,
            "is_bot": true,
            "first_name": self.profile.name(&self.bot.first_name),
            "username": self.bot.username,
        })
    }

    pub(crate) fn record_refusal(&mut self, method: &str, refused: &Refused) {
        self.refusals.push(Refusal {
            method: method.to_owned(),
            code: refused.code,
            description: refused.description.clone(),
        });
    }
}

/// Knows when the bot has dealt with an update, for bots that confirm what they have only written down.
pub(crate) type Witness = Arc<dyn Fn(i64) -> Pin<Box<dyn Future<Output = ()> + Send>> + Send + Sync>;

/// The state, its clock, and the bell that rings at every change. Not `Debug`: it holds the token.
pub(crate) struct World {
    pub(crate) clock: Clock,
    pub(crate) token: String,
    /// Ends whoever waits when the sandbox stops.
    pub(crate) stopping: CancellationToken,
    pub(crate) witness: Mutex<Option<Witness>>,
    state: Mutex<State>,
    changes: watch::Sender<u64>,
}

impl World {
    pub(crate) fn new(clock: Clock, token: String, state: State) -> Self {
        Self {
            clock,
            token,
            stopping: CancellationToken::new(),
            witness: Mutex::default(),
            state: Mutex::new(state),
            changes: watch::Sender::new(0),
        }
    }

    pub(crate) fn read<R>(&self, look: impl FnOnce(&State) -> R) -> R {
        look(&self.lock())
    }

    /// Changes the state and wakes everybody who waits.
    pub(crate) fn change<R>(&self, act: impl FnOnce(&mut State, Timestamp) -> R) -> R {
        let result = act(&mut self.lock(), self.clock.now());
        self.changes.send_modify(|count| *count += 1);
        result
    }

    /// Changes what nobody waits for and nothing keeps.
    pub(crate) fn note<R>(&self, act: impl FnOnce(&mut State) -> R) -> R {
        act(&mut self.lock())
    }

    /// Waits until `look` finds what it looks for.
    pub(crate) async fn until<R>(&self, mut look: impl FnMut(&State) -> Option<R>) -> R {
        let mut changes = self.changes.subscribe();
        loop {
            changes.borrow_and_update();
            if let Some(found) = self.read(&mut look) {
                return found;
            }
            changes.changed().await.expect("the world that is waited for holds the sender");
        }
    }

    /// Waits until the bot has dealt with an update: it has confirmed it, and the witness says so, if there is one.
    pub(crate) async fn until_dealt_with(&self, update: i64) {
        self.until(|state| (!state.updates.is_waiting(update)).then_some(())).await;
        let witness = self.witness.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(witness) = witness {
            witness(update).await;
        }
    }

    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// A panic elsewhere leaves the state usable: every change is made by one short closure.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
