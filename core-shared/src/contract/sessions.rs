//! Sessions: an hour of a user's own, for a page that was opened from the chat.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::patch::present;
use super::secret::Secret;
use crate::domain::UserId;

/// `POST /v1/sessions`: a launch of a Mini App, or a user; exactly one of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(min_properties = 1, max_properties = 1))]
#[serde(deny_unknown_fields)]
pub struct CreateSession {
    /// What Telegram hands to a Mini App (`Telegram.WebApp.initData`), as it is. Proves by itself whose it is.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false, max_length = 8192))]
    pub init_data: Option<String>,
    /// A user, for callers with a key of the scope `bot`.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub user: Option<UserId>,
}

/// A new session. Its secret goes into the header `Authorization: Bearer …`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionBody {
    pub user: UserId,
    pub expires_at: Timestamp,
    pub secret: Secret,
}
