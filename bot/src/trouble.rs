//! Why an update could not be handled, and so what becomes of it: it comes again, it is let go, or the person
//! is told that something went wrong.

use core_shared::client::ClientError;
use core_shared::contract::problem::ProblemKind;
use thiserror::Error;

use crate::telegram::TelegramError;

#[derive(Debug, Error)]
pub(crate) enum Trouble {
    #[error(transparent)]
    Api(#[from] ClientError),
    #[error(transparent)]
    Telegram(#[from] TelegramError),
}

pub(crate) type Handled<T = ()> = Result<T, Trouble>;

/// What becomes of an update that could not be handled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The API is away: the update comes again until it is back.
    Again,
    /// Telegram did not take the answer: the update comes again, but not for ever.
    AgainAFewTimes,
    /// There is nobody to answer to.
    LetGo,
    /// A fault of the program: it is logged, and the person is told.
    Apologize,
}

impl Trouble {
    pub(crate) fn verdict(&self) -> Verdict {
        match self {
            Self::Api(error) if error.is_unavailable() => Verdict::Again,
            Self::Telegram(TelegramError::Away(_)) => Verdict::AgainAFewTimes,
            Self::Telegram(TelegramError::Gone | TelegramError::NotModified) => Verdict::LetGo,
            Self::Api(_)
            | Self::Telegram(TelegramError::Lost | TelegramError::TooOld | TelegramError::Refused(_)) => {
                Verdict::Apologize
            }
        }
    }
}

/// There is no such thing, or it is somebody else's.
pub(crate) fn is_not_found(error: &ClientError) -> bool {
    error.kind() == Some(ProblemKind::NotFound)
}

/// It does not go with what is there already.
pub(crate) fn is_conflict(error: &ClientError) -> bool {
    matches!(
        error.kind(),
        Some(ProblemKind::ReminderExists | ProblemKind::QuotaReached | ProblemKind::NameTaken)
    )
}

/// There are as many as there can be.
pub(crate) fn is_quota(error: &ClientError) -> bool {
    error.kind() == Some(ProblemKind::QuotaReached)
}

/// The value was understood and is not acceptable.
pub(crate) fn is_invalid(error: &ClientError) -> bool {
    error.kind() == Some(ProblemKind::Invalid)
}
