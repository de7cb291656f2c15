//! answerCallbackQuery: once for each tap, soon, and short.

use super::{Call, Outcome, sending::TRUE};
use crate::{callbacks::Answer, refusal::Refused};

/// Characters of a toast or an alert.
const LONGEST_ANSWER: usize = 200;

pub(super) fn answer(call: &mut Call<'_>) -> Outcome {
    let text = call.params.text("text").unwrap_or_default().to_owned();
    if text.chars().count() > LONGEST_ANSWER {
        return Err(Refused::bad("MESSAGE_TOO_LONG"));
    }
    let answer = Answer {
        text,
        alert: call.params.flag("show_alert"),
        url: call.params.text("url").map(str::to_owned),
    };
    let id = call.params.text("callback_query_id").unwrap_or_default();
    call.state.callbacks.answer(id, answer, call.now)?;
    Ok(TRUE)
}
