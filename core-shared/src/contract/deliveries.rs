//! Deliveries: messages on their way out, handed to schedulers under a lease and reported back.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::{
    Amount, DayState, DeliveryId, Goal, HabitId, HabitKind, HabitName, Locale, Period, UserId,
};

/// Deliveries that one claim hands out at the most.
pub const MAX_CLAIM: u32 = 500;

/// `POST /v1/scheduler/deliveries/claim`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ClaimDeliveries {
    /// 1 to 500.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 500))]
    pub limit: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClaimBody {
    /// When the claim runs out: what is not reported by then is handed to somebody else.
    pub leased_until: Timestamp,
    /// Oldest first. Each has a slot, a moment of its own at which it may leave.
    pub deliveries: Vec<ClaimedDelivery>,
    /// From this answer to the slot of the first delivery, in milliseconds.
    pub first_slot_ms: u64,
    /// From the slot of one delivery to that of the next, in microseconds.
    pub slot_interval_us: u64,
    /// Whether claiming again at once may find more. False also when more is due, but has no slot soon: then it is
    /// time to ask again in a second.
    pub more: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClaimedDelivery {
    pub id: DeliveryId,
    /// How often this delivery has been handed out, this time included. A report is accepted from the latest only.
    pub attempt: i32,
    pub user: UserId,
    pub locale: Locale,
    pub due_at: Timestamp,
    pub content: DeliveryContent,
}

/// What is to be sent, with everything that is needed to render it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DeliveryContent {
    /// A habit asks to be done: a new message with buttons.
    Reminder {
        habit: HabitId,
        #[cfg_attr(feature = "openapi", schema(value_type = String))]
        habit_name: HabitName,
        /// The day that the buttons act on.
        day: Date,
        /// The streak that is at stake.
        streak: u32,
        /// What the streak is counted in; days when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        period: Option<Period>,
        /// Whether the habit is to be done or to be left.
        #[serde(default)]
        habit_kind: HabitKind,
        /// Of a measured habit.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        goal: Option<Goal>,
        /// What is recorded so far.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "openapi", schema(value_type = Option<f64>, minimum = 0))]
        amount: Option<Amount>,
    },
    /// The day of an unanswered reminder is over: its message loses the buttons.
    CloseReminder {
        message_id: i32,
        #[cfg_attr(feature = "openapi", schema(value_type = String))]
        habit_name: HabitName,
        /// Whether the habit is to be done or to be left.
        #[serde(default)]
        habit_kind: HabitKind,
        day: Date,
        state: DayState,
    },
}

/// `POST /v1/scheduler/deliveries/report`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReportDeliveries {
    #[cfg_attr(feature = "openapi", schema(max_items = 500))]
    pub reports: Vec<DeliveryReport>,
    /// Telegram has said "too many": nobody shall send for so many seconds from now. Counted as one refusal,
    /// however often it is reported until it is over. More than a day is taken for a day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub silence_seconds: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DeliveryReport {
    pub user: UserId,
    pub id: DeliveryId,
    /// As claimed.
    pub attempt: i32,
    pub outcome: DeliveryOutcome,
}

/// What became of a delivery, and so what comes next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum DeliveryOutcome {
    /// Telegram took it. `message_id` names the message that was sent or edited.
    Sent { message_id: i32 },
    /// It failed for now. `after_seconds` is Telegram's own word; without it the API backs off.
    Retry {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after_seconds: Option<u32>,
        cause: String,
    },
    /// The user cannot be reached until they write again: blocked, deactivated, or no such chat.
    Gone { cause: String },
    /// Telegram will never take it.
    Rejected { cause: String },
    /// Not tried: handed back, for instance by a scheduler that stops. Counts as no failure.
    Released {
        /// Not before so many seconds; at once without it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after_seconds: Option<u32>,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportBody {
    /// Reports that changed something. The others came from a claim that had run out or were sent before.
    pub accepted: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SnoozeBody {
    /// When the reminder comes again.
    pub due_at: Timestamp,
}
