//! Personal tokens: what a person's own programs show to call the API for them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::patch::present;
use super::secret::Secret;
use crate::domain::{TokenId, TokenName};

/// What a token allows, with what belongs to its user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TokenAccess {
    /// Looking.
    Read,
    /// Looking and changing, but for tokens and the deletion of everything.
    Write,
}

impl TokenAccess {
    /// As it is written on the wire and in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
        }
    }
}

/// `POST /v1/users/{user}/tokens`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateToken {
    /// One line, 1 to 50 characters. No two tokens of a user that are valid have the same.
    pub name: TokenName,
    pub access: TokenAccess,
    /// After how many days it is refused: 1 to 366; 90 when absent.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false, minimum = 1, maximum = 366))]
    pub valid_days: Option<u16>,
}

impl CreateToken {
    /// Whoever still needs it after a season notices and makes another.
    pub const VALID_DAYS: u16 = 90;

    /// A leap year.
    pub const MOST_VALID_DAYS: u16 = 366;
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TokenBody {
    pub id: TokenId,
    pub name: TokenName,
    pub access: TokenAccess,
    /// The beginning of the token, to know it again by.
    pub prefix: String,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
    /// To the minute.
    pub last_used_at: Option<Timestamp>,
}

/// A new token. It is shown this once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewTokenBody {
    pub token: TokenBody,
    pub secret: Secret,
}

/// `GET /v1/users/{user}/tokens`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TokensBody {
    /// Those that are valid, oldest first.
    pub tokens: Vec<TokenBody>,
}

impl TokensBody {
    /// How many tokens a user has at most: more programs than one person keeps an eye on.
    pub const MOST: usize = 20;
}
