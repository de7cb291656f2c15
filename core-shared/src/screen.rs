//! What a person sees in one message: text and buttons, as data.
//!
//! Text is [`Html`], which can only be made from escaped or translated text, so that a name like `a<b`
//! is shown and never read as markup.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::callback::Callback;

/// Text in Telegram's HTML, safe to send.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Html(String);

impl Html {
    /// Plain text, to be shown exactly as it is.
    pub fn escaped(text: &str) -> Self {
        let mut html = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '&' => html.push_str("&amp;"),
                '<' => html.push_str("&lt;"),
                '>' => html.push_str("&gt;"),
                '"' => html.push_str("&quot;"),
                other => html.push(other),
            }
        }
        Self(html)
    }

    /// Markup of our own: what the text files hold, with every argument already escaped.
    pub(crate) fn trusted(html: String) -> Self {
        Self(html)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The parts one below the other.
    pub fn lines(parts: impl IntoIterator<Item = Self>) -> Self {
        Self::joined(parts, "\n")
    }

    /// The parts on one line, with dots between them.
    pub fn dotted(parts: impl IntoIterator<Item = Self>) -> Self {
        Self::joined(parts, " · ")
    }

    fn joined(parts: impl IntoIterator<Item = Self>, separator: &str) -> Self {
        let parts: Vec<String> = parts.into_iter().map(|part| part.0).collect();
        Self(parts.join(separator))
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Screen {
    pub text: Html,
    pub keyboard: Keyboard,
}

impl Screen {
    pub fn new(text: Html, keyboard: Keyboard) -> Self {
        Self { text, keyboard }
    }
}

/// Rows of buttons below a message; serializes to Telegram's `InlineKeyboardMarkup`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Keyboard {
    #[serde(rename = "inline_keyboard")]
    pub rows: Vec<Vec<Button>>,
}

impl Keyboard {
    pub fn none() -> Self {
        Self::default()
    }

    pub fn rows(rows: impl IntoIterator<Item = Vec<Button>>) -> Self {
        Self { rows: rows.into_iter().filter(|row| !row.is_empty()).collect() }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Button {
    #[serde(rename = "text")]
    pub label: String,
    #[serde(flatten)]
    pub press: Press,
}

/// What pressing a button does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Press {
    /// Tells the bot.
    #[serde(rename = "callback_data", serialize_with = "encoded")]
    Sends(Callback),
    /// Puts a text of 1 to 256 characters on the clipboard; the bot hears nothing of it.
    #[serde(rename = "copy_text")]
    Copies { text: String },
}

impl Button {
    pub fn new(label: impl Into<String>, callback: Callback) -> Self {
        Self { label: label.into(), press: Press::Sends(callback) }
    }

    pub fn copying(label: impl Into<String>, text: impl Into<String>) -> Self {
        Self { label: label.into(), press: Press::Copies { text: text.into() } }
    }

    /// What it tells the bot.
    pub fn callback(&self) -> Option<&Callback> {
        match &self.press {
            Press::Sends(callback) => Some(callback),
            Press::Copies { .. } => None,
        }
    }
}

fn encoded<S: Serializer>(callback: &Callback, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&callback.encode())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_button_is_written_as_telegram_reads_it() {
        let row = vec![Button::new("Today", Callback::Today), Button::copying("Copy", "a_b")];
        let keyboard = serde_json::to_value(Keyboard::rows([row])).unwrap();
        let today = json!({"text": "Today", "callback_data": "t"});
        let copy = json!({"text": "Copy", "copy_text": {"text": "a_b"}});
        assert_eq!(keyboard, json!({"inline_keyboard": [[today, copy]]}));
    }

    #[test]
    fn markup_in_plain_text_is_shown_not_read() {
        let nasty = r#"<b>a & b</b> 🚀 "quoted""#;
        assert_eq!(Html::escaped(nasty).as_str(), "&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;");
    }
}
