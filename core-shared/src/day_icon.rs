//! How the state of a day looks: the same sign wherever one is shown.

use crate::domain::DayState;

/// All of one width, so that marks below each other are columns.
pub fn icon(state: DayState) -> &'static str {
    match state {
        DayState::Done | DayState::Kept => "✅",
        DayState::NotDone => "✖️",
        DayState::Skipped => "⏭",
        DayState::Frozen => "🧊",
        DayState::Partial => "🔹",
        DayState::Exceeded => "🔶",
        DayState::Pending => "⬜",
        DayState::Carried => "↪️",
        DayState::Missed => "▫️",
        DayState::Paused => "⏸",
        DayState::NotDue => "➖",
    }
}
