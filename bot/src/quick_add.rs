//! Quick add: a sentence such as "read 20 pages every evening at 21:30" as a habit. A grammar of our own, for English
//! and Russian at once. What was understood is never guessed: it shows on the card, or is asked; whatever was not
//! understood is the name, word by word as it was typed.

mod amounts;
mod assembly;
mod cycles;
mod dates;
mod days;
mod draft;
mod kinds;
mod name;
mod numbers;
mod parts;
mod schedules;
mod times;
mod units;
mod words;

#[cfg(test)]
mod tests;

use core_shared::domain::{Goal, HabitKind, HabitName, MinuteOfDay, Schedule};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use amounts::{Measured, Per};
use parts::{Of, PartOfDay};
use times::Clock;
use words::Word;

pub(crate) use draft::Refused;

/// Longer texts are letters, not habits: a name of the longest and all that can be said beside it.
pub(crate) const MAX_CHARS: usize = 250;

/// A habit as far as it was understood. It is kept in this form while it is looked over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Understood {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<HabitName>,
    #[serde(default, skip_serializing_if = "is_build")]
    pub(crate) kind: HabitKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) schedule: Option<Schedule>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) goal: Option<Goal>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) reminders: Vec<MinuteOfDay>,
    /// What has to be asked, in this order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) open: Vec<Question>,
}

/// What was not said, or said in more than one way; `between` are the answers that suggest themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "ask", rename_all = "snake_case")]
pub(crate) enum Question {
    Name,
    Days {
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        between: Vec<Schedule>,
    },
    Goal {
        between: Vec<Goal>,
    },
    Time {
        between: Vec<MinuteOfDay>,
    },
}

/// What a piece of a text says.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Meaning {
    Schedule(Schedule),
    Part(PartOfDay, Of),
    Times(Vec<Clock>),
    Amount(Measured),
    Per(Per),
    /// Nothing that a habit has; its words belong together and to the name.
    Words,
}

/// The habit in `text`; `None` when it cannot be one: more than a line, or too long.
pub(crate) fn understand(text: &str, today: Date) -> Option<Understood> {
    let text = text.trim();
    if text.chars().count() > MAX_CHARS || text.contains(['\n', '\r']) {
        return None;
    }
    assembly::Assembly::new(text, &words::words(text), today).understood()
}

/// What the words at the beginning mean, and how many they are: the longest of all that can be read there.
fn read(words: &[Word], today: Date) -> Option<(usize, Vec<Meaning>)> {
    let read = [
        span_of_numbers(words),
        bound(words),
        times::read(words),
        dates::read(words),
        days::read(words, today),
        cycles::read(words, today),
        parts::read(words),
        amounts::read(words),
    ];
    // Of two that are as long as each other, the earlier one.
    read.into_iter().rev().flatten().max_by_key(|(length, _)| *length)
}

/// "after 18:00", "с 9 до 17": such times are not when somebody is asked.
fn bound(words: &[Word]) -> Option<(usize, Vec<Meaning>)> {
    const SINCE_OR_UNTIL: [&str; 19] = [
        "after",
        "before",
        "until",
        "till",
        "by",
        "since",
        "from",
        "past",
        "to",
        "after about",
        "после",
        "до",
        "с",
        "от",
        "к",
        "ко",
        "перед",
        "раньше",
        "позже",
    ];
    let length = words::phrase(words, &SINCE_OR_UNTIL)?;
    let is_number = words.get(length).is_some_and(|word| word.shape == words::Shape::Number);
    is_number.then_some((length + 1, vec![Meaning::Words]))
}

/// "3-4", of which the second number must not be read alone.
fn span_of_numbers(words: &[Word]) -> Option<(usize, Vec<Meaning>)> {
    let [from, dash, to, ..] = words else { return None };
    let is_dash = ["-", "–", "—", "/"].contains(&dash.text.as_str()) && dash.is_glued && to.is_glued;
    let are_numbers = [from, to].iter().all(|word| word.shape == words::Shape::Number);
    let length = 3 + words::perhaps(&words[3..], &cycles::TIMES);
    let longer = cycles::a_week_or_month(&words[length..]).map_or(0, |(more, _)| more);
    (is_dash && are_numbers).then_some((length + longer, vec![Meaning::Words]))
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_build(kind: &HabitKind) -> bool {
    *kind == HabitKind::Build
}
