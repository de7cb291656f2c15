//! Habits: what a user wants to do.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::patch::present;
use super::reminders::{CreateReminder, ReminderBody};
use crate::domain::{DayState, HabitId, HabitName, Progress, Schedule};

/// Reminders that one habit can have.
pub const MAX_REMINDERS_PER_HABIT: usize = 10;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateHabit {
    /// One line, 1 to 100 characters.
    #[cfg_attr(feature = "openapi", schema(value_type = String, min_length = 1, max_length = 100, example = "Read 20 pages"))]
    pub name: HabitName,
    pub schedule: Schedule,
    /// The first day on which the habit is due; the user's today when absent.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub starts_on: Option<Date>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_items = 10))]
    pub reminders: Vec<CreateReminder>,
}

/// `PATCH /v1/users/{user}/habits/{habit}`: absent fields stay as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PatchHabit {
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, min_length = 1, max_length = 100))]
    pub name: Option<HabitName>,
    /// Holds from the user's today on; past days keep the schedule that was valid on them.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub schedule: Option<Schedule>,
    /// The whole list of reminders.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_items = 10))]
    pub reminders: Option<Vec<CreateReminder>>,
    /// An archived habit is not due and not reminded of; its history stays.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub archived: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HabitBody {
    pub id: HabitId,
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "Read 20 pages"))]
    pub name: HabitName,
    pub schedule: Schedule,
    pub starts_on: Date,
    pub archived_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub reminders: Vec<ReminderBody>,
    pub progress: Progress,
    /// The last [`RECENT_DAYS`] days, oldest first; the last one is the user's today.
    pub recent_days: Vec<DayBody>,
}

/// How many days [`HabitBody::recent_days`] shows: two weeks, so that each weekday appears twice.
pub const RECENT_DAYS: i32 = 14;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayBody {
    pub day: Date,
    pub state: DayState,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HabitsBody {
    /// In the order in which they were made.
    pub habits: Vec<HabitBody>,
}

/// `GET /v1/users/{user}/habits?status=`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum HabitStatus {
    #[default]
    Active,
    Archived,
}
