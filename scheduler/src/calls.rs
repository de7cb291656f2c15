//! Makes the HTTP calls of tasks: claim → call → report. They need no slot of Telegram's, so they run beside the courier
//! and not through it. Nothing is kept here: what is lost comes back with its lease.

mod answer;
mod calling;
mod claiming;
mod door;
mod reporting;

use std::sync::Arc;

use core_shared::client::ApiClient;
use core_shared::contract::calls::{CallReport, MAX_CALLS};
use core_shared::public_address::PrivateNetworks;
use tokio::sync::{Mutex, Semaphore, mpsc};
use tokio_util::sync::CancellationToken;

use crate::bell::Listener;
use crate::stopping;

/// Calls under way at the same time, as many as one claim hands out. A receiver that says nothing holds one of these
/// places for ten seconds.
const PLACES: usize = MAX_CALLS as usize;

/// Makes calls.
#[derive(Debug)]
pub(crate) struct Caller {
    api: ApiClient,
    http: reqwest::Client,
    allowed: Arc<PrivateNetworks>,
    places: Arc<Semaphore>,
    /// Held by a claim and by a report until it has arrived, so that no claim hands out what is waiting to be reported.
    turn: Mutex<()>,
}

impl Caller {
    /// One that reaches public addresses, and those of `allowed`.
    pub(crate) fn new(api: ApiClient, allowed: PrivateNetworks) -> anyhow::Result<Arc<Self>> {
        let allowed = Arc::new(allowed);
        let http = door::client(Arc::clone(&allowed))?;
        let (places, turn) = (Arc::new(Semaphore::new(PLACES)), Mutex::default());
        Ok(Arc::new(Self { api, http, allowed, places, turn }))
    }

    /// Makes the calls that are due until `stop`, then finishes what was started and hands back the rest.
    pub(crate) async fn make_calls(self: Arc<Self>, bell: Listener, stop: &CancellationToken) {
        // Beyond these, calling waits: what cannot be reported might be called twice.
        let (reports, outcomes) = mpsc::channel::<CallReport>(PLACES);
        let work = async {
            // The second ends when the first has ended and everything from it is reported.
            tokio::join!(
                claiming::claim_and_call(&self, bell, reports, stop),
                reporting::report_all(&self, outcomes),
            )
        };
        // A call may take longer than a stop.
        stopping::finish(work, stop, "calls").await;
    }
}
