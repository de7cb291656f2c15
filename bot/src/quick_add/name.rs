//! The name: all words that mean nothing else, as they were typed. Commas, dashes and brackets that only held together
//! what was understood go with it.

use super::words::{Shape, Word};

const LINKS: [&str; 14] = [",", ";", ":", "-", "–", "—", ".", "/", "+", "|", "•", "·", "=", "→"];
const ENDS: [&str; 2] = ["!", "?"];
const JOINTS: [&str; 3] = ["and", "и", "&"];

/// Marks the signs that belong to the pieces beside them.
pub(super) fn take_links(words: &[Word], taken: &mut [bool]) {
    // Twice, for those between two others.
    for at in (0..words.len()).chain((0..words.len()).rev()) {
        taken[at] = taken[at] || is_link(words, taken, at);
    }
}

fn is_link(words: &[Word], taken: &[bool], at: usize) -> bool {
    let text = words[at].text.as_str();
    let is_taken = |at: Option<usize>| at.is_some_and(|at| taken[at]);
    let (before, after) = (is_taken(at.checked_sub(1)), is_taken((at + 1 < words.len()).then_some(at + 1)));
    let at_start = taken[..at].iter().all(|taken| *taken);
    let at_end = taken[at + 1..].iter().all(|taken| *taken);
    let beside = before || after;
    let around = (before || at_start) && (after || at_end) && beside;
    let between = beside && (around || at_start || at_end);
    match text {
        "(" | "[" => after,
        ")" | "]" => before,
        _ if LINKS.contains(&text) => beside && is_loose(words, taken, at),
        _ if ENDS.contains(&text) => around,
        _ if JOINTS.contains(&text) => between,
        _ => false,
    }
}

/// A sign inside of a word of the name stays: "push-ups", "U.S.".
fn is_loose(words: &[Word], taken: &[bool], at: usize) -> bool {
    let sticks_to_next = words.get(at + 1).is_some_and(|next| next.is_glued && !taken[at + 1]);
    let sticks_to_last = words[at].is_glued && !taken[at - 1];
    !(sticks_to_next && (sticks_to_last || words[at].text == "-"))
}

/// The words that are left, from the text as it was typed, with one space for many.
pub(super) fn left(text: &str, words: &[Word], taken: &[bool]) -> String {
    let mut left = String::new();
    let mut last: Option<usize> = None;
    for (at, word) in words.iter().enumerate().filter(|(at, _)| !taken[*at]) {
        let sticks = word.is_glued && at > 0 && last == Some(at - 1);
        if last.is_some() && !sticks {
            left.push(' ');
        }
        left.push_str(&text[word.place.clone()]);
        last = Some(at);
    }
    left
}

/// Whether they name something at all.
pub(super) fn is_named(words: &[Word], taken: &[bool]) -> bool {
    let left = || words.iter().zip(taken).filter(|(_, taken)| !**taken).map(|(word, _)| word);
    left().any(|word| word.shape != Shape::Sign || !is_mere_sign(&word.text))
}

fn is_mere_sign(text: &str) -> bool {
    LINKS.contains(&text) || ENDS.contains(&text) || ["(", ")", "[", "]"].contains(&text)
}
