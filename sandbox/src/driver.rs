//! Plays people in tests. What an actor does waits until the bot has dealt with the update, so that whatever the bot did in return is
//! there when the call returns; the `…_and_leaves` forms do not wait, for tests in which the bot dies in between.

use std::{sync::Arc, time::Duration};

use crate::{
    actions::{Impossible, Sent, Told},
    callbacks::Answer,
    files::PIXEL,
    keyboard::Action,
    message::{Author, Message},
    people::Chat,
    world::{State, World},
};

mod chat;

pub use chat::ChatView;

/// A bot that needs longer than this is taken to be stuck.
const PATIENCE: Duration = Duration::from_secs(30);

/// Somebody who chats with the bot.
#[derive(Clone)]
pub struct Actor {
    world: Arc<World>,
    id: i64,
}

impl std::fmt::Debug for Actor {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("Actor").field(&self.id).finish()
    }
}

impl Actor {
    pub(crate) fn new(world: Arc<World>, id: i64) -> Self {
        Self { world, id }
    }

    pub fn id(&self) -> i64 {
        self.id
    }

    /// Writes a message and waits until the bot has dealt with it.
    pub async fn says(&self, text: &str) {
        let told = self.sends(Sent::Text(text.to_owned()), None);
        self.waits_for(told).await;
    }

    /// Writes a message and does not wait; returns the id of the update.
    pub fn says_and_leaves(&self, text: &str) -> Option<i64> {
        self.sends(Sent::Text(text.to_owned()), None)
    }

    pub async fn replies_to(&self, message: i64, text: &str) {
        let told = self.sends(Sent::Text(text.to_owned()), Some(message));
        self.waits_for(told).await;
    }

    /// Rewrites a message of their own.
    pub async fn edits(&self, message: i64, text: &str) {
        let told = self.act(|state, now| state.person_edits(self.id, message, text, now));
        self.waits_for(told).await;
    }

    pub async fn shares_location(&self, latitude: f64, longitude: f64) {
        let told = self.sends(Sent::Location { latitude, longitude }, None);
        self.waits_for(told).await;
    }

    /// Sends a small picture.
    pub async fn sends_photo(&self) {
        let photo = Sent::Photo { bytes: PIXEL.to_vec(), caption: String::new() };
        let told = self.sends(photo, None);
        self.waits_for(told).await;
    }

    /// Answers a message with a small picture and words below it.
    pub async fn replies_with_photo(&self, message: i64, caption: &str) {
        let photo = Sent::Photo { bytes: PIXEL.to_vec(), caption: caption.to_owned() };
        let told = self.sends(photo, Some(message));
        self.waits_for(told).await;
    }

    pub async fn sends_document(&self, name: &str, bytes: &[u8]) {
        let told = self.sends_document_and_leaves(name, bytes);
        self.waits_for(told).await;
    }

    /// Sends a document and does not wait; returns the id of the update.
    pub fn sends_document_and_leaves(&self, name: &str, bytes: &[u8]) -> Option<i64> {
        let document =
            Sent::Document { name: name.to_owned(), bytes: bytes.to_vec(), caption: String::new() };
        self.sends(document, None)
    }

    /// Presses a button of the reply keyboard whose label contains the text.
    pub async fn presses(&self, label: &str) {
        let Some(sent) = self.world.read(|state| state.pressed(self.id, label)) else {
            panic!("no button [{label}] on the keyboard\n{}", self.transcript());
        };
        let told = self.sends(sent, None);
        self.waits_for(told).await;
    }

    /// Taps the newest inline button whose label contains the text, and waits until the bot has dealt with it.
    pub async fn taps(&self, label: &str) {
        let told = self.taps_and_leaves(label);
        self.waits_for(told).await;
    }

    /// Taps and does not wait; returns the id of the update.
    pub fn taps_and_leaves(&self, label: &str) -> Option<i64> {
        let found = self.world.read(|state| newest_button(self.chat_in(state), label));
        let Some((message, data)) = found else {
            panic!("no inline button [{label}] with callback data\n{}", self.transcript());
        };
        self.sends_tap(message, &data)
    }

    /// Taps a button of a certain message.
    pub async fn taps_on(&self, message: i64, label: &str) {
        let found = self.world.read(|state| {
            let message = self.chat_in(state).message(message)?;
            button_of(message, label)
        });
        let Some((message, data)) = found else {
            panic!("no inline button [{label}] under message {message}\n{}", self.transcript());
        };
        let told = self.sends_tap(message, &data);
        self.waits_for(told).await;
    }

    /// Sends any data as a tap, as a forged client can.
    pub async fn tap_data(&self, message: i64, data: &str) {
        let told = self.sends_tap(message, data);
        self.waits_for(told).await;
    }

    pub async fn blocks_bot(&self) {
        let told = self.act(|state, now| state.person_blocks(self.id, now));
        self.waits_for(told).await;
    }

    pub async fn unblocks_bot(&self) {
        let told = self.act(|state, now| state.person_unblocks(self.id, now));
        self.waits_for(told).await;
    }

    /// The chat as it is now.
    pub fn chat(&self) -> ChatView {
        ChatView::new(self.world.read(|state| self.chat_in(state).clone()))
    }

    /// Opens the file of a message.
    pub fn opens(&self, message: i64) -> Vec<u8> {
        let bytes = self.world.read(|state| {
            let file = self.chat_in(state).message(message)?.file()?;
            state.files.find(&file.id).map(|(_, bytes)| bytes.to_vec())
        });
        bytes.unwrap_or_else(|| panic!("message {message} has no file\n{}", self.transcript()))
    }

    /// Waits until a message of the bot, new or edited, contains the text; returns the newest that does.
    pub async fn sees(&self, text: &str) -> Message {
        let seen = self.world.until(|state| {
            let mut messages = self.chat_in(state).bot_messages().rev();
            messages.find(|message| message.text.contains(text)).cloned()
        });
        let Ok(message) = tokio::time::timeout(PATIENCE, seen).await else {
            panic!("the bot never said \"{text}\"\n{}", self.transcript());
        };
        message
    }

    /// Waits until the chat is as a test wants it.
    pub async fn sees_that(&self, what: &str, mut is_so: impl FnMut(&ChatView) -> bool) -> ChatView {
        let seen = self.world.until(|state| {
            let view = ChatView::new(self.chat_in(state).clone());
            is_so(&view).then_some(view)
        });
        let Ok(view) = tokio::time::timeout(PATIENCE, seen).await else {
            panic!("it never came to be that {what}\n{}", self.transcript());
        };
        view
    }

    /// Waits until the bot has dealt with an update: it has confirmed it, and is done with it if there is a witness who can tell.
    pub async fn waits_for(&self, update: Option<i64>) {
        let Some(update) = update else { return };
        let outcome = tokio::time::timeout(PATIENCE, self.world.until_dealt_with(update)).await;
        assert!(
            outcome.is_ok(),
            "the bot did not deal with update {update} in {PATIENCE:?}\n{}",
            self.transcript()
        );
    }

    /// The text of the bot's last answer to a tap; empty if it answered without one.
    pub fn toast(&self) -> Option<String> {
        self.last_answer().map(|answer| answer.text)
    }

    /// The bot's last answer to a tap.
    pub fn last_answer(&self) -> Option<Answer> {
        self.world.read(|state| state.callbacks.of(self.id).rev().find_map(|tap| tap.answer.clone()))
    }

    fn transcript(&self) -> String {
        let chat = self.world.read(|state| self.chat_in(state).transcript());
        let toast = self.toast().unwrap_or_default();
        format!("--- the chat ---\n{chat}--- the last toast: {toast:?}")
    }

    fn sends(&self, sent: Sent, reply_to: Option<i64>) -> Told {
        self.act(|state, now| state.person_sends(self.id, sent, reply_to, now))
    }

    fn sends_tap(&self, message: i64, data: &str) -> Told {
        self.act(|state, now| state.person_taps(self.id, message, data, now)).0
    }

    fn act<R>(&self, act: impl FnOnce(&mut State, jiff::Timestamp) -> Result<R, Impossible>) -> R {
        match self.world.change(act) {
            Ok(result) => result,
            Err(impossible) => panic!("{impossible}\n{}", self.transcript()),
        }
    }

    fn chat_in<'s>(&self, state: &'s State) -> &'s Chat {
        state.chats.get(&self.id).expect("an actor is made with its chat, and chats are never removed")
    }
}

fn newest_button(chat: &Chat, label: &str) -> Option<(i64, String)> {
    chat.messages.iter().rev().find_map(|message| button_of(message, label))
}

/// The button of that label, or else the first that has it in its own.
fn button_of(message: &Message, label: &str) -> Option<(i64, String)> {
    if message.author != Author::Bot {
        return None;
    }
    let tapped = |is_meant: &dyn Fn(&str) -> bool| {
        message.buttons().filter(|button| is_meant(&button.label)).find_map(|button| match &button.action {
            Action::Callback(data) => Some((message.id, data.clone())),
            _ => None,
        })
    };
    tapped(&|shown| shown == label).or_else(|| tapped(&|shown| shown.contains(label)))
}
