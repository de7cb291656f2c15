//! `/v1/users/{user}/today`

use axum::Json;
use axum::extract::State;
use core_shared::contract::today::TodayBody;
use core_shared::domain::UserId;
use jiff::civil::Date;
use serde::Deserialize;

use crate::error::ApiResult;
use crate::extract::{Now, Path, Query};
use crate::services::today;
use crate::state::AppState;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    day: Option<Date>,
    open_since: Option<Date>,
}

/// The habits that are due on the user's present day, or on one of the days before it
#[utoipa::path(get, path = "/v1/users/{user}/today", tag = "today",
    params(
        ("user" = i64, Path),
        ("day" = Option<Date>, Query, description = "The present day when absent; at most 28 days back"),
        ("open_since" = Option<Date>, Query,
         description = "With the present day: tells what was left open from this day on, whether the user was asked about it or not"),
    ),
    responses((status = 200, body = TodayBody)))]
pub(super) async fn get_today(
    State(state): State<AppState>,
    Now(now): Now,
    Path(user): Path<UserId>,
    Query(Wanted { day, open_since }): Query<Wanted>,
) -> ApiResult<Json<TodayBody>> {
    today::find(&state.db, user, day, open_since, now).await.map(Json)
}
