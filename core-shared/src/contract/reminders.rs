//! Reminders: times of day at which a habit asks to be done.

use serde::{Deserialize, Serialize};

use super::patch::{nullable, present};
use crate::domain::{HabitId, MinuteOfDay, NagMinutes, ReminderId, Weekdays};

/// A reminder to be made with its habit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateReminder {
    /// Local time of day in the user's zone.
    pub time: MinuteOfDay,
    /// Of the days on which the habit is due, only these; all of them when absent.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub weekdays: Option<Weekdays>,
    /// Without an answer it comes again every so many minutes, 5 to 180, five times at the most.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
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
    pub time: MinuteOfDay,
    /// Of the days on which the habit is due, only these.
    pub weekdays: Weekdays,
    /// Without an answer it comes again every so many minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nag_minutes: Option<NagMinutes>,
    /// Whether it may come up to 15 minutes later.
    #[serde(default)]
    pub around: bool,
}

/// `PATCH /v1/users/{user}/habits/{habit}/reminders/{reminder}`: absent fields stay as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PatchReminder {
    /// Local time of day in the user's zone. A reminder that has asked today asks at its new time from tomorrow on.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub time: Option<MinuteOfDay>,
    /// Of the days on which the habit is due, only these; null for all of them.
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    pub weekdays: Option<Option<Weekdays>>,
    /// Without an answer it comes again every so many minutes; null for never.
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    pub nag_minutes: Option<Option<NagMinutes>>,
    /// Whether it may come up to 15 minutes later.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub around: Option<bool>,
}

/// `GET /v1/users/{user}/reminders`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RemindersBody {
    /// Those of archived habits included, which do not ask. In the order of the habits, and each habit's by their times.
    pub reminders: Vec<ReminderOfHabit>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReminderOfHabit {
    pub habit: HabitId,
    #[serde(flatten)]
    pub reminder: ReminderBody,
}

/// `POST /v1/scheduler/reminders/plan`: what one tick did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlanBody {
    /// Deliveries that were queued.
    pub planned: u64,
}
