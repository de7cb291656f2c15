//! An amount as people type it: `5`, `2,5`, `2.5 km`.

use core_shared::domain::{Amount, Goal, Unit};

/// Longer texts are not a number.
const LONGEST: usize = 60;

/// The amount that a text is, with the unit of the goal behind it or without one.
pub(crate) fn parse(text: &str, goal: &Goal) -> Option<Amount> {
    let text = text.trim().to_lowercase();
    if text.chars().count() > LONGEST {
        return None;
    }
    let unit = goal.unit.as_ref().map(Unit::as_str).map(str::to_lowercase);
    let number = unit.and_then(|unit| text.strip_suffix(unit.as_str())).unwrap_or(&text);
    thousandths(number.trim()).and_then(|thousandths| Amount::from_thousandths(thousandths).ok())
}

fn thousandths(number: &str) -> Option<i64> {
    let (units, places) = number.split_once(['.', ',']).unwrap_or((number, "0"));
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(units) || !is_number(places) || places.len() > 3 {
        return None;
    }
    let units: i64 = units.parse().ok()?;
    let places: i64 = format!("{places:0<3}").parse().ok()?;
    units.checked_mul(1000)?.checked_add(places)
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
