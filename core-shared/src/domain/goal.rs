//! What makes a habit a measured one: how much, of what, and in which direction.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Amount;
use super::text_line::{TextLineError, own_words, text_line};

/// The amount that a day of a measured habit is judged by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(try_from = "GoalFields")]
pub struct Goal {
    pub kind: GoalKind,
    /// For one day, in the unit. More than 0 for `at_least`.
    pub amount: Amount,
    /// What is counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<Unit>,
    /// What one tap adds; 1 when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<f64>, minimum = 0.001, maximum = 1_000_000_000, multiple_of = 0.001))]
    pub step: Option<Amount>,
}

/// Whether the amount is to be reached or not to be exceeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum GoalKind {
    AtLeast,
    AtMost,
}

/// What a measured habit counts: one short line, such as `pages`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Unit(String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum GoalError {
    #[error("is reached by nothing; the amount of at_least is more than 0")]
    NothingToReach,
    #[error("has a step of 0; a tap adds at least 0.001")]
    NoStep,
}

/// A goal as it is written, before it is judged as a whole.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GoalFields {
    kind: GoalKind,
    amount: Amount,
    #[serde(default)]
    unit: Option<Unit>,
    #[serde(default)]
    step: Option<Amount>,
}

impl TryFrom<GoalFields> for Goal {
    type Error = GoalError;

    fn try_from(GoalFields { kind, amount, unit, step }: GoalFields) -> Result<Self, Self::Error> {
        if kind == GoalKind::AtLeast && amount == Amount::ZERO {
            return Err(GoalError::NothingToReach);
        }
        if step == Some(Amount::ZERO) {
            return Err(GoalError::NoStep);
        }
        Ok(Self { kind, amount, unit, step })
    }
}

impl Goal {
    const ONE: Amount = match Amount::from_thousandths(1000) {
        Ok(one) => one,
        Err(_) => Amount::ZERO,
    };

    /// What one tap adds.
    pub fn step(&self) -> Amount {
        self.step.unwrap_or(Self::ONE)
    }
}

impl Unit {
    /// Enough for a word or two beside a number.
    pub const MAX_CHARS: usize = 32;

    pub fn parse(text: &str) -> Result<Self, TextLineError> {
        text_line(text, Self::MAX_CHARS).map(|line| Self(line.to_owned()))
    }
}

own_words!(Unit);

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<Goal, String> {
        serde_json::from_str(json).map_err(|error: serde_json::Error| error.to_string())
    }

    #[test]
    fn a_goal_is_written_as_it_is_read() {
        for json in [
            r#"{"kind":"at_least","amount":8,"unit":"glasses","step":0.5}"#,
            r#"{"kind":"at_most","amount":0}"#,
        ] {
            assert_eq!(serde_json::to_string(&read(json).unwrap()).unwrap(), json);
        }
    }

    #[test]
    fn one_tap_adds_one_unless_it_is_said() {
        let step = |json| read(json).unwrap().step().to_string();
        assert_eq!(step(r#"{"kind":"at_least","amount":8}"#), "1");
        assert_eq!(step(r#"{"kind":"at_least","amount":8,"step":0.25}"#), "0.25");
    }

    #[test]
    fn a_goal_that_makes_no_sense_cannot_be_read() {
        for (json, reason) in [
            (r#"{"kind":"at_least","amount":0}"#, "reached by nothing"),
            (r#"{"kind":"at_most","amount":1,"step":0}"#, "step of 0"),
            (r#"{"kind":"exactly","amount":1}"#, "unknown variant"),
            (r#"{"kind":"at_least"}"#, "missing field"),
            (r#"{"kind":"at_least","amount":-1}"#, "below 0"),
            (r#"{"kind":"at_least","amount":1,"unit":""}"#, "is empty"),
            (r#"{"kind":"at_least","amount":1,"unit":"a\nb"}"#, "control character"),
            (r#"{"kind":"at_least","amount":1,"per":"week"}"#, "unknown field"),
        ] {
            let error = read(json).unwrap_err();
            assert!(error.contains(reason), "{json}: {error}");
        }
        assert_eq!(Unit::parse(&"x".repeat(33)), Err(TextLineError::TooLong { max: 32 }));
        let kilometres = Unit::parse(" km ").unwrap();
        assert_eq!((kilometres.as_str(), kilometres.to_string().as_str()), ("km", "km"));
    }
}
