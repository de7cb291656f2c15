//! Whether a name speaks of doing without: "no sugar", "quit smoking", "без сахара", "не курить". The words stay in the
//! name; only the beginning counts, because "coffee without sugar" is about coffee.

use super::words::{Shape, Word, phrase};

const GIVING_UP: [&str; 28] = [
    "no",
    "no more",
    "without",
    "quit",
    "stop",
    "don't",
    "do not",
    "not",
    "never",
    "avoid",
    "give up",
    "giving up",
    "без",
    "не",
    "никакого",
    "никакой",
    "никаких",
    "бросить",
    "бросаю",
    "отказ от",
    "отказаться от",
    "перестать",
    "прекратить",
    "хватит",
    "завязать с",
    "избегать",
    "ни",
    "нет",
];

/// What is not to be left undone: "не забыть", "don't skip".
const OTHERWISE: [&str; 15] = [
    "forget",
    "skip",
    "miss",
    "by",
    "at",
    "less",
    "more",
    "worry",
    "забыть",
    "забывать",
    "забыл",
    "пропускать",
    "пропустить",
    "меньше",
    "больше",
];

pub(super) fn gives_up(name: &[&Word]) -> bool {
    let name: Vec<Word> = name.iter().map(|word| (*word).clone()).collect();
    let start = name.iter().position(|word| word.shape != Shape::Sign).unwrap_or(name.len());
    let name = &name[start..];
    let Some(length) = phrase(name, &GIVING_UP) else { return false };
    name.get(length)
        .is_some_and(|next| next.shape == Shape::Letters && !OTHERWISE.contains(&next.text.as_str()))
}
