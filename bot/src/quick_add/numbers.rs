//! Numbers as people write them: `20`, `2.5`, `2,5`, `10 000`, `10,000`, `10k`, `three`, `три`, `3rd`, `третий`.

use core_shared::domain::Amount;

use super::words::{Shape, Word};

const WORDS: [(&[&str], u16); 20] = [
    (&["one", "один", "одна", "одну", "одно"], 1),
    (&["two", "два", "две"], 2),
    (&["three", "три"], 3),
    (&["four", "четыре"], 4),
    (&["five", "пять"], 5),
    (&["six", "шесть"], 6),
    (&["seven", "семь"], 7),
    (&["eight", "восемь"], 8),
    (&["nine", "девять"], 9),
    (&["ten", "десять"], 10),
    (&["eleven", "одиннадцать"], 11),
    (&["twelve", "двенадцать"], 12),
    (&["fifteen", "пятнадцать"], 15),
    (&["twenty", "двадцать"], 20),
    (&["thirty", "тридцать"], 30),
    (&["forty", "сорок"], 40),
    (&["fifty", "пятьдесят"], 50),
    (&["sixty", "шестьдесят"], 60),
    (&["ninety", "девяносто"], 90),
    (&["hundred", "сто"], 100),
];

const ORDINALS: [(&[&str], u16); 10] = [
    (&["first", "первый", "первое", "первого"], 1),
    (&["second", "второй", "вторую", "второе", "второго", "other"], 2),
    (&["third", "третий", "третью", "третье", "третьего"], 3),
    (&["fourth", "четвертый", "четвертую", "четвертое"], 4),
    (&["fifth", "пятый", "пятую", "пятое", "пятого"], 5),
    (&["sixth", "шестой", "шестую", "шестое"], 6),
    (&["seventh", "седьмой", "седьмую", "седьмое"], 7),
    (&["eighth", "восьмой"], 8),
    (&["ninth", "девятый"], 9),
    (&["tenth", "десятый", "десятое", "десятого"], 10),
];

/// What makes an ordinal of a number.
const ENDINGS: [&str; 13] = ["st", "nd", "rd", "th", "го", "й", "е", "ый", "ой", "ий", "ое", "ого", "ю"];

const THOUSAND: [&str; 5] = ["k", "к", "тыс", "тысяч", "тысячи"];

/// A whole number, in digits or in letters.
pub(super) fn whole(words: &[Word]) -> Option<(usize, u16)> {
    let word = words.first()?;
    let number = match word.shape {
        Shape::Number => digits(&word.text)?,
        _ => named(&WORDS, &word.text)?,
    };
    Some((1, number))
}

/// "2nd", "second", "2-й".
pub(super) fn ordinal(words: &[Word]) -> Option<(usize, u16)> {
    let word = words.first()?;
    if word.shape != Shape::Number {
        return named(&ORDINALS, &word.text).map(|number| (1, number));
    }
    let dash = usize::from(words.get(1).is_some_and(|sign| sign.text == "-" && sign.is_glued));
    let ending = words.get(1 + dash).filter(|ending| ending.is_glued)?;
    let number = digits(&word.text)?;
    ENDINGS.contains(&ending.text.as_str()).then_some((2 + dash, number))
}

/// A number that measures something.
pub(super) fn amount(words: &[Word]) -> Option<(usize, Amount)> {
    let word = words.first()?;
    if word.shape != Shape::Number {
        let (length, number) = whole(words)?;
        return Some((length, Amount::from_thousandths(i64::from(number) * 1000).ok()?));
    }
    let groups = words[1..].iter().take_while(|word| is_group(word)).count();
    let groups = if word.text.len() <= 3 { groups } else { 0 };
    let joined: String = words[..=groups].iter().map(|word| word.text.as_str()).collect();
    let thousandths = thousandths(&joined)?;
    let (suffix, factor) = thousand(&words[1 + groups..]);
    Some((1 + groups + suffix, Amount::from_thousandths(thousandths.checked_mul(factor)?).ok()?))
}

/// Three digits after a space go on with the number before: `10 000`.
fn is_group(word: &Word) -> bool {
    word.text.len() == 3 && !word.is_glued && word.text.bytes().all(|byte| byte.is_ascii_digit())
}

fn thousand(words: &[Word]) -> (usize, i64) {
    match words.first() {
        Some(word) if THOUSAND.contains(&word.text.as_str()) => (1 + super::words::dot(&words[1..]), 1000),
        _ => (0, 1),
    }
}

fn thousandths(text: &str) -> Option<i64> {
    let (sign, (units, places)) = match (text.split_once('.'), text.split_once(',')) {
        (None, None) => return digits_of(text)?.checked_mul(1000),
        (Some(parts), None) => ('.', parts),
        (None, Some(parts)) => (',', parts),
        (Some(_), Some(_)) => return None,
    };
    match places.len() {
        // "10,000" is ten thousand, "0,125" is not, and what "10.000" is depends on the country.
        3 if units != "0" && sign == ',' => digits_of(&format!("{units}{places}"))?.checked_mul(1000),
        3 if units != "0" => None,
        1..=3 => digits_of(&format!("{units}{places:0<3}")),
        _ => None,
    }
}

fn digits_of(text: &str) -> Option<i64> {
    let fits = (1..=12).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}

fn digits(text: &str) -> Option<u16> {
    let fits = text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}

fn named(names: &[(&[&str], u16)], word: &str) -> Option<u16> {
    names.iter().find(|(names, _)| names.contains(&word)).map(|(_, number)| *number)
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    #[test]
    fn amounts_are_read_in_the_ways_of_both_languages() {
        let read = |text| amount(&words(text)).map(|(length, amount)| (length, amount.to_string()));
        for (text, length, expected) in [
            ("20", 1, "20"),
            ("2.5", 1, "2.5"),
            ("2,5", 1, "2.5"),
            ("0,125", 1, "0.125"),
            ("10 000", 2, "10000"),
            ("1 000 000", 3, "1000000"),
            ("10,000", 1, "10000"),
            ("10k", 2, "10000"),
            ("10 тыс.", 3, "10000"),
            ("три", 1, "3"),
        ] {
            assert_eq!(read(text), Some((length, expected.to_owned())), "{text}");
        }
        for text in ["10.000", "1:30", "1,2,3", "1.2345", "9999999999999", "page", ""] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn ordinals_have_an_ending_or_a_name() {
        for (text, expected) in [("2nd", 2), ("15-го", 15), ("1го", 1), ("third", 3), ("второй", 2)]
        {
            assert_eq!(ordinal(&words(text)).map(|(_, number)| number), Some(expected), "{text}");
        }
        assert_eq!(ordinal(&words("2 nd")), None);
        assert_eq!(ordinal(&words("2")), None);
    }
}
