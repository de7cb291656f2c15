//! What happened on one day of one habit, and how a day looks from outside.

use serde::{Deserialize, Serialize};

/// What is stored for a day. Days on which nothing was recorded have no execution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(type_name = "text", rename_all = "snake_case"))]
#[serde(rename_all = "snake_case")]
pub enum ExecutionState {
    Done,
    NotDone,
    Skipped,
}

/// A day of a habit as people see it: what is stored, or what follows from nothing being stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DayState {
    Done,
    NotDone,
    Skipped,
    /// Due, nothing recorded, and the day is not over.
    Pending,
    /// Due, nothing recorded, and the day is over.
    Missed,
    /// Nothing recorded, and nothing was asked for.
    NotDue,
}

impl From<ExecutionState> for DayState {
    fn from(state: ExecutionState) -> Self {
        match state {
            ExecutionState::Done => Self::Done,
            ExecutionState::NotDone => Self::NotDone,
            ExecutionState::Skipped => Self::Skipped,
        }
    }
}
