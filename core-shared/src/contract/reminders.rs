//! Reminders: times of day at which a habit asks to be done.

use serde::{Deserialize, Serialize};

use crate::domain::{MinuteOfDay, ReminderId};

/// A reminder to be made with its habit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateReminder {
    /// Local time of day in the user's zone.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "21:00"))]
    pub time: MinuteOfDay,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReminderBody {
    pub id: ReminderId,
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "21:00"))]
    pub time: MinuteOfDay,
}

/// `POST /v1/scheduler/reminders/plan`: what one tick did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlanBody {
    /// Deliveries that were queued.
    pub planned: u64,
}
