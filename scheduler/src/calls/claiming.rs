//! Claims as many calls as there are free places, and makes each of them at once.

use std::sync::Arc;

use core_shared::contract::calls::{CallReport, ClaimCalls, ClaimedCall};
use tokio::sync::mpsc::Sender;
use tokio::sync::{MutexGuard, OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::calling::make;
use super::{Caller, PLACES};
use crate::bell::Listener;
use crate::outage::Outage;

/// When to look for more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    AtOnce,
    AtTheBell,
}

/// Claims until `stop`, and ends when every call that was made is over. A claim under way is not interrupted: what it
/// leased would have to wait until the lease runs out.
pub(super) async fn claim_and_call(
    caller: &Arc<Caller>,
    mut bell: Listener,
    reports: Sender<CallReport>,
    stop: &CancellationToken,
) {
    let mut outage = Outage::new("claim calls");
    let mut next = Next::AtTheBell;
    let mut calls = JoinSet::new();
    while let Some((turn, mut room)) = stop.run_until_cancelled(ready(caller, &mut bell, next)).await {
        let limit = u32::try_from(room.num_permits()).unwrap_or(1);
        let claim = caller.api.claim_calls(&ClaimCalls { limit }).await;
        drop(turn);
        let Some(page) = outage.settle(claim) else {
            next = Next::AtTheBell;
            stop.run_until_cancelled(outage.rest()).await;
            continue;
        };
        next = if page.more { Next::AtOnce } else { Next::AtTheBell };
        for call in page.calls {
            // Every call takes its place with it; what is left of the room is free again when the page is through.
            let place = room.split(1);
            let (caller, reports, stop) = (Arc::clone(caller), reports.clone(), stop.clone());
            calls.spawn(call_and_report(caller, call, place, reports, stop));
        }
        while calls.try_join_next().is_some() {}
    }
    drop(reports);
    while calls.join_next().await.is_some() {}
}

/// Waits until something may be claimed: for the bell, for a place, and for the turn.
async fn ready<'a>(
    caller: &'a Caller,
    bell: &mut Listener,
    next: Next,
) -> (MutexGuard<'a, ()>, OwnedSemaphorePermit) {
    if next == Next::AtTheBell {
        bell.heard().await;
    }
    let room = free_places(&caller.places).await;
    (caller.turn.lock().await, room)
}

/// All places that are free, one at least.
async fn free_places(places: &Arc<Semaphore>) -> OwnedSemaphorePermit {
    let mut room = Arc::clone(places).acquire_owned().await.expect("the places are never closed");
    while let Ok(more) = Arc::clone(places).try_acquire_owned()
        && room.num_permits() < PLACES
    {
        room.merge(more);
    }
    room
}

async fn call_and_report(
    caller: Arc<Caller>,
    claimed: ClaimedCall,
    place: Option<OwnedSemaphorePermit>,
    reports: Sender<CallReport>,
    stop: CancellationToken,
) {
    let ClaimedCall { id, attempt, .. } = claimed;
    let outcome = make(&caller, claimed, &stop).await;
    // The reporter lives as long as anybody who reports; without it the lease runs out and says the same.
    reports.send(CallReport { id, attempt, outcome }).await.ok();
    drop(place);
}
