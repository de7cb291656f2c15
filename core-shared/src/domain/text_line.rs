//! One line of a person's own words: what may stand in a name, and how long it may be.

use thiserror::Error;

/// Why a text cannot be shown on one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TextLineError {
    #[error("is empty; send at least one character")]
    Empty,
    #[error("is longer than {max} characters")]
    TooLong { max: usize },
    #[error("has a line break or another control character; send one line of text")]
    ControlCharacter,
}

/// `text` without the spaces around it, if that is a line of 1 to `max` visible characters.
pub(super) fn text_line(text: &str, max: usize) -> Result<&str, TextLineError> {
    let trimmed = text.trim();
    if trimmed.chars().all(is_blank) {
        return Err(TextLineError::Empty);
    }
    if trimmed.chars().any(|c| c.is_control() || turns_direction(c)) {
        return Err(TextLineError::ControlCharacter);
    }
    if trimmed.chars().count() > max {
        return Err(TextLineError::TooLong { max });
    }
    Ok(trimmed)
}

/// Takes room in memory but none on the screen: a name of these alone could not be seen or tapped.
pub(super) fn is_blank(c: char) -> bool {
    let is_joiner =
        matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}');
    let is_format = matches!(c, '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{206F}');
    let is_filler = matches!(c, '\u{2800}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FE00}'..='\u{FE0F}');
    c.is_whitespace() || is_joiner || is_format || is_filler || matches!(c, '\u{E0000}'..='\u{E01EF}')
}

/// Overrides of the writing direction would turn around the text that follows.
pub(super) fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

/// What every text of a person's own has: it is read through `parse` alone, and shown as it is.
macro_rules! own_words {
    ($name:ident) => {
        impl $name {
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                Self::parse(&text).map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(super) use own_words;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_kept_as_typed_but_for_the_spaces_around_it() {
        let nasty = r#"<b>a & b</b> 🚀 "quoted""#;
        assert_eq!(text_line(&format!("  {nasty} "), 100), Ok(nasty));
    }

    #[test]
    fn what_cannot_be_seen_is_empty() {
        let blanks = [
            "",
            " \u{a0} ",
            "\u{200b}\u{200d}",
            "\u{200b} \u{200b}",
            "\u{2800}",
            "\u{fe0f}",
            "\u{ad}",
            "\u{34f}",
            "\u{180e}",
            "\u{2060}",
            "\u{3164}",
            "\u{e0001}",
            "\t\n",
        ];
        for blank in blanks {
            assert_eq!(text_line(blank, 100), Err(TextLineError::Empty), "{blank:?}");
        }
        assert_eq!(text_line("a\u{200b}", 100), Ok("a\u{200b}"));
    }

    #[test]
    fn what_would_break_the_line_is_refused() {
        for wrong in
            ["a\nb", "a\0b", "a\u{7f}b", "a\u{202a}b", "a\u{202e}b", "a\u{2066}b", "a\u{2028}b", "a\u{2029}b"]
        {
            assert_eq!(text_line(wrong, 100), Err(TextLineError::ControlCharacter), "{wrong:?}");
        }
    }

    #[test]
    fn characters_are_counted_and_not_bytes() {
        assert_eq!(text_line(&"ё".repeat(101), 100), Err(TextLineError::TooLong { max: 100 }));
        assert!(text_line(&"ё".repeat(100), 100).is_ok());
    }
}
