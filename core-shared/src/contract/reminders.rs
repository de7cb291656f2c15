//! Reminders: times of day at which a habit asks to be done.

use serde::{Deserialize, Serialize};

use super::patch::present;
#[cfg(feature = "openapi")]
use crate::domain::Weekday;
use crate::domain::{MinuteOfDay, NagMinutes, ReminderId, Weekdays};

/// A reminder to be made with its habit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateReminder {
    /// Local time of day in the user's zone.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "21:00"))]
    pub time: MinuteOfDay,
    /// Of the days on which the habit is due, only these; all of them when absent.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<Weekday>>, min_items = 1, max_items = 7))]
    pub weekdays: Option<Weekdays>,
    /// Without an answer it comes again every so many minutes, 5 to 180, five times at the most.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<u16>, minimum = 5, maximum = 180))]
    pub nag_minutes: Option<NagMinutes>,
    /// Whether it may come up to 15 minutes later, always by the same time: then it does not wait in line with
    /// everybody else's.
    #[serde(default)]
    pub around: bool,
}

impl CreateReminder {
    /// On every day on which the habit is due.
    pub fn at(time: MinuteOfDay) -> Self {
        Self { time, weekdays: None, nag_minutes: None, around: false }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReminderBody {
    pub id: ReminderId,
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "21:00"))]
    pub time: MinuteOfDay,
    /// Of the days on which the habit is due, only these.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Weekday>))]
    pub weekdays: Weekdays,
    /// Without an answer it comes again every so many minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<u16>))]
    pub nag_minutes: Option<NagMinutes>,
    /// Whether it may come up to 15 minutes later.
    #[serde(default)]
    pub around: bool,
}

/// `POST /v1/scheduler/reminders/plan`: what one tick did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlanBody {
    /// Deliveries that were queued.
    pub planned: u64,
}
