//! What happened on one day of one habit, and how a day looks from outside.

use serde::{Deserialize, Serialize};

use super::Amount;

/// What is stored for a day. Days on which nothing was recorded have no execution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(type_name = "text", rename_all = "snake_case"))]
#[serde(rename_all = "snake_case")]
pub enum ExecutionState {
    Done,
    NotDone,
    Skipped,
    /// A freeze was spent on the day when it was over and nothing had been recorded.
    Frozen,
}

/// What a person can say of a day. Freezes are spent by the rollover alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    Done,
    NotDone,
    Skipped,
}

impl From<Answer> for ExecutionState {
    fn from(answer: Answer) -> Self {
        match answer {
            Answer::Done => Self::Done,
            Answer::NotDone => Self::NotDone,
            Answer::Skipped => Self::Skipped,
        }
    }
}

/// The part of an execution that numbers depend on. `amount` belongs to [`ExecutionState::Done`] of a
/// measured habit; a done day without one met its goal, whatever that was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Execution {
    pub state: ExecutionState,
    pub amount: Option<Amount>,
}

impl From<ExecutionState> for Execution {
    fn from(state: ExecutionState) -> Self {
        Self { state, amount: None }
    }
}

impl Execution {
    /// Done, and so much of it.
    pub fn measured(amount: Amount) -> Self {
        Self { state: ExecutionState::Done, amount: Some(amount) }
    }
}

/// Which way a habit goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum HabitKind {
    /// To do something: a day counts when it was done.
    #[default]
    Build,
    /// To stop doing something: a day counts when it is over without a lapse, which is recorded as `not_done`.
    Quit,
}

/// A day of a habit as people see it: what is stored, or what follows from nothing being stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DayState {
    /// Recorded, and enough.
    Done,
    NotDone,
    Skipped,
    /// A freeze was spent on it.
    Frozen,
    /// An amount is recorded that falls short of the goal, or that is within the limit of a day that is not over.
    Partial,
    /// An amount is recorded that is above the limit.
    Exceeded,
    /// Nothing recorded on a day that is over, and nothing was to happen: a limit held.
    Kept,
    /// Due, nothing recorded, and the day is not over.
    Pending,
    /// The present day asks on behalf of an undone day before it, or a past day was undone and carried on.
    Carried,
    /// Due, nothing recorded, and the day is over.
    Missed,
    /// Nothing recorded on a day of pause or vacation, or on a date that a change of zone skipped.
    Paused,
    /// Nothing recorded, and nothing was asked for.
    NotDue,
}

impl DayState {
    /// Whether something can still be done about the day today.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Pending | Self::Carried | Self::Partial)
    }

    /// Whether the day counts as satisfied.
    pub fn is_satisfied(self) -> bool {
        matches!(self, Self::Done | Self::Kept)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_was_done_or_kept_by_itself_is_satisfied() {
        assert!(DayState::Done.is_satisfied() && DayState::Kept.is_satisfied());
        for state in
            [DayState::NotDone, DayState::Skipped, DayState::Frozen, DayState::Partial, DayState::Missed]
        {
            assert!(!state.is_satisfied(), "{state:?}");
        }
    }

    #[test]
    fn what_a_person_says_is_what_is_stored() {
        let stored = [Answer::Done, Answer::NotDone, Answer::Skipped].map(ExecutionState::from);
        assert_eq!(stored, [ExecutionState::Done, ExecutionState::NotDone, ExecutionState::Skipped]);
    }
}
