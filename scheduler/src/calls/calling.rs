//! One call: as it was asked for, with its proof, and with nothing of ours that the receiver should not have.

use core_shared::contract::calls::{CallMethod, CallOutcome, ClaimedCall, SIGNATURE_HEADER, TASK_HEADER};
use metrics::{counter, histogram};
use reqwest::{Method, RequestBuilder};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::Caller;
use super::answer::{answered, unanswered};

/// Makes a call, and says what became of it. Its addresses, headers and body go into no log.
pub(super) async fn make(caller: &Caller, claimed: ClaimedCall, stop: &CancellationToken) -> CallOutcome {
    if stop.is_cancelled() {
        return counted(CallOutcome::Released {});
    }
    let started = Instant::now();
    // A host that is an address is asked for by nobody, so the doorman does not see it.
    let outcome = if caller.allowed.may_let_call(&claimed.call.url.host()) {
        match request(&caller.http, claimed).send().await {
            // What else the receiver has to say stays unread.
            Ok(response) => answered(response.status(), response.headers()),
            Err(error) => unanswered(error),
        }
    } else {
        refused()
    };
    histogram!("scheduler_call_seconds").record(started.elapsed());
    counted(outcome)
}

fn refused() -> CallOutcome {
    let cause = "the host is an address that may not be called".to_owned();
    CallOutcome::Failed { status: None, retry_after: None, cause }
}

fn request(http: &reqwest::Client, claimed: ClaimedCall) -> RequestBuilder {
    let ClaimedCall { id, call, signature, .. } = claimed;
    let method = match call.method {
        CallMethod::Post => Method::POST,
        CallMethod::Put => Method::PUT,
        CallMethod::Get => Method::GET,
    };
    let mut request = http.request(method, call.url.as_str());
    for (name, value) in call.headers.iter() {
        request = request.header(name, value);
    }
    request = request.header(TASK_HEADER, id.0).header(SIGNATURE_HEADER, signature);
    match call.body {
        Some(body) => request.body(body.as_str().to_owned()),
        None => request,
    }
}

fn counted(outcome: CallOutcome) -> CallOutcome {
    counter!("scheduler_calls_total", "outcome" => name(&outcome)).increment(1);
    outcome
}

/// The name of an outcome in metrics and logs.
pub(super) fn name(outcome: &CallOutcome) -> &'static str {
    match outcome {
        CallOutcome::Done { .. } => "done",
        CallOutcome::Failed { .. } => "failed",
        CallOutcome::Released {} => "released",
    }
}
