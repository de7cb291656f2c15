//! What went wrong, as RFC 9457 problems: a closed list, told apart by `type` alone.

use serde::{Deserialize, Serialize};

/// The media type of every error answer.
pub const PROBLEM_MEDIA_TYPE: &str = "application/problem+json";

/// Every kind of problem that the API answers with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProblemKind {
    Malformed,
    Unauthorized,
    Forbidden,
    NotFound,
    MethodNotAllowed,
    TooSlow,
    KeyReused,
    NameTaken,
    KeyState,
    ReminderExists,
    QuotaReached,
    TaskState,
    ChangedMeanwhile,
    TooLarge,
    UnsupportedMediaType,
    Invalid,
    RateLimited,
    Internal,
    Unavailable,
}

impl ProblemKind {
    pub const ALL: [Self; 19] = [
        Self::Malformed,
        Self::Unauthorized,
        Self::Forbidden,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::TooSlow,
        Self::KeyReused,
        Self::NameTaken,
        Self::KeyState,
        Self::ReminderExists,
        Self::QuotaReached,
        Self::TaskState,
        Self::ChangedMeanwhile,
        Self::TooLarge,
        Self::UnsupportedMediaType,
        Self::Invalid,
        Self::RateLimited,
        Self::Internal,
        Self::Unavailable,
    ];

    /// Status, last part of the `type`, and title.
    fn row(self) -> (u16, &'static str, &'static str) {
        match self {
            Self::Malformed => (400, "malformed", "The request could not be read"),
            Self::Unauthorized => (401, "unauthorized", "No valid credentials were sent"),
            Self::Forbidden => (403, "forbidden", "These credentials do not allow this"),
            Self::NotFound => (404, "not-found", "There is no such thing here"),
            Self::MethodNotAllowed => (405, "method-not-allowed", "This address does not know this method"),
            Self::TooSlow => (408, "too-slow", "The body did not arrive in time"),
            Self::KeyReused => {
                (409, "idempotency-key-reused", "The idempotency key belongs to another request")
            }
            Self::NameTaken => (409, "name-taken", "Something else has this name"),
            Self::KeyState => (409, "key-state", "The key is in a state that does not allow this"),
            Self::ReminderExists => (409, "reminder-exists", "The habit has a reminder at this time"),
            Self::QuotaReached => (409, "quota-reached", "There are as many of these as there can be"),
            Self::TaskState => (409, "task-state", "The task is in a state that does not allow this"),
            Self::ChangedMeanwhile => {
                (412, "changed-meanwhile", "This is not the version that was asked for")
            }
            Self::TooLarge => (413, "too-large", "The request is too large"),
            Self::UnsupportedMediaType => {
                (415, "unsupported-media-type", "The body must be application/json")
            }
            Self::Invalid => (422, "invalid", "The request was understood, but a value is not acceptable"),
            Self::RateLimited => (429, "rate-limited", "There were too many requests"),
            Self::Internal => (500, "internal", "Something went wrong on our side"),
            Self::Unavailable => (503, "unavailable", "The service cannot answer right now"),
        }
    }

    pub fn status(self) -> u16 {
        self.row().0
    }

    /// The `type`: what clients branch on.
    pub fn uri(self) -> String {
        format!("urn:habit-tracker:problem:{}", self.row().1)
    }

    pub fn title(self) -> &'static str {
        self.row().2
    }

    pub fn from_uri(uri: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.uri() == uri)
    }
}

/// The body of every error answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// What kind of problem this is; the only field to branch on.
    #[serde(rename = "type")]
    pub kind: String,
    pub title: String,
    pub status: u16,
    /// What to do about this occurrence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Finds the occurrence in the log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// The values that are not acceptable, each with its place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<InvalidValue>,
}

/// One value that is not acceptable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvalidValue {
    /// A JSON pointer into the body, such as `/schedule/days`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// The name of a parameter of the address or a header.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
    pub detail: String,
}

impl InvalidValue {
    pub fn in_body(pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { pointer: Some(pointer.into()), parameter: None, detail: detail.into() }
    }

    pub fn in_parameter(name: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { pointer: None, parameter: Some(name.into()), detail: detail.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_type_of_its_own() {
        for kind in ProblemKind::ALL {
            assert_eq!(ProblemKind::from_uri(&kind.uri()), Some(kind));
            assert!((400..600).contains(&kind.status()));
        }
    }
}
