//! `/v1/users/{user}/today`

use axum::Json;
use axum::extract::State;
use core_shared::contract::today::TodayBody;
use core_shared::domain::UserId;

use crate::error::ApiResult;
use crate::extract::{Now, Path};
use crate::services::today;
use crate::state::AppState;

/// The habits that are due on the user's present day
#[utoipa::path(get, path = "/v1/users/{user}/today", tag = "today", params(("user" = i64, Path)),
    responses((status = 200, body = TodayBody)))]
pub(super) async fn get_today(
    State(state): State<AppState>,
    Now(now): Now,
    Path(user): Path<UserId>,
) -> ApiResult<Json<TodayBody>> {
    today::find(&state.db, user, now).await.map(Json)
}
