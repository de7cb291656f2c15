//! Claims page after page while something is due, there is room for it, and nothing keeps it from leaving. Each
//! delivery comes with its slot.

use std::time::Duration;

use core_shared::contract::deliveries::{ClaimBody, ClaimDeliveries, MAX_CLAIM};
use metrics::histogram;
use tokio::sync::MutexGuard;
use tokio::sync::mpsc::{PermitIterator, Sender};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::{Claimed, Courier, PAGE};
use crate::bell::Listener;
use crate::letter::Postage;
use crate::outage::Outage;
use crate::pacer::Slot;

const LIMIT: ClaimDeliveries = ClaimDeliveries { limit: MAX_CLAIM };

/// When to look for the next page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    AtOnce,
    AtTheBell,
}

/// Fills `claims` until `stop`. A claim under way is not interrupted: what it leased would have to wait until
/// the lease runs out.
pub(super) async fn claim_all(
    courier: &Courier,
    mut post: Listener,
    claims: Sender<Claimed>,
    stop: &CancellationToken,
) {
    let mut outage = Outage::new("claim deliveries");
    let mut next = Next::AtTheBell;
    while let Some(ready) = stop.run_until_cancelled(ready(courier, &mut post, &claims, next)).await {
        let Some(Ready { turn, room }) = ready else {
            return;
        };
        let started = Instant::now();
        let claim = courier.api.claim_deliveries(&LIMIT).await;
        histogram!("scheduler_claim_seconds").record(started.elapsed());
        drop(turn);
        let Some(page) = outage.settle(claim) else {
            next = Next::AtTheBell;
            stop.run_until_cancelled(outage.rest()).await;
            continue;
        };
        // A page may be empty although more is due: what was claimed may be wanted no longer.
        next = if page.more { Next::AtOnce } else { Next::AtTheBell };
        let slots = slots(&page, Instant::now());
        let postage = if page.is_paid { Postage::Paid } else { Postage::Free };
        for (place, (delivery, slot)) in room.zip(page.deliveries.into_iter().zip(slots)) {
            place.send(Claimed { delivery, slot, postage });
        }
    }
}

/// The slots of a page that was answered at `now`. The API counts from its answer, so clocks need not agree.
fn slots(page: &ClaimBody, now: Instant) -> impl Iterator<Item = Slot> + use<> {
    let first = now + Duration::from_millis(page.first_slot_ms);
    Slot::row(first, Duration::from_micros(page.slot_interval_us))
}

/// What a claim needs.
#[derive(Debug)]
struct Ready<'a> {
    turn: MutexGuard<'a, ()>,
    room: PermitIterator<'a, Claimed>,
}

/// Waits until a page may be claimed; never when nobody takes what is claimed.
async fn ready<'a>(
    courier: &'a Courier,
    post: &mut Listener,
    claims: &'a Sender<Claimed>,
    next: Next,
) -> Option<Ready<'a>> {
    if next == Next::AtTheBell {
        post.heard().await;
    }
    let room = claims.reserve_many(PAGE).await.ok()?;
    courier.pacer.open().await;
    let turn = courier.turn.lock().await;
    Some(Ready { turn, room })
}
