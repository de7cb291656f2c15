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
        if trimmed.chars().all(is_blank) {
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

/// Takes room in memory but none on the screen: a name of these alone could not be seen or tapped.
fn is_blank(c: char) -> bool {
    let is_joiner =
        matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}');
    let is_format = matches!(c, '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{206F}');
    let is_filler = matches!(c, '\u{2800}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FE00}'..='\u{FE0F}');
    c.is_whitespace() || is_joiner || is_format || is_filler || matches!(c, '\u{E0000}'..='\u{E01EF}')
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
        for blank in ["", " \u{a0} ", "\u{200b}\u{200d}", "\u{2800}", "\u{fe0f}"] {
            assert_eq!(HabitName::parse(blank), Err(HabitNameError::Empty), "{blank:?}");
        }
        assert_eq!(HabitName::parse("a\nb"), Err(HabitNameError::ControlCharacter));
        assert_eq!(HabitName::parse("a\0b"), Err(HabitNameError::ControlCharacter));
        assert_eq!(HabitName::parse("a\u{202e}b"), Err(HabitNameError::ControlCharacter));
        assert_eq!(HabitName::parse(&"ё".repeat(101)), Err(HabitNameError::TooLong));
        assert!(HabitName::parse(&"ё".repeat(100)).is_ok());
    }
}
