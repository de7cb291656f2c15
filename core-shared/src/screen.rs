//! What a person sees in one message: text and buttons, as data.
//!
//! Text is [`Html`], which can only be made from escaped or translated text, so that a name like `a<b`
//! is shown and never read as markup.

use std::fmt;

use jiff::Timestamp;
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

    /// An instant, which Telegram shows as the reader's own clock does; `shown` is what older apps show, the time by the user's.
    pub fn time(at: Timestamp, shown: &str) -> Self {
        Self(format!(r#"<tg-time unix="{}" format="t">{}</tg-time>"#, at.as_second(), Self::escaped(shown)))
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

    /// The same without what is newer than a server of the Bot API may be: colours of buttons, and times that follow the
    /// reader's clock.
    #[must_use]
    pub fn plain(&self) -> Self {
        let mut plain = self.clone();
        for button in plain.keyboard.rows.iter_mut().flatten() {
            button.style = None;
        }
        plain.text = Html(without_tags(&self.text.0, "tg-time"));
        plain
    }
}

/// Whether Telegram has refused a message for something that [`Screen::plain`] leaves out, by what it said.
pub fn is_too_new(refusal: &str) -> bool {
    refusal.contains("style") || refusal.contains("tg-time")
}

fn without_tags(html: &str, tag: &str) -> String {
    let mut parts = html.split('<');
    let mut rest = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let name = part.trim_start_matches('/');
        match part.split_once('>') {
            Some((_, after)) if name.starts_with(tag) => rest.push_str(after),
            _ => {
                rest.push('<');
                rest.push_str(part);
            }
        }
    }
    rest
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
    #[serde(skip_serializing_if = "Option::is_none")]
    pub style: Option<Style>,
}

/// The colour of a button. Apps that do not know it show the usual one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Style {
    /// Green: what most people want to press.
    Success,
    /// Red: something goes, and does not come back.
    Danger,
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
        Self { label: label.into(), press: Press::Sends(callback), style: None }
    }

    pub fn copying(label: impl Into<String>, text: impl Into<String>) -> Self {
        Self { label: label.into(), press: Press::Copies { text: text.into() }, style: None }
    }

    #[must_use]
    pub fn styled(self, style: Style) -> Self {
        Self { style: Some(style), ..self }
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
    fn what_is_too_new_can_be_left_out() {
        let time = Html::time("2026-11-20T20:30:00Z".parse().unwrap(), "21:30");
        let text = Html::dotted([Html::trusted("<b>a &lt;b</b>".to_owned()), time]);
        let done = Button::new("Done", Callback::Today).styled(Style::Success);
        let screen = Screen::new(text, Keyboard::rows([vec![done]]));
        let new = r#"<b>a &lt;b</b> · <tg-time unix="1795206600" format="t">21:30</tg-time>"#;
        assert_eq!(screen.text.as_str(), new);
        let keyboard = |screen: &Screen| serde_json::to_value(&screen.keyboard.rows[0][0]).unwrap();
        assert_eq!(keyboard(&screen), json!({"text": "Done", "callback_data": "t", "style": "success"}));
        let plain = screen.plain();
        assert_eq!(plain.text.as_str(), "<b>a &lt;b</b> · 21:30");
        assert_eq!(keyboard(&plain), json!({"text": "Done", "callback_data": "t"}));
        assert!(is_too_new(
            "Bad Request: can't parse entities: Unsupported start tag \"tg-time\" at byte offset 9"
        ));
        assert!(is_too_new("Bad Request: invalid button style specified"));
        assert!(!is_too_new("Bad Request: BUTTON_DATA_INVALID"));
    }

    #[test]
    fn markup_in_plain_text_is_shown_not_read() {
        let nasty = r#"<b>a & b</b> 🚀 "quoted""#;
        assert_eq!(Html::escaped(nasty).as_str(), "&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;");
    }
}
