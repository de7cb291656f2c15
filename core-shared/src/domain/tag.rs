//! A tag: a word or two by which somebody sorts their habits. It is kept as typed, and known by what it looks like.

use serde::Serialize;
use unicode_normalization::UnicodeNormalization as _;

use super::text_line::{TextLineError, is_blank, own_words, text_line};

/// A trimmed, non-empty line of at most [`Tag::MAX_CHARS`] characters without control characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Tag(String);

impl Tag {
    /// Room for two long words, and still short enough to stand beside others.
    pub const MAX_CHARS: usize = 32;

    /// More sort nothing any more.
    pub const MAX_PER_HABIT: usize = 10;

    pub fn parse(text: &str) -> Result<Self, TextLineError> {
        text_line(text, Self::MAX_CHARS).map(|line| Self(line.to_owned()))
    }

    /// What the tag looks like: the same for two that differ in case, in how their characters are put together, in
    /// what cannot be seen, or in the width of a gap.
    pub fn look(&self) -> String {
        let composed: String = self.0.nfkc().flat_map(char::to_lowercase).nfkc().collect();
        let gap = |c: char| if c.is_whitespace() { Some(' ') } else { (!is_blank(c)).then_some(c) };
        let seen: String = composed.chars().filter_map(gap).collect();
        seen.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The place of the first tag that looks like one before it.
    pub fn first_double(tags: &[Self]) -> Option<usize> {
        let looks: Vec<String> = tags.iter().map(Self::look).collect();
        (1..looks.len()).find(|&place| looks[..place].contains(&looks[place]))
    }
}

own_words!(Tag);

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(texts: &[&str]) -> Vec<Tag> {
        texts.iter().map(|text| Tag::parse(text).unwrap()).collect()
    }

    #[test]
    fn a_tag_is_a_short_line_that_is_kept_as_typed() {
        assert_eq!(Tag::parse("  <b>Дом</b> 🚀 ").unwrap().as_str(), "<b>Дом</b> 🚀");
        assert!(Tag::parse(&"ё".repeat(32)).is_ok());
        for wrong in ["", " ", "\u{200b}", "a\nb", "a\0", &"ё".repeat(33)] {
            assert!(Tag::parse(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn what_looks_the_same_is_a_double() {
        for (one, other) in [
            ("Дом", "дОМ"),
            ("caf\u{e9}", "Cafe\u{301}"),
            ("work", "wo\u{200b}rk"),
            ("at  home", "At\u{a0}home"),
            ("\u{ff37}ork", "work"),
            ("☀", "☀\u{fe0f}"),
        ] {
            assert_eq!(Tag::first_double(&tags(&["x", one, "y", other])), Some(3), "{one:?} {other:?}");
        }
    }

    #[test]
    fn what_looks_different_is_none() {
        assert_eq!(Tag::first_double(&tags(&["home", "at home", "athome", "ё", "е", "1", "10"])), None);
        assert_eq!(Tag::first_double(&[]), None);
    }
}
