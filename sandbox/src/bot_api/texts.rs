//! Texts, captions, markups and replies of outgoing messages: parsed, counted, and refused in Telegram's words.

use serde::Deserialize;

use super::Call;
use crate::{
    formatting::{Entity, Formatted, clean, utf16_length},
    html,
    keyboard::{self, Markup},
    people::{Chat, Standing},
    refusal::Refused,
};

/// Characters after parsing.
const LONGEST_TEXT: usize = 4096;
const LONGEST_CAPTION: usize = 1024;

/// How Telegram calls a text that is too long: it differs between sending and editing.
pub(super) struct TooLong {
    pub(super) text: &'static str,
    pub(super) caption: &'static str,
}

pub(super) const SENDING: TooLong =
    TooLong { text: "message is too long", caption: "message caption is too long" };
pub(super) const EDITING: TooLong = TooLong { text: "MESSAGE_TOO_LONG", caption: "MEDIA_CAPTION_TOO_LONG" };

/// A text with its source.
pub(super) type Worded = (Formatted, String);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LinkPreview {
    #[serde(rename = "is_disabled")]
    _is_disabled: Option<bool>,
    #[serde(rename = "url")]
    _url: Option<String>,
    #[serde(rename = "prefer_small_media")]
    _prefer_small_media: Option<bool>,
    #[serde(rename = "prefer_large_media")]
    _prefer_large_media: Option<bool>,
    #[serde(rename = "show_above_text")]
    _show_above_text: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReplyParameters {
    message_id: i64,
    chat_id: Option<i64>,
    #[serde(default)]
    allow_sending_without_reply: bool,
}

impl Call<'_> {
    /// The chat, if the bot may write there.
    pub(super) fn chat(&mut self) -> Result<&mut Chat, Refused> {
        let chat = self.any_chat()?;
        match chat.standing {
            Standing::Talking => Ok(chat),
            Standing::Stranger => Err(Refused::never_wrote()),
            Standing::Blocked => Err(Refused::blocked()),
        }
    }

    /// The chat, also if the person blocked the bot.
    pub(super) fn any_chat(&mut self) -> Result<&mut Chat, Refused> {
        let id = self.params.integer("chat_id");
        id.and_then(|id| self.state.chats.get_mut(&id)).ok_or_else(|| Refused::bad("chat not found"))
    }

    /// The text of a message.
    pub(super) fn text(&self, too_long: &TooLong) -> Result<Worded, Refused> {
        self.params.structure::<LinkPreview>("link_preview_options")?;
        let source = self.params.text("text").unwrap_or_default();
        if source.is_empty() {
            return Err(Refused::bad("message text is empty"));
        }
        let formatted = self.formatted(source, "entities")?;
        if formatted.text.is_empty() {
            return Err(Refused::bad("text must be non-empty"));
        }
        if formatted.length() > LONGEST_TEXT {
            return Err(Refused::bad(too_long.text));
        }
        Ok((formatted, source.to_owned()))
    }

    /// The caption of a photo or document; often empty.
    pub(super) fn caption(&self, too_long: &TooLong) -> Result<Worded, Refused> {
        let source = self.params.text("caption").unwrap_or_default();
        let formatted = self.formatted(source, "caption_entities")?;
        if formatted.length() > LONGEST_CAPTION {
            return Err(Refused::bad(too_long.caption));
        }
        Ok((formatted, source.to_owned()))
    }

    fn formatted(&self, source: &str, entities: &str) -> Result<Formatted, Refused> {
        let mode = self.params.text("parse_mode").unwrap_or_default().to_ascii_lowercase();
        let given = self.params.structure::<Vec<Entity>>(entities)?.unwrap_or_default();
        let mut formatted = match mode.as_str() {
            "" => Formatted { text: source.to_owned(), entities: given },
            "html" => html::parse(source).map_err(|complaint| Refused::cannot_parse(&complaint))?,
            _ => return Err(Refused::bad("unsupported parse_mode")),
        };
        check_ranges(&formatted)?;
        let cleaned = clean(&formatted.text);
        // Dropped carriage returns would shift what follows; nobody sends them with entities.
        if cleaned.len() == formatted.text.len() || formatted.entities.is_empty() {
            formatted.text = cleaned;
        }
        Ok(formatted.finished())
    }

    /// What is attached to a new message.
    pub(super) fn markup(&self) -> Result<Option<Markup>, Refused> {
        match self.params.json("reply_markup")? {
            Some(value) => keyboard::read(&value),
            None => Ok(None),
        }
    }

    /// What is attached to an edited message: inline buttons or nothing.
    pub(super) fn inline_markup(&self) -> Result<Option<Markup>, Refused> {
        match self.markup()? {
            None => Ok(None),
            Some(Markup::Inline(rows)) => Ok(Some(Markup::Inline(rows))),
            Some(_) => Err(Refused::bad("inline keyboard expected")),
        }
    }

    /// The message that is replied to.
    pub(super) fn reply_to(&mut self) -> Result<Option<i64>, Refused> {
        let Some(reply) = self.params.structure::<ReplyParameters>("reply_parameters")? else {
            return Ok(None);
        };
        let chat = self.any_chat()?;
        let elsewhere = reply.chat_id.is_some_and(|id| id != chat.person.id);
        if !elsewhere && chat.message(reply.message_id).is_some() {
            return Ok(Some(reply.message_id));
        }
        if reply.allow_sending_without_reply {
            return Ok(None);
        }
        Err(Refused::bad("message to be replied not found"))
    }

    /// The effect that a message comes with.
    pub(super) fn effect(&self) -> Result<Option<String>, Refused> {
        match self.params.text("message_effect_id") {
            None | Some("") => Ok(None),
            Some(effect) if effect.bytes().all(|byte| byte.is_ascii_digit()) => Ok(Some(effect.to_owned())),
            Some(_) => Err(Refused::bad("invalid message effect identifier specified")),
        }
    }
}

fn check_ranges(formatted: &Formatted) -> Result<(), Refused> {
    let end = utf16_length(&formatted.text);
    let fits = |entity: &Entity| entity.offset.checked_add(entity.length).is_some_and(|last| last <= end);
    if formatted.entities.iter().all(fits) {
        return Ok(());
    }
    Err(Refused::bad("entity is out of the text"))
}
