//! Updates: what Telegram has told the bot, kept before it is handled, handed out under a lease, one of each chat at a
//! time, and reported back.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Updates of one call at the most: as many as Telegram hands out at once.
pub const MAX_UPDATES: u32 = 100;

/// The largest update that is kept, in bytes of JSON. The longest messages are a third of it.
pub const MAX_UPDATE_BYTES: usize = 64 * 1024;

/// `POST /v1/bot/updates`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StoreUpdates {
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub updates: Vec<NewUpdate>,
    /// So many of what is open are claimed in the same call: 0 to 100.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(maximum = 100))]
    pub claim: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewUpdate {
    /// Telegram's own number. An update is kept once, however often it comes within a day.
    pub update_id: i64,
    /// Updates of one chat are handled in their order; those without one wait for nothing.
    #[serde(default)]
    pub chat: Option<i64>,
    /// As Telegram sent it: an object of at most 64 KiB, without NUL characters.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub body: serde_json::Value,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StoredUpdatesBody {
    /// How many were not known before.
    pub stored: u64,
    pub claim: ClaimedUpdatesBody,
}

/// `POST /v1/bot/updates/claim`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ClaimUpdates {
    /// 1 to 100.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 100))]
    pub limit: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClaimedUpdatesBody {
    /// When the claim runs out: what is neither reported nor said to be at work by then is handed to somebody else.
    pub leased_until: Timestamp,
    /// The oldest first, and of each chat one.
    pub updates: Vec<ClaimedUpdate>,
    /// Whether claiming again at once may find more.
    pub more: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClaimedUpdate {
    pub update_id: i64,
    /// How often it has been handed out, this time included. A report is accepted from the latest only.
    pub attempt: i32,
    /// As it was stored.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub body: serde_json::Value,
}

/// `POST /v1/bot/updates/report`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReportUpdates {
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub reports: Vec<UpdateReport>,
    /// So many of what is open then are claimed in the same call: 0 to 100.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(maximum = 100))]
    pub claim: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct UpdateReport {
    pub update_id: i64,
    /// As claimed.
    pub attempt: i32,
    pub outcome: UpdateOutcome,
}

/// What became of an update.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum UpdateOutcome {
    Handled {},
    /// It is being handled: the lease begins anew.
    Working {},
    /// What it takes is away. It comes again, and the later ones of its chat wait for it.
    Again {
        /// An hour at the most; more is taken for that.
        #[cfg_attr(feature = "openapi", schema(value_type = u64, maximum = 4_294_967_295_u32))]
        after_seconds: u32,
    },
    /// It could not be answered. It comes again twice and is then given up.
    Failed {
        /// An hour at the most; more is taken for that.
        #[cfg_attr(feature = "openapi", schema(value_type = u64, maximum = 4_294_967_295_u32))]
        after_seconds: u32,
        cause: String,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportedUpdatesBody {
    /// How many reports counted.
    pub accepted: u64,
    pub claim: ClaimedUpdatesBody,
}
