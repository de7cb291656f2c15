//! Reports outcomes as soon as there are any: what comes in while one report is on its way makes up the next.
//! So a crash repeats only what was in flight. A report is not given up while the API is away.

use std::collections::BTreeMap;
use std::time::Duration;

use core_shared::contract::deliveries::{DeliveryReport, MAX_CLAIM, ReportDeliveries};
use metrics::histogram;
use tokio::sync::mpsc::Receiver;
use tokio::time::{Instant, sleep_until};

use super::Courier;
use super::sending::name;
use crate::outage::Outage;
use crate::reports::{are_settled, gather};

/// As many as the API takes at once.
const MOST_REPORTS: usize = MAX_CLAIM as usize;

/// One line in the log stands for everything within this time.
const TALLY_EVERY: Duration = Duration::from_secs(5);

/// Reports until nobody is left who could have something to report.
pub(super) async fn report_all(courier: &Courier, mut outcomes: Receiver<DeliveryReport>) {
    let mut outage = Outage::new("report deliveries");
    let mut tally = Tally::default();
    while let Some(first) = next(&mut outcomes, &mut tally).await {
        let _turn = courier.turn.lock().await;
        let mut body = ReportDeliveries { reports: vec![first], silence_seconds: None };
        loop {
            gather(&mut outcomes, &mut body.reports, MOST_REPORTS);
            // As long as it lasts: what is over when the API is back holds nobody any more.
            body.silence_seconds = courier.pacer.silence_for_all().map(whole_seconds);
            let started = Instant::now();
            let reported = courier.api.report_deliveries(&body).await;
            histogram!("scheduler_report_seconds").record(started.elapsed());
            if are_settled(reported, body.reports.len(), &mut outage) {
                break;
            }
            outage.rest().await;
        }
        tally.count(&body.reports);
    }
    tally.log();
}

/// Waits for an outcome, and logs in the meantime.
async fn next(outcomes: &mut Receiver<DeliveryReport>, tally: &mut Tally) -> Option<DeliveryReport> {
    loop {
        let Some(due) = tally.due() else {
            return outcomes.recv().await;
        };
        tokio::select! {
            () = sleep_until(due) => tally.log(),
            outcome = outcomes.recv() => return outcome,
        }
    }
}

/// Rounded up: whoever comes back early is refused again.
fn whole_seconds(silence: Duration) -> u32 {
    u32::try_from(silence.as_millis().div_ceil(1000)).unwrap_or(u32::MAX)
}

/// Outcomes since the last line in the log.
#[derive(Debug, Default)]
struct Tally {
    counts: BTreeMap<&'static str, u64>,
    due: Option<Instant>,
}

impl Tally {
    fn count(&mut self, reports: &[DeliveryReport]) {
        for report in reports {
            *self.counts.entry(name(&report.outcome)).or_default() += 1;
        }
        self.due.get_or_insert_with(|| Instant::now() + TALLY_EVERY);
    }

    fn due(&self) -> Option<Instant> {
        self.due
    }

    fn log(&mut self) {
        if self.due.take().is_some() {
            tracing::info!(outcomes = ?std::mem::take(&mut self.counts), "delivered");
        }
    }
}
