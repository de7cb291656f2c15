//! How much: "20 pages", "30 min", "8 times", "10 000 шагов", "max 2", "не меньше 1,5 л". A number without a unit is
//! an amount after "max" or "at least" only.

use std::ops::Range;

use core_shared::domain::{Amount, Goal, GoalKind, Period, Unit};

use super::units::{self, Sort};
use super::words::{Word, perhaps, phrase};
use super::{Meaning, cycles, numbers};

/// An amount as it was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Measured {
    pub(super) kind: GoalKind,
    pub(super) amount: Amount,
    pub(super) unit: Said,
}

/// The unit of an amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    Nothing,
    /// These words, counted from the beginning of what was read.
    Typed(Range<usize>, Sort),
    /// Other words, which come to this.
    As(&'static str),
}

pub(super) const AT_MOST: [&str; 17] = [
    "max",
    "max .",
    "maximum",
    "at most",
    "no more than",
    "not more than",
    "не больше",
    "не более",
    "не больше чем",
    "максимум",
    "макс",
    "макс .",
    "не выше",
    "не свыше",
    "не чаще",
    "не чаще чем",
    "not more often than",
];
/// These are limits only when something known is counted: "до 23" is a time.
const UP_TO: [&str; 7] = ["up to", "under", "less than", "до", "меньше", "менее", "below"];
const AT_LEAST: [&str; 13] = [
    "at least",
    "minimum",
    "min",
    "min .",
    "no less than",
    "not less than",
    "не меньше",
    "не менее",
    "минимум",
    "мин",
    "хотя бы",
    "как минимум",
    "не ниже",
];
/// After the amount: "20 pages max".
const MOST_AFTERWARDS: [&str; 7] = ["max", "maximum", "at most", "максимум", "макс", "or less", "не больше"];
const LEAST_AFTERWARDS: [&str; 6] = ["at least", "minimum", "минимум", "or more", "не меньше", "как минимум"];

const A_DAY: [&str; 8] = ["a day", "per day", "each day", "/ day", "в день", "за день", "в сутки", "/ день"];
const EACH_DAY: [&str; 10] =
    ["a day", "per day", "each day", "/ day", "daily", "в день", "за день", "в сутки", "/ день", "ежедневно"];
/// How a longer time is said after an amount.
const A_WHILE: [&str; 10] = [
    "a week",
    "per week",
    "/ week",
    "в неделю",
    "за неделю",
    "/ неделю",
    "a month",
    "per month",
    "в месяц",
    "за месяц",
];

const FOR: [&str; 5] = ["for", "по", "на", "в течение", "about"];

pub(super) fn read(words: &[Word]) -> Option<(usize, Vec<Meaning>)> {
    let found =
        [limited(words), half_an_hour(words), hours_and_minutes(words), each_day(words), alone(words)];
    found.into_iter().flatten().max_by_key(|(length, _)| *length)
}

/// Whether a number before these words counts something.
pub(super) fn is_counted(words: &[Word]) -> bool {
    units::any_unit(words).is_some() || phrase(words, &cycles::TIMES).is_some() || perhaps(words, &["%"]) > 0
}

fn limited(words: &[Word]) -> Option<(usize, Vec<Meaning>)> {
    let (before, kind, needs_unit) = before(words);
    let made_of = before + perhaps(&words[before..], &FOR);
    let (number, amount) = numbers::amount(&words[made_of..])?;
    let number = made_of + number;
    let Some((dash, length, sort)) = unit(&words[number..]) else {
        let measured = Measured { kind: kind?, amount, unit: Said::Nothing };
        return (!needs_unit).then_some((number, vec![Meaning::Amount(measured)]));
    };
    let (from, end) = (number + dash, number + dash + length);
    if let Some((more, _)) = cycles::a_week_or_month(&words[end..]).filter(|_| kind == Some(GoalKind::AtMost))
    {
        // A limit holds for a day.
        return Some((end + more, vec![Meaning::Words]));
    }
    let (after, kind) = afterwards(&words[end..], kind);
    let of = if after == 0 { perhaps(&words[end..], &["of"]) } else { 0 };
    let kind = kind.unwrap_or(GoalKind::AtLeast);
    let measured = Measured { kind, amount, unit: Said::Typed(from..end, sort) };
    Some((end + after + of, vec![Meaning::Amount(measured)]))
}

/// A unit, perhaps after a dash: "20-minute".
fn unit(words: &[Word]) -> Option<(usize, usize, Sort)> {
    let dash = perhaps(words, &["-"]);
    units::unit(&words[dash..]).map(|(length, sort)| (dash, length, sort))
}

fn before(words: &[Word]) -> (usize, Option<GoalKind>, bool) {
    let most = phrase(words, &AT_MOST).map(|length| (length, Some(GoalKind::AtMost), false));
    let up_to = phrase(words, &UP_TO).map(|length| (length, Some(GoalKind::AtMost), true));
    let least = phrase(words, &AT_LEAST).map(|length| (length, Some(GoalKind::AtLeast), false));
    [most, up_to, least].into_iter().flatten().max_by_key(|(length, ..)| *length).unwrap_or((0, None, true))
}

fn afterwards(words: &[Word], kind: Option<GoalKind>) -> (usize, Option<GoalKind>) {
    if kind.is_some() {
        return (0, kind);
    }
    let most = phrase(words, &MOST_AFTERWARDS).map(|length| (length, Some(GoalKind::AtMost)));
    let least = phrase(words, &LEAST_AFTERWARDS).map(|length| (length, Some(GoalKind::AtLeast)));
    most.or(least).unwrap_or((0, None))
}

/// Half an hour is said without a number.
fn half_an_hour(words: &[Word]) -> Option<(usize, Vec<Meaning>)> {
    let made_of = perhaps(words, &FOR);
    let rest = &words[made_of..];
    let said = |phrases: &[&str], unit| phrase(rest, phrases).map(|length| (length, unit));
    let (length, unit) =
        said(&["half an hour"], "min").or_else(|| said(&["полчаса", "пол часа", "полчасика"], "мин"))?;
    Some((made_of + length, vec![Meaning::Amount(minutes(30, unit)?)]))
}

/// "1 hour 30 minutes", "1 ч 30 мин", "1h30m".
fn hours_and_minutes(words: &[Word]) -> Option<(usize, Vec<Meaning>)> {
    const HOURS: [&str; 9] = ["h", "hr", "hour", "hours", "ч", "ч .", "час", "часа", "часов"];
    const MINUTES: [&str; 9] = ["min", "mins", "minutes", "minute", "m", "мин", "минут", "минуты", "м"];
    let made_of = perhaps(words, &FOR);
    let (number, hours) = numbers::whole(&words[made_of..])?;
    let middle = made_of + number + phrase(&words[made_of + number..], &HOURS)?;
    let joined = middle + perhaps(&words[middle..], &["and", "и"]);
    let (more, rest) = numbers::whole(&words[joined..]).filter(|(_, minutes)| *minutes < 60)?;
    let end = joined + more;
    let length = phrase(&words[end..], &MINUTES)?;
    let unit = if words[end].text.is_ascii() { "min" } else { "мин" };
    let minutes = minutes(i64::from(hours) * 60 + i64::from(rest), unit)?;
    Some((end + length, vec![Meaning::Amount(minutes)]))
}

fn minutes(minutes: i64, unit: &'static str) -> Option<Measured> {
    let amount = Amount::from_thousandths(minutes * 1000).ok()?;
    Some(Measured { kind: GoalKind::AtLeast, amount, unit: Said::As(unit) })
}

/// "twice a day", "дважды в день", "3x a day".
fn each_day(words: &[Word]) -> Option<(usize, Vec<Meaning>)> {
    let adverb = |names: &[&str], n: i64| phrase(words, names).map(|length| (length, n));
    let counted = || {
        let (number, n) = numbers::whole(words)?;
        let sign = phrase(&words[number..], &["x", "×", "х", "р", "р ."])?;
        Some((number + sign, i64::from(n)))
    };
    let (length, n) =
        adverb(&["twice", "дважды"], 2).or_else(|| adverb(&["thrice", "трижды"], 3)).or_else(counted)?;
    let day = phrase(&words[length..], &EACH_DAY)?;
    let amount = Amount::from_thousandths(n * 1000).ok()?;
    let measured = Measured { kind: GoalKind::AtLeast, amount, unit: Said::Nothing };
    Some((length + day, vec![Meaning::Amount(measured), Meaning::Per(Per::Day)]))
}

/// "a day", "в неделю": of which time an amount is. Without an amount they are words.
fn alone(words: &[Word]) -> Option<(usize, Vec<Meaning>)> {
    per(words).map(|(length, per)| (length, vec![Meaning::Per(per)]))
}

pub(super) fn per(words: &[Word]) -> Option<(usize, Per)> {
    let day = phrase(words, &A_DAY).map(|length| (length, Per::Day));
    let longer = cycles::a_week_or_month(words).filter(|_| phrase(words, &A_WHILE).is_some());
    let longer = longer.map(|(length, period)| (length, Per::Longer(period)));
    day.or(longer)
}

/// The time that an amount is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Per {
    Day,
    Longer(Period),
}

impl Measured {
    /// What a day is judged by, with the unit as it was typed; "раза" only becomes "раз", which goes with most
    /// numbers.
    pub(super) fn goal(&self, typed: Option<&str>) -> Option<Goal> {
        if self.kind == GoalKind::AtLeast && self.amount == Amount::ZERO {
            return None;
        }
        let unit = match self.unit {
            Said::As(unit) => Some(unit),
            Said::Typed(..) => {
                typed.map(|unit| if unit == "раза" { "раз" } else { unit.trim_end_matches('.') })
            }
            Said::Nothing => None,
        };
        let unit = unit.map(Unit::parse).transpose().ok()?;
        Some(Goal { kind: self.kind, amount: self.amount, unit, step: None })
    }
}
