//! Times of day in a sentence: "at 7", "7:30 pm", "в 9, 14 и 20", "в полдень". A bare number is one after "at" only,
//! and when nothing is counted by it.

use core_shared::domain::MinuteOfDay;

use super::parts::PartOfDay;
use super::words::{Shape, Word, and, perhaps, phrase};
use super::{Meaning, amounts, numbers};
use crate::typed_time::{self, Part};

/// A time as it was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clock {
    hours: u16,
    minutes: u16,
    part: Option<Part>,
    is_loose: IsLoose,
}

/// "7" and "7:30" may be of the morning and of the evening, "07:30" and "19:30" may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum IsLoose {
    Yes,
    No,
}

const AT: [&str; 5] = ["at", "@", "в", "во", "at about"];
const NOON: [&str; 2] = ["noon", "полдень"];
const MIDNIGHT: [&str; 2] = ["midnight", "полночь"];
const O_CLOCK: [&str; 6] = ["o'clock", "oclock", "часов", "часа", "час", "ч"];

pub(super) fn read(words: &[Word]) -> Option<(usize, Vec<Meaning>)> {
    let (mut length, first) = item(words, Said::First)?;
    let mut clocks = vec![first];
    loop {
        let between = and(&words[length..]);
        let Some((more, clock)) = item(&words[length + between..], Said::Next).filter(|_| between > 0) else {
            break;
        };
        length += between + more;
        clocks.push(clock);
    }
    share_the_part(&mut clocks);
    Some((length, vec![Meaning::Times(clocks)]))
}

/// Where in a list an item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    First,
    Next,
}

fn item(words: &[Word], said: Said) -> Option<(usize, Clock)> {
    let at = perhaps(words, &AT);
    let rest = &words[at..];
    let named = |names, hours| phrase(rest, names).map(|length| (at + length, Clock::exact(hours)));
    if let Some(noon_or_midnight) = named(&NOON, 12).or_else(|| named(&MIDNIGHT, 0)).filter(|_| at > 0) {
        return Some(noon_or_midnight);
    }
    let (length, hours, minutes, spelling) = digits(rest)?;
    let (suffix, part) = suffix(&rest[length..]);
    let is_clear = part.is_some() || spelling == Spelling::Colon || at > 0;
    let end = length + suffix;
    // After "at 9, " a bare number is a time as well.
    let is_time = is_clear || (said == Said::Next && spelling == Spelling::Bare);
    let counts = part.is_none() && spelling != Spelling::Colon && counts_something(&rest[end..]);
    let loose = part.is_none() && (1..=12).contains(&hours) && !rest[0].text.starts_with('0');
    let is_loose = if loose { IsLoose::Yes } else { IsLoose::No };
    let clock = Clock { hours, minutes, part, is_loose };
    clock.plainly()?;
    (is_time && !counts).then_some((at + end, clock))
}

/// How the digits are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spelling {
    /// `7`
    Bare,
    /// `7:30`
    Colon,
    /// `7.30`, `7-30`, `7 ч 30`
    Other,
}

fn digits(words: &[Word]) -> Option<(usize, u16, u16, Spelling)> {
    let word = words.first()?;
    if let Some((hours, minutes)) = word.text.split_once(':') {
        return Some((1, two(hours)?, exactly_two(minutes)?, Spelling::Colon));
    }
    if let Some((hours, minutes)) = word.text.split_once('.') {
        return Some((1, two(hours)?, exactly_two(minutes)?, Spelling::Other));
    }
    let hours = if word.shape == Shape::Number { two(&word.text)? } else { letters(words)? };
    if let Some((length, minutes)) = minutes_apart(&words[1..]) {
        return Some((1 + length, hours, minutes, Spelling::Other));
    }
    Some((1, hours, 0, Spelling::Bare))
}

fn letters(words: &[Word]) -> Option<u16> {
    numbers::whole(words).map(|(_, hours)| hours).filter(|hours| *hours <= 12)
}

/// `-30`, as long as it cannot be the end of a span of hours; ` ч 30 мин`.
fn minutes_apart(words: &[Word]) -> Option<(usize, u16)> {
    let is_dash = words.first().is_some_and(|sign| sign.text == "-" && sign.is_glued);
    if is_dash {
        let minutes = exactly_two(&words.get(1)?.text)?;
        return (minutes == 0 || minutes > 24).then_some((2, minutes));
    }
    let hours = phrase(words, &O_CLOCK)?;
    let minutes = exactly_two(&words.get(hours)?.text)?;
    let rest = &words[hours + 1..];
    let unit = perhaps(rest, &["минут", "мин", "min", "minutes"]);
    (unit > 0 || !amounts::is_counted(rest)).then_some((hours + 1 + unit, minutes))
}

/// "pm", "часов вечера".
fn suffix(words: &[Word]) -> (usize, Option<Part>) {
    let clock = perhaps(words, &O_CLOCK);
    let rest = &words[clock..];
    let dotted = phrase(rest, &["a . m", "p . m"]).map(|length| length + super::words::dot(&rest[length..]));
    let (length, part) = match (dotted, rest.first()) {
        (Some(length), Some(word)) => (length, typed_time::part_of(&format!("{}m", word.text))),
        (None, Some(word)) => (1, typed_time::part_of(&word.text)),
        (_, None) => (0, None),
    };
    if part.is_some() { (clock + length, part) } else { (clock, None) }
}

/// What follows says that the number before is not a time: "7 km", "7-9", "7k", "7 раз".
fn counts_something(words: &[Word]) -> bool {
    let Some(next) = words.first() else { return false };
    let is_stuck = next.is_glued && (next.shape == Shape::Letters || "-–—%/".contains(next.text.as_str()));
    is_stuck || amounts::is_counted(words)
}

fn two(text: &str) -> Option<u16> {
    let fits = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}

fn exactly_two(text: &str) -> Option<u16> {
    two(text).filter(|_| text.len() == 2)
}

/// "at 7 and 9 pm" is twice in the evening, "at 11 and 2 pm" is not.
fn share_the_part(clocks: &mut [Clock]) {
    let Some((last, earlier)) = clocks.split_last_mut() else { return };
    for clock in earlier {
        if clock.is_loose == IsLoose::Yes && last.part.is_some() && clock.hours < last.hours {
            clock.part = last.part;
            clock.is_loose = IsLoose::No;
        }
    }
}

impl Clock {
    fn exact(hours: u16) -> Self {
        Self { hours, minutes: 0, part: None, is_loose: IsLoose::No }
    }

    /// The time by itself: "7" is that of the morning.
    pub(super) fn plainly(self) -> Option<MinuteOfDay> {
        typed_time::minute_of_day(self.hours, self.minutes, self.part)
    }

    /// The time, if it can be in that part of the day: "7" in the evening is 19:00.
    pub(super) fn within(self, part: PartOfDay) -> Option<MinuteOfDay> {
        let plain = self.plainly()?;
        let half_a_day_later = MinuteOfDay::from_minutes((plain.minutes() + 12 * 60) % (24 * 60)).ok();
        let later = half_a_day_later.filter(|_| self.is_loose == IsLoose::Yes);
        [Some(plain), later].into_iter().flatten().find(|time| part.has(*time))
    }
}
