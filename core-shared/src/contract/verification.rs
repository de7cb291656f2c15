//! Verification: whether the stored numbers are those of the histories.

use serde::{Deserialize, Serialize};

use crate::domain::{HabitId, Progress, UserId};

/// `POST /v1/admin/progress/verify`: what rebuilding every habit's progress came to.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VerificationBody {
    /// Habits that were looked at.
    pub habits: u64,
    /// Habits whose stored numbers were wrong, and are right now.
    pub repaired: u64,
    /// Habits whose rows could not be read; the log tells why.
    pub unreadable: u64,
    /// The first of those that were repaired.
    pub mismatches: Vec<Mismatch>,
}

/// A habit whose stored numbers were wrong.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Mismatch {
    pub user: UserId,
    pub habit: HabitId,
    pub cached: Progress,
    pub rebuilt: Progress,
}
