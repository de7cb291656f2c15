//! Deliveries: messages on their way out, handed to schedulers under a lease and reported back.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use super::today::TodayBody;
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

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
    /// Whether messages are to be sent as paid broadcasts: the operator wants more of them than Telegram sends for free.
    #[serde(default)]
    pub is_paid: bool,
    /// Whether claiming again at once may find more. False also when more is due, but has no slot soon: then it is
    /// time to ask again in a second.
    pub more: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DeliveryContent {
    /// Habits ask to be done: a new message with buttons. Its outcome is that of all its reminders.
    Reminder {
        #[serde(flatten)]
        reminder: ReminderMessageBody,
    },
    /// A reminder that was sent no longer says what is: its message is drawn anew.
    Redraw {
        message_id: i32,
        #[serde(flatten)]
        reminder: ReminderMessageBody,
    },
    /// A reminder that was sent has been sent again: its message goes.
    Remove { message_id: i32 },
    /// What is due today (`digest`, in the morning), or what is still open (`nudge`, in the evening).
    Overview { part: DayPart, habits: Vec<OverviewItem> },
    /// The list of the day that stays pinned: a new message without `message_id`, or else the one that shows it, drawn anew.
    /// When its day is over it is one line, and pinned no longer.
    Today {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        message_id: Option<i32>,
        today: TodayBody,
    },
    /// Many reminders were not answered: whether there shall be more.
    StillThere { days: u16 },
    /// The message of a task, shown exactly as it is.
    Message {
        text: String,
        /// Whether it comes without a sound.
        #[serde(default)]
        silent: bool,
    },
}

/// A reminder message: one habit, or several that were due at the same time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReminderMessageBody {
    /// The delivery that its buttons name.
    pub delivery: DeliveryId,
    /// Whether it was sent for several habits, of which some may be gone.
    pub is_combined: bool,
    /// Whether it comes hours after it should have.
    pub is_late: bool,
    /// The present day of the user.
    pub today: Date,
    pub habits: Vec<ReminderItem>,
}

impl ReminderMessageBody {
    /// Habits that one message is made for: text and buttons of more would be beyond what Telegram takes.
    pub const MOST_HABITS: usize = 16;
}

/// A habit in a reminder message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReminderItem {
    pub habit: HabitId,
    pub habit_name: HabitName,
    /// Whether the habit is to be done or to be left.
    pub habit_kind: HabitKind,
    /// The day that the buttons act on.
    pub day: Date,
    pub state: DayState,
    /// The streak that is at stake.
    pub streak: u32,
    /// What the streak is counted in; days when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// Of a measured habit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<Goal>,
    /// What is recorded so far.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
    /// When it comes again, by the wall clock of the user.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, example = "2026-11-16T21:30:00"))]
    pub snoozed_until: Option<DateTime>,
    /// Whether its day is over: it has no buttons any more.
    #[serde(default)]
    pub is_closed: bool,
}

/// When an overview of the day comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DayPart {
    Morning,
    Evening,
}

/// A habit in the overview of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OverviewItem {
    pub habit_name: HabitName,
    pub state: DayState,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<Goal>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
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
    #[cfg_attr(feature = "openapi", schema(value_type = Option<u64>, maximum = 4_294_967_295_u32))]
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
        #[cfg_attr(feature = "openapi", schema(value_type = Option<u64>, maximum = 4_294_967_295_u32))]
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
        #[cfg_attr(feature = "openapi", schema(value_type = Option<u64>, maximum = 4_294_967_295_u32))]
        after_seconds: Option<u32>,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportBody {
    /// Reports that changed something. The others came from a claim that had run out or were sent before.
    pub accepted: u64,
}

/// Deliveries that one page can have, and has when nobody asks for fewer.
pub const DELIVERIES_PAGE: u32 = 100;

/// `GET /v1/users/{user}/deliveries?state=&after=&limit=`
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeliveriesPage {
    /// Only those in this state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<DeliveryState>,
    /// What `next` said on the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// 1 to [`DELIVERIES_PAGE`], which it is when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeliveriesBody {
    /// What was queued last comes first.
    pub deliveries: Vec<DeliveryBody>,
    /// Where the next page begins, as `after`; absent on the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A message to a user, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeliveryBody {
    pub id: DeliveryId,
    pub kind: DeliveryKind,
    /// Of a reminder: what it asks for.
    pub habit: Option<HabitId>,
    /// The day that it is about.
    pub day: Option<Date>,
    pub state: DeliveryState,
    pub due_at: Timestamp,
    /// How often it was handed out to be sent.
    pub attempts: i32,
    /// When it came to the state that it is in, if that is its last.
    pub finished_at: Option<Timestamp>,
    /// The message in the chat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message_id: Option<i32>,
    /// Why it was given up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
}

/// What a delivery brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeliveryKind {
    /// A habit asks to be done.
    Reminder,
    /// A reminder or a list of the day that was sent is drawn anew.
    Redraw,
    /// What is due today.
    Digest,
    /// What is still open.
    Nudge,
    /// The list of the day that stays pinned.
    Today,
    /// Whether there shall be more reminders.
    StillThere,
    /// The message of a service.
    Message,
}

/// Where a delivery is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// Waiting, or under way.
    Open,
    /// Telegram took it.
    Sent,
    /// It was not wanted any more when its turn came.
    Withdrawn,
    /// The user could not be reached.
    Gone,
    /// Telegram will never take it.
    Rejected,
    /// It could not be sent in time.
    Expired,
}

impl DeliveryState {
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Sent => "sent",
            Self::Withdrawn => "withdrawn",
            Self::Gone => "gone",
            Self::Rejected => "rejected",
            Self::Expired => "expired",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SnoozeBody {
    /// When the reminder comes again.
    pub due_at: Timestamp,
}
