//! Dead letters: deliveries that were given up, with their cause.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::{DeliveryId, HabitId, UserId};

/// Dead letters on one page.
pub const DEAD_LETTERS_PAGE: u32 = 100;

/// `GET /v1/admin/dead-letters`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeadLettersBody {
    pub dead_letters: Vec<DeadLetterBody>,
    /// Where the next page begins: send it as `after`. Absent on the last page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeadLetterBody {
    pub user: UserId,
    pub id: DeliveryId,
    /// `reminder`, `redraw`, `digest`, `nudge`, `still_there` or `message`.
    pub kind: String,
    /// Of a reminder.
    pub habit: Option<HabitId>,
    pub day: Option<Date>,
    pub due_at: Timestamp,
    pub given_up_at: Timestamp,
    /// How often it was handed out.
    pub attempts: i32,
    /// Telegram's words, or those of the network.
    pub cause: Option<String>,
}
