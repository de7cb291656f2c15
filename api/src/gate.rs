//! How many requests are worked on at once. More would not be answered sooner: they would all be answered later.
//!
//! Whoever finds the gate full is told at once to come back. A [`Pass`] is not to be held while a caller is waited for.

use std::sync::Arc;

use core_shared::contract::problem::ProblemKind;
use metrics::counter;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::{ApiError, ApiResult};

#[derive(Debug, Clone)]
pub(crate) struct Gate(Arc<Semaphore>);

/// The right to be worked on, until it is dropped.
#[derive(Debug)]
pub(crate) struct Pass(#[expect(dead_code, reason = "it is held, not read")] OwnedSemaphorePermit);

impl Gate {
    /// A gate that `at_once` may have passed.
    pub(crate) fn new(at_once: u32) -> Self {
        Self(Arc::new(Semaphore::new(at_once.try_into().unwrap_or(Semaphore::MAX_PERMITS))))
    }

    pub(crate) fn enter(&self) -> ApiResult<Pass> {
        self.0.clone().try_acquire_owned().map(Pass).map_err(|_| {
            counter!("api_requests_refused_total", "reason" => "busy").increment(1);
            ApiError::new(ProblemKind::Unavailable).detail("too much is asked at once; nothing was done")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_gate_opens_when_somebody_leaves() {
        let gate = Gate::new(2);
        let passes = [gate.enter(), gate.enter()];
        assert!(passes.iter().all(Result::is_ok));
        assert!(gate.enter().is_err());
        drop(passes);
        assert!(gate.enter().is_ok());
    }
}
