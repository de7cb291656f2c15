//! Today: the habits that are due on the user's present day.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::{Amount, DayState, Days, Goal, HabitId, HabitKind, HabitName, Locale, Progress};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TodayBody {
    pub day: Date,
    pub locale: Locale,
    /// How many habits the user keeps, due today or not.
    pub active_habits: u32,
    /// The present vacation: nothing is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vacation: Option<Days>,
    /// The habits that are due today, and those that were done without being due, in the user's own order.
    pub habits: Vec<TodayHabit>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TodayHabit {
    pub id: HabitId,
    pub name: HabitName,
    pub kind: HabitKind,
    pub state: DayState,
    /// Of a measured habit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<Goal>,
    /// What is recorded today.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
    /// The undone day on whose behalf today asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carried_from: Option<Date>,
    pub progress: Progress,
}
