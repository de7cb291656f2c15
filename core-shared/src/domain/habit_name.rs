//! What a habit is called: one line of the person's own words, kept as typed.

use serde::Serialize;

use super::text_line::{TextLineError, own_words, text_line};

/// A trimmed, non-empty line of at most [`HabitName::MAX_CHARS`] characters without control characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct HabitName(String);

impl HabitName {
    /// Long enough for a sentence, short enough for a button and a list of thirty.
    pub const MAX_CHARS: usize = 100;

    pub fn parse(text: &str) -> Result<Self, TextLineError> {
        text_line(text, Self::MAX_CHARS).map(|line| Self(line.to_owned()))
    }
}

own_words!(HabitName);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_line_of_a_hundred_characters_at_most() {
        let read = |text: &str| serde_json::from_value::<HabitName>(text.into());
        assert_eq!(read(" Read <b>20</b> pages ").unwrap().to_string(), "Read <b>20</b> pages");
        assert_eq!(read(&"ё".repeat(100)).unwrap().as_str(), "ё".repeat(100));
        assert!(read(&"ё".repeat(101)).is_err());
        assert!(read("a\nb").is_err());
    }
}
