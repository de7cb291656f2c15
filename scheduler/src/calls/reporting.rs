//! Reports outcomes as soon as there are any. So a crash repeats only what was under way. A report is not given up while
//! the API is away.

use core_shared::client::ClientError;
use core_shared::contract::calls::{CallReport, ReportCalls};
use core_shared::contract::problem::ProblemKind;
use tokio::sync::mpsc::Receiver;

use super::calling::name;
use super::{Caller, PLACES};
use crate::outage::Outage;

/// Reports until nobody is left who could have something to report.
pub(super) async fn report_all(caller: &Caller, mut outcomes: Receiver<CallReport>) {
    let mut outage = Outage::new("report calls");
    while let Some(first) = outcomes.recv().await {
        let _turn = caller.turn.lock().await;
        let mut body = ReportCalls { reports: vec![first] };
        loop {
            absorb(&mut outcomes, &mut body.reports);
            match caller.api.report_calls(&body).await {
                Err(error) if is_unacceptable(&error) => {
                    tracing::error!(%error, reports = body.reports.len(), "the API does not take a report");
                    break;
                }
                result => {
                    if outage.settle(result).is_some() {
                        break;
                    }
                }
            }
            outage.rest().await;
        }
        for report in &body.reports {
            tracing::debug!(task = %report.id, outcome = name(&report.outcome), "called");
        }
    }
}

fn absorb(outcomes: &mut Receiver<CallReport>, reports: &mut Vec<CallReport>) {
    while reports.len() < PLACES
        && let Ok(report) = outcomes.try_recv()
    {
        reports.push(report);
    }
}

/// The same report would be refused for ever.
fn is_unacceptable(error: &ClientError) -> bool {
    matches!(error.kind(), Some(ProblemKind::Malformed | ProblemKind::Invalid | ProblemKind::TooLarge))
}
