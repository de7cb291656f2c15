//! Updates of the bot: kept before they are handled, handed out, settled.

use core_shared::contract::problem::InvalidValue;
use core_shared::contract::updates::{
    ClaimUpdates, ClaimedUpdate, ClaimedUpdatesBody, MAX_UPDATE_BYTES, MAX_UPDATES, NewUpdate, ReportUpdates,
    ReportedUpdatesBody, StoreUpdates, StoredUpdatesBody, UpdateOutcome, UpdateReport,
};
use jiff::{SignedDuration, Timestamp};
use sqlx::PgPool;

use crate::error::{ApiError, ApiResult};
use crate::repositories::updates::{self, Arrivals, Claimed, ONE_OF_A_CHAT, Reports, Settled};

/// How long a claim holds before it has to be renewed. For so long a chat waits whose bot was killed.
const LEASE: SignedDuration = SignedDuration::from_secs(5);

/// Nobody waits longer than that for an update to come again.
const LONGEST_PAUSE: u32 = 3600;

/// Characters of a cause that are kept.
const MOST_OF_A_CAUSE: usize = 300;

pub(crate) async fn store(
    db: &PgPool,
    request: StoreUpdates,
    now: Timestamp,
) -> ApiResult<StoredUpdatesBody> {
    check_number("/updates", request.updates.len())?;
    check_number("/claim", request.claim as usize)?;
    let mut arrivals = Arrivals::default();
    for (index, NewUpdate { update_id, chat, body }) in request.updates.into_iter().enumerate() {
        check_body(index, &body)?;
        arrivals.ids.push(update_id);
        arrivals.chats.push(chat);
        arrivals.bodies.push(body);
    }
    let stored = if arrivals.ids.is_empty() { 0 } else { updates::store(db, &arrivals, now).await? };
    metrics::counter!("api_updates_stored_total").increment(stored);
    Ok(StoredUpdatesBody { stored, claim: hand_out(db, request.claim, now).await? })
}

pub(crate) async fn claim(
    db: &PgPool,
    request: &ClaimUpdates,
    now: Timestamp,
) -> ApiResult<ClaimedUpdatesBody> {
    if !(1..=MAX_UPDATES).contains(&request.limit) {
        let detail = format!("has to be 1 to {MAX_UPDATES}");
        return Err(ApiError::invalid(InvalidValue::in_body("/limit", detail)));
    }
    hand_out(db, request.limit, now).await
}

pub(crate) async fn report(
    db: &PgPool,
    request: ReportUpdates,
    now: Timestamp,
) -> ApiResult<ReportedUpdatesBody> {
    check_number("/reports", request.reports.len())?;
    check_number("/claim", request.claim as usize)?;
    let mut columns = Reports::default();
    request.reports.into_iter().for_each(|report| columns.push(report));
    let settled =
        if columns.ids.is_empty() { Vec::new() } else { updates::report(db, &columns, LEASE, now).await? };
    settled.iter().for_each(measure);
    let accepted = settled.len().try_into().unwrap_or(u64::MAX);
    Ok(ReportedUpdatesBody { accepted, claim: hand_out(db, request.claim, now).await? })
}

/// Claims as a second statement, which sees what was stored and settled by the first.
async fn hand_out(db: &PgPool, limit: u32, now: Timestamp) -> ApiResult<ClaimedUpdatesBody> {
    let claimed = if limit == 0 { Vec::new() } else { take(db, limit, now).await? };
    // A page that is full may not be the last one.
    let more = limit > 0 && claimed.len() >= limit as usize;
    let updates = claimed.into_iter().filter_map(wanted).collect();
    Ok(ClaimedUpdatesBody { leased_until: now + LEASE, updates, more })
}

/// Two claims at the same moment may see different updates of one chat. The database lets one of them win, and the
/// other one finds by then that the chat is busy.
async fn take(db: &PgPool, limit: u32, now: Timestamp) -> ApiResult<Vec<Claimed>> {
    match updates::claim(db, limit, LEASE, now).await {
        Err(sqlx::Error::Database(error)) if error.constraint() == Some(ONE_OF_A_CHAT) => {
            Ok(updates::claim(db, limit, LEASE, now).await?)
        }
        claimed => Ok(claimed?),
    }
}

fn wanted(Claimed { id, attempt, body }: Claimed) -> Option<ClaimedUpdate> {
    if body.is_none() {
        tracing::error!(update = id, attempt, "an update is given up: nobody who took it came to an end");
        metrics::counter!("api_updates_given_up_total").increment(1);
    }
    body.map(|body| ClaimedUpdate { update_id: id, attempt, body })
}

/// What operators want to know: what becomes of updates.
fn measure(Settled { id, outcome, is_over, cause }: &Settled) {
    if *is_over && let Some(cause) = cause {
        tracing::error!(update = id, cause, "an update is given up");
        metrics::counter!("api_updates_given_up_total").increment(1);
    }
    metrics::counter!("api_updates_reported_total", "outcome" => outcome.clone()).increment(1);
}

fn check_number(pointer: &'static str, number: usize) -> ApiResult<()> {
    if number <= MAX_UPDATES as usize {
        return Ok(());
    }
    let detail = format!("is more than {MAX_UPDATES}");
    Err(ApiError::invalid(InvalidValue::in_body(pointer, detail)))
}

fn check_body(index: usize, body: &serde_json::Value) -> ApiResult<()> {
    let text = body.to_string();
    let complaint = if !body.is_object() {
        "is not an object".to_owned()
    } else if text.len() > MAX_UPDATE_BYTES {
        format!("is longer than {MAX_UPDATE_BYTES} bytes")
    } else if text.contains("\\u0000") {
        "holds a NUL character, which cannot be kept".to_owned()
    } else {
        return Ok(());
    };
    Err(ApiError::invalid(InvalidValue::in_body(format!("/updates/{index}/body"), complaint)))
}

impl Reports {
    fn push(&mut self, UpdateReport { update_id, attempt, outcome }: UpdateReport) {
        let (name, after_seconds, cause) = match outcome {
            UpdateOutcome::Handled {} => ("handled", 0, None),
            UpdateOutcome::Working {} => ("working", 0, None),
            UpdateOutcome::Again { after_seconds } => ("again", after_seconds, None),
            UpdateOutcome::Failed { after_seconds, cause } => ("failed", after_seconds, Some(cause)),
        };
        self.ids.push(update_id);
        self.attempts.push(attempt);
        self.outcomes.push(name.to_owned());
        self.after_seconds.push(after_seconds.min(LONGEST_PAUSE).try_into().unwrap_or(i32::MAX));
        self.causes.push(cause.map(|cause| cause.replace('\0', "").chars().take(MOST_OF_A_CAUSE).collect()));
    }
}
