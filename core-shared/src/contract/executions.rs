//! Executions: what happened on one day of one habit.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::habits::HabitBody;
use crate::domain::{DayState, ExecutionState};

/// `PUT /v1/users/{user}/habits/{habit}/executions/{day}`: sending the same twice changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PutExecution {
    pub state: ExecutionState,
}

/// What a day looks like after it was marked or unmarked, and the habit with its new numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CheckInBody {
    pub day: Date,
    pub state: DayState,
    pub habit: HabitBody,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExecutionBody {
    pub day: Date,
    pub state: ExecutionState,
    pub recorded_at: Timestamp,
}

/// The days of a range that have an execution, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExecutionsBody {
    pub executions: Vec<ExecutionBody>,
}

/// The longest range of days that one request lists: a leap year.
pub const MAX_RANGE_DAYS: i32 = 366;
