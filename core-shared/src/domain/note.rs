//! Notes: what a person wants to remember of a day.

use serde::Serialize;
use thiserror::Error;

use super::text_line::{is_blank, own_words, turns_direction};

/// A trimmed text of 1 to [`Note::MAX_CHARS`] characters; it may have several lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Note(String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NoteError {
    #[error("is empty; send null to take a note away")]
    Empty,
    #[error("is longer than {max} characters", max = Note::MAX_CHARS)]
    TooLong,
    #[error("has a control character")]
    ControlCharacter,
}

impl Note {
    /// A page of a diary, and short enough to be shown in a message with others.
    pub const MAX_CHARS: usize = 1000;

    pub fn parse(text: &str) -> Result<Self, NoteError> {
        let trimmed = text.trim();
        if trimmed.chars().all(is_blank) {
            return Err(NoteError::Empty);
        }
        let is_refused = |c: char| (c.is_control() && !matches!(c, '\n' | '\r' | '\t')) || turns_direction(c);
        if trimmed.chars().any(is_refused) {
            return Err(NoteError::ControlCharacter);
        }
        if trimmed.chars().count() > Self::MAX_CHARS {
            return Err(NoteError::TooLong);
        }
        Ok(Self(trimmed.to_owned()))
    }
}

own_words!(Note);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_keeps_its_lines() {
        assert_eq!(Note::parse(" 5 km\r\n\tin the <rain> \n").unwrap().as_str(), "5 km\r\n\tin the <rain>");
        let page = "ё".repeat(Note::MAX_CHARS);
        assert_eq!(serde_json::from_value::<Note>(page.clone().into()).unwrap().to_string(), page);
    }

    #[test]
    fn what_cannot_be_shown_is_refused() {
        assert_eq!(Note::parse(" \u{200b}\n"), Err(NoteError::Empty));
        assert_eq!(Note::parse("a\0b"), Err(NoteError::ControlCharacter));
        assert_eq!(Note::parse("a\u{202e}b"), Err(NoteError::ControlCharacter));
        assert_eq!(Note::parse(&"ё".repeat(Note::MAX_CHARS + 1)), Err(NoteError::TooLong));
        assert!(serde_json::from_str::<Note>(r#""""#).is_err());
    }
}
