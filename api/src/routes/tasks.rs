//! `/v1/tasks`

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use core_shared::contract::tasks::{CreateTask, TaskBody, TaskState, TasksBody};
use core_shared::domain::TaskId;
use serde::Deserialize;

use crate::caller::Service;
use crate::error::ApiResult;
use crate::extract::{Body, Now, Path, Query};
use crate::services::page::Page;
use crate::services::tasks::{self, Created};
use crate::state::AppState;

/// Queue a task
///
/// An HTTP call to a host that the operator allows, or a message to a user; exactly one of the two. The same `dedup_key`
/// is the same task, however often it is sent.
///
/// A call is tried until it is answered with a status from 200 to 299: three times after 10 seconds, then ever more
/// slowly up to once an hour, until it expires. A redirect is not followed.
///
/// A message shares the pace of the bot with everything else that is sent. It is tried up to 8 times, until it expires,
/// and waits for the end of quiet hours unless it is silent. A user who has blocked the bot makes it `rejected`.
#[utoipa::path(post, path = "/v1/tasks", tag = "tasks", request_body = CreateTask, responses(
    (status = 201, body = TaskBody, description = "Queued"),
    (status = 200, body = TaskBody, description = "Queued before"),
    (status = 409, description = "The key belongs to another task")))]
pub(super) async fn create_task(
    State(state): State<AppState>,
    Now(now): Now,
    caller: Service,
    Body(body): Body<CreateTask>,
) -> ApiResult<(StatusCode, Json<TaskBody>)> {
    tasks::create(&state, &caller, &body, now).await.map(|created| match created {
        Created::New(task) => (StatusCode::CREATED, Json(task)),
        Created::Known(task) => (StatusCode::OK, Json(task)),
    })
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ListTasks {
    state: Option<TaskState>,
    after: Option<String>,
    limit: Option<u32>,
}

/// List tasks
///
/// Oldest first.
#[utoipa::path(get, path = "/v1/tasks", tag = "tasks",
    params(("state" = Option<TaskState>, Query, description = "Only those in this state"),
        ("after" = Option<String>, Query, description = "What `next` said on the page before"),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 100, description = "100 when absent")),
    responses((status = 200, body = TasksBody)))]
pub(super) async fn list_tasks(
    State(state): State<AppState>,
    caller: Service,
    Query(ListTasks { state: wanted, after, limit }): Query<ListTasks>,
) -> ApiResult<Json<TasksBody>> {
    let page = Page { after: after.as_deref(), limit };
    tasks::list(&state.db, &caller, wanted, page).await.map(Json)
}

/// Look at a task
#[utoipa::path(get, path = "/v1/tasks/{task}", tag = "tasks",
    params(("task" = i64, Path)), responses((status = 200, body = TaskBody)))]
pub(super) async fn get_task(
    State(state): State<AppState>,
    caller: Service,
    Path(task): Path<TaskId>,
) -> ApiResult<Json<TaskBody>> {
    tasks::get(&state.db, &caller, task).await.map(Json)
}

/// Take a task back
///
/// What is under way right now may still arrive.
#[utoipa::path(post, path = "/v1/tasks/{task}/cancel", tag = "tasks", params(("task" = i64, Path)),
    responses((status = 200, body = TaskBody), (status = 409, description = "It is finished")))]
pub(super) async fn cancel_task(
    State(state): State<AppState>,
    Now(now): Now,
    caller: Service,
    Path(task): Path<TaskId>,
) -> ApiResult<Json<TaskBody>> {
    tasks::cancel(&state.db, &caller, task, now).await.map(Json)
}

/// Try a task again that was given up
///
/// As if it had not been tried before, for a day at least.
#[utoipa::path(post, path = "/v1/tasks/{task}/replay", tag = "tasks", params(("task" = i64, Path)),
    responses((status = 200, body = TaskBody), (status = 409, description = "It was not given up")))]
pub(super) async fn replay_task(
    State(state): State<AppState>,
    Now(now): Now,
    caller: Service,
    Path(task): Path<TaskId>,
) -> ApiResult<Json<TaskBody>> {
    tasks::replay(&state.db, &caller, task, now).await.map(Json)
}
