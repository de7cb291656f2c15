//! A text as words, numbers and signs, each with its place. Words are compared in lower case, with е for ё; what is
//! shown is always cut from the text as it was typed.

use std::ops::Range;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// For comparing.
    pub(super) text: String,
    /// Its bytes in the typed text.
    pub(super) place: Range<usize>,
    pub(super) shape: Shape,
    /// Nothing stands between it and the one before.
    pub(super) is_glued: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Letters,
    /// Digits, also with points, commas or colons inside.
    Number,
    Sign,
}

pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let (length, shape) = piece(&text[at..], c);
        let is_glued = words.last().is_some_and(|last| last.place.end == at);
        let place = at..at + length;
        words.push(Word { text: plain(&text[place.clone()]), place, shape, is_glued });
        at += length;
    }
    words
}

fn piece(rest: &str, first: char) -> (usize, Shape) {
    if first.is_ascii_digit() {
        (length(rest, |c| c.is_ascii_digit(), |c| matches!(c, '.' | ',' | ':')), Shape::Number)
    } else if first.is_alphabetic() {
        (length(rest, char::is_alphanumeric, |c| matches!(c, '\'' | '’')), Shape::Letters)
    } else {
        (first.len_utf8(), Shape::Sign)
    }
}

/// Up to the first character that does not belong. A link belongs between two that do.
fn length(text: &str, belongs: fn(char) -> bool, links: fn(char) -> bool) -> usize {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let goes_on = links(c) && chars.peek().is_some_and(|(_, next)| belongs(*next));
        if !belongs(c) && !goes_on {
            return at;
        }
    }
    text.len()
}

fn plain(text: &str) -> String {
    let lower = text.chars().flat_map(char::to_lowercase);
    lower
        .map(|c| match c {
            'ё' => 'е',
            '’' => '\'',
            other => other,
        })
        .collect()
}

/// How many words the longest of these phrases takes at the beginning.
pub(super) fn phrase(words: &[Word], phrases: &[&str]) -> Option<usize> {
    let lengths = phrases.iter().filter_map(|phrase| {
        let mut wanted = phrase.split(' ');
        let fits = words.iter().zip(wanted.by_ref()).all(|(word, wanted)| word.text == wanted);
        let length = phrase.split(' ').count();
        (fits && length <= words.len()).then_some(length)
    });
    lengths.max()
}

/// Like [`phrase`], and none is fine, too.
pub(super) fn perhaps(words: &[Word], phrases: &[&str]) -> usize {
    phrase(words, phrases).unwrap_or(0)
}

/// The dot of an abbreviation.
pub(super) fn dot(words: &[Word]) -> usize {
    usize::from(words.first().is_some_and(|word| word.text == "." && word.is_glued))
}

/// What stands between the items of a list.
pub(super) fn and(words: &[Word]) -> usize {
    perhaps(words, &[",", ", and", ", и", "and", "и", "&", "+", "/", ";"])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn numbers_are_split_from_letters_but_not_letters_from_numbers() {
        assert_eq!(
            split("30min d3 7:30pm, 2.5l 10,000"),
            ["30", "min", "d3", "7:30", "pm", ",", "2.5", "l", "10,000"]
        );
        assert_eq!(split("Пн-Пт в 7. Ёж don’t"), ["пн", "-", "пт", "в", "7", ".", "еж", "don't"]);
    }

    #[test]
    fn the_longest_phrase_is_taken() {
        let typed = words("every other day");
        assert_eq!(phrase(&typed, &["every", "every other day", "every other"]), Some(3));
        assert_eq!(phrase(&typed[1..], &["other day of the week"]), None);
    }
}
