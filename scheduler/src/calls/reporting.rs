//! Reports outcomes as soon as there are any. So a crash repeats only what was under way. A report is not given up while
//! the API is away.

use core_shared::contract::calls::{CallReport, ReportCalls};
use tokio::sync::mpsc::Receiver;

use super::calling::name;
use super::{Caller, PLACES};
use crate::outage::Outage;
use crate::reports::{are_settled, gather};

/// Reports until nobody is left who could have something to report.
pub(super) async fn report_all(caller: &Caller, mut outcomes: Receiver<CallReport>) {
    let mut outage = Outage::new("report calls");
    while let Some(first) = outcomes.recv().await {
        let _turn = caller.turn.lock().await;
        let mut body = ReportCalls { reports: vec![first] };
        loop {
            gather(&mut outcomes, &mut body.reports, PLACES);
            let reported = caller.api.report_calls(&body).await;
            if are_settled(reported, body.reports.len(), &mut outage) {
                break;
            }
            outage.rest().await;
        }
        for report in &body.reports {
            tracing::debug!(task = %report.id, outcome = name(&report.outcome), "called");
        }
    }
}
