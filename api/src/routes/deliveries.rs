//! `/v1/users/{user}/deliveries` and `/v1/scheduler/deliveries`

use axum::Json;
use axum::extract::State;
use core_shared::contract::deliveries::{
    ClaimBody, ClaimDeliveries, DeliveriesBody, DeliveriesPage, DeliveryState, ReminderMessageBody,
    ReportBody, ReportDeliveries, SnoozeBody,
};
use core_shared::domain::snooze::SnoozeFields;
use core_shared::domain::{DeliveryId, Snooze, UserId};

use crate::error::ApiResult;
use crate::extract::{Body, Now, Path, Query};
use crate::services::deliveries;
use crate::services::page::Page;
use crate::state::AppState;

/// Claim due deliveries under a lease
///
/// Each comes with a slot of its own. All schedulers together get no more of them than Telegram takes messages from one
/// bot, evenly apart, and none further ahead than two seconds.
#[utoipa::path(post, path = "/v1/scheduler/deliveries/claim", tag = "scheduler", request_body = ClaimDeliveries,
    responses((status = 200, body = ClaimBody)))]
pub(super) async fn claim_deliveries(
    State(state): State<AppState>,
    Now(now): Now,
    Body(body): Body<ClaimDeliveries>,
) -> ApiResult<Json<ClaimBody>> {
    deliveries::claim(&state, &body, now).await.map(Json)
}

/// Report what became of claimed deliveries
///
/// A report that arrives twice, or after its lease has run out and somebody else has claimed, changes nothing.
/// A silence that Telegram asked for holds for all schedulers, and slows them down for a while after it.
#[utoipa::path(post, path = "/v1/scheduler/deliveries/report", tag = "scheduler", request_body = ReportDeliveries,
    responses((status = 200, body = ReportBody)))]
pub(super) async fn report_deliveries(
    State(state): State<AppState>,
    Now(now): Now,
    Body(body): Body<ReportDeliveries>,
) -> ApiResult<Json<ReportBody>> {
    deliveries::report(&state, body, now).await.map(Json)
}

/// List what was sent to a user, and what is to be sent
///
/// What was queued last comes first.
#[utoipa::path(get, path = "/v1/users/{user}/deliveries", tag = "deliveries",
    params(("user" = i64, Path), ("state" = Option<DeliveryState>, Query, description = "Only those in this state"),
        ("after" = Option<String>, Query, description = "What `next` said on the page before"),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 100, description = "100 when absent")),
    responses((status = 200, body = DeliveriesBody)))]
pub(super) async fn list_deliveries(
    State(state): State<AppState>,
    Path(user): Path<UserId>,
    Query(query): Query<DeliveriesPage>,
) -> ApiResult<Json<DeliveriesBody>> {
    let DeliveriesPage { state: wanted, after, limit } = query;
    let page = Page { after: after.as_deref(), limit };
    deliveries::list(&state.db, user, wanted, page).await.map(Json)
}

/// Get the message of a reminder
///
/// The habits that it asks for, as they are now: what the message is drawn from.
#[utoipa::path(get, path = "/v1/users/{user}/deliveries/{delivery}/message", tag = "deliveries",
    params(("user" = i64, Path), ("delivery" = i64, Path)),
    responses((status = 200, body = ReminderMessageBody)))]
pub(super) async fn get_message(
    State(state): State<AppState>,
    Now(now): Now,
    Path((user, delivery)): Path<(UserId, DeliveryId)>,
) -> ApiResult<Json<ReminderMessageBody>> {
    deliveries::find_message(&state.db, user, delivery, now).await.map(Json)
}

/// Have the reminder of a message come again later
///
/// All habits of it that are still open.
/// In some minutes, or when the user's clock shows a time: `evening` is 19:00, `tomorrow` the time at which it was
/// asked for. Sending it again moves the same repetition.
#[utoipa::path(put, path = "/v1/users/{user}/deliveries/{delivery}/snooze", tag = "deliveries",
    params(("user" = i64, Path), ("delivery" = i64, Path)), request_body = SnoozeFields,
    responses((status = 200, body = SnoozeBody)))]
pub(super) async fn put_snooze(
    State(state): State<AppState>,
    Now(now): Now,
    Path((user, delivery)): Path<(UserId, DeliveryId)>,
    Body(snooze): Body<Snooze>,
) -> ApiResult<Json<SnoozeBody>> {
    deliveries::snooze(&state.db, user, delivery, snooze, now).await.map(Json)
}
