//! Methods that change or remove messages. Only the bot's own messages, and never those that brought a reply keyboard, can be edited.

use jiff::SignedDuration;
use serde_json::json;

use super::{
    Call, Outcome,
    sending::TRUE,
    texts::{EDITING, Worded},
};
use crate::{
    keyboard::Markup,
    message::{Author, Message},
    refusal::Refused,
};

/// Older messages cannot be deleted.
const DELETABLE_FOR: SignedDuration = SignedDuration::from_hours(48);
/// How many messages one call of deleteMessages may name.
const MOST_DELETIONS: usize = 100;

pub(super) fn edit_text(call: &mut Call<'_>) -> Outcome {
    let worded = call.text(&EDITING)?;
    let markup = call.inline_markup()?;
    if call.editable()?.media.is_some() {
        return Err(Refused::bad("there is no text in the message to edit"));
    }
    call.reword(worded, markup)
}

pub(super) fn edit_caption(call: &mut Call<'_>) -> Outcome {
    let worded = call.caption(&EDITING)?;
    let markup = call.inline_markup()?;
    if call.editable()?.media.is_none() {
        return Err(Refused::bad("there is no caption in the message to edit"));
    }
    call.reword(worded, markup)
}

pub(super) fn edit_markup(call: &mut Call<'_>) -> Outcome {
    let markup = call.inline_markup()?;
    let now = call.now;
    let message = call.editable()?;
    if message.markup == markup {
        return Err(Refused::not_modified());
    }
    message.markup = markup;
    message.edited = Some(now);
    let edited = message.clone();
    Ok(call.shown(&edited))
}

pub(super) fn delete_one(call: &mut Call<'_>) -> Outcome {
    let id = call.params.integer("message_id").unwrap_or_default();
    let now = call.now;
    let chat = call.any_chat()?;
    let message = chat.message(id).ok_or_else(|| Refused::bad("message to delete not found"))?;
    if now.duration_since(message.date) > DELETABLE_FOR {
        return Err(Refused::bad("message can't be deleted for everyone"));
    }
    chat.messages.retain(|message| message.id != id);
    Ok(TRUE)
}

/// Messages that are not there are skipped.
pub(super) fn delete_many(call: &mut Call<'_>) -> Outcome {
    let ids: Vec<i64> = call.params.structure("message_ids")?.unwrap_or_default();
    if ids.is_empty() {
        return Err(Refused::bad("message identifiers are not specified"));
    }
    if ids.len() > MOST_DELETIONS {
        return Err(Refused::bad("too many message identifiers specified"));
    }
    let now = call.now;
    let chat = call.any_chat()?;
    chat.messages
        .retain(|message| !ids.contains(&message.id) || now.duration_since(message.date) > DELETABLE_FOR);
    Ok(TRUE)
}

impl Call<'_> {
    fn editable(&mut self) -> Result<&mut Message, Refused> {
        let id = self.params.integer("message_id").unwrap_or_default();
        let message =
            self.chat()?.message_mut(id).ok_or_else(|| Refused::bad("message to edit not found"))?;
        let has_inline_or_nothing = matches!(message.markup, None | Some(Markup::Inline(_)));
        if message.author != Author::Bot || !has_inline_or_nothing {
            return Err(Refused::bad("message can't be edited"));
        }
        Ok(message)
    }

    /// Without a markup the buttons go.
    fn reword(&mut self, (formatted, raw): Worded, markup: Option<Markup>) -> Outcome {
        let now = self.now;
        let message = self.editable()?;
        let same_words = message.text == formatted.text && message.entities == formatted.entities;
        if same_words && message.markup == markup {
            return Err(Refused::not_modified());
        }
        message.reworded |= !same_words;
        message.set_text(formatted, &raw);
        message.markup = markup;
        message.edited = Some(now);
        let edited = message.clone();
        Ok(self.shown(&edited))
    }

    fn shown(&self, message: &Message) -> serde_json::Value {
        match self.state.chats.get(&message.chat) {
            Some(chat) => self.state.telegram_message(chat, message),
            None => json!(true),
        }
    }
}
