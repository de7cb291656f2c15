//! Where a habit stands among the others, and the cursor of a page that it ends.

use std::fmt;
use std::str::FromStr;

use core_shared::domain::HabitId;

/// Where a habit stands in the lists of its user: as text, the cursor of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) position: i32,
    pub(crate) habit: HabitId,
}

impl Place {
    /// Before every habit.
    pub(crate) const FRONT: Self = Self { position: -1, habit: HabitId(0) };
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.position, self.habit)
    }
}

/// A text that is not a place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NoPlace;

impl FromStr for Place {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (position, habit) = text.split_once('.').ok_or(NoPlace)?;
        let position = position.parse().map_err(|_| NoPlace)?;
        Ok(Self { position, habit: habit.parse().map_err(|_| NoPlace)? })
    }
}
