//! Lets each delivery leave at its slot and waits for many answers at a time. Whatever happens, every delivery
//! that was claimed ends in exactly one report.

use std::sync::{Arc, PoisonError};
use std::time::Duration;

use core_shared::contract::deliveries::{DeliveryOutcome, DeliveryReport};
use metrics::{counter, histogram};
use tokio::sync::mpsc::{Receiver, Sender};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};
use tokio_util::sync::CancellationToken;

use super::{Claimed, Courier};
use crate::letter::Letter;
use crate::pacer::Slot;
use crate::telegram::Verdict;

/// A round trip this long costs no rate; when they take longer Telegram is in trouble, and more messages under way would
/// only be more to repeat.
const SLOW_ROUND_TRIP: Duration = Duration::from_secs(2);

/// Always this many, because some only wait for the turn of their chat.
const FEW_IN_FLIGHT: usize = 64;

/// Never more: a slow round trip at a thousand messages a second, the most that Telegram grants.
const MANY_IN_FLIGHT: usize = 2000;

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
        let cleared = stop.run_until_cancelled(clearance(courier, claim.slot, &mut sends)).await;
        if cleared.flatten().is_some() {
            sends.spawn(send(Arc::clone(courier), claim, reports.clone(), stop.clone()));
        } else {
            report(&claim, DeliveryOutcome::Released { after_seconds: None }, &reports).await;
        }
    }
    while sends.join_next().await.is_some() {}
}

/// Waits for the slot; in vain when it was missed, or Telegram wants silence.
async fn clearance(courier: &Courier, slot: Slot, sends: &mut JoinSet<()>) -> Option<()> {
    while sends.len() >= most_in_flight(slot.interval) {
        sends.join_next().await;
    }
    courier.pacer.leave(slot).await.ok()
}

/// Messages under way at the same time, when one leaves in each `interval`.
fn most_in_flight(interval: Duration) -> usize {
    let round_trip = SLOW_ROUND_TRIP.as_micros() / interval.as_micros().max(1);
    usize::try_from(round_trip).unwrap_or(usize::MAX).clamp(FEW_IN_FLIGHT, MANY_IN_FLIGHT)
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
        let Verdict { outcome, silence } =
            self.telegram.send(&Letter::write(&claim.delivery, claim.postage)).await;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_are_under_way_as_leave_during_a_slow_round_trip() {
        for (interval, most) in [(0, 2000), (1_000, 2000), (10_000, 200), (33_784, 64), (1_000_000, 64)] {
            assert_eq!(most_in_flight(Duration::from_micros(interval)), most, "one in {interval} µs");
        }
    }
}
