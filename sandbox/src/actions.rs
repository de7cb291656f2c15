//! What people do: write, tap, share, block. Each action changes the chat and tells the bot by an update.

use std::fmt;

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::{
    files::{photo_size, picture_mime},
    formatting::{Formatted, clean},
    keyboard::Asks,
    message::{Author, Media, Message},
    people::{Chat, Person, Standing},
    world::State,
};

/// Why a person could not do it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Impossible {
    UnknownPerson,
    BotIsBlocked,
    NothingToSay,
    NoSuchMessage,
    NotAPicture,
}

impl fmt::Display for Impossible {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::UnknownPerson => "there is no such person",
            Self::BotIsBlocked => "the person blocked the bot",
            Self::NothingToSay => "an empty message cannot be sent",
            Self::NoSuchMessage => "there is no such message",
            Self::NotAPicture => "only PNG and JPEG pictures can be sent as photos",
        })
    }
}

impl std::error::Error for Impossible {}

/// The update that an action caused; none if the bot does not want to hear of it.
pub(crate) type Told = Option<i64>;

/// What a person sends.
#[derive(Debug)]
pub(crate) enum Sent {
    Text(String),
    Location { latitude: f64, longitude: f64 },
    Photo { bytes: Vec<u8>, caption: String },
    Document { name: String, bytes: Vec<u8>, caption: String },
    Contact,
}

impl State {
    /// The person's chat, begun if it is new.
    pub(crate) fn meet(&mut self, person: Person) -> &mut Chat {
        self.chats.entry(person.id).or_insert_with(|| Chat::new(person))
    }

    pub(crate) fn person_sends(
        &mut self,
        person: i64,
        sent: Sent,
        reply_to: Option<i64>,
        now: Timestamp,
    ) -> Result<Told, Impossible> {
        let chat = self.open_chat(person)?;
        if reply_to.is_some_and(|id| chat.message(id).is_none()) {
            return Err(Impossible::NoSuchMessage);
        }
        let (media, words) = self.packed(person, sent)?;
        let formatted = Formatted::plain(&clean(&words)).finished();
        if formatted.text.is_empty() && media.is_none() {
            return Err(Impossible::NothingToSay);
        }
        let mut message = Message::new(self.next_message_id(), person, Author::Person, now);
        message.set_text(formatted, &words);
        message.media = media;
        message.reply_to = reply_to;
        let chat = self.open_chat(person)?;
        chat.standing = Standing::Talking;
        chat.read_through = message.id;
        chat.add(message.clone());
        if chat.reply_keyboard.as_ref().is_some_and(|keyboard| keyboard.look.one_time) {
            chat.reply_keyboard = None;
        }
        Ok(self.tell("message", person, |state, chat| state.telegram_message(chat, &message)))
    }

    pub(crate) fn person_edits(
        &mut self,
        person: i64,
        id: i64,
        text: &str,
        now: Timestamp,
    ) -> Result<Told, Impossible> {
        let formatted = Formatted::plain(&clean(text)).finished();
        let message = self.open_chat(person)?.message_mut(id).ok_or(Impossible::NoSuchMessage)?;
        if message.author != Author::Person {
            return Err(Impossible::NoSuchMessage);
        }
        message.set_text(formatted, text);
        message.edited = Some(now);
        message.reworded = true;
        let message = message.clone();
        Ok(self.tell("edited_message", person, |state, chat| state.telegram_message(chat, &message)))
    }

    /// A tap: whatever the data, as clients can send any. Returns the update and the id of the query.
    pub(crate) fn person_taps(
        &mut self,
        person: i64,
        message: i64,
        data: &str,
        now: Timestamp,
    ) -> Result<(Told, String), Impossible> {
        let message = self.open_chat(person)?.message(message).ok_or(Impossible::NoSuchMessage)?.clone();
        let query = self.callbacks.ask(person, message.id, data, now);
        let told = self.tell("callback_query", person, |state, chat| {
            json!({
                "id": query,
                "from": chat.person.as_user(),
                "message": state.telegram_message(chat, &message),
                "chat_instance": format!("{}", person.wrapping_mul(7_919)),
                "data": data,
            })
        });
        Ok((told, query))
    }

    pub(crate) fn person_blocks(&mut self, person: i64, now: Timestamp) -> Result<Told, Impossible> {
        self.becomes(person, Standing::Blocked, ("member", "kicked"), now)
    }

    pub(crate) fn person_unblocks(&mut self, person: i64, now: Timestamp) -> Result<Told, Impossible> {
        self.becomes(person, Standing::Talking, ("kicked", "member"), now)
    }

    fn becomes(
        &mut self,
        person: i64,
        standing: Standing,
        (old, new): (&str, &str),
        now: Timestamp,
    ) -> Result<Told, Impossible> {
        let chat = self.chats.get_mut(&person).ok_or(Impossible::UnknownPerson)?;
        if (chat.standing == Standing::Blocked) == (standing == Standing::Blocked) {
            return Ok(None);
        }
        chat.standing = standing;
        Ok(self.tell("my_chat_member", person, |state, chat| {
            json!({
                "chat": chat.person.as_chat(),
                "from": chat.person.as_user(),
                "date": now.as_second(),
                "old_chat_member": member(state, old),
                "new_chat_member": member(state, new),
            })
        }))
    }

    fn packed(&mut self, person: i64, sent: Sent) -> Result<(Option<Media>, String), Impossible> {
        Ok(match sent {
            Sent::Text(text) => (None, text),
            Sent::Location { latitude, longitude } => {
                (Some(Media::Location { latitude, longitude }), String::new())
            }
            Sent::Contact => {
                let first_name = self.open_chat(person)?.person.first_name.clone();
                let phone = format!("+1555{person:07}");
                (Some(Media::Contact { phone, first_name }), String::new())
            }
            Sent::Photo { bytes, caption } => {
                let (width, height) = photo_size(&bytes).map_err(|_| Impossible::NotAPicture)?;
                let file = self.files.keep("photo.jpg", picture_mime(&bytes), bytes);
                (Some(Media::Photo { file, width, height }), caption)
            }
            Sent::Document { name, bytes, caption } => {
                let file = self.files.keep(&name, mime_of(&name), bytes);
                (Some(Media::Document { file }), caption)
            }
        })
    }

    /// What the reply button with this label, or one that contains it, would send.
    pub(crate) fn pressed(&self, person: i64, label: &str) -> Option<Sent> {
        let chat = self.chats.get(&person)?;
        let buttons: Vec<_> = chat.reply_keyboard.as_ref()?.rows.iter().flatten().collect();
        let exact = buttons.iter().find(|button| button.label == label);
        let button = exact.or_else(|| buttons.iter().find(|button| button.label.contains(label)))?;
        Some(match button.asks {
            Asks::Text | Asks::WebApp(_) => Sent::Text(button.label.clone()),
            Asks::Contact => Sent::Contact,
            Asks::Location => {
                let (latitude, longitude) = chat.place;
                Sent::Location { latitude, longitude }
            }
        })
    }

    fn open_chat(&mut self, person: i64) -> Result<&mut Chat, Impossible> {
        let chat = self.chats.get_mut(&person).ok_or(Impossible::UnknownPerson)?;
        if chat.standing == Standing::Blocked {
            return Err(Impossible::BotIsBlocked);
        }
        Ok(chat)
    }

    fn tell(&mut self, kind: &str, person: i64, body: impl FnOnce(&Self, &Chat) -> Value) -> Told {
        let body = body(self, self.chats.get(&person)?);
        self.updates.push(kind, person, &body)
    }
}

fn member(state: &State, status: &str) -> Value {
    let mut member = json!({"user": state.bot_user(), "status": status});
    if status == "kicked" {
        member["until_date"] = json!(0);
    }
    member
}

fn mime_of(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "csv" => "text/csv",
        "json" => "application/json",
        "txt" => "text/plain",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}
