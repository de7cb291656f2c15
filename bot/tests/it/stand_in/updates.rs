//! The queue of updates: each is kept once, of each chat one is handed out, and a claim ends by its report or by time.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use core_shared::contract::problem::ProblemKind;
use core_shared::contract::updates::{
    ClaimUpdates, ClaimedUpdate, ClaimedUpdatesBody, ReportUpdates, ReportedUpdatesBody, StoreUpdates,
    StoredUpdatesBody, UpdateOutcome, UpdateReport,
};
use serde_json::Value;
use tokio::time::Instant;

use super::routes::Answer;
use super::{Refusal, StandIn, World};

/// Shorter than that of the real one, and longer than it takes to renew it.
const LEASE: Duration = Duration::from_secs(3);

/// As in the real one.
const MAX_FAILURES: u32 = 3;

#[derive(Debug)]
pub(super) struct KeptUpdate {
    chat: Option<i64>,
    body: Value,
    ready_at: Instant,
    is_claimed: bool,
    attempt: i32,
    failures: u32,
    is_over: bool,
}

pub(super) async fn store_updates(
    State(api): State<StandIn>,
    Json(body): Json<StoreUpdates>,
) -> Answer<StoredUpdatesBody> {
    let mut world = api.world()?;
    let mut stored = 0;
    for update in body.updates {
        world.updates.entry(update.update_id).or_insert_with(|| {
            stored += 1;
            KeptUpdate {
                chat: update.chat,
                body: update.body,
                ready_at: Instant::now(),
                is_claimed: false,
                attempt: 0,
                failures: 0,
                is_over: false,
            }
        });
    }
    Ok(Json(StoredUpdatesBody { stored, claim: world.hand_out(body.claim, &api) }))
}

pub(super) async fn claim_updates(
    State(api): State<StandIn>,
    Json(body): Json<ClaimUpdates>,
) -> Answer<ClaimedUpdatesBody> {
    Ok(Json(api.world()?.hand_out(body.limit, &api)))
}

pub(super) async fn report_updates(
    State(api): State<StandIn>,
    Json(body): Json<ReportUpdates>,
) -> Answer<ReportedUpdatesBody> {
    let mut world = api.world()?;
    if world.loses_reports {
        return Err(Refusal(ProblemKind::Unavailable));
    }
    let accepted = body.reports.into_iter().filter(|report| world.settle(report)).count();
    let claim = world.hand_out(body.claim, &api);
    drop(world);
    api.changes.send_modify(|count| *count += 1);
    Ok(Json(ReportedUpdatesBody { accepted: accepted.try_into().unwrap(), claim }))
}

impl World {
    fn hand_out(&mut self, limit: u32, api: &StandIn) -> ClaimedUpdatesBody {
        let now = Instant::now();
        let mut updates = Vec::new();
        let mut busy = std::collections::BTreeSet::new();
        for (id, update) in self.updates.iter_mut().filter(|(_, update)| !update.is_over) {
            let is_first = update.chat.is_none_or(|chat| busy.insert(chat));
            if is_first && update.ready_at <= now && updates.len() < limit as usize {
                update.attempt += 1;
                update.is_claimed = true;
                update.ready_at = now + LEASE;
                let body = update.body.clone();
                updates.push(ClaimedUpdate { update_id: *id, attempt: update.attempt, body });
            }
        }
        let more = limit > 0 && updates.len() == limit as usize;
        ClaimedUpdatesBody { leased_until: api.clock.now() + LEASE, updates, more }
    }

    fn settle(&mut self, report: &UpdateReport) -> bool {
        let Some(update) = self.updates.get_mut(&report.update_id) else { return false };
        if !update.is_claimed || update.attempt != report.attempt {
            return false;
        }
        let pause = |seconds: u32| Instant::now() + Duration::from_secs(seconds.into());
        update.is_claimed = false;
        match report.outcome {
            UpdateOutcome::Handled {} => update.is_over = true,
            UpdateOutcome::Working {} => {
                update.is_claimed = true;
                update.ready_at = Instant::now() + LEASE;
            }
            UpdateOutcome::Again { after_seconds } => update.ready_at = pause(after_seconds),
            UpdateOutcome::Failed { after_seconds, .. } => {
                update.failures += 1;
                update.is_over = update.failures >= MAX_FAILURES;
                update.ready_at = pause(after_seconds);
            }
        }
        true
    }
}

impl StandIn {
    /// Waits until an update is done with.
    pub(crate) async fn until_done_with(self, update: i64) {
        let mut changes = self.changes.subscribe();
        let is_done = |_: &u64| self.lock().updates.get(&update).is_some_and(|update| update.is_over);
        changes.wait_for(is_done).await.unwrap();
    }

    pub(crate) fn kept_updates(&self) -> usize {
        self.lock().updates.len()
    }

    /// From now on nothing is known of what became of updates.
    pub(crate) fn loses_reports(&self) {
        self.lock().loses_reports = true;
    }

    pub(crate) fn takes_reports(&self) {
        self.lock().loses_reports = false;
    }
}
