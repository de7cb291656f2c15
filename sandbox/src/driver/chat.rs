//! A chat at one moment, for a test to look at.

use std::fmt;

use crate::{
    keyboard::ReplyKeyboard,
    message::Message,
    people::{Chat, Standing},
};

/// A chat as it was when a test asked for it.
#[derive(Clone)]
pub struct ChatView {
    chat: Chat,
}

impl ChatView {
    pub(crate) fn new(chat: Chat) -> Self {
        Self { chat }
    }

    /// The bot's newest message.
    ///
    /// # Panics
    /// If the bot never wrote.
    pub fn last(&self) -> Message {
        match self.chat.bot_messages().next_back() {
            Some(message) => message.clone(),
            None => panic!("the bot has not written yet\n{self}"),
        }
    }

    /// All messages of both sides that were not deleted.
    pub fn messages(&self) -> &[Message] {
        &self.chat.messages
    }

    /// The messages of the bot.
    pub fn bot_messages(&self) -> Vec<Message> {
        self.chat.bot_messages().cloned().collect()
    }

    pub fn message(&self, id: i64) -> Option<Message> {
        self.chat.message(id).cloned()
    }

    /// What is pinned, the newest last.
    pub fn pinned(&self) -> Vec<Message> {
        self.chat.messages.iter().filter(|message| message.pinned).cloned().collect()
    }

    /// The buttons in place of the keyboard, if the bot put some there.
    pub fn reply_keyboard(&self) -> Option<&ReplyKeyboard> {
        self.chat.reply_keyboard.as_ref()
    }

    pub fn has_blocked_the_bot(&self) -> bool {
        self.chat.standing == Standing::Blocked
    }

    /// How many messages the bot sent, edits not counted, deleted ones counted.
    pub fn sent_by_bot(&self) -> usize {
        self.chat.sent_by_bot
    }

    /// Who said what, with the buttons as `[label] [label]`.
    pub fn transcript(&self) -> String {
        self.chat.transcript()
    }
}

impl fmt::Display for ChatView {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.transcript())
    }
}

impl fmt::Debug for ChatView {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.transcript())
    }
}
