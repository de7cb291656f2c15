//! How often, without naming days: "every day", "every 3 days", "через день", "3 times a week", "раз в месяц".

use core_shared::domain::{Period, Schedule};
use jiff::civil::Date;

use super::amounts::AT_MOST;
use super::words::{Word, perhaps, phrase};
use super::{Meaning, numbers};

const DAILY: [&str; 14] = [
    "every day",
    "each day",
    "every single day",
    "everyday",
    "daily",
    "once a day",
    "once daily",
    "one time a day",
    "каждый день",
    "ежедневно",
    "каждодневно",
    "раз в день",
    "один раз в день",
    "1 раз в день",
];
const WEEKLY: [&str; 6] =
    ["every week", "each week", "weekly", "once weekly", "каждую неделю", "еженедельно"];
const MONTHLY: [&str; 6] =
    ["every month", "each month", "monthly", "once monthly", "каждый месяц", "ежемесячно"];
const EVERY_OTHER_DAY: [&str; 2] = ["через день", "every other day"];

/// Such rhythms no habit has: they stay words, with the numbers in them.
const OTHER: [&str; 14] = [
    "hourly",
    "every hour",
    "every other hour",
    "каждый час",
    "yearly",
    "every year",
    "каждый год",
    "ежегодно",
    "every minute",
    "каждую минуту",
    "every other month",
    "раз в год",
    "раз в час",
    "biweekly",
];

const EVERY: [&str; 13] = [
    "every",
    "each",
    "once every",
    "once in",
    "once per",
    "раз в",
    "один раз в",
    "1 раз в",
    "каждые",
    "каждый",
    "каждую",
    "каждое",
    "one time in",
];
const DAYS: [&str; 8] = ["days", "day", "дня", "дней", "день", "суток", "сутки", "дн"];
const WEEKS: [&str; 5] = ["weeks", "week", "недели", "недель", "неделю"];
const OTHER_UNITS: [&str; 16] = [
    "hours",
    "hour",
    "h",
    "minutes",
    "minute",
    "min",
    "months",
    "years",
    "часа",
    "часов",
    "час",
    "минут",
    "минуты",
    "мин",
    "месяца",
    "месяцев",
];

const A_WEEK: [&str; 13] = [
    "a week",
    "per week",
    "each week",
    "every week",
    "weekly",
    "/ week",
    "in a week",
    "в неделю",
    "за неделю",
    "в нед",
    "каждую неделю",
    "/ неделю",
    "еженедельно",
];
const A_MONTH: [&str; 11] = [
    "a month",
    "per month",
    "each month",
    "every month",
    "monthly",
    "/ month",
    "in a month",
    "в месяц",
    "за месяц",
    "каждый месяц",
    "ежемесячно",
];
pub(super) const TIMES: [&str; 12] =
    ["times", "time", "x", "×", "х", "раз", "раза", "р", "days", "дня", "дней", "день"];

pub(super) fn read(words: &[Word], today: Date) -> Option<(usize, Vec<Meaning>)> {
    let schedules = [plainly(words, today), every(words, today), times(words), not_more_often(words)];
    let longest = schedules.into_iter().flatten().max_by_key(|(length, _)| *length)?;
    Some((longest.0, vec![longest.1]))
}

fn plainly(words: &[Word], today: Date) -> Option<(usize, Meaning)> {
    let known = [
        (&DAILY[..], Schedule::Daily {}),
        (&WEEKLY[..], Schedule::TimesPer { n: 1, period: Period::Week }),
        (&MONTHLY[..], Schedule::TimesPer { n: 1, period: Period::Month }),
        (&EVERY_OTHER_DAY[..], Schedule::EveryNDays { n: 2, anchor: today }),
    ];
    let known = known.into_iter().filter_map(|(phrases, schedule)| {
        phrase(words, phrases).map(|length| (length, Meaning::Schedule(schedule)))
    });
    known
        .chain(phrase(words, &OTHER).map(|length| (length, Meaning::Words)))
        .max_by_key(|(length, _)| *length)
}

/// "every 3 days", "каждый третий день", "раз в две недели".
fn every(words: &[Word], today: Date) -> Option<(usize, Meaning)> {
    let every = phrase(words, &EVERY)?;
    let rest = &words[every..];
    let (number, n) = numbers::ordinal(rest).or_else(|| numbers::whole(rest)).unwrap_or((0, 1));
    let unit = &rest[number..];
    let schedule = |n| days_apart(n, today).map_or(Meaning::Words, Meaning::Schedule);
    let meant = |units: &[&str], meaning: Meaning| {
        phrase(unit, units).map(|length| (every + number + length, meaning))
    };
    meant(&DAYS, schedule(n))
        .or_else(|| meant(&WEEKS, if n == 1 { once(Period::Week) } else { schedule(n.saturating_mul(7)) }))
        .or_else(|| meant(&["month", "месяц"], if n == 1 { once(Period::Month) } else { Meaning::Words }))
        .or_else(|| meant(&OTHER_UNITS, Meaning::Words).filter(|_| number > 0))
}

fn once(period: Period) -> Meaning {
    Meaning::Schedule(Schedule::TimesPer { n: 1, period })
}

fn days_apart(n: u16, today: Date) -> Option<Schedule> {
    match n {
        1 => Some(Schedule::Daily {}),
        2..=365 => Some(Schedule::EveryNDays { n, anchor: today }),
        _ => None,
    }
}

/// "3 times a week", "twice a month", "5 days a week".
fn times(words: &[Word]) -> Option<(usize, Meaning)> {
    let (count, n) = count(words)?;
    let rest = &words[count..];
    let (length, period) = a_week_or_month(rest)?;
    let n = u8::try_from(n).ok().filter(|n| (1..=period.most_times()).contains(n));
    let meaning = n.map_or(Meaning::Words, |n| Meaning::Schedule(Schedule::TimesPer { n, period }));
    Some((count + length, meaning))
}

/// "at most once a week": a limit holds for a day, so these are words.
fn not_more_often(words: &[Word]) -> Option<(usize, Meaning)> {
    let most = phrase(words, &AT_MOST)?;
    let (length, _) = times(&words[most..])?;
    Some((most + length, Meaning::Words))
}

pub(super) fn a_week_or_month(words: &[Word]) -> Option<(usize, Period)> {
    let week = phrase(words, &A_WEEK).map(|length| (length, Period::Week));
    week.or_else(|| phrase(words, &A_MONTH).map(|length| (length, Period::Month)))
}

/// "once", "дважды", "3 times", "раз", "5x".
fn count(words: &[Word]) -> Option<(usize, u16)> {
    let adverb = |names: &[&str], n| phrase(words, names).map(|length| (length, n));
    adverb(&["once", "раз", "раза", "однажды"], 1)
        .or_else(|| adverb(&["twice", "дважды"], 2))
        .or_else(|| adverb(&["thrice", "трижды"], 3))
        .or_else(|| {
            let least = perhaps(words, &["at least", "не меньше", "не менее", "минимум", "хотя бы"]);
            let (number, n) = numbers::whole(&words[least..])?;
            let times = phrase(&words[least + number..], &TIMES)?;
            Some((least + number + times, n))
        })
}
