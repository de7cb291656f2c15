//! Calls: HTTP requests that services have queued, handed to schedulers under a lease and reported back.

mod headers;
mod url;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use thiserror::Error;

pub use self::headers::{CallHeaders, CallHeadersError};
pub use self::url::{CallUrl, CallUrlError};
use super::patch::present;
use crate::domain::TaskId;

/// Calls that one claim hands out at the most: with the longest bodies they are 8 MiB.
pub const MAX_CALLS: u32 = 32;

/// Proves who calls: `t=<unix seconds>,v1=<hex HMAC-SHA256(key, "<t>.<body>")>`.
pub const SIGNATURE_HEADER: &str = "x-habit-tracker-signature";

/// The id of the task. A call may arrive twice; by this the receiver knows it again.
pub const TASK_HEADER: &str = "x-habit-tracker-task";

/// An HTTP call as a service asks for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Call {
    #[serde(default)]
    pub method: CallMethod,
    /// `http` or `https`, to a host that the operator allows.
    pub url: CallUrl,
    /// At most 20; none that says where the call goes, how long it is or who we are.
    #[serde(default)]
    pub headers: CallHeaders,
    /// At most 256 KiB of UTF-8; none with `GET`.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub body: Option<CallBody>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "UPPERCASE")]
pub enum CallMethod {
    #[default]
    Post,
    Put,
    Get,
}

/// What a call carries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct CallBody(String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CallBodyError {
    #[error("is longer than {max} KiB", max = CallBody::MAX_BYTES / 1024)]
    TooLong,
    #[error("has a NUL character, which cannot be kept")]
    Nul,
}

impl CallBody {
    /// Far more than a notice needs, and little enough for many in one answer.
    pub const MAX_BYTES: usize = 256 * 1024;

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for CallBody {
    type Error = CallBodyError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        if text.len() > Self::MAX_BYTES {
            return Err(CallBodyError::TooLong);
        }
        if text.contains('\0') {
            return Err(CallBodyError::Nul);
        }
        Ok(Self(text))
    }
}

/// `POST /v1/scheduler/calls/claim`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ClaimCalls {
    /// 1 to 32.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 32))]
    pub limit: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClaimedCallsBody {
    /// When the claim runs out: what is not reported by then is handed to somebody else.
    pub leased_until: Timestamp,
    /// The most urgent first.
    pub calls: Vec<ClaimedCall>,
    /// Whether claiming again at once may find more.
    pub more: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClaimedCall {
    pub id: TaskId,
    /// How often this call has been handed out, this time included. A report is accepted from the latest only.
    pub attempt: i32,
    /// As it was asked for.
    pub call: Call,
    /// Sent with the call as `X-Habit-Tracker-Signature`, made at the claim.
    pub signature: String,
}

/// `POST /v1/scheduler/calls/report`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReportCalls {
    #[cfg_attr(feature = "openapi", schema(max_items = 32))]
    pub reports: Vec<CallReport>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CallReport {
    pub id: TaskId,
    /// As claimed.
    pub attempt: i32,
    pub outcome: CallOutcome,
}

/// What became of a call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum CallOutcome {
    /// It was answered with a status from 200 to 299.
    Done {
        #[cfg_attr(feature = "openapi", schema(maximum = 65_535))]
        status: u16,
    },
    /// Anything else. The API decides when it is tried again, and whether.
    Failed {
        /// None when there was no answer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "openapi", schema(maximum = 65_535))]
        status: Option<u16>,
        /// The header `Retry-After` as it was sent: seconds, or a date.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retry_after: Option<String>,
        cause: String,
    },
    /// Not tried: handed back by a scheduler that stops. Counts as no failure.
    Released {},
}
