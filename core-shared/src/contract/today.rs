//! Today: the habits that are due on the user's present day.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::{DayState, HabitId, HabitName, Locale, Progress};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TodayBody {
    pub day: Date,
    pub locale: Locale,
    /// How many habits the user keeps, due today or not.
    pub active_habits: u32,
    /// The habits that are due today, and those that were done without being due.
    pub habits: Vec<TodayHabit>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TodayHabit {
    pub id: HabitId,
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub name: HabitName,
    pub state: DayState,
    pub progress: Progress,
}
