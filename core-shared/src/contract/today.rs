//! Today: the habits that are due on the user's present day, and the same for a day of the weeks before it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::{
    Amount, DayState, Days, Goal, HabitId, HabitKind, HabitName, Locale, MinuteOfDay, Progress,
};

/// What was left open is told of so many days back at the most: who comes back after longer begins anew.
pub const MAX_DAYS_OPEN: i32 = 7;

/// How far back a day can be asked for: what a habit's window is sure to hold.
pub const MAX_DAYS_BACK: i32 = 28;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TodayBody {
    /// The day that is told about.
    pub day: Date,
    /// The user's present day.
    pub today: Date,
    pub locale: Locale,
    /// How many habits the user keeps, due on the day or not.
    pub active_habits: u32,
    /// The vacation that the day is part of: nothing is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vacation: Option<Days>,
    /// The habits that are due on the day, and those that were done without being due, in the user's own order.
    pub habits: Vec<TodayHabit>,
    /// With the present day: what was left open on the days before it that the user was not asked about yet, at most a
    /// week back, the oldest day first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_open: Vec<OpenDay>,
}

/// A due day of a habit that is over, and of which nothing is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenDay {
    pub day: Date,
    pub habit: HabitId,
    pub name: HabitName,
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
    /// What is recorded on the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
    /// The undone day on whose behalf today asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carried_from: Option<Date>,
    /// The time of the habit's first reminder, counted from the user's day start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asks_at: Option<MinuteOfDay>,
    /// The numbers as they are on the user's present day.
    pub progress: Progress,
}
