//! Keyboards: what a bot may attach to a message, read strictly (fields that the Bot API does not know are refused), and written
//! back as Telegram would show them.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

mod fields;
mod reading;

pub(crate) use reading::read;

/// What is attached to a message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Markup {
    /// Buttons under the message.
    Inline(Vec<Vec<Button>>),
    /// Buttons in place of the keyboard.
    Reply(ReplyKeyboard),
    /// Takes the reply keyboard away.
    Remove,
    /// Asks for a reply to this message.
    ForceReply { placeholder: Option<String> },
}

/// A button under a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    pub label: String,
    pub action: Action,
    /// `primary`, `success` or `danger`.
    pub style: Option<String>,
    pub(crate) icon: Option<String>,
}

/// What a tap on an inline button does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    Callback(String),
    Url(String),
    WebApp(String),
    CopyText(String),
    SwitchInline(String),
    SwitchInlineHere(String),
}

/// Buttons that stand in for the keyboard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyKeyboard {
    pub rows: Vec<Vec<ReplyButton>>,
    pub placeholder: Option<String>,
    /// Shown smaller than a full keyboard; hidden after one use; never hidden.
    pub(crate) look: ReplyKeyboardLook,
}

/// The three switches of a reply keyboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ReplyKeyboardLook {
    pub(crate) resized: bool,
    pub(crate) one_time: bool,
    pub(crate) persistent: bool,
}

/// A button of a reply keyboard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyButton {
    pub label: String,
    pub asks: Asks,
    pub style: Option<String>,
}

/// What pressing a reply button sends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asks {
    /// Its label.
    Text,
    Location,
    Contact,
    /// Opens a page; nothing is sent by itself.
    WebApp(String),
}

impl Button {
    /// The data of a callback button.
    pub fn data(&self) -> Option<&str> {
        match &self.action {
            Action::Callback(data) => Some(data),
            _ => None,
        }
    }

    /// The address of a link button.
    pub fn url(&self) -> Option<&str> {
        match &self.action {
            Action::Url(url) => Some(url),
            _ => None,
        }
    }

    /// What a button copies to the clipboard.
    pub fn copied(&self) -> Option<&str> {
        match &self.action {
            Action::CopyText(text) => Some(text),
            _ => None,
        }
    }

    fn to_telegram(&self) -> Value {
        let mut button = match &self.action {
            Action::Callback(data) => json!({"callback_data": data}),
            Action::Url(url) => json!({"url": url}),
            Action::WebApp(url) => json!({"web_app": {"url": url}}),
            Action::CopyText(text) => json!({"copy_text": {"text": text}}),
            Action::SwitchInline(query) => json!({"switch_inline_query": query}),
            Action::SwitchInlineHere(query) => json!({"switch_inline_query_current_chat": query}),
        };
        button["text"] = json!(self.label);
        if let Some(style) = &self.style {
            button["style"] = json!(style);
        }
        if let Some(icon) = &self.icon {
            button["icon_custom_emoji_id"] = json!(icon);
        }
        button
    }
}

impl Markup {
    /// The rows of inline buttons; empty for every other kind.
    pub(crate) fn inline_rows(&self) -> &[Vec<Button>] {
        match self {
            Self::Inline(rows) => rows,
            _ => &[],
        }
    }

    /// Telegram returns inline keyboards with their message, and no other markup.
    pub(crate) fn to_telegram(&self) -> Option<Value> {
        let Self::Inline(rows) = self else { return None };
        let rows: Vec<Vec<Value>> =
            rows.iter().map(|row| row.iter().map(Button::to_telegram).collect()).collect();
        Some(json!({"inline_keyboard": rows}))
    }
}
