//! Taps that were answered before they were handled, because the API was away. A tap takes one answer.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use teloxide::types::CallbackQueryId;

#[derive(Debug, Clone, Default)]
pub(crate) struct AnsweredTaps(Arc<Mutex<HashSet<CallbackQueryId>>>);

impl AnsweredTaps {
    /// Whether this tap is to be answered now: it is the first time that somebody asks.
    pub(crate) fn is_first(&self, tap: &CallbackQueryId) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(tap.clone())
    }

    /// Whether this tap was answered. It is forgotten then: it is being handled.
    pub(crate) fn take(&self, tap: &CallbackQueryId) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(tap)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tap_is_answered_once_and_forgotten_when_it_is_handled() {
        let (taps, tap) = (AnsweredTaps::default(), CallbackQueryId("7".to_owned()));
        assert!(!taps.take(&tap));
        assert!(taps.is_first(&tap) && !taps.is_first(&tap));
        assert!(taps.take(&tap) && !taps.take(&tap));
    }
}
