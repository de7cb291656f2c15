//! Statistics: counts of a range of days, of one habit or of all.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::{HabitId, HabitName, Statistics};

/// The longest range of days that is counted: ten years.
pub const MAX_STATISTICS_DAYS: i32 = 3660;

/// `GET /v1/users/{user}/habits/{habit}/statistics?from=&to=&by=`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HabitStatisticsBody {
    pub from: Date,
    pub to: Date,
    pub whole: Statistics,
    /// With `by`: each week or month, oldest first. The first and the last may be cut short.
    pub parts: Vec<StatisticsPart>,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StatisticsPart {
    pub from: Date,
    pub to: Date,
    pub statistics: Statistics,
}

/// `GET /v1/users/{user}/statistics?from=&to=`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UserStatisticsBody {
    pub from: Date,
    pub to: Date,
    /// All habits together: without amounts, and with the longest streak of one habit.
    pub together: Statistics,
    /// Every habit that was not deleted, archived ones included, in the user's own order.
    pub habits: Vec<StatisticsOfHabit>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StatisticsOfHabit {
    pub id: HabitId,
    pub name: HabitName,
    pub statistics: Statistics,
}
