//! Claims page after page while something is due, there is room for it, and nothing keeps it from leaving.

use core_shared::contract::deliveries::ClaimDeliveries;
use tokio::sync::MutexGuard;
use tokio::sync::mpsc::{PermitIterator, Sender};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::{Claimed, Courier, PAGE};
use crate::bell::Listener;
use crate::outage::Outage;

/// A page, as the API counts.
#[expect(clippy::cast_possible_truncation, reason = "a page is a few dozen")]
const LIMIT: ClaimDeliveries = ClaimDeliveries { limit: PAGE as u32 };

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
        let claim = courier.api.claim_deliveries(&LIMIT).await;
        drop(turn);
        let Some(page) = outage.settle(claim) else {
            next = Next::AtTheBell;
            stop.run_until_cancelled(outage.rest()).await;
            continue;
        };
        // A page may be empty although more is due: what was claimed may be wanted no longer.
        next = if page.more { Next::AtOnce } else { Next::AtTheBell };
        let at = Instant::now();
        for (place, delivery) in room.zip(page.deliveries) {
            place.send(Claimed { delivery, at });
        }
    }
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
