//! What reports of all kinds have in common: they are gathered while one is on its way, and one that would be refused
//! for ever is not sent again.

use core_shared::client::{ClientError, ClientResult};
use core_shared::contract::problem::ProblemKind;
use tokio::sync::mpsc::Receiver;

use crate::outage::Outage;

/// Adds what has come in meanwhile, up to `most` together.
pub(crate) fn gather<T>(outcomes: &mut Receiver<T>, reports: &mut Vec<T>, most: usize) {
    while reports.len() < most
        && let Ok(report) = outcomes.try_recv()
    {
        reports.push(report);
    }
}

/// Whether a call with so many reports was the last with them: they have arrived, or never will.
pub(crate) fn are_settled<T>(reported: ClientResult<T>, reports: usize, outage: &mut Outage) -> bool {
    match reported {
        Err(error) if is_unacceptable(&error) => {
            tracing::error!(%error, reports, "the API does not take a report");
            true
        }
        result => outage.settle(result).is_some(),
    }
}

/// The same report would be refused for ever.
fn is_unacceptable(error: &ClientError) -> bool {
    matches!(error.kind(), Some(ProblemKind::Malformed | ProblemKind::Invalid | ProblemKind::TooLarge))
}
