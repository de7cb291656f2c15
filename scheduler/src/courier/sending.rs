//! Lets each delivery leave at its slot and waits for many answers at a time. Whatever happens, every delivery
//! that was claimed ends in exactly one report.

use std::sync::{Arc, PoisonError};

use core_shared::contract::deliveries::{DeliveryOutcome, DeliveryReport};
use metrics::{counter, histogram};
use tokio::sync::mpsc::{Receiver, Sender};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};
use tokio_util::sync::CancellationToken;

use super::{Claimed, Courier, MOST_IN_FLIGHT};
use crate::letter::Letter;
use crate::telegram::Verdict;

/// Sends what is claimed; after `stop`, hands it back instead. Ends when nothing is claimed any more and
/// everything that was started is over.
pub(super) async fn send_all(
    courier: &Arc<Courier>,
    mut claimed: Receiver<Claimed>,
    reports: Sender<DeliveryReport>,
    stop: &CancellationToken,
) {
    let mut sends = JoinSet::new();
    while let Some(claim) = claimed.recv().await {
        let cleared = stop.run_until_cancelled(clearance(courier, &mut sends)).await;
        if cleared.flatten().is_some() && claim.is_fresh() {
            sends.spawn(send(Arc::clone(courier), claim, reports.clone(), stop.clone()));
        } else {
            report(&claim, DeliveryOutcome::Released { after_seconds: None }, &reports).await;
        }
    }
    while sends.join_next().await.is_some() {}
}

/// Waits for a slot; none while Telegram wants silence.
async fn clearance(courier: &Courier, sends: &mut JoinSet<()>) -> Option<()> {
    while sends.len() >= MOST_IN_FLIGHT {
        sends.join_next().await;
    }
    courier.pacer.slot().await.ok()
}

async fn send(
    courier: Arc<Courier>,
    claim: Claimed,
    reports: Sender<DeliveryReport>,
    stop: CancellationToken,
) {
    let outcome = match courier.turn_in_chat(&claim) {
        Ok(turn) => {
            let waited = stop.run_until_cancelled(sleep_until(turn)).await;
            // A silence may have begun meanwhile.
            if waited.is_some() && courier.pacer.silence().is_none() {
                courier.send_now(&claim).await
            } else {
                DeliveryOutcome::Released { after_seconds: None }
            }
        }
        // Others to the same chat come first: that is no failure.
        Err(seconds) => DeliveryOutcome::Released { after_seconds: Some(seconds) },
    };
    report(&claim, outcome, &reports).await;
}

impl Courier {
    fn turn_in_chat(&self, claim: &Claimed) -> Result<Instant, u32> {
        let mut chats = self.chats.lock().unwrap_or_else(PoisonError::into_inner);
        chats.turn(claim.delivery.user, Instant::now())
    }

    async fn send_now(&self, claim: &Claimed) -> DeliveryOutcome {
        let started = Instant::now();
        let Verdict { outcome, silence } = self.telegram.send(&Letter::write(&claim.delivery)).await;
        histogram!("scheduler_send_seconds").record(started.elapsed());
        if let Some(silence) = silence {
            self.pacer.hold(silence);
        }
        outcome
    }
}

async fn report(claim: &Claimed, outcome: DeliveryOutcome, reports: &Sender<DeliveryReport>) {
    counter!("scheduler_sends_total", "outcome" => name(&outcome)).increment(1);
    if let DeliveryOutcome::Rejected { cause } = &outcome {
        tracing::error!(delivery = %claim.delivery.id, cause, "Telegram will never take this delivery");
    }
    // The reporter lives as long as anybody who reports; without it the lease runs out and says the same.
    reports.send(claim.report(outcome)).await.ok();
}

/// The name of an outcome in metrics and logs.
pub(super) fn name(outcome: &DeliveryOutcome) -> &'static str {
    match outcome {
        DeliveryOutcome::Sent { .. } => "sent",
        DeliveryOutcome::Retry { .. } => "retry",
        DeliveryOutcome::Gone { .. } => "gone",
        DeliveryOutcome::Rejected { .. } => "rejected",
        DeliveryOutcome::Released { .. } => "released",
    }
}
