//! Dates of a month: "on the 1st and 15th", "last day of the month", "1 и 15 числа", "в последний день месяца". One
//! date that does not exist makes words of all of them.

use core_shared::domain::{MonthDay, MonthDays, Schedule};

use super::words::{Shape, Word, and, perhaps, phrase};
use super::{Meaning, numbers};

const ON: [&str; 18] = [
    "on the",
    "on",
    "every month on the",
    "each month on the",
    "every month on",
    "monthly on the",
    "the",
    "every",
    "in",
    "в",
    "каждое",
    "каждый",
    "каждого",
    "по",
    "каждый месяц",
    "ежемесячно",
    "ежемесячно в",
    "каждый месяц в",
];
/// After these even bare numbers are dates.
const EACH_MONTH: [&str; 2] = ["each month :", "каждый месяц :"];
/// After these an ordinal is a date.
const CLEAR: [&str; 6] =
    ["on the", "on", "every month on the", "each month on the", "every month on", "monthly on the"];
const LAST: [&str; 7] = [
    "last day",
    "the last day",
    "последний день",
    "последнее число",
    "последнего числа",
    "последнего дня",
    "последним днем",
];
const OF_MONTH: [&str; 15] = [
    "of the month",
    "of every month",
    "of each month",
    "of month",
    "each month",
    "every month",
    "monthly",
    "day of the month",
    "day of each month",
    "day of every month",
    "месяца",
    "каждого месяца",
    "в месяце",
    "каждый месяц",
    "ежемесячно",
];
const DATE: [&str; 4] = ["числа", "число", "чисел", "числам"];

pub(super) fn read(words: &[Word]) -> Option<(usize, Vec<Meaning>)> {
    let each_month = perhaps(words, &EACH_MONTH);
    let on = if each_month > 0 { each_month } else { perhaps(words, &ON) };
    let list = list(&words[on..])?;
    let after = &words[on + list.length..];
    let date = perhaps(after, &DATE);
    let of_month = perhaps(&after[date..], &OF_MONTH);
    let is_clear = each_month > 0
        || date > 0
        || (list.is_ordinal && of_month > 0)
        || (list.is_ordinal && phrase(words, &CLEAR) == Some(on))
        || (list.is_ordinal && list.is_russian);
    let meaning = list.days.map_or(Meaning::Words, |dates| Meaning::Schedule(Schedule::MonthDays { dates }));
    is_clear.then_some((on + list.length + date + of_month, vec![meaning]))
}

struct List {
    length: usize,
    /// `None` when one of them does not exist.
    days: Option<MonthDays>,
    /// Each has an ending, such as "th".
    is_ordinal: bool,
    /// Each ends like a date alone does: "1-го".
    is_russian: bool,
}

fn list(words: &[Word]) -> Option<List> {
    let mut items = vec![item(words)?];
    let mut length = items[0].length;
    loop {
        let between = and(&words[length..]);
        let rest = &words[length + between..];
        let again = perhaps(rest, &["on the", "the", "в"]);
        let Some(next) = item(&rest[again..]).filter(|_| between > 0) else { break };
        length += between + again + next.length;
        items.push(next);
    }
    let days: Option<Vec<MonthDay>> = items.iter().map(|item| item.day).collect();
    Some(List {
        length,
        days: days.and_then(|days| MonthDays::new(days).ok()),
        is_ordinal: items.iter().all(|item| item.is_ordinal),
        is_russian: items.iter().all(|item| item.is_russian),
    })
}

struct Item {
    length: usize,
    day: Option<MonthDay>,
    is_ordinal: bool,
    is_russian: bool,
}

fn item(words: &[Word]) -> Option<Item> {
    if let Some(length) = phrase(words, &LAST) {
        return Some(Item { length, day: Some(MonthDay::Last), is_ordinal: true, is_russian: false });
    }
    if words.first()?.shape != Shape::Number {
        return None;
    }
    let ordinal = numbers::ordinal(words);
    let (length, number) = ordinal.or_else(|| numbers::whole(words))?;
    let day = u8::try_from(number).ok().filter(|number| (1..=31).contains(number)).map(MonthDay::Number);
    let is_russian = ["го", "ого"].contains(&words[length - 1].text.as_str());
    Some(Item { length, day, is_ordinal: ordinal.is_some(), is_russian })
}
