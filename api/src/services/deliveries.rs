//! Deliveries: handed out as messages, settled, repeated.

use core_shared::contract::deliveries::{
    ClaimBody, ClaimDeliveries, ClaimedDelivery, DELIVERIES_PAGE, DeliveriesBody, DeliveryOutcome,
    DeliveryReport, DeliveryState, MAX_CLAIM, ReminderMessageBody, ReportBody, ReportDeliveries, SnoozeBody,
};
use core_shared::contract::problem::InvalidValue;
use core_shared::domain::{DeliveryId, Snooze, UserId};
use jiff::{SignedDuration, Timestamp};
use sqlx::PgPool;

use super::outgoing::{self, SILENT_AFTER_DAYS, Sorted};
use super::page::{self, More, Page};
use super::users::known;
use crate::error::{ApiError, ApiResult};
use crate::repositories::deliveries::{self, Claim, Claimed, GivenBack, Reports, Settled, Terms, Unreadable};
use crate::repositories::send_pace;
use crate::state::AppState;

/// How long a scheduler has for what it claimed: far longer than a page takes to send, and short enough
/// that a dead one's reminders are still worth having.
const LEASE: SignedDuration = SignedDuration::from_secs(60);

/// Longer silences are a mistake: nobody would be reminded of anything any more.
const MAX_SILENCE_SECONDS: u32 = 24 * 60 * 60;

pub(crate) async fn claim(
    state: &AppState,
    request: &ClaimDeliveries,
    now: Timestamp,
) -> ApiResult<ClaimBody> {
    if !(1..=MAX_CLAIM).contains(&request.limit) {
        return Err(ApiError::invalid(InvalidValue::in_body(
            "/limit",
            format!("has to be 1 to {MAX_CLAIM}"),
        )));
    }
    let terms = Terms {
        limit: request.limit,
        lease: LEASE,
        rate: state.rate,
        late_after: state.late_after,
        silent_after_days: SILENT_AFTER_DAYS,
    };
    let Claim { messages, unreadable, is_full, slots } = deliveries::claim(&state.queue, terms, now).await?;
    if !unreadable.is_empty() {
        give_up(&state.queue, unreadable, now).await?;
    }
    let Some(slots) = slots else {
        return Ok(nothing(now));
    };
    metrics::gauge!("api_send_rate").set(1.0 / slots.interval.as_secs_f64());
    let after_claimed = slots.after(messages.len());
    let Sorted { wanted, unsent } = outgoing::sorted(messages, now);
    if !unsent.is_empty() {
        let next_slot = GivenBack { after_claimed, after_wanted: slots.after(wanted.len()) };
        deliveries::settle_unsent(&state.queue, &unsent, next_slot, now).await?;
    }
    // A page that is full may not be the last one; without a slot left, another one would be empty.
    Ok(ClaimBody {
        first_slot_ms: slots.first.duration_since(now).as_millis().try_into().unwrap_or(0),
        slot_interval_us: slots.interval.as_micros().try_into().unwrap_or(0),
        is_paid: state.rate.is_paid(),
        more: is_full && wanted.len() < slots.free,
        deliveries: wanted.iter().map(|message| body(message, now)).collect(),
        ..nothing(now)
    })
}

fn body(message: &Claimed, now: Timestamp) -> ClaimedDelivery {
    let lead = message.lead();
    ClaimedDelivery {
        id: lead.id,
        attempt: lead.attempt,
        user: message.user,
        locale: message.locale,
        due_at: lead.due_at,
        content: outgoing::content(message, now),
    }
}

/// What cannot be read becomes a dead letter, so that it stops nobody else's.
async fn give_up(db: &PgPool, unreadable: Vec<Unreadable>, now: Timestamp) -> ApiResult<()> {
    let rejected = |Unreadable { user, id, attempt, cause }| {
        tracing::error!(%user, delivery = %id, cause, "a delivery cannot be read");
        DeliveryReport { user, id, attempt, outcome: DeliveryOutcome::Rejected { cause } }
    };
    let reports = unreadable.into_iter().map(rejected).collect();
    deliveries::report(db, &columns(reports), LEASE, now).await?;
    Ok(())
}

/// The answer when nothing is due, or nothing may leave soon.
fn nothing(now: Timestamp) -> ClaimBody {
    ClaimBody {
        leased_until: now + LEASE,
        deliveries: Vec::new(),
        first_slot_ms: 0,
        slot_interval_us: 0,
        is_paid: false,
        more: false,
    }
}

pub(crate) async fn report(
    state: &AppState,
    request: ReportDeliveries,
    now: Timestamp,
) -> ApiResult<ReportBody> {
    let db = &state.queue;
    if request.reports.len() > MAX_CLAIM as usize {
        let detail = format!("has more than {MAX_CLAIM} items");
        return Err(ApiError::invalid(InvalidValue::in_body("/reports", detail)));
    }
    // Before what is handed back can be claimed again.
    if let Some(seconds) = request.silence_seconds {
        let silence = SignedDuration::from_secs(seconds.min(MAX_SILENCE_SECONDS).into());
        let is_sent = |report: &&DeliveryReport| matches!(report.outcome, DeliveryOutcome::Sent { .. });
        let sent = request.reports.iter().filter(is_sent).count();
        send_pace::hold(db, silence, sent, state.rate, now).await?;
    }
    let settled = deliveries::report(db, &columns(request.reports), LEASE, now).await?;
    settled.iter().for_each(measure);
    Ok(ReportBody { accepted: settled.len().try_into().unwrap_or(u64::MAX) })
}

/// What operators want to know: how late messages leave, and what becomes of them.
fn measure(settled: &Settled) {
    let Settled { outcome, kind, state, late_seconds } = settled;
    let labels = [("outcome", outcome.clone()), ("kind", kind.clone()), ("state", state.clone())];
    metrics::counter!("api_deliveries_reported_total", &labels).increment(1);
    if outcome == "sent" {
        metrics::histogram!("api_delivery_late_seconds").record(*late_seconds);
    }
}

fn columns(reports: Vec<DeliveryReport>) -> Reports {
    let mut columns = Reports::default();
    for report in reports {
        let (outcome, message_id, after, cause) = match report.outcome {
            DeliveryOutcome::Sent { message_id } => ("sent", Some(message_id), None, None),
            DeliveryOutcome::Retry { after_seconds, cause } => ("retry", None, after_seconds, Some(cause)),
            DeliveryOutcome::Gone { cause } => ("gone", None, None, Some(cause)),
            DeliveryOutcome::Rejected { cause } => ("rejected", None, None, Some(cause)),
            DeliveryOutcome::Released { after_seconds } => ("released", None, after_seconds, None),
        };
        columns.users.push(report.user.0);
        columns.ids.push(report.id.0);
        columns.attempts.push(report.attempt);
        columns.outcomes.push(outcome.to_owned());
        columns.message_ids.push(message_id);
        columns.after_seconds.push(after.map(|seconds| i32::try_from(seconds).unwrap_or(i32::MAX)));
        columns.causes.push(cause.map(|cause| cause.replace('\0', "")));
    }
    columns
}

/// What was queued for a user, and what became of it.
pub(crate) async fn list(
    db: &PgPool,
    user: UserId,
    state: Option<DeliveryState>,
    page: Page<'_>,
) -> ApiResult<DeliveriesBody> {
    let (limit, before) = (page.limit(DELIVERIES_PAGE)?, page.behind()?);
    let before = before.unwrap_or(DeliveryId(i64::MAX));
    let mut found = deliveries::list(db, user, state, before, page::looked_for(limit)).await?;
    if found.is_empty() {
        known(db, user).await?;
    }
    let more = page::cut(&mut found, limit);
    let next = found.last().filter(|_| more == More::Yes).map(|last| last.id.to_string());
    Ok(DeliveriesBody { deliveries: found, next })
}

/// The reminder comes again, by the user's own clock.
pub(crate) async fn snooze(
    db: &PgPool,
    user: UserId,
    delivery: DeliveryId,
    snooze: Snooze,
    now: Timestamp,
) -> ApiResult<SnoozeBody> {
    let asked = deliveries::find_reminder(db, user, delivery).await?.ok_or_else(ApiError::not_found)?;
    let due_at = snooze.due_at(&asked.calendar, asked.due_at, now);
    let due_at =
        deliveries::snooze(db, user, delivery, due_at, now).await?.ok_or_else(ApiError::not_found)?;
    Ok(SnoozeBody { due_at })
}

/// The message of a reminder, as it is now.
pub(crate) async fn find_message(
    db: &PgPool,
    user: UserId,
    delivery: DeliveryId,
    now: Timestamp,
) -> ApiResult<ReminderMessageBody> {
    let message = deliveries::find_message(db, user, delivery).await?.ok_or_else(ApiError::not_found)?;
    Ok(outgoing::message(delivery, &message, now))
}
