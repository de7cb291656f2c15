//! What a habit is called: one line of the person's own words, kept as typed.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A trimmed, non-empty line of at most [`HabitName::MAX_CHARS`] characters without control characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct HabitName(String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum HabitNameError {
    #[error("is empty; send at least one character")]
    Empty,
    #[error("is longer than {max} characters", max = HabitName::MAX_CHARS)]
    TooLong,
    #[error("has a line break or another control character; send one line of text")]
    ControlCharacter,
}

impl HabitName {
    /// Long enough for a sentence, short enough for a button and a list of thirty.
    pub const MAX_CHARS: usize = 100;

    pub fn parse(text: &str) -> Result<Self, HabitNameError> {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return Err(HabitNameError::Empty);
        }
        if trimmed.chars().any(|c| c.is_control() || is_invisible_direction(c)) {
            return Err(HabitNameError::ControlCharacter);
        }
        if trimmed.chars().count() > Self::MAX_CHARS {
            return Err(HabitNameError::TooLong);
        }
        Ok(Self(trimmed.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Overrides of the writing direction would turn around the text that follows the name.
fn is_invisible_direction(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

impl fmt::Display for HabitName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for HabitName {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_kept_as_typed_but_for_the_spaces_around_it() {
        let nasty = r#"<b>a & b</b> 🚀 "quoted""#;
        assert_eq!(HabitName::parse(&format!("  {nasty} ")).unwrap().as_str(), nasty);
    }

    #[test]
    fn names_that_cannot_be_shown_on_one_line_are_refused() {
        assert_eq!(HabitName::parse(" \u{a0} "), Err(HabitNameError::Empty));
        assert_eq!(HabitName::parse("a\nb"), Err(HabitNameError::ControlCharacter));
        assert_eq!(HabitName::parse("a\0b"), Err(HabitNameError::ControlCharacter));
        assert_eq!(HabitName::parse("a\u{202e}b"), Err(HabitNameError::ControlCharacter));
        assert_eq!(HabitName::parse(&"ё".repeat(101)), Err(HabitNameError::TooLong));
        assert!(HabitName::parse(&"ё".repeat(100)).is_ok());
    }
}
