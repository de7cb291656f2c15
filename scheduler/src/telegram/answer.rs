//! What an answer of Telegram means for a delivery: one table from its words to what comes next.

use std::time::Duration;

use core_shared::contract::deliveries::DeliveryOutcome;
use serde::Deserialize;

use crate::pacer::Silence;

/// What Telegram asks for when it says "too many" without saying for how long.
const DEFAULT_SILENCE: u32 = 5;

/// A token that Telegram does not know is a fault of the operator; asking more often mends nothing.
const SILENCE_WITHOUT_TOKEN: Duration = Duration::from_secs(30);

/// Longer causes are cut off: they are for people who look for a reason.
const MAX_CAUSE_CHARS: usize = 200;

/// Words in a 400 that say that there is nobody to write to.
const GONE: [&str; 5] =
    ["chat not found", "user not found", "user is deactivated", "peer_id_invalid", "user_is_blocked"];

/// Words in a 400 to an edit or a removal that say that there is nothing left to change.
const NOTHING_TO_EDIT: [&str; 6] = [
    "message is not modified",
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "message to delete not found",
    "message can't be deleted",
];

/// What became of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Verdict {
    pub(crate) outcome: DeliveryOutcome,
    pub(crate) silence: Option<Silence>,
}

impl From<DeliveryOutcome> for Verdict {
    fn from(outcome: DeliveryOutcome) -> Self {
        Self { outcome, silence: None }
    }
}

impl Verdict {
    /// It failed for now, and Telegram does not say for how long.
    pub(crate) fn retry(cause: &str) -> Self {
        DeliveryOutcome::Retry { after_seconds: None, cause: readable(cause) }.into()
    }

    fn too_many(after: Option<u32>, cause: String) -> Self {
        let seconds = after.unwrap_or(DEFAULT_SILENCE);
        Self {
            outcome: DeliveryOutcome::Retry { after_seconds: Some(seconds), cause },
            silence: Some(Silence::ForAll(Duration::from_secs(seconds.into()))),
        }
    }

    /// Nothing was tried with this person, so it is handed back and counts as no attempt: however long the
    /// token stays wrong, nothing is lost.
    fn not_let_in(cause: &str) -> Self {
        tracing::error!(
            cause,
            "Telegram does not know this bot: check TELEGRAM_BOT_TOKEN and TELEGRAM_API_URL"
        );
        Self {
            outcome: DeliveryOutcome::Released { after_seconds: None },
            silence: Some(Silence::ForMe(SILENCE_WITHOUT_TOKEN)),
        }
    }
}

#[derive(Debug, Deserialize)]
struct Answer {
    ok: bool,
    /// A message, or plain `true`.
    #[serde(default)]
    result: serde_json::Value,
    error_code: Option<u16>,
    #[serde(default)]
    description: String,
    #[serde(default)]
    parameters: Parameters,
}

#[derive(Debug, Default, Deserialize)]
struct Parameters {
    retry_after: Option<u32>,
}

/// Reads the answer to a call that sent a message, or changed the one with the id `edited`.
pub(super) fn classify(edited: Option<i32>, status: u16, body: &[u8]) -> Verdict {
    // A proxy or a front end in trouble answers in HTML.
    let Ok(answer) = serde_json::from_slice::<Answer>(body) else {
        return unreadable(status);
    };
    if answer.ok {
        return accepted(edited, &answer.result);
    }
    let cause = readable(&answer.description);
    match answer.error_code.unwrap_or(status) {
        429 => Verdict::too_many(answer.parameters.retry_after, cause),
        401 | 404 => Verdict::not_let_in(&cause),
        403 => DeliveryOutcome::Gone { cause }.into(),
        400 => bad_request(edited, cause),
        402..=499 => DeliveryOutcome::Rejected { cause }.into(),
        _ => Verdict::retry(&cause),
    }
}

fn unreadable(status: u16) -> Verdict {
    let cause = format!("an answer with status {status} that is not JSON");
    match status {
        429 => Verdict::too_many(None, cause),
        _ => Verdict::retry(&cause),
    }
}

fn accepted(edited: Option<i32>, result: &serde_json::Value) -> Verdict {
    let named = result["message_id"].as_i64().and_then(|id| i32::try_from(id).ok());
    match named.or(edited) {
        Some(message_id) => DeliveryOutcome::Sent { message_id }.into(),
        None => Verdict::retry("an answer that names no message"),
    }
}

fn bad_request(edited: Option<i32>, cause: String) -> Verdict {
    let words = cause.to_ascii_lowercase();
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| words.contains(phrase));
    match edited {
        // The buttons are gone already, or the whole message is: either way it is done.
        Some(message_id) if says(&NOTHING_TO_EDIT) => DeliveryOutcome::Sent { message_id }.into(),
        _ if says(&GONE) => DeliveryOutcome::Gone { cause }.into(),
        _ => DeliveryOutcome::Rejected { cause }.into(),
    }
}

/// One line of bounded length.
fn readable(cause: &str) -> String {
    let line: String = cause.chars().filter(|c| !c.is_control()).take(MAX_CAUSE_CHARS).collect();
    if line.is_empty() { "no reason given".to_owned() } else { line }
}

#[cfg(test)]
mod tests;
