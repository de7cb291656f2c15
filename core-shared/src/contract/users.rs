//! Users: a Telegram account with a language and a calendar.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::patch::{nullable, present};
use crate::domain::{DayStart, Days, Locale, MinuteOfDay, QuietHours, UserId, Weekday, Zone};

/// `PUT /v1/users/{user}`: first contact, or contact again. What is sent holds for a new user only; a
/// known one keeps their settings and is reachable again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PutUser {
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub locale: Option<Locale>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub zone: Option<Zone>,
}

/// `PATCH /v1/users/{user}`: absent fields stay as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PatchUser {
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub locale: Option<Locale>,
    /// An IANA zone. The user's day and reminders follow it at once; recorded days stay where they are.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub zone: Option<Zone>,
    /// When the user's day begins, 00:00 to 12:00.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub day_start: Option<DayStart>,
    /// The day on which the user's weeks begin: habits that count times in a week follow it.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub first_weekday: Option<Weekday>,
    /// Whether a freeze is spent on a missed day of a streak of at least 3.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub freezes: Option<bool>,
    /// Reminders that would come in these hours come at their end; null takes them away.
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    pub quiet_hours: Option<Option<QuietHours>>,
    /// The time of day at which a message tells what is due; null for none.
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    pub digest_at: Option<Option<MinuteOfDay>>,
    /// The time of day at which a message tells what is still open, if anything is; null for none.
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    pub nudge_at: Option<Option<MinuteOfDay>>,
    /// Whether the list of each day comes at its beginning, stays pinned and follows what is marked. With the next day
    /// that begins.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub pinned_today: Option<bool>,
    /// Whether there are reminders at all.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub reminding: Option<bool>,
    /// Days on which nothing is due, in the past or to come; null ends the present vacation and calls off the
    /// next.
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    pub vacation: Option<Option<Days>>,
    /// Through which day, one that is over, the user was asked about what was left open. It only moves forward.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub reviewed_through: Option<Date>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UserBody {
    pub id: UserId,
    pub locale: Locale,
    /// Null until the user has told it; days are those of UTC until then.
    pub zone: Option<Zone>,
    pub day_start: DayStart,
    pub first_weekday: Weekday,
    /// Whether a freeze is spent on a missed day of a streak of at least 3.
    pub freezes: bool,
    pub quiet_hours: Option<QuietHours>,
    /// When a message tells what is due.
    pub digest_at: Option<MinuteOfDay>,
    /// When a message tells what is still open.
    pub nudge_at: Option<MinuteOfDay>,
    /// Whether the list of each day comes at its beginning and stays pinned.
    pub pinned_today: bool,
    /// Whether there are reminders at all.
    pub reminding: bool,
    /// The present vacation, or the next.
    pub vacation: Option<Days>,
    /// Through which day the user was asked about what was left open.
    pub reviewed_through: Option<Date>,
    /// The user's day at the moment of the answer.
    pub today: Date,
    pub created_at: Timestamp,
}
