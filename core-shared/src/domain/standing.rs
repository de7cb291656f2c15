//! How a day stands by what is recorded on it alone: the one place that compares an amount with a goal.

use super::{Execution, ExecutionState, Goal, GoalKind};

/// How a day stands by its execution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nothing is recorded.
    Blank,
    /// Enough is recorded.
    Satisfied,
    /// Within the limit so far: satisfied when the day closes.
    Within,
    /// Something is recorded, less than the goal.
    Partial,
    /// More than the limit.
    Exceeded,
    /// Recorded as not done.
    NotDone,
    /// Recorded as not counting.
    Neutral,
}

impl Standing {
    pub(super) fn of(execution: Option<Execution>, goal: Option<&Goal>) -> Self {
        let Some(Execution { state, amount }) = execution else { return Self::Blank };
        match state {
            ExecutionState::NotDone => Self::NotDone,
            ExecutionState::Skipped | ExecutionState::Frozen => Self::Neutral,
            ExecutionState::Done => match (goal, amount) {
                (None, _) | (_, None) => Self::Satisfied,
                (Some(goal), Some(amount)) => match goal.kind {
                    GoalKind::AtLeast if amount >= goal.amount => Self::Satisfied,
                    GoalKind::AtLeast => Self::Partial,
                    GoalKind::AtMost if amount <= goal.amount => Self::Within,
                    GoalKind::AtMost => Self::Exceeded,
                },
            },
        }
    }

    /// Whether it counts as done as things stand.
    pub(super) fn is_done(self) -> bool {
        matches!(self, Self::Satisfied | Self::Within)
    }
}
