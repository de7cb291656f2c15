//! Whom a credential speaks for.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::keys::Scope;
use super::tokens::TokenAccess;
use crate::domain::UserId;

/// `GET /v1/me`: whom a credential speaks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum MeBody {
    /// A service key.
    Service { name: String, scope: Scope },
    /// A personal token.
    Token { user: UserId, access: TokenAccess, expires_at: Timestamp },
    /// A session.
    Session { user: UserId, access: TokenAccess, expires_at: Timestamp },
}
