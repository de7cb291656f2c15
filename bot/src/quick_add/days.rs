//! Days of the week: "mon wed fri", "on weekdays", "пн-пт", "по вторникам и четвергам", "every other monday".

use core_shared::domain::{Schedule, Weekday, Weekdays};
use jiff::ToSpan as _;
use jiff::civil::Date;

use super::words::{Word, and, dot, perhaps, phrase};
use super::{Meaning, parts};

/// Short names that are words of their own: they count after "on", or in company.
const DOUBTFUL: [&str; 6] = ["sun", "sat", "wed", "среда", "среды", "среде"];

const NAMES: [(&[&str], Weekday); 7] = [
    (&["mon", "monday", "mondays", "пн", "пон", "пнд", "понед"], Weekday::Mon),
    (&["tue", "tues", "tuesday", "tuesdays", "вт", "втр"], Weekday::Tue),
    (
        &[
            "wed",
            "weds",
            "wednesday",
            "wednesdays",
            "ср",
            "срд",
            "сред",
            "среда",
            "среду",
            "среды",
            "среде",
            "средам",
        ],
        Weekday::Wed,
    ),
    (&["thu", "thur", "thurs", "thursday", "thursdays", "чт", "чтв", "четв"], Weekday::Thu),
    (&["fri", "friday", "fridays", "пт", "птн", "пятн"], Weekday::Fri),
    (&["sat", "saturday", "saturdays", "сб", "сбт", "суб", "субб"], Weekday::Sat),
    (&["sun", "sunday", "sundays", "вс", "вск", "воскр"], Weekday::Sun),
];

/// Beginnings that all forms of a Russian name have.
const STEMS: [(&str, Weekday); 6] = [
    ("понедельник", Weekday::Mon),
    ("вторник", Weekday::Tue),
    ("четверг", Weekday::Thu),
    ("пятниц", Weekday::Fri),
    ("суббот", Weekday::Sat),
    ("воскресень", Weekday::Sun),
];

const ON: [&str; 17] = [
    "on",
    "every",
    "each",
    "on every",
    "on the",
    "at",
    "at the",
    "по",
    "в",
    "во",
    "каждый",
    "каждую",
    "каждое",
    "каждые",
    "в каждый",
    "в каждую",
    "в каждое",
];
const FROM: [&str; 3] = ["from", "с", "со"];
const THROUGH: [&str; 9] = ["-", "–", "—", "to", "through", "thru", "till", "по", "до"];

const WORKDAYS: [&str; 14] = [
    "weekdays",
    "weekday",
    "workdays",
    "workday",
    "working days",
    "work days",
    "будни",
    "будням",
    "будние дни",
    "будним дням",
    "будний день",
    "рабочие дни",
    "рабочим дням",
    "рабочий день",
];
const WEEKEND: [&str; 7] =
    ["weekends", "weekend", "выходные", "выходным", "выходные дни", "выходным дням", "уикенд"];

const EVERY_OTHER: [&str; 9] = [
    "every other",
    "every second",
    "on every other",
    "каждый второй",
    "каждую вторую",
    "каждое второе",
    "в каждый второй",
    "в каждую вторую",
    "every 2nd",
];

pub(super) fn read(words: &[Word], today: Date) -> Option<(usize, Vec<Meaning>)> {
    if let Some((length, schedule)) = every_other(words, today) {
        return Some((length, vec![Meaning::Schedule(schedule)]));
    }
    let (length, days) = list(words)?;
    let (more, part) = parts::after_a_day(&words[length..]);
    let mut meanings = vec![Meaning::Schedule(of(days))];
    meanings.extend(part.map(|part| Meaning::Part(part, parts::Of::SomeDay)));
    Some((length + more, meanings))
}

/// Seven days are every day.
pub(super) fn of(days: Weekdays) -> Schedule {
    if days == Weekdays::ALL { Schedule::Daily {} } else { Schedule::Weekdays { days } }
}

/// Two weeks apart, from the next such day on.
fn every_other(words: &[Word], today: Date) -> Option<(usize, Schedule)> {
    let every = phrase(words, &EVERY_OTHER)?;
    let (length, day) = weekday(&words[every..])?;
    let ahead = (i32::from(day.number()) - i32::from(Weekday::of(today).number())).rem_euclid(7);
    let anchor = today.checked_add(ahead.days()).ok()?;
    Some((every + length, Schedule::EveryNDays { n: 14, anchor }))
}

fn list(words: &[Word]) -> Option<(usize, Weekdays)> {
    let (mut length, mut days) = item(words)?;
    let mut is_sure = phrase(words, &ON).is_some() || !DOUBTFUL.contains(&words[0].text.as_str());
    loop {
        let between = and(&words[length..]);
        let Some((more, other)) = item(&words[length + between..]) else { break };
        length += between + more;
        days = days.or(other);
        is_sure = true;
    }
    (is_sure || days.bits().count_ones() > 1).then_some((length, days))
}

/// One day, a span of days, or a group of them.
fn item(words: &[Word]) -> Option<(usize, Weekdays)> {
    let from = perhaps(words, &FROM);
    let on = if from > 0 { from } else { perhaps(words, &ON) };
    let rest = &words[on..];
    let group = |names, bits| phrase(rest, names).zip(Weekdays::from_bits(bits).ok());
    let workdays = group(&WORKDAYS[..], Weekdays::WORKDAYS.bits());
    if let Some((length, days)) = workdays.or_else(|| group(&WEEKEND[..], 0b110_0000)) {
        return Some((on + length, days));
    }
    let (length, first) = weekday(rest)?;
    let span = through(&rest[length..], on > from);
    if from > 0 && span.is_none() {
        return None;
    }
    let (more, last) = span.unwrap_or((0, first));
    Some((on + length + more, between(first, last)?))
}

/// "- fri", "по пятницу". After "по" another "по" begins the next item of a list.
fn through(words: &[Word], is_listed: bool) -> Option<(usize, Weekday)> {
    let to = phrase(words, &THROUGH)?;
    if is_listed && matches!(words[0].text.as_str(), "по" | "до") {
        return None;
    }
    let (length, day) = weekday(&words[to..])?;
    Some((to + length, day))
}

fn between(first: Weekday, last: Weekday) -> Option<Weekdays> {
    let days = Weekday::ALL.into_iter().cycle().skip_while(|day| *day != first);
    let mut until = days.take(7).collect::<Vec<_>>();
    until.truncate(until.iter().position(|day| *day == last)? + 1);
    Weekdays::from_days(until).ok()
}

fn weekday(words: &[Word]) -> Option<(usize, Weekday)> {
    let word = words.first()?.text.as_str();
    let named = NAMES.iter().find(|(names, _)| names.contains(&word)).map(|(_, day)| *day);
    let day = named.or_else(|| STEMS.iter().find(|(stem, _)| is_form(word, stem)).map(|(_, day)| *day))?;
    // A name that is written out has no dot of its own.
    let dot = if word.chars().count() <= 5 { dot(&words[1..]) } else { 0 };
    Some((1 + dot, day))
}

/// Endings have two letters at the most, three in "понедельниками".
fn is_form(word: &str, stem: &str) -> bool {
    word.strip_prefix(stem).is_some_and(|ending| ending.chars().count() <= 3)
}
