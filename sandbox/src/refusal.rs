//! Why a call is refused: Telegram's code and Telegram's words. Every wording of the crate that is used twice stands here.

use serde_json::{Value, json};

/// An answer with `"ok": false`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refused {
    pub(crate) code: u16,
    pub(crate) description: String,
    pub(crate) retry_after: Option<u32>,
}

/// A call that the sandbox refused, for tests that expect none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub method: String,
    pub code: u16,
    pub description: String,
}

impl Refused {
    fn new(code: u16, description: impl Into<String>) -> Self {
        Self { code, description: description.into(), retry_after: None }
    }

    /// 400, with Telegram's prefix.
    pub(crate) fn bad(reason: impl AsRef<str>) -> Self {
        Self::new(400, format!("Bad Request: {}", reason.as_ref()))
    }

    pub(crate) fn cannot_parse(complaint: &str) -> Self {
        Self::bad(format!("can't parse entities: {complaint}"))
    }

    pub(crate) fn unauthorized() -> Self {
        Self::new(401, "Unauthorized")
    }

    pub(crate) fn unknown_method() -> Self {
        Self::new(404, "Not Found: method not found")
    }

    pub(crate) fn not_found() -> Self {
        Self::new(404, "Not Found")
    }

    pub(crate) fn blocked() -> Self {
        Self::new(403, "Forbidden: bot was blocked by the user")
    }

    pub(crate) fn never_wrote() -> Self {
        Self::new(403, "Forbidden: bot can't initiate conversation with a user")
    }

    pub(crate) fn other_poller() -> Self {
        let advice =
            "terminated by other getUpdates request; make sure that only one bot instance is running";
        Self::new(409, format!("Conflict: {advice}"))
    }

    pub(crate) fn webhook_is_set() -> Self {
        let advice = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";
        Self::new(409, format!("Conflict: {advice}"))
    }

    pub(crate) fn not_modified() -> Self {
        Self::bad(
            "message is not modified: specified new message content and reply markup are exactly the same as a current \
             content and reply markup of the message",
        )
    }

    pub(crate) fn stale_query() -> Self {
        Self::bad("query is too old and response timeout expired or query ID is invalid")
    }

    pub(crate) fn too_many(retry_after: u32) -> Self {
        Self {
            retry_after: Some(retry_after),
            ..Self::new(429, format!("Too Many Requests: retry after {retry_after}"))
        }
    }

    pub(crate) fn server_error() -> Self {
        Self::new(500, "Internal Server Error")
    }

    /// The body of the answer.
    pub(crate) fn body(&self) -> Value {
        let mut body = json!({"ok": false, "error_code": self.code, "description": self.description});
        if let Some(seconds) = self.retry_after {
            body["parameters"] = json!({"retry_after": seconds});
        }
        body
    }
}
