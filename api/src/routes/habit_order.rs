//! `/v1/users/{user}/habit-order`

use axum::Json;
use axum::extract::State;
use core_shared::contract::habit_order::{HabitOrderBody, PutHabitOrder};
use core_shared::domain::UserId;

use crate::error::ApiResult;
use crate::extract::{Body, Now, Path};
use crate::services::habit_order;
use crate::state::AppState;

/// Put habits into an order
///
/// Lists show habits in it. Those that are named come first; when one of them is not there or is named twice, nothing
/// changes.
#[utoipa::path(put, path = "/v1/users/{user}/habit-order", tag = "habits", request_body = PutHabitOrder, params(("user" = i64, Path)),
    responses((status = 200, body = HabitOrderBody)))]
pub(super) async fn put_habit_order(
    State(state): State<AppState>,
    Now(now): Now,
    Path(user): Path<UserId>,
    Body(body): Body<PutHabitOrder>,
) -> ApiResult<Json<HabitOrderBody>> {
    habit_order::put(&state.db, user, &body, now).await.map(Json)
}
