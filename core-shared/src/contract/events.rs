//! Events: what has happened to a user's habits, for whoever keeps a copy or wants to react.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::{EventId, HabitId};

/// Events that one page can have, and has when nobody asks for fewer.
pub const EVENTS_PAGE: u32 = 500;

/// `GET /v1/users/{user}/events?after=&limit=`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EventsBody {
    /// Oldest first.
    pub events: Vec<EventBody>,
    /// Where to go on, as `after`: also on the last page, for what happens later. Absent only when nothing has happened
    /// yet. Of two events that are written at the same moment the later one can be seen first: whoever must not miss any
    /// goes on from a little before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// Whether there is more right now.
    pub more: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EventBody {
    pub id: EventId,
    pub kind: EventKind,
    /// May have been deleted since.
    pub habit: Option<HabitId>,
    /// The day of the user that it is about.
    pub day: Option<Date>,
    pub at: Timestamp,
}

/// Everything that can happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// First contact.
    UserCreated,
    HabitCreated,
    /// The habit or one of its reminders was changed; archiving by hand is a change, too.
    HabitChanged,
    /// The target was reached, and with it the habit archived itself.
    HabitArchived,
    HabitDeleted,
    /// The habits stand in another order.
    HabitsOrdered,
    /// The day was marked as done, or its amount has grown or changed.
    ExecutionDone,
    ExecutionNotDone,
    ExecutionSkipped,
    /// The mark of the day was taken away.
    ExecutionRemoved,
    /// The day was missed, and a freeze was spent on it.
    DayFrozen,
    /// The day was not done, and the next ones ask for it.
    DayCarried,
    /// The day went by without a lapse, of a habit to quit, or within its limit.
    DayHeld,
    /// Reminders of the day were not answered before it was over.
    DayClosed,
    TargetReached,
    PauseEnded,
}
