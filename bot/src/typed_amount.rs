//! An amount as people type it: `5`, `2,5`, `2.5 km`.

use core_shared::domain::{Amount, Goal, Unit};

/// Longer texts are not a number.
const LONGEST: usize = 60;

/// Digits that a thousandth can have.
const PLACES: usize = 3;

/// The amount that a text says when it was asked for. The unit is that of the goal, whatever stands behind the number.
pub(crate) fn answer(text: &str, goal: &Goal) -> Option<Amount> {
    parse(text, goal).or_else(|| {
        let (amount, unit) = measure(text)?;
        // Of "2:30" and "1 hour 30" the first number is not the answer.
        let has_more = unit.is_some_and(|unit| unit.as_str().contains(char::is_numeric));
        (!has_more).then_some(amount)
    })
}

/// A number, with a comma or a point, and what it counts.
pub(crate) fn measure(text: &str) -> Option<(Amount, Option<Unit>)> {
    let text = text.trim();
    let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    let rest = rest.trim();
    // "1 000" is no thousand of ours, and no 1 of something that is called 000.
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let unit = if rest.is_empty() { None } else { Some(Unit::parse(rest).ok()?) };
    Some((read(number)?, unit))
}

/// The amount that a text is that nobody has asked for: a number with the unit of the goal behind it, or without one.
pub(crate) fn parse(text: &str, goal: &Goal) -> Option<Amount> {
    let text = text.trim().to_lowercase();
    if text.chars().count() > LONGEST {
        return None;
    }
    let unit = goal.unit.as_ref().map(Unit::as_str).map(str::to_lowercase);
    let number = unit.and_then(|unit| text.strip_suffix(unit.as_str())).unwrap_or(&text);
    read(number.trim())
}

fn read(number: &str) -> Option<Amount> {
    let (units, places) = number.split_once(['.', ',']).unwrap_or((number, "0"));
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(units) || !is_number(places) || places.len() > PLACES {
        return None;
    }
    let units: i64 = units.parse().ok()?;
    let places: i64 = format!("{places:0<3}").parse().ok()?;
    Amount::from_thousandths(units.checked_mul(1000)?.checked_add(places)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> Option<i64> {
        let goal = serde_json::from_str(r#"{"kind":"at_least","amount":5,"unit":"Км"}"#).unwrap();
        parse(text, &goal).map(Amount::thousandths)
    }

    #[test]
    fn numbers_are_read_with_either_sign_and_with_their_unit() {
        let read = ["5", " 2,5 ", "2.05", "5 км", "5КМ", "0"].map(typed);
        assert_eq!(read, [Some(5000), Some(2500), Some(2050), Some(5000), Some(5000), Some(0)]);
    }

    #[test]
    fn an_answer_may_name_any_unit_and_is_a_number_first() {
        let goal = serde_json::from_str(r#"{"kind":"at_least","amount":5,"unit":"Км"}"#).unwrap();
        let read = |text| answer(text, &goal).map(Amount::thousandths);
        let said = ["8", "2,5 pages", "2.5км", "1 hour and a half"].map(read);
        assert_eq!(said, [Some(8000), Some(2500), Some(2500), Some(1000)]);
        for text in ["", "a lot", "pages 5", "-1", "1 000", "1e3", "2:30", "1 hour 30", "5-6", "1.2345 km"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn everything_else_is_no_number() {
        for text in [
            "",
            "км",
            "five",
            "-1",
            "1.2345",
            "1e3",
            "5 miles",
            "1 2",
            "1.",
            ".5",
            "٣",
            "99999999999999999999",
        ] {
            assert_eq!(typed(text), None, "{text}");
        }
    }
}
