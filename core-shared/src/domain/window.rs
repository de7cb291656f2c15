//! The last 64 days of a habit as bitmaps: what its numbers need of its executions, in a few bytes.

use jiff::civil::Date;
use jiff::{ToSpan, Unit};

use super::ExecutionState;

/// The last days of a habit as bitmaps: bit `i` is the day `first + i`. A day outside has no execution
/// unless it lies before `first`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    pub first: Date,
    /// Days that were done.
    pub satisfied: u64,
    /// Days that do not count, such as skipped ones.
    pub neutral: u64,
    /// Days with an execution of any kind.
    pub marked: u64,
}

impl Window {
    /// Days that fit into a window; also the width of the bitmaps.
    pub const DAYS: i32 = 64;
    /// Days before today that a new window covers, so that most corrections stay inside it.
    const REACH: i32 = 31;

    /// A window without executions that serves `today` for the next weeks.
    pub fn around(today: Date) -> Self {
        Self { first: today.saturating_sub(Self::REACH.days()), satisfied: 0, neutral: 0, marked: 0 }
    }

    /// The bit of `day`, `None` outside the window.
    pub fn bit(&self, day: Date) -> Option<u64> {
        let offset = days_between(self.first, day);
        (0..Self::DAYS).contains(&offset).then(|| 1 << offset)
    }

    /// The window with `day` marked as `state`, or with no mark.
    #[must_use]
    pub fn with(mut self, day: Date, state: Option<ExecutionState>) -> Self {
        let Some(bit) = self.bit(day) else { return self };
        let set = |bits: u64, on: bool| if on { bits | bit } else { bits & !bit };
        self.satisfied = set(self.satisfied, state == Some(ExecutionState::Done));
        self.neutral = set(self.neutral, state == Some(ExecutionState::Skipped));
        self.marked = set(self.marked, state.is_some());
        self
    }

    /// What is recorded on `day`, as far as the window knows.
    pub fn state(&self, day: Date) -> Option<ExecutionState> {
        let bit = self.bit(day)?;
        if self.satisfied & bit != 0 {
            Some(ExecutionState::Done)
        } else if self.neutral & bit != 0 {
            Some(ExecutionState::Skipped)
        } else if self.marked & bit != 0 {
            Some(ExecutionState::NotDone)
        } else {
            None
        }
    }

    pub(super) fn first_marked(&self) -> Option<Date> {
        let offset = i32::try_from(self.marked.trailing_zeros()).unwrap_or(Self::DAYS);
        (self.marked != 0).then(|| self.first.saturating_add(offset.days()))
    }
}

/// Days from `from` to `to`, negative when `to` is earlier.
pub(super) fn days_between(from: Date, to: Date) -> i32 {
    from.until((Unit::Day, to)).map_or(0, |span| span.get_days())
}
