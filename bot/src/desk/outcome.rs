//! What became of an update, and when it comes again.

use core_shared::contract::updates::UpdateOutcome;

/// Nobody waits longer than that for the next try.
const LONGEST_PAUSE: u32 = 15;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Handled,
    /// It comes again, for as long as it takes.
    Again,
    /// It comes again, a few times.
    Unanswered,
}

impl Outcome {
    /// For the metrics.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Handled => "handled",
            Self::Again => "again",
            Self::Unanswered => "unanswered",
        }
    }

    /// As it is reported after so many attempts.
    pub(super) fn after(self, attempt: i32) -> UpdateOutcome {
        let doublings = u32::try_from(attempt).unwrap_or(1).saturating_sub(1);
        let after_seconds = 1_u32.checked_shl(doublings).unwrap_or(LONGEST_PAUSE).min(LONGEST_PAUSE);
        match self {
            Self::Handled => UpdateOutcome::Handled {},
            Self::Again => UpdateOutcome::Again { after_seconds },
            Self::Unanswered => {
                let cause = "the answer could not be given".to_owned();
                UpdateOutcome::Failed { after_seconds, cause }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_with_the_attempts_up_to_a_quarter_of_a_minute() {
        let pause = |attempt| match Outcome::Again.after(attempt) {
            UpdateOutcome::Again { after_seconds } => after_seconds,
            other => panic!("{other:?}"),
        };
        assert_eq!([1, 2, 3, 4, 5, 40].map(pause), [1, 2, 4, 8, 15, 15]);
    }
}
