//! Two ends of something as people type them: `22:30-7`, `from 22 to 7`, `с 20.12 по 05.01`. What an end looks like is
//! said by whoever asks.

/// Signs between the ends. A clock or a date may hold one of them as well, so each is tried.
const DASHES: [char; 4] = ['-', '–', '—', '…'];

/// Words between the ends.
const WORDS: [&str; 6] = ["to", "till", "until", "through", "до", "по"];

/// Words before the first end.
const OPENINGS: [&str; 4] = ["from", "between", "с", "со"];

/// Both ends, each read by `end`; `None` when there is no way to read two.
pub(crate) fn parse<T>(text: &str, end: impl Fn(&str) -> Option<T>) -> Option<(T, T)> {
    let lower = text.trim().to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let words = match words[..] {
        [first, ref rest @ ..] if OPENINGS.contains(&first) => rest,
        ref all => all,
    };
    let between = words.iter().position(|word| WORDS.contains(word));
    if let Some(at) = between {
        return both(&words[..at].join(" "), &words[at + 1..].join(" "), &end);
    }
    let text = words.join(" ");
    let mut dashes = text.match_indices(DASHES);
    dashes.find_map(|(at, dash)| both(&text[..at], &text[at + dash.len()..], &end))
}

fn both<T>(first: &str, second: &str, end: impl Fn(&str) -> Option<T>) -> Option<(T, T)> {
    Some((end(first.trim())?, end(second.trim())?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed_time;

    fn times(text: &str) -> Option<String> {
        parse(text, typed_time::parse).map(|(from, to)| format!("{from} {to}"))
    }

    #[test]
    fn two_times_are_read_the_way_people_write_them() {
        for (text, expected) in [
            ("22:30-7", "22:30 07:00"),
            ("22-7", "22:00 07:00"),
            (" 22 – 7 ", "22:00 07:00"),
            ("22-30-7", "22:30 07:00"),
            ("22.30—07.15", "22:30 07:15"),
            ("from 10pm to 7am", "22:00 07:00"),
            ("22 until 7", "22:00 07:00"),
            ("с 22 до 7", "22:00 07:00"),
            ("С 11 вечера до 7 утра", "23:00 07:00"),
        ] {
            assert_eq!(times(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn one_time_or_none_is_no_range() {
        for text in
            ["", "-", "22", "22:30", "22-", "-7", "22:30-25", "from", "from to", "to 7", "a-b", "22 7"]
        {
            assert_eq!(times(text), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_is_a_panic(text in "\\PC{0,40}") {
            let _ = times(&text);
        }
    }
}
