//! Amounts and goals as people say them. The unit is the person's own word and stays as it is, whatever the number.

use super::plain;
use crate::domain::{Amount, Goal, GoalKind, Locale};

/// "2.5", in Russian "2,5".
pub fn amount(locale: Locale, amount: Amount) -> String {
    with_sign_of(locale, &amount.to_string())
}

/// A share of 1 as points of a hundred with one decimal: "4.8".
pub fn points(locale: Locale, share: f64) -> String {
    with_sign_of(locale, &format!("{:.1}", share * 100.0))
}

/// How far a day is: "3 of 8 glasses", "1 (at most 2 cups)".
pub fn measured(locale: Locale, amount: Amount, goal: &Goal) -> String {
    let id = match goal.kind {
        GoalKind::AtLeast => "amount-of-goal",
        GoalKind::AtMost => "amount-and-limit",
    };
    plain(
        locale,
        id,
        &[("amount", self::amount(locale, amount).into()), ("goal", wanted(locale, goal).into())],
    )
}

/// What is wanted of a day: "at least 8 glasses a day".
pub fn goal(locale: Locale, goal: &Goal) -> String {
    let id = match goal.kind {
        GoalKind::AtLeast => "goal-at-least",
        GoalKind::AtMost => "goal-at-most",
    };
    plain(locale, id, &[("goal", wanted(locale, goal).into())])
}

/// The longest unit that a step is named with: abbreviations fit beside another button, and stay the same
/// whatever the number.
const LONGEST_UNIT_OF_STEP: usize = 3;

/// What one tap adds, for a button: "+1", "+250 ml".
pub fn step(locale: Locale, goal: &Goal) -> String {
    let step = amount(locale, goal.step());
    match goal.unit.as_ref().filter(|unit| unit.as_str().chars().count() <= LONGEST_UNIT_OF_STEP) {
        Some(unit) => format!("+{step} {unit}"),
        None => format!("+{step}"),
    }
}

fn wanted(locale: Locale, goal: &Goal) -> String {
    let amount = amount(locale, goal.amount);
    match &goal.unit {
        Some(unit) => format!("{amount} {unit}"),
        None => amount,
    }
}

fn with_sign_of(locale: Locale, decimal: &str) -> String {
    match locale {
        Locale::En => decimal.to_owned(),
        Locale::Ru => decimal.replace('.', ","),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn goal_of(json: &str) -> Goal {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn amounts_have_the_decimal_sign_of_the_reader() {
        let half = Amount::from_thousandths(2500).unwrap();
        assert_eq!([Locale::En, Locale::Ru].map(|locale| amount(locale, half)), ["2.5", "2,5"]);
        assert_eq!([Locale::En, Locale::Ru].map(|locale| points(locale, 0.0479)), ["4.8", "4,8"]);
    }

    #[test]
    fn a_goal_and_a_limit_can_be_said_with_any_unit() {
        let said = |locale, json: &str| {
            let wanted = goal_of(json);
            (goal(locale, &wanted), measured(locale, Amount::from_thousandths(1500).unwrap(), &wanted))
        };
        for (json, locale, wanted, measured) in [
            (
                r#"{"kind":"at_least","amount":8,"unit":"glasses"}"#,
                Locale::En,
                "at least 8 glasses a day",
                "1.5 of 8 glasses",
            ),
            (r#"{"kind":"at_most","amount":2}"#, Locale::En, "at most 2 a day", "1.5 (at most 2)"),
            (
                r#"{"kind":"at_least","amount":2.5,"unit":"км"}"#,
                Locale::Ru,
                "не меньше 2,5 км в день",
                "1,5 из 2,5 км",
            ),
            (
                r#"{"kind":"at_most","amount":2,"unit":"чашек"}"#,
                Locale::Ru,
                "не больше 2 чашек в день",
                "1,5 (не больше 2 чашек)",
            ),
        ] {
            assert_eq!(said(locale, json), (wanted.to_owned(), measured.to_owned()));
        }
    }

    #[test]
    fn a_step_names_its_unit_when_that_is_an_abbreviation() {
        let step = |locale, json| step(locale, &goal_of(json));
        assert_eq!(step(Locale::Ru, r#"{"kind":"at_least","amount":2,"unit":"км","step":0.25}"#), "+0,25 км");
        assert_eq!(step(Locale::En, r#"{"kind":"at_least","amount":8,"unit":"glasses"}"#), "+1");
    }
}
