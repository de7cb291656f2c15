//! What Telegram's complaints mean for the bot. A part of them teloxide knows by name, the rest only by their words.
//! Texts made here never hold a URL, because the token is part of it.

use std::error::Error as _;
use std::time::Duration;

use teloxide::{ApiError, RequestError};
use thiserror::Error;

/// A longer pause is not waited for by somebody who tapped a button.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum TelegramError {
    /// The message shows that already.
    #[error("the message shows that already")]
    NotModified,
    /// The message is gone or can no longer be edited.
    #[error("the message is no longer there")]
    Lost,
    /// The message was sent more than two days ago, and cannot be deleted any more.
    #[error("the message is too old to be deleted")]
    TooOld,
    /// The person blocked the bot, or is no longer there.
    #[error("the person cannot be written to")]
    Gone,
    /// Telegram cannot be reached, is out of order, or wants a long pause.
    #[error("Telegram is away: {0}")]
    Away(String),
    /// Telegram will never take this.
    #[error("Telegram refused: {0}")]
    Refused(String),
}

impl From<RequestError> for TelegramError {
    fn from(error: RequestError) -> Self {
        match &error {
            RequestError::Api(api) => of_answer(api),
            RequestError::RetryAfter(_) | RequestError::Network(_) | RequestError::InvalidJson { .. } => {
                Self::Away(describe(&error))
            }
            RequestError::MigrateToChatId(_) | RequestError::Io(_) => Self::Refused(describe(&error)),
        }
    }
}

fn of_answer(error: &ApiError) -> TelegramError {
    match error {
        ApiError::MessageNotModified => TelegramError::NotModified,
        ApiError::MessageToEditNotFound
        | ApiError::MessageToDeleteNotFound
        | ApiError::MessageCantBeEdited
        | ApiError::MessageIdInvalid => TelegramError::Lost,
        ApiError::MessageCantBeDeleted => TelegramError::TooOld,
        ApiError::BotBlocked
        | ApiError::ChatNotFound
        | ApiError::UserDeactivated
        | ApiError::CantInitiateConversation => TelegramError::Gone,
        // The token is refused: nothing can be sent until somebody repairs that.
        ApiError::InvalidToken => TelegramError::Away(error.to_string()),
        ApiError::Unknown(text) => of_words(text),
        _ => TelegramError::Refused(error.to_string()),
    }
}

fn of_words(text: &str) -> TelegramError {
    let is = |words: &str| text.contains(words);
    if text.starts_with("Forbidden: ") {
        TelegramError::Gone
    } else if is("message is not modified") {
        TelegramError::NotModified
    } else if is("message to edit not found") || is("message can't be edited") {
        TelegramError::Lost
    } else if is("message can't be deleted") {
        TelegramError::TooOld
    } else if is("Internal Server Error") || is("Bad Gateway") || is("Gateway Timeout") {
        TelegramError::Away(text.to_owned())
    } else {
        TelegramError::Refused(text.to_owned())
    }
}

/// The error in words for the log.
pub(crate) fn describe(error: &RequestError) -> String {
    match error {
        // The outer error names the URL, the innermost one the reason.
        RequestError::Network(network) => {
            let mut reason = network.source();
            while let Some(inner) = reason.and_then(|reason| reason.source()) {
                reason = Some(inner);
            }
            let reason = reason.map_or_else(|| "connection failed".to_owned(), ToString::to_string);
            let timeout = if network.is_timeout() { "no answer in time: " } else { "" };
            format!("{timeout}{reason}")
        }
        RequestError::InvalidJson { source, .. } => format!("the answer cannot be read: {source}"),
        other => other.to_string(),
    }
}

/// Makes a call, and once more after the pause that Telegram asks for.
pub(crate) async fn once_more_after_a_pause<T, F: Future<Output = Result<T, RequestError>>>(
    call: impl Fn() -> F,
) -> Result<T, RequestError> {
    match call().await {
        Err(RequestError::RetryAfter(pause)) if pause.duration() <= LONGEST_PAUSE => {
            tokio::time::sleep(pause.duration()).await;
            call().await
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(text: &str) -> TelegramError {
        let json = serde_json::Value::String(text.to_owned());
        let error: ApiError = serde_json::from_value(json).unwrap();
        RequestError::Api(error).into()
    }

    #[test]
    fn complaints_in_telegrams_own_words_are_told_apart() {
        let cases = [
            ("Forbidden: bot was blocked by the user", TelegramError::Gone),
            ("Forbidden: bot can't initiate conversation with a user", TelegramError::Gone),
            ("Forbidden: user is deactivated", TelegramError::Gone),
            ("Bad Request: chat not found", TelegramError::Gone),
            ("Bad Request: message to edit not found", TelegramError::Lost),
            ("Bad Request: message can't be edited", TelegramError::Lost),
            ("Bad Request: message to delete not found", TelegramError::Lost),
            ("Bad Request: message can't be deleted", TelegramError::TooOld),
            ("Bad Request: message can't be deleted for everyone", TelegramError::TooOld),
            (
                "Bad Request: message is not modified: specified new message content and reply markup are exactly the \
                 same as a current content and reply markup of the message",
                TelegramError::NotModified,
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(answered(text), expected, "{text}");
        }
        assert!(matches!(answered("Internal Server Error"), TelegramError::Away(_)));
        assert!(matches!(answered("Bad Request: BUTTON_DATA_INVALID"), TelegramError::Refused(_)));
    }
}
