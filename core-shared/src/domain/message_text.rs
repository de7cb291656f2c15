//! What a service has to say to a user: a page of plain text, shown exactly as it is.

use serde::Serialize;
use thiserror::Error;

use super::text_line::{is_blank, own_words};

/// A text of 1 to [`MessageText::MAX_CHARS`] characters, of which one can be seen at least; it may have several lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct MessageText(String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum MessageTextError {
    #[error("has nothing to be seen in it; send at least one character")]
    Empty,
    #[error("is longer than {max} characters", max = MessageText::MAX_CHARS)]
    TooLong,
    #[error("has a control character; there may be none but \\n and \\t")]
    ControlCharacter,
}

impl MessageText {
    /// What Telegram takes in one message, counted as it counts for bots: in Unicode code points.
    pub const MAX_CHARS: usize = 4096;

    pub fn parse(text: &str) -> Result<Self, MessageTextError> {
        if text.chars().all(is_blank) {
            return Err(MessageTextError::Empty);
        }
        if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t')) {
            return Err(MessageTextError::ControlCharacter);
        }
        if text.chars().count() > Self::MAX_CHARS {
            return Err(MessageTextError::TooLong);
        }
        Ok(Self(text.to_owned()))
    }
}

own_words!(MessageText);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_kept_as_it_is() {
        for text in ["<b>a & b</b> 🚀", "  one\n\n\ttwo \n", "👨‍👩‍👧", "שלום \u{202b}", &"🚀".repeat(4096)]
        {
            assert_eq!(MessageText::parse(text).unwrap().as_str(), text);
            assert_eq!(serde_json::from_value::<MessageText>(text.into()).unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_telegram_would_not_show_is_refused() {
        for blank in ["", " ", "\n\t", "\u{a0}\u{2003}", "\u{200b}\u{fe0f}", "\u{2028}"] {
            assert_eq!(MessageText::parse(blank), Err(MessageTextError::Empty), "{blank:?}");
        }
        for control in ["a\0", "a\u{1b}[1m", "a\r\nb", "a\u{7f}", "a\u{85}"] {
            assert_eq!(MessageText::parse(control), Err(MessageTextError::ControlCharacter), "{control:?}");
        }
        assert_eq!(MessageText::parse(&"a".repeat(4097)), Err(MessageTextError::TooLong));
    }
}
