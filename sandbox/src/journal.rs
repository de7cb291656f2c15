//! Who put which message into which chat, and whether the answer arrived: for tests that ask whether a message was
//! sent twice, and why. It remembers the calls that chats forget.

use serde_json::Value;

/// A message that was put into a chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posted {
    /// Empty for a caller that gave itself no name.
    pub caller: String,
    pub chat: i64,
    pub message: i64,
    pub answered: Answered,
}

/// What the caller heard of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answered {
    AtOnce,
    /// It never came: the caller cannot know that the message was sent.
    Never,
}

/// The caller of a method, before it is known what comes of the call.
#[derive(Debug)]
pub(crate) struct Sender {
    pub(crate) caller: String,
    pub(crate) answered: Answered,
}

#[derive(Debug, Default)]
pub(crate) struct Journal {
    posted: Vec<Posted>,
    newest: i64,
}

impl Journal {
    /// Notes the result of a call, if it is a message that was not there before: an edit returns an old one.
    pub(crate) fn note(&mut self, sender: Sender, result: &Value) {
        let (Some(message), Some(chat)) = (result["message_id"].as_i64(), result["chat"]["id"].as_i64())
        else {
            return;
        };
        if message > self.newest {
            self.newest = message;
            let Sender { caller, answered } = sender;
            self.posted.push(Posted { caller, chat, message, answered });
        }
    }

    pub(crate) fn posted(&self) -> &[Posted] {
        &self.posted
    }
}
