//! `/v1/users/{user}/habits/{habit}/schedules`

use axum::Json;
use axum::extract::State;
use core_shared::contract::schedules::SchedulesBody;
use core_shared::domain::{HabitId, UserId};

use crate::error::ApiResult;
use crate::extract::Path;
use crate::services::schedules;
use crate::state::AppState;

/// List what a habit was meant to be
///
/// A change never rewrites the past: each day is judged by what held on it.
#[utoipa::path(get, path = "/v1/users/{user}/habits/{habit}/schedules", tag = "habits",
    params(("user" = i64, Path), ("habit" = i64, Path)), responses((status = 200, body = SchedulesBody)))]
pub(super) async fn list_schedules(
    State(state): State<AppState>,
    Path((user, habit)): Path<(UserId, HabitId)>,
) -> ApiResult<Json<SchedulesBody>> {
    schedules::list(&state.db, user, habit).await.map(Json)
}
