//! A time of day as people type it: `21:30`, `9.05`, `7`, `at 9pm`, `в 7 утра`.

use core_shared::domain::MinuteOfDay;

/// Longer texts are not a time.
const LONGEST: usize = 30;

/// Words that say nothing about which time it is.
const FILLERS: [&str; 9] = ["at", "o'clock", "o’clock", "oclock", "в", "во", "часов", "часа", "час"];

/// The part of the day that a word names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Morning,
    Evening,
    /// Russian counts eleven and three at night, on both sides of midnight.
    Night,
}

pub(crate) fn parse(text: &str) -> Option<MinuteOfDay> {
    if text.chars().count() > LONGEST {
        return None;
    }
    let lower = text.trim().to_lowercase();
    let spaced = apart(&lower);
    let mut part = None;
    let mut clock = None;
    for word in spaced.split_whitespace() {
        if FILLERS.contains(&word) {
            continue;
        }
        if let Some(named) = part_of(word) {
            part.replace(named).is_none().then_some(())?;
        } else {
            clock.replace(word).is_none().then_some(())?;
        }
    }
    let (hours, minutes) = hours_and_minutes(clock?)?;
    minute_of_day(hours, minutes, part)
}

/// A space between digits and the letters that follow: `9pm`.
fn apart(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len() + 1);
    let mut after_digit = false;
    for c in text.chars() {
        if after_digit && c.is_alphabetic() {
            spaced.push(' ');
        }
        after_digit = c.is_ascii_digit();
        spaced.push(c);
    }
    spaced
}

pub(crate) fn part_of(word: &str) -> Option<Part> {
    match word {
        "am" | "a.m." | "утра" => Some(Part::Morning),
        "pm" | "p.m." | "дня" | "вечера" => Some(Part::Evening),
        "ночи" => Some(Part::Night),
        _ => None,
    }
}

fn hours_and_minutes(text: &str) -> Option<(u16, u16)> {
    match text.split_once([':', '.', '-', '–', ',']) {
        Some((hours, minutes)) if minutes.len() == 2 => Some((digits(hours)?, digits(minutes)?)),
        Some(_) => None,
        None if text.len() == 4 => Some((digits(text.get(..2)?)?, digits(text.get(2..)?)?)),
        None => Some((digits(text)?, 0)),
    }
}

fn digits(text: &str) -> Option<u16> {
    let fits = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}

pub(crate) fn minute_of_day(hours: u16, minutes: u16, part: Option<Part>) -> Option<MinuteOfDay> {
    if minutes >= 60 {
        return None;
    }
    let hours = match part {
        Some(Part::Evening) if hours == 12 => 12,
        Some(Part::Morning | Part::Night) if hours == 12 => 0,
        Some(Part::Evening) if (1..12).contains(&hours) => hours + 12,
        Some(Part::Night) if (9..12).contains(&hours) => hours + 12,
        Some(Part::Morning | Part::Night) if hours > 12 => return None,
        _ => hours,
    };
    // "24:00" is what some call midnight.
    let hours = if (hours, minutes) == (24, 0) { 0 } else { hours };
    MinuteOfDay::from_minutes(hours.checked_mul(60)?.checked_add(minutes)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_the_way_people_write_it() {
        let cases = [
            ("21:30", "21:30"),
            ("9:05", "09:05"),
            ("09.05", "09:05"),
            ("7", "07:00"),
            (" 07 ", "07:00"),
            ("0730", "07:30"),
            ("21-30", "21:30"),
            ("at 9pm", "21:00"),
            ("9 PM", "21:00"),
            ("12 am", "00:00"),
            ("12pm", "12:00"),
            ("At 7:15 a.m.", "07:15"),
            ("в 7", "07:00"),
            ("В 9 вечера", "21:00"),
            ("в 8 утра", "08:00"),
            ("в 12 ночи", "00:00"),
            ("3 ночи", "03:00"),
            ("в 11 ночи", "23:00"),
            ("в 21 час", "21:00"),
            ("24:00", "00:00"),
            ("23:59", "23:59"),
            ("0", "00:00"),
            ("15:00 дня", "15:00"),
        ];
        for (text, expected) in cases {
            assert_eq!(parse(text).map(|time| time.to_string()).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_not_a_time_is_not_guessed_at() {
        for text in [
            "",
            " ",
            "soon",
            "25",
            "24:01",
            "12:60",
            "9:5",
            "1:2:3",
            "-7",
            "7 8",
            "am",
            "13 am",
            "am pm 7",
            "100",
            "12345",
            "７",
            "٧",
            "9999999999",
            "7:",
            ":30",
            "½",
            "read 20 pages at 7",
            "21:30 21:30",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(parse(&"7".repeat(5000)), None);
    }

    proptest::proptest! {
        #[test]
        fn no_text_is_a_panic_and_every_time_is_read_back(text in "\\PC{0,40}", minutes in 0u16..1440) {
            let _ = parse(&text);
            let time = MinuteOfDay::from_minutes(minutes).unwrap();
            proptest::prop_assert_eq!(parse(&time.to_string()), Some(time));
        }
    }
}
