//! Tasks: work that services queue, and what became of it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::calls::{Call, CallMethod};
use super::patch::present;
use crate::domain::{MessageText, TaskId, UserId};

/// Tasks on one page at the most, and when nobody asks for fewer.
pub const TASKS_PAGE: u32 = 100;

/// `POST /v1/tasks`: a call or a message, exactly one of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateTask {
    /// 1 to 200 visible ASCII characters. The same key is the same task, however often it is sent.
    pub dedup_key: DedupKey,
    /// An HTTP call.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub call: Option<Call>,
    /// A message to a user of the bot.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub message: Option<TaskMessage>,
    /// At once when absent; at most a year from now.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub not_before: Option<Timestamp>,
    /// When it is given up. A day after it may begin when absent, and 30 days after that at the most.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub expires_at: Option<Timestamp>,
    #[serde(default)]
    pub priority: Priority,
}

/// A message as a service asks for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TaskMessage {
    /// Whom it is for: somebody who has written to the bot.
    pub user: UserId,
    /// 1 to 4096 characters of plain text, shown exactly as they are. No control characters but `\n` and `\t`.
    pub text: MessageText,
    /// Whether it comes without a sound, and so in quiet hours, too. Others wait for their end.
    #[serde(default)]
    pub silent: bool,
}

/// What comes first when there is more to do than can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    Low,
    #[default]
    Normal,
    High,
}

/// What a service calls its task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct DedupKey(String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("has to be 1 to {max} visible ASCII characters", max = DedupKey::MAX_CHARS)]
pub struct DedupKeyError;

impl DedupKey {
    pub const MAX_CHARS: usize = 200;

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for DedupKey {
    type Error = DedupKeyError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let is_key =
            (1..=Self::MAX_CHARS).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
        if is_key { Ok(Self(text)) } else { Err(DedupKeyError) }
    }
}

/// Where a task is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TaskState {
    /// Waiting, under way, or waiting to be tried again.
    Open,
    /// It was done.
    Done,
    /// It was tried and given up, with its cause. Can be replayed.
    Rejected,
    /// Its time was over before it was tried, or, of a message, before it could be sent. Can be replayed.
    Expired,
    /// It was cancelled before it was done.
    Cancelled,
}

impl TaskState {
    pub const ALL: [Self; 5] = [Self::Open, Self::Done, Self::Rejected, Self::Expired, Self::Cancelled];

    /// As it is written on the wire and in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Done => "done",
            Self::Rejected => "rejected",
            Self::Expired => "expired",
            Self::Cancelled => "cancelled",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TaskBody {
    pub id: TaskId,
    /// The key under which it was queued.
    pub service: String,
    pub dedup_key: String,
    pub priority: Priority,
    pub state: TaskState,
    /// Where the call goes; headers and body are not told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<CalledBody>,
    /// Whom the message is for; what it says is not told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<AddressedBody>,
    /// When it may begin, or may be tried again.
    pub ready_at: Timestamp,
    pub expires_at: Timestamp,
    /// How often it was handed out.
    pub attempts: i32,
    /// How often it failed since it was queued or replayed.
    pub failures: i32,
    /// The status of the last answer to a call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Why it failed the last time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    pub created_at: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<Timestamp>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CalledBody {
    pub method: CallMethod,
    pub url: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AddressedBody {
    pub user: UserId,
}

/// `GET /v1/tasks`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TasksBody {
    /// Oldest first.
    pub tasks: Vec<TaskBody>,
    /// Where the next page begins: send it as `after`. Absent on the last page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_written_by_its_name() {
        for state in TaskState::ALL {
            assert_eq!(serde_json::to_value(state).unwrap(), state.name());
        }
    }

    #[test]
    fn a_key_is_a_short_word() {
        for good in ["a", "invoice/17#2", &"k".repeat(200)] {
            assert!(DedupKey::try_from(good.to_owned()).is_ok(), "{good}");
        }
        for bad in ["", " ", "a b", "a\0", "ключ", "a\n", &"k".repeat(201)] {
            assert_eq!(DedupKey::try_from(bad.to_owned()), Err(DedupKeyError), "{bad:?}");
        }
    }
}
