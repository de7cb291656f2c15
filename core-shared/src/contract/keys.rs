//! Service keys: what services show to call the API. For operators.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::patch::present;
use super::secret::Secret;
use crate::domain::KeyId;

/// What a service key allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Everything that users can do, for every user.
    Bot,
    /// Planning, claiming, reporting and rollover.
    Scheduler,
    /// Queueing work, and seeing what became of it.
    Tasks,
    /// Reading the metrics of the API.
    Metrics,
    /// Everything.
    Admin,
}

impl Scope {
    pub const ALL: [Self; 5] = [Self::Bot, Self::Scheduler, Self::Tasks, Self::Metrics, Self::Admin];

    /// As it is written on the wire and in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bot => "bot",
            Self::Scheduler => "scheduler",
            Self::Tasks => "tasks",
            Self::Metrics => "metrics",
            Self::Admin => "admin",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.name() == name)
    }

    pub fn allows(self, needed: Self) -> bool {
        self == needed || self == Self::Admin
    }
}

/// A word that is no scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("has to be bot, scheduler, tasks, metrics or admin")]
pub struct ScopeError;

impl std::str::FromStr for Scope {
    type Err = ScopeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::from_name(text).ok_or(ScopeError)
    }
}

/// What a service is called: its tasks belong to this name, whichever of its keys it shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct KeyName(String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("has to be 1 to {max} lower-case letters, digits and hyphens, beginning with a letter", max = KeyName::MAX_CHARS)]
pub struct KeyNameError;

impl KeyName {
    pub const MAX_CHARS: usize = 64;

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for KeyName {
    type Error = KeyNameError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let begins = text.starts_with(|first: char| first.is_ascii_lowercase());
        let known = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let is_name = begins && text.len() <= Self::MAX_CHARS && text.bytes().all(known);
        if is_name { Ok(Self(text)) } else { Err(KeyNameError) }
    }
}

impl std::str::FromStr for KeyName {
    type Err = KeyNameError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.to_owned().try_into()
    }
}

/// `POST /v1/admin/keys`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateKey {
    /// 1 to 64 lower-case letters, digits and hyphens, beginning with a letter.
    pub name: KeyName,
    pub scope: Scope,
    /// From when on it is refused; never when absent.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub expires_at: Option<Timestamp>,
}

/// `POST /v1/admin/keys/{key}/rotate`
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RotateKey {
    /// How long the old key is taken beside the new one, at most 30 days; a day when absent.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false, minimum = 0, maximum = 2_592_000))]
    pub old_valid_seconds: Option<u32>,
    /// From when on the new key is refused; never when absent.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub expires_at: Option<Timestamp>,
}

impl RotateKey {
    /// Long enough to change the settings of a service in office hours.
    pub const OLD_VALID_SECONDS: u32 = 24 * 60 * 60;

    /// What is not exchanged by then is forgotten.
    pub const MOST_OLD_VALID_SECONDS: u32 = 30 * 24 * 60 * 60;
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KeyBody {
    pub id: KeyId,
    pub name: String,
    pub scope: Scope,
    /// The beginning of the key, to know it again by. Not told of keys that come from the settings.
    pub prefix: Option<String>,
    /// Whether it comes from the settings of the API: then it is taken back there.
    pub is_configured: bool,
    pub created_at: Timestamp,
    pub expires_at: Option<Timestamp>,
    /// When a successor was made.
    pub retired_at: Option<Timestamp>,
    pub revoked_at: Option<Timestamp>,
    /// To the minute.
    pub last_used_at: Option<Timestamp>,
}

/// A new key. It is shown this once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewKeyBody {
    pub key: KeyBody,
    pub secret: Secret,
}

/// `GET /v1/admin/keys`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KeysBody {
    /// Oldest first; also those that are not taken any more.
    pub keys: Vec<KeyBody>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_is_written_by_its_name() {
        for scope in Scope::ALL {
            assert_eq!(serde_json::to_value(scope).unwrap(), scope.name());
            assert_eq!(Scope::from_name(scope.name()), Some(scope));
        }
    }

    #[test]
    fn a_name_is_a_word_that_fits_into_any_setting() {
        for good in ["a", "billing", "bot-2"] {
            assert!(good.parse::<KeyName>().is_ok(), "{good}");
        }
        for bad in ["", "2", "-a", "Bot", "BOT_API_KEY", "a b", "ключ", "a\0", &"k".repeat(65)] {
            assert_eq!(bad.parse::<KeyName>(), Err(KeyNameError), "{bad:?}");
        }
    }
}
