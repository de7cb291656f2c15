//! Rollovers: closing the days that are over.

use serde::{Deserialize, Serialize};

/// `POST /v1/scheduler/rollovers/run`: what one run did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RolloverBody {
    /// Users for whom something had to happen.
    pub users: u64,
    /// Users whose days could not be closed; the log tells why, and they are tried again in an hour.
    pub failed: u64,
    /// Whether a page was full, so that running again at once finds more.
    pub more: bool,
}
