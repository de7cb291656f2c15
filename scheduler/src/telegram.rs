//! The few calls of the Bot API that a postman needs, as plain JSON. The token is part of every address, so no
//! address ever reaches a log or an error.

mod answer;

use std::error::Error as _;
use std::time::Duration;

use anyhow::Context as _;
use core_shared::contract::deliveries::DeliveryOutcome;
use core_shared::screen::is_too_new;
use reqwest::redirect::Policy;
use secrecy::{ExposeSecret as _, SecretString};

pub(crate) use self::answer::Verdict;
use crate::letter::Letter;

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
        match &verdict.outcome {
            DeliveryOutcome::Rejected { cause } if is_too_new(cause) => self.show(&letter.plain()).await,
            _ => verdict,
        }
    }

    async fn show(&self, letter: &Letter) -> Verdict {
        match self.post(letter).await {
            Ok((status, body)) => answer::classify(letter.message_id, status, &body),
            Err(error) => Verdict::retry(&innermost(&error.without_url())),
        }
    }

    async fn post(&self, letter: &Letter) -> reqwest::Result<(u16, Vec<u8>)> {
        let url = format!("{}/bot{}/{}", self.base, self.token.expose_secret(), letter.method());
        let response = self.http.post(url).json(letter).send().await?;
        let status = response.status().as_u16();
        Ok((status, response.bytes().await?.to_vec()))
    }
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
