//! Schedules: what a habit was meant to be, and since when.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::{Goal, Schedule};

/// `GET /v1/users/{user}/habits/{habit}/schedules`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SchedulesBody {
    /// Oldest first: never empty, and the first is no rest. Days before the first are judged by it.
    pub schedules: Vec<ScheduleBody>,
}

/// What held from a day on, up to the next of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScheduleBody {
    pub valid_from: Date,
    /// Whether the habit was archived: nothing was due then, and there is no schedule.
    pub archived: bool,
    pub schedule: Option<Schedule>,
    pub goal: Option<Goal>,
    pub carry_over: bool,
}
