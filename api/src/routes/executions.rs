//! `/v1/users/{user}/habits/{habit}/executions`

use axum::Json;
use axum::extract::State;
use core_shared::contract::executions::{
    AddAmount, CheckInBody, ExecutionBody, ExecutionsBody, MarkedOn, PatchExecution, PutExecution,
};
use core_shared::domain::{HabitId, UserId};
use jiff::civil::Date;
use serde::Deserialize;

use crate::error::ApiResult;
use crate::extract::{Body, IdempotencyKey, Now, Path, Query};
use crate::services::executions;
use crate::services::idempotency::Answered;
use crate::state::AppState;

/// Mark a day
///
/// Today or any day before. The same mark twice changes nothing.
#[utoipa::path(put, path = "/v1/users/{user}/habits/{habit}/executions/{day}", tag = "executions", request_body = PutExecution,
    params(("user" = i64, Path), ("habit" = i64, Path), ("day" = Date, Path)),
    responses((status = 200, body = CheckInBody)))]
pub(super) async fn put_execution(
    State(state): State<AppState>,
    Now(now): Now,
    Path((user, habit, day)): Path<(UserId, HabitId, Date)>,
    Body(body): Body<PutExecution>,
) -> ApiResult<Json<CheckInBody>> {
    executions::put(&state.db, user, habit, day, &body, now).await.map(Json)
}

/// Change what is said of a marked day
///
/// A day that is not marked is not found.
#[utoipa::path(patch, path = "/v1/users/{user}/habits/{habit}/executions/{day}", tag = "executions", request_body = PatchExecution,
    params(("user" = i64, Path), ("habit" = i64, Path), ("day" = Date, Path)),
    responses((status = 200, body = ExecutionBody)))]
pub(super) async fn patch_execution(
    State(state): State<AppState>,
    Path((user, habit, day)): Path<(UserId, HabitId, Date)>,
    Body(body): Body<PatchExecution>,
) -> ApiResult<Json<ExecutionBody>> {
    executions::patch(&state.db, user, habit, day, &body).await.map(Json)
}

/// Add to the amount of a day
///
/// One tap is one step: without an amount the step of the goal is added. The same `Idempotency-Key` adds once.
#[utoipa::path(post, path = "/v1/users/{user}/habits/{habit}/executions/{day}/add", tag = "executions", request_body = AddAmount,
    params(
        ("user" = i64, Path), ("habit" = i64, Path), ("day" = Date, Path),
        ("Idempotency-Key" = String, Header, min_length = 1, max_length = 200, pattern = "^[!-~]([\\t -~]*[!-~])?$", description = "Names the addition: for a day, the same key adds once"),
    ),
    responses(
        (status = 200, body = CheckInBody, headers(
            ("Idempotency-Replayed" = Option<String>, description = "`true` when it was added before"))),
        (status = 409, description = "The idempotency key belongs to another request"),
    ))]
pub(super) async fn add_amount(
    State(state): State<AppState>,
    Now(now): Now,
    Path((user, habit, day)): Path<(UserId, HabitId, Date)>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<AddAmount>,
) -> ApiResult<Answered<Json<CheckInBody>>> {
    let answered = executions::add(&state.db, user, habit, day, &body, key.as_ref(), now).await?;
    Ok(answered.map(Json))
}

/// Take the mark of a day away
///
/// Everything is as if the day had never been marked. Without a mark nothing changes.
#[utoipa::path(delete, path = "/v1/users/{user}/habits/{habit}/executions/{day}", tag = "executions",
    params(
        ("user" = i64, Path), ("habit" = i64, Path), ("day" = Date, Path),
        ("on_reminder" = Option<i64>, Query, description = "The reminder on whose message this is done, as when a day is marked"),
        ("on_message" = Option<i32>, Query, description = "The message in the chat on which this is done, as when a day is marked"),
    ),
    responses((status = 200, body = CheckInBody)))]
pub(super) async fn delete_execution(
    State(state): State<AppState>,
    Now(now): Now,
    Path((user, habit, day)): Path<(UserId, HabitId, Date)>,
    Query(on): Query<MarkedOn>,
) -> ApiResult<Json<CheckInBody>> {
    executions::delete(&state.db, user, habit, day, on, now).await.map(Json)
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Range {
    from: Date,
    to: Date,
}

/// List the marked days of a range
#[utoipa::path(get, path = "/v1/users/{user}/habits/{habit}/executions", tag = "executions",
    params(
        ("user" = i64, Path), ("habit" = i64, Path),
        ("from" = Date, Query, description = "The first day"),
        ("to" = Date, Query, description = "The last day, at most 366 days on"),
    ),
    responses((status = 200, body = ExecutionsBody)))]
pub(super) async fn list_executions(
    State(state): State<AppState>,
    Path((user, habit)): Path<(UserId, HabitId)>,
    Query(Range { from, to }): Query<Range>,
) -> ApiResult<Json<ExecutionsBody>> {
    executions::list(&state.db, user, habit, from, to).await.map(Json)
}
