//! What a personal token is called: by its owner, to tell it from others.

use serde::Serialize;

use super::text_line::{TextLineError, own_words, text_line};

/// A trimmed, non-empty line of at most [`TokenName::MAX_CHARS`] characters without control characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct TokenName(String);

impl TokenName {
    /// The name of a program or a device; fits on a button.
    pub const MAX_CHARS: usize = 50;

    pub fn parse(text: &str) -> Result<Self, TextLineError> {
        text_line(text, Self::MAX_CHARS).map(|line| Self(line.to_owned()))
    }
}

own_words!(TokenName);
