//! Methods that put a message into a chat.

use serde_json::{Value, json};

use super::{Call, Outcome, texts::SENDING};
use crate::{
    files::{LARGEST_UPLOAD, StoredFile, photo_size, picture_mime},
    message::{Author, Media, Message},
    people::Chat,
    refusal::Refused,
};

pub(super) fn send_message(call: &mut Call<'_>) -> Outcome {
    let worded = call.text(&SENDING)?;
    let mut message = call.draft()?;
    message.set_text(worded.0, &worded.1);
    call.deliver(message)
}

pub(super) fn send_photo(call: &mut Call<'_>) -> Outcome {
    let worded = call.caption(&SENDING)?;
    let mut message = call.draft()?;
    let file = call.file("photo", "photo")?;
    let bytes = call.state.files.find(&file.id).map(|(_, bytes)| bytes).unwrap_or_default();
    let (width, height) = photo_size(bytes)?;
    message.media = Some(Media::Photo { file, width, height });
    message.set_text(worded.0, &worded.1);
    call.deliver(message)
}

pub(super) fn send_document(call: &mut Call<'_>) -> Outcome {
    let worded = call.caption(&SENDING)?;
    let mut message = call.draft()?;
    let file = call.file("document", "document")?;
    message.media = Some(Media::Document { file });
    message.set_text(worded.0, &worded.1);
    call.deliver(message)
}

pub(super) fn forward(call: &mut Call<'_>) -> Outcome {
    let original = call.original("message to forward not found")?;
    let mut message = call.draft()?;
    message.text = original.text;
    message.entities = original.entities;
    message.raw = original.raw;
    message.media = original.media;
    call.deliver(message)
}

/// Like forwarding, with new buttons and perhaps a new caption; returns the new id alone.
pub(super) fn copy(call: &mut Call<'_>) -> Outcome {
    let original = call.original("message to copy not found")?;
    let caption = match call.params.text("caption") {
        Some(_) if original.media.is_some() => Some(call.caption(&SENDING)?),
        _ => None,
    };
    let mut message = call.draft()?;
    message.text = original.text;
    message.entities = original.entities;
    message.raw = original.raw;
    message.media = original.media;
    if let Some((formatted, raw)) = caption {
        message.set_text(formatted, &raw);
    }
    let sent = call.deliver(message)?;
    Ok(json!({"message_id": sent["message_id"]}))
}

impl Call<'_> {
    /// A message of the bot with everything but its content. Takes no id yet: what is refused leaves no gap.
    fn draft(&mut self) -> Result<Message, Refused> {
        let chat = self.chat()?.person.id;
        let mut message = Message::new(0, chat, Author::Bot, self.now);
        message.markup = self.markup()?;
        message.reply_to = self.reply_to()?;
        message.effect = self.effect()?;
        message.silent = self.params.flag("disable_notification");
        Ok(message)
    }

    fn deliver(&mut self, mut message: Message) -> Outcome {
        message.id = self.state.next_message_id();
        let chat = self.chat()?;
        chat.sent_by_bot += 1;
        chat.add(message.clone());
        let chat = &self.state.chats[&message.chat];
        Ok(self.state.telegram_message(chat, &message))
    }

    fn original(&mut self, missing: &str) -> Result<Message, Refused> {
        let from = self.params.integer("from_chat_id").and_then(|id| self.state.chats.get(&id));
        let from: &Chat = from.ok_or_else(|| Refused::bad("chat not found"))?;
        let id = self.params.integer("message_id").unwrap_or_default();
        from.message(id).cloned().ok_or_else(|| Refused::bad(missing))
    }

    /// A file that was uploaded with the call, or is named by its id.
    fn file(&mut self, parameter: &str, kind: &str) -> Result<StoredFile, Refused> {
        let given = self.params.text(parameter).map(str::to_owned);
        let attached = match &given {
            Some(reference) => reference.strip_prefix("attach://").map(str::to_owned),
            None => Some(parameter.to_owned()),
        };
        if let Some(name) = attached {
            return self.uploaded(&name, kind);
        }
        let id = given.unwrap_or_default();
        if id.starts_with("http://") || id.starts_with("https://") {
            return Err(Refused::bad("failed to get HTTP URL content"));
        }
        let known = self.state.files.find(&id).map(|(file, _)| file.clone());
        known.ok_or_else(|| Refused::bad("wrong remote file identifier specified: Wrong string length"))
    }

    fn uploaded(&mut self, name: &str, kind: &str) -> Result<StoredFile, Refused> {
        let missing = || Refused::bad(format!("there is no {kind} in the request"));
        let upload = self.params.take_upload(name).ok_or_else(missing)?;
        if upload.bytes.is_empty() {
            return Err(Refused::bad("file must be non-empty"));
        }
        if upload.bytes.len() > LARGEST_UPLOAD {
            return Err(Refused::bad("file is too big"));
        }
        let mime = if kind == "photo" {
            photo_size(&upload.bytes)?;
            picture_mime(&upload.bytes).to_owned()
        } else {
            upload.mime.unwrap_or_else(|| "application/octet-stream".to_owned())
        };
        Ok(self.state.files.keep(&upload.name, &mime, upload.bytes))
    }
}

/// What Telegram answers when there is nothing to tell.
pub(super) const TRUE: Value = Value::Bool(true);
