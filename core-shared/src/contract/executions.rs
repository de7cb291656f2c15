//! Executions: what happened on one day of one habit.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::habits::HabitBody;
use super::patch::{nullable, present};
use crate::domain::{Amount, Answer, DayState, DeliveryId, ExecutionState, Note, Proof, TargetMeasure};

/// `PUT /v1/users/{user}/habits/{habit}/executions/{day}`: sending the same twice changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PutExecution {
    pub state: Answer,
    /// How much, with `done` of a measured habit. Without it the goal of the day was met, however much that
    /// took; with `at_most` it was kept.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub amount: Option<Amount>,
    /// 1 to 1000 characters. Absent, the note of the day stays; null takes it away.
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    pub note: Option<Option<Note>>,
    /// A picture, a voice or a video message about the day, by its name at the messenger. Absent, that of the day stays;
    /// null takes it away.
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    pub proof: Option<Option<Proof>>,
    /// The reminder on whose message this is answered: the caller shows the answer there. The messages of others that
    /// ask for this day are drawn anew.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub on_reminder: Option<DeliveryId>,
    /// The message in the chat on which this is answered, whatever it shows: it is not drawn anew.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub on_message: Option<i32>,
}

impl From<Answer> for PutExecution {
    fn from(state: Answer) -> Self {
        Self { state, amount: None, note: None, proof: None, on_reminder: None, on_message: None }
    }
}

/// `PATCH /v1/users/{user}/habits/{habit}/executions/{day}`: what is said of a day that is marked, whatever it is marked
/// as. Absent fields stay as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PatchExecution {
    /// 1 to 1000 characters; null takes it away.
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    pub note: Option<Option<Note>>,
    /// A picture, a voice or a video message about the day; null takes it away.
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    pub proof: Option<Option<Proof>>,
}

/// `POST /v1/users/{user}/habits/{habit}/executions/{day}/add`: adds to the amount of the day, once for each
/// `Idempotency-Key`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AddAmount {
    /// The step of the goal when absent.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub amount: Option<Amount>,
    /// The reminder on whose message this is answered, as when a day is marked.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub on_reminder: Option<DeliveryId>,
    /// The message in the chat on which this is answered, as when a day is marked.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub on_message: Option<i32>,
}

/// Where the mark of a day is taken away, as when it is marked: query parameters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MarkedOn {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_reminder: Option<DeliveryId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_message: Option<i32>,
}

/// What a day looks like after it was marked or unmarked, and the habit with its new numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CheckInBody {
    pub day: Date,
    pub state: DayState,
    /// What is recorded of a measured habit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
    /// What today's mark has reached, worth a word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub celebration: Option<Celebration>,
    pub habit: HabitBody,
}

/// Something to be glad about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Celebration {
    /// The streak has come to a round number.
    Milestone { streak: u32 },
    /// The target is reached.
    Target { days: u16, measure: TargetMeasure },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExecutionBody {
    pub day: Date,
    pub state: ExecutionState,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Note>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<Proof>,
    pub recorded_at: Timestamp,
}

/// The days of a range that have an execution, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExecutionsBody {
    pub executions: Vec<ExecutionBody>,
}

/// The longest range of days that one request lists: a leap year.
pub const MAX_RANGE_DAYS: i32 = 366;
