//! Deliveries: handed out, settled, repeated.

use core_shared::contract::deliveries::{
    ClaimBody, ClaimDeliveries, ClaimedDelivery, DeliveryContent, DeliveryOutcome, DeliveryReport, MAX_CLAIM,
    ReportBody, ReportDeliveries, SnoozeBody,
};
use core_shared::contract::problem::InvalidValue;
use core_shared::domain::{DayState, DeliveryId, Snooze, UserId};
use jiff::{SignedDuration, Timestamp};
use sqlx::PgPool;

use crate::error::{ApiError, ApiResult};
use crate::repositories::deliveries::{
    self, Claim, Claimed, GivenBack, Kind, NotNow, Reports, Settled, Terms, Unreadable,
};
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
    let terms = Terms { limit: request.limit, lease: LEASE, rate: state.rate };
    let claim = deliveries::claim(&state.db, terms, now).await?;
    let Claim { deliveries: claimed, unreadable, found, slots } = claim;
    if !unreadable.is_empty() {
        give_up(&state.db, unreadable, now).await?;
    }
    let Some(slots) = slots else {
        return Ok(nothing(now));
    };
    metrics::gauge!("api_send_rate").set(1.0 / slots.interval.as_secs_f64());
    let after_claimed = slots.after(claimed.len());
    let (wanted, unsent) = sorted(claimed, now);
    if !unsent.is_empty() {
        let next_slot = GivenBack { after_claimed, after_wanted: slots.after(wanted.len()) };
        deliveries::settle_unsent(&state.db, &unsent, next_slot, now).await?;
    }
    // A page that is full may not be the last one; without a slot left, another one would be empty.
    let is_full = found >= slots.free.min(request.limit as usize);
    Ok(ClaimBody {
        first_slot_ms: slots.first.duration_since(now).as_millis().try_into().unwrap_or(0),
        slot_interval_us: slots.interval.as_micros().try_into().unwrap_or(0),
        more: is_full && wanted.len() < slots.free,
        deliveries: wanted.into_iter().map(|claimed| body(claimed, now)).collect(),
        ..nothing(now)
    })
}

/// What cannot be read becomes a dead letter, so that it stops nobody else's.
async fn give_up(db: &PgPool, unreadable: Vec<Unreadable>, now: Timestamp) -> ApiResult<()> {
    let rejected = |Unreadable { user, id, attempt, cause }| {
        tracing::error!(%user, delivery = %id, cause, "a delivery cannot be read");
        DeliveryReport { user, id, attempt, outcome: DeliveryOutcome::Rejected { cause } }
    };
    let reports = unreadable.into_iter().map(rejected).collect();
    deliveries::report(db, &columns(reports), now).await?;
    Ok(())
}

/// The answer when nothing is due, or nothing may leave soon.
fn nothing(now: Timestamp) -> ClaimBody {
    ClaimBody {
        leased_until: now + LEASE,
        deliveries: Vec::new(),
        first_slot_ms: 0,
        slot_interval_us: 0,
        more: false,
    }
}

/// What is to be sent, and what is not, each in the order of the claim.
fn sorted(claimed: Vec<Claimed>, now: Timestamp) -> (Vec<Claimed>, Vec<(Claimed, NotNow)>) {
    let (mut wanted, mut unsent) = (Vec::new(), Vec::new());
    for claimed in claimed {
        match not_now(&claimed, now) {
            None => wanted.push(claimed),
            Some(why) => unsent.push((claimed, why)),
        }
    }
    (wanted, unsent)
}

/// Nobody is disturbed for what is not wanted, and nobody in their quiet hours. An edit of a message makes no sound.
fn not_now(claimed: &Claimed, now: Timestamp) -> Option<NotNow> {
    if !is_wanted(claimed, now) {
        return Some(NotNow::Withdrawn);
    }
    let quiet_hours = claimed.quiet_hours.filter(|_| claimed.kind == Kind::Reminder)?;
    quiet_hours.end_after(&claimed.calendar, now).map(NotNow::Until)
}

/// A slot is planned by its weekday; whether its day still asks is known by what was recorded, by the schedule,
/// and by pauses. A day that is over can still be asked for.
fn is_wanted(claimed: &Claimed, now: Timestamp) -> bool {
    let today = claimed.calendar.day_of(now);
    let state = claimed.history.judge(claimed.day, claimed.execution, today);
    claimed.kind != Kind::Reminder || state.is_open() || state == DayState::Missed
}

fn body(claimed: Claimed, now: Timestamp) -> ClaimedDelivery {
    let Claimed { habit, habit_name, day, history, .. } = claimed;
    let content = match claimed.kind {
        Kind::Reminder => {
            let terms = history.plan.schedules.on(day);
            DeliveryContent::Reminder {
                habit,
                habit_name,
                day,
                streak: history.progress(day).streak,
                period: terms.and_then(|terms| terms.schedule.period()),
                habit_kind: history.plan.kind,
                goal: terms.and_then(|terms| terms.goal.clone()),
                amount: claimed.execution.and_then(|execution| execution.amount),
            }
        }
        Kind::CloseReminder { message_id } => {
            let state = history.judge(day, claimed.execution, claimed.calendar.day_of(now));
            let habit_kind = history.plan.kind;
            DeliveryContent::CloseReminder { message_id, habit_name, habit_kind, day, state }
        }
    };
    ClaimedDelivery {
        id: claimed.id,
        attempt: claimed.attempt,
        user: claimed.user,
        locale: claimed.locale,
        due_at: claimed.due_at,
        content,
    }
}

pub(crate) async fn report(db: &PgPool, request: ReportDeliveries, now: Timestamp) -> ApiResult<ReportBody> {
    if request.reports.len() > MAX_CLAIM as usize {
        let detail = format!("has more than {MAX_CLAIM} items");
        return Err(ApiError::invalid(InvalidValue::in_body("/reports", detail)));
    }
    // Before what is handed back can be claimed again.
    if let Some(seconds) = request.silence_seconds {
        let silence = SignedDuration::from_secs(seconds.min(MAX_SILENCE_SECONDS).into());
        send_pace::hold(db, silence, now).await?;
    }
    let settled = deliveries::report(db, &columns(request.reports), now).await?;
    settled.iter().for_each(measure);
    Ok(ReportBody { accepted: settled.len().try_into().unwrap_or(u64::MAX) })
}

/// What operators want to know: how late messages leave, and what becomes of them.
fn measure(settled: &Settled) {
    let Settled { outcome, state, late_seconds } = settled;
    metrics::counter!("api_deliveries_reported_total", "outcome" => outcome.clone(), "state" => state.clone())
        .increment(1);
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
    let due_at = deliveries::snooze(db, user, delivery, due_at).await?.ok_or_else(ApiError::not_found)?;
    Ok(SnoozeBody { due_at })
}
