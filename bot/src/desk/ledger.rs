//! What is at work on the desk, and what there is to report. Knows nothing of tasks but their names.

use std::collections::HashMap;

use core_shared::contract::updates::{MAX_UPDATES, UpdateOutcome, UpdateReport};
use tokio::task::Id;
use tokio::time::Instant;

use super::{Outcome, TICK};

/// An update at work.
#[derive(Debug, Clone, Copy)]
struct Held {
    update: i64,
    attempt: i32,
    /// When its lease last began.
    since: Instant,
}

#[derive(Debug, Default)]
pub(super) struct Ledger {
    at_work: HashMap<Id, Held>,
    done: Vec<UpdateReport>,
    /// There may be something to claim.
    looks: bool,
    /// The API did not answer: the next tick tries again.
    waits: bool,
}

impl Ledger {
    pub(super) fn begin(&mut self, task: Id, update: i64, attempt: i32, now: Instant) {
        self.at_work.insert(task, Held { update, attempt, since: now });
    }

    pub(super) fn end(&mut self, task: Id, outcome: Outcome) {
        let held = self.at_work.remove(&task).expect("a task that ends has begun");
        self.done.push(held.report(outcome.after(held.attempt)));
    }

    /// It was never begun.
    pub(super) fn hand_back(&mut self, update_id: i64, attempt: i32) {
        self.done.push(UpdateReport {
            update_id,
            attempt,
            outcome: UpdateOutcome::Again { after_seconds: 0 },
        });
    }

    pub(super) fn look(&mut self) {
        self.looks = true;
    }

    pub(super) fn tick(&mut self) {
        self.looks = true;
        self.waits = false;
    }

    pub(super) fn has_to_look(&self) -> bool {
        self.looks
    }

    pub(super) fn has_to_call(&self) -> bool {
        !self.waits && (self.looks || !self.done.is_empty())
    }

    /// What goes with the next call: who is still at work after a second, and as much as fits of what is done.
    pub(super) fn take_reports(&mut self, now: Instant) -> Vec<UpdateReport> {
        self.looks = false;
        let old = self.at_work.values_mut().filter(|held| now.duration_since(held.since) >= TICK);
        let working = old.map(|held| {
            held.since = now;
            held.report(UpdateOutcome::Working {})
        });
        let mut reports: Vec<_> = working.take(MAX_UPDATES as usize).collect();
        let room = (MAX_UPDATES as usize).saturating_sub(reports.len()).min(self.done.len());
        reports.extend(self.done.drain(..room));
        reports
    }

    /// The call has come to nothing. Who is at work says so again with the next one.
    pub(super) fn put_back(&mut self, reports: Vec<UpdateReport>) {
        self.waits = true;
        self.done.extend(reports.into_iter().filter(|report| report.outcome != UpdateOutcome::Working {}));
    }

    /// Everything that is left, what was not finished for others.
    pub(super) fn last_reports(mut self) -> Vec<UpdateReport> {
        let unfinished =
            self.at_work.values().map(|held| held.report(UpdateOutcome::Again { after_seconds: 0 }));
        self.done.extend(unfinished);
        self.done
    }
}

impl Held {
    fn report(self, outcome: UpdateOutcome) -> UpdateReport {
        UpdateReport { update_id: self.update, attempt: self.attempt, outcome }
    }
}
