//! `/v1/users/{user}/reminders`, those of a habit, and `/v1/scheduler/reminders`

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::IntoResponse;
use core_shared::contract::reminders::{
    CreateReminder, PatchReminder, PlanBody, ReminderBody, RemindersBody,
};
use core_shared::domain::{HabitId, ReminderId, UserId};

use crate::error::ApiResult;
use crate::extract::{Body, IdempotencyKey, Now, Path};
use crate::services::idempotency::Answered;
use crate::services::reminders;
use crate::state::AppState;

/// List the reminders of all habits
#[utoipa::path(get, path = "/v1/users/{user}/reminders", tag = "reminders", params(("user" = i64, Path)),
    responses((status = 200, body = RemindersBody)))]
pub(super) async fn list_reminders(
    State(state): State<AppState>,
    Path(user): Path<UserId>,
) -> ApiResult<Json<RemindersBody>> {
    reminders::list(&state.db, user).await.map(Json)
}

/// Add a reminder to a habit
///
/// A habit asks once in a minute.
#[utoipa::path(post, path = "/v1/users/{user}/habits/{habit}/reminders", tag = "reminders", request_body = CreateReminder,
    params(
        ("user" = i64, Path), ("habit" = i64, Path),
        ("Idempotency-Key" = Option<String>, Header, min_length = 1, max_length = 200, pattern = "^[!-~]([\\t -~]*[!-~])?$", description = "Makes the call safe to repeat: for a day, the same key adds once"),
    ),
    responses(
        (status = 201, body = ReminderBody, headers(
            ("Location" = String, description = "The new reminder"),
            ("Idempotency-Replayed" = Option<String>, description = "`true` when it was added before"))),
        (status = 409, description = "The habit asks at this time already, there are as many reminders as there can be, or the idempotency key belongs to another request"),
    ))]
pub(super) async fn create_reminder(
    State(state): State<AppState>,
    Now(now): Now,
    Path((user, habit)): Path<(UserId, HabitId)>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<CreateReminder>,
) -> ApiResult<Answered<impl IntoResponse>> {
    let answered = reminders::create(&state, user, habit, &body, key.as_ref(), now).await?;
    Ok(answered.map(|reminder| {
        let location = format!("/v1/users/{user}/habits/{habit}/reminders/{}", reminder.id);
        (StatusCode::CREATED, [(LOCATION, location)], Json(reminder))
    }))
}

/// Read a reminder
#[utoipa::path(get, path = "/v1/users/{user}/habits/{habit}/reminders/{reminder}", tag = "reminders",
    params(("user" = i64, Path), ("habit" = i64, Path), ("reminder" = i64, Path)),
    responses((status = 200, body = ReminderBody)))]
pub(super) async fn get_reminder(
    State(state): State<AppState>,
    Path((user, habit, reminder)): Path<(UserId, HabitId, ReminderId)>,
) -> ApiResult<Json<ReminderBody>> {
    reminders::find(&state.db, user, habit, reminder).await.map(Json)
}

/// Change a reminder
#[utoipa::path(patch, path = "/v1/users/{user}/habits/{habit}/reminders/{reminder}", tag = "reminders", request_body = PatchReminder,
    params(("user" = i64, Path), ("habit" = i64, Path), ("reminder" = i64, Path)),
    responses(
        (status = 200, body = ReminderBody),
        (status = 409, description = "The habit asks at this time already"),
    ))]
pub(super) async fn patch_reminder(
    State(state): State<AppState>,
    Now(now): Now,
    Path((user, habit, reminder)): Path<(UserId, HabitId, ReminderId)>,
    Body(body): Body<PatchReminder>,
) -> ApiResult<Json<ReminderBody>> {
    reminders::change(&state.db, user, habit, reminder, &body, now).await.map(Json)
}

/// Take a reminder away
#[utoipa::path(delete, path = "/v1/users/{user}/habits/{habit}/reminders/{reminder}", tag = "reminders",
    params(("user" = i64, Path), ("habit" = i64, Path), ("reminder" = i64, Path)),
    responses((status = 204, description = "It is gone")))]
pub(super) async fn delete_reminder(
    State(state): State<AppState>,
    Now(now): Now,
    Path((user, habit, reminder)): Path<(UserId, HabitId, ReminderId)>,
) -> ApiResult<StatusCode> {
    reminders::delete(&state.db, user, habit, reminder, now).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Queue every reminder that has fallen due since the last tick
#[utoipa::path(post, path = "/v1/scheduler/reminders/plan", tag = "scheduler",
    responses((status = 200, body = PlanBody)))]
pub(super) async fn plan_reminders(
    State(state): State<AppState>,
    Now(now): Now,
) -> ApiResult<Json<PlanBody>> {
    reminders::plan(&state.queue, now).await.map(Json)
}
