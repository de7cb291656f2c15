//! A message as both sides know it, and its form in the Bot API.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    files::StoredFile,
    formatting::{Entity, Formatted},
    keyboard::{Button, Markup, ReplyKeyboard},
};

/// Who wrote a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Author {
    Bot,
    Person,
}

/// One message of a chat between a person and the bot.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Message {
    pub id: i64,
    /// The person whose chat this is.
    pub chat: i64,
    pub author: Author,
    pub date: Timestamp,
    /// When it was last edited, be it only its buttons.
    pub edited: Option<Timestamp>,
    /// Whether its words were edited, which is what people are shown.
    pub reworded: bool,
    /// The plain text, or the caption of a photo or document.
    pub text: String,
    pub entities: Vec<Entity>,
    /// The text as the bot sent it, markup included.
    pub raw: String,
    pub media: Option<Media>,
    pub markup: Option<Markup>,
    pub reply_to: Option<i64>,
    /// The effect that it came with.
    pub effect: Option<String>,
    /// The bot's reaction to it.
    pub reaction: Option<String>,
    /// Sent without a sound.
    pub silent: bool,
    pub pinned: bool,
}

/// What a message carries beside text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Media {
    Photo { file: StoredFile, width: u32, height: u32 },
    Document { file: StoredFile },
    Location { latitude: f64, longitude: f64 },
    Contact { phone: String, first_name: String },
}

impl Message {
    pub(crate) fn new(id: i64, chat: i64, author: Author, date: Timestamp) -> Self {
        Self {
            id,
            chat,
            author,
            date,
            edited: None,
            reworded: false,
            text: String::new(),
            entities: Vec::new(),
            raw: String::new(),
            media: None,
            markup: None,
            reply_to: None,
            effect: None,
            reaction: None,
            silent: false,
            pinned: false,
        }
    }

    pub(crate) fn set_text(&mut self, formatted: Formatted, raw: &str) {
        self.text = formatted.text;
        self.entities = formatted.entities;
        raw.clone_into(&mut self.raw);
    }

    /// The rows of inline buttons.
    pub fn keyboard(&self) -> &[Vec<Button>] {
        self.markup.as_ref().map_or(&[], Markup::inline_rows)
    }

    /// All inline buttons in reading order.
    pub fn buttons(&self) -> impl Iterator<Item = &Button> {
        self.keyboard().iter().flatten()
    }

    /// The labels of the inline buttons, row by row.
    pub fn labels(&self) -> Vec<Vec<&str>> {
        self.keyboard().iter().map(|row| row.iter().map(|button| button.label.as_str()).collect()).collect()
    }

    /// The keyboard that the message put in place of the usual one.
    pub fn reply_keyboard(&self) -> Option<&ReplyKeyboard> {
        match &self.markup {
            Some(Markup::Reply(keyboard)) => Some(keyboard),
            _ => None,
        }
    }

    pub fn is_edited(&self) -> bool {
        self.edited.is_some()
    }

    pub fn has_photo(&self) -> bool {
        matches!(self.media, Some(Media::Photo { .. }))
    }

    pub fn has_document(&self) -> bool {
        matches!(self.media, Some(Media::Document { .. }))
    }

    /// The caption of a photo or a document.
    pub fn caption(&self) -> Option<&str> {
        (self.media.is_some() && !self.text.is_empty()).then_some(self.text.as_str())
    }

    /// The file of a photo or a document.
    pub fn file(&self) -> Option<&StoredFile> {
        match &self.media {
            Some(Media::Photo { file, .. } | Media::Document { file }) => Some(file),
            _ => None,
        }
    }

    /// The message as a Bot API Message, in a chat and from a user in their Bot API form.
    pub(crate) fn to_telegram(&self, chat: &Value, from: &Value) -> Value {
        let mut message =
            json!({"message_id": self.id, "date": self.date.as_second(), "chat": chat, "from": from});
        if let Some(edited) = self.edited {
            message["edit_date"] = json!(edited.as_second());
        }
        let (text, entities) = match &self.media {
            None => ("text", "entities"),
            Some(_) => ("caption", "caption_entities"),
        };
        if !self.text.is_empty() {
            message[text] = json!(self.text);
        }
        if !self.entities.is_empty() {
            message[entities] = json!(self.entities);
        }
        if let Some(media) = &self.media {
            media.add_to(&mut message);
        }
        if let Some(markup) = self.markup.as_ref().and_then(Markup::to_telegram) {
            message["reply_markup"] = markup;
        }
        if let Some(effect) = &self.effect {
            message["effect_id"] = json!(effect);
        }
        message
    }
}

impl Media {
    fn add_to(&self, message: &mut Value) {
        match self {
            Self::Photo { file, width, height } => {
                let mut size = file.to_telegram();
                size["width"] = json!(width);
                size["height"] = json!(height);
                message["photo"] = json!([size]);
            }
            Self::Document { file } => {
                let mut document = file.to_telegram();
                document["file_name"] = json!(file.name);
                document["mime_type"] = json!(file.mime);
                message["document"] = document;
            }
            Self::Location { latitude, longitude } => {
                message["location"] = json!({"latitude": latitude, "longitude": longitude});
            }
            Self::Contact { phone, first_name } => {
                let chat = message["chat"]["id"].clone();
                message["contact"] =
                    json!({"phone_number": phone, "first_name": first_name, "user_id": chat});
            }
        }
    }
}
