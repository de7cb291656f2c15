//! The few calls of the Bot API that a postman needs, as plain JSON. The token is part of every address, so no
//! address ever reaches a log or an error.

mod answer;

use std::error::Error as _;
use std::time::Duration;

use anyhow::Context as _;
use core_shared::contract::deliveries::DeliveryOutcome;
use core_shared::domain::UserId;
use core_shared::screen::is_too_new;
use reqwest::redirect::Policy;
use secrecy::{ExposeSecret as _, SecretString};
use serde::Serialize;

pub(crate) use self::answer::Verdict;
use crate::letter::{Letter, Then};

/// Telegram answers within a second or is in trouble.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(15);

/// Talks to the Bot API with the token of one bot.
#[derive(Debug)]
pub(crate) struct Telegram {
    base: String,
    token: SecretString,
    http: reqwest::Client,
}

impl Telegram {
    pub(crate) fn new(base: &str, token: SecretString) -> anyhow::Result<Self> {
        let http = reqwest::Client::builder().timeout(REQUEST_TIMEOUT).redirect(Policy::none()).build();
        Ok(Self { base: base.trim_end_matches('/').to_owned(), token, http: http.context("HTTP client")? })
    }

    /// Sends a letter and says what became of it. It is never tried twice here: what comes next is the API's
    /// to decide, which remembers it. (What an old server refuses for its looks was not sent, and goes out without them.)
    pub(crate) async fn send(&self, letter: &Letter) -> Verdict {
        let verdict = self.show(letter).await;
        match (letter.then, &verdict.outcome) {
            (Some(Then::Pin), DeliveryOutcome::Sent { message_id }) => {
                self.pin(letter.chat_id, *message_id).await
            }
            (Some(Then::Unpin), DeliveryOutcome::Sent { message_id }) => {
                self.unpin(letter.chat_id, *message_id).await
            }
            _ => verdict,
        }
    }

    async fn show(&self, letter: &Letter) -> Verdict {
        let verdict = self.call(letter.method(), letter, letter.message_id).await;
        match &verdict.outcome {
            DeliveryOutcome::Rejected { cause } if is_too_new(cause) => {
                self.call(letter.method(), &letter.plain(), letter.message_id).await
            }
            _ => verdict,
        }
    }

    /// The message is in the chat, whether or not it can be pinned: sending it again would double it. Whoever dies before
    /// this has not reported either, so that the message comes once more, and that one is pinned.
    async fn pin(&self, chat_id: UserId, message_id: i32) -> Verdict {
        let call = Pinning { chat_id, message_id, disable_notification: true };
        let Verdict { outcome, silence } = self.call("pinChatMessage", &call, Some(message_id)).await;
        let sent = DeliveryOutcome::Sent { message_id };
        if outcome != sent {
            tracing::warn!(user = %chat_id, ?outcome, "a list of the day could not be pinned");
        }
        Verdict { outcome: sent, silence }
    }

    /// Only an edit comes before this, so both can be done again. What cannot be unpinned is not pinned any more.
    async fn unpin(&self, chat_id: UserId, message_id: i32) -> Verdict {
        let call = Pinning { chat_id, message_id, disable_notification: false };
        let verdict = self.call("unpinChatMessage", &call, Some(message_id)).await;
        match verdict.outcome {
            DeliveryOutcome::Rejected { .. } | DeliveryOutcome::Gone { .. } => {
                DeliveryOutcome::Sent { message_id }.into()
            }
            _ => verdict,
        }
    }

    /// Calls a method that makes a message, or does something with the one that is `known`.
    async fn call(&self, method: &str, body: &impl Serialize, known: Option<i32>) -> Verdict {
        match self.post(method, body).await {
            Ok((status, body)) => answer::classify(known, status, &body),
            Err(error) => Verdict::retry(&innermost(&error.without_url())),
        }
    }

    async fn post(&self, method: &str, body: &impl Serialize) -> reqwest::Result<(u16, Vec<u8>)> {
        let url = format!("{}/bot{}/{method}", self.base, self.token.expose_secret());
        let response = self.http.post(url).json(body).send().await?;
        let status = response.status().as_u16();
        Ok((status, response.bytes().await?.to_vec()))
    }
}

/// What pins a message or takes it down. Beside messages these calls are few, and need no slot of their own.
#[derive(Debug, Serialize)]
struct Pinning {
    chat_id: UserId,
    message_id: i32,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    disable_notification: bool,
}

/// The last error in the chain is the one that tells something.
fn innermost(error: &reqwest::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        text = inner.to_string();
        source = inner.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::letter::Postage;

    #[tokio::test]
    async fn the_token_is_in_no_error_and_no_debug_output() {
        core_shared::runtime::install_tls();
        // Nothing listens on port 1.
        let telegram = Telegram::new("http://127.0.0.1:1", SecretString::from("123:very-secret")).unwrap();
        let delivery = json!({
            "id": 9, "attempt": 1, "user": 42, "locale": "en", "due_at": "2026-11-20T20:00:00Z",
            "content": {"kind": "message", "text": "Good morning"},
        });
        let verdict =
            telegram.send(&Letter::write(&serde_json::from_value(delivery).unwrap(), Postage::Free)).await;
        assert!(matches!(verdict.outcome, DeliveryOutcome::Retry { after_seconds: None, .. }), "{verdict:?}");
        assert!(!format!("{verdict:?}{telegram:?}").contains("very-secret"));
    }
}
