//! Calls of tasks: signed and handed out, settled, tried again later.

use core_shared::contract::calls::{
    CallOutcome, CallReport, ClaimCalls, ClaimedCall, ClaimedCallsBody, MAX_CALLS, ReportCalls,
};
use core_shared::contract::deliveries::ReportBody;
use core_shared::contract::problem::InvalidValue;
use core_shared::domain::TaskId;
use jiff::{SignedDuration, Timestamp};
use secrecy::ExposeSecret as _;
use sqlx::PgPool;

use super::call_targets;
use crate::error::{ApiError, ApiResult};
use crate::repositories::calls::{self, Claimed, Reports, Settled};
use crate::settings::CallSettings;
use crate::signature::sign;
use crate::state::AppState;

/// How long a scheduler has for what it claimed: several times as long as a call may take.
const LEASE: SignedDuration = SignedDuration::from_secs(60);

/// Characters of a cause that are kept.
const MOST_OF_A_CAUSE: usize = 300;

pub(crate) async fn claim(
    state: &AppState,
    request: &ClaimCalls,
    now: Timestamp,
) -> ApiResult<ClaimedCallsBody> {
    if !(1..=MAX_CALLS).contains(&request.limit) {
        let detail = format!("has to be 1 to {MAX_CALLS}");
        return Err(ApiError::invalid(InvalidValue::in_body("/limit", detail)));
    }
    let claim = calls::claim(&state.queue, request.limit, LEASE, now).await?;
    let (mut signed, mut refused) = (Vec::new(), Reports::default());
    for claimed in claim.calls {
        let (id, attempt) = (claimed.id, claimed.attempt);
        match signed_call(claimed, &state.calls, now) {
            Ok(call) => signed.push(call),
            Err(cause) => {
                tracing::error!(task = %id, cause, "a call cannot be made");
                refused.push(
                    id,
                    attempt,
                    Column { outcome: "rejected", cause: Some(cause), ..Column::default() },
                );
            }
        }
    }
    if !refused.ids.is_empty() {
        calls::report(&state.queue, &refused, now).await?;
    }
    // A page that is full may not be the last one.
    let more = claim.found >= request.limit as usize;
    Ok(ClaimedCallsBody { leased_until: now + LEASE, calls: signed, more })
}

/// A call with its proof. What was allowed when it was queued may be allowed no longer.
fn signed_call(claimed: Claimed, settings: &CallSettings, now: Timestamp) -> Result<ClaimedCall, String> {
    let Claimed { id, attempt, call } = claimed;
    let call = call?;
    if settings.task_signing_key.expose_secret().is_empty() {
        return Err("cannot be signed: TASK_SIGNING_KEY is not set".to_owned());
    }
    if let Some(why) = call_targets::refusal(&call.url, settings) {
        return Err(why.to_owned());
    }
    let body = call.body.as_ref().map_or("", |body| body.as_str());
    let signature = sign(&settings.task_signing_key, body, now);
    Ok(ClaimedCall { id, attempt, call, signature })
}

pub(crate) async fn report(db: &PgPool, request: ReportCalls, now: Timestamp) -> ApiResult<ReportBody> {
    if request.reports.len() > MAX_CALLS as usize {
        let detail = format!("has more than {MAX_CALLS} items");
        return Err(ApiError::invalid(InvalidValue::in_body("/reports", detail)));
    }
    let mut columns = Reports::default();
    for CallReport { id, attempt, outcome } in request.reports {
        columns.push(id, attempt, column(outcome, now));
    }
    let settled = calls::report(db, &columns, now).await?;
    settled.iter().for_each(measure);
    Ok(ReportBody { accepted: settled.len().try_into().unwrap_or(u64::MAX) })
}

/// What operators want to know: what becomes of calls.
fn measure(Settled { outcome, state }: &Settled) {
    metrics::counter!("api_calls_reported_total", "outcome" => outcome.clone(), "state" => state.clone())
        .increment(1);
}

/// An outcome as the statement takes it.
#[derive(Debug, Default)]
struct Column {
    outcome: &'static str,
    status: Option<u16>,
    after_seconds: Option<i32>,
    cause: Option<String>,
}

fn column(outcome: CallOutcome, now: Timestamp) -> Column {
    match outcome {
        CallOutcome::Done { status } => Column { outcome: "done", status: Some(status), ..Column::default() },
        CallOutcome::Failed { status, retry_after, cause } => Column {
            outcome: "failed",
            status,
            after_seconds: retry_after.and_then(|text| seconds_until(&text, now)),
            cause: Some(cause),
        },
        CallOutcome::Released {} => Column { outcome: "released", ..Column::default() },
    }
}

impl Reports {
    fn push(&mut self, id: TaskId, attempt: i32, column: Column) {
        let Column { outcome, status, after_seconds, cause } = column;
        self.ids.push(id.0);
        self.attempts.push(attempt);
        self.outcomes.push(outcome.to_owned());
        self.statuses.push(status.and_then(|status| status.try_into().ok()));
        self.after_seconds.push(after_seconds);
        self.causes.push(cause.map(|cause| cause.replace('\0', "").chars().take(MOST_OF_A_CAUSE).collect()));
    }
}

/// What `Retry-After` asks for: seconds, or a date. Nothing when it cannot be read.
fn seconds_until(retry_after: &str, now: Timestamp) -> Option<i32> {
    let text = retry_after.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(text.parse().unwrap_or(i32::MAX));
    }
    let date = Timestamp::try_from(httpdate::parse_http_date(text).ok()?).ok()?;
    Some(date.duration_since(now).as_secs().try_into().unwrap_or(i32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receiver_asks_for_patience_in_seconds_or_with_a_date() {
        let now: Timestamp = "2026-11-28T12:00:00Z".parse().unwrap();
        for (text, seconds) in [
            ("120", Some(120)),
            (" 0 ", Some(0)),
            ("99999999999999999999", Some(i32::MAX)),
            ("Sat, 28 Nov 2026 12:01:30 GMT", Some(90)),
            ("Saturday, 28-Nov-26 12:01:30 GMT", Some(90)),
            ("Sat Nov 28 12:01:30 2026", Some(90)),
            ("Sat, 28 Nov 2026 11:00:00 GMT", Some(-3600)),
            ("Fri, 31 Dec 9999 23:59:59 GMT", None),
            ("", None),
            ("-5", None),
            ("1.5", None),
            ("soon", None),
        ] {
            assert_eq!(seconds_until(text, now), seconds, "{text:?}");
        }
    }
}
