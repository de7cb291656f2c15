//! `/v1/users/{user}/statistics` and `/v1/users/{user}/habits/{habit}/statistics`

use axum::Json;
use axum::extract::State;
use core_shared::contract::statistics::{HabitStatisticsBody, UserStatisticsBody};
use core_shared::domain::{Days, HabitId, Period, UserId};
use jiff::civil::Date;
use serde::Deserialize;

use crate::error::ApiResult;
use crate::extract::{Now, Path, Query};
use crate::services::statistics;
use crate::state::AppState;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Range {
    from: Date,
    to: Date,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RangeByPeriod {
    from: Date,
    to: Date,
    by: Option<Period>,
}

/// Count a range of days of a habit
#[utoipa::path(get, path = "/v1/users/{user}/habits/{habit}/statistics", tag = "statistics",
    params(
        ("user" = i64, Path), ("habit" = i64, Path),
        ("from" = Date, Query, description = "The first day"),
        ("to" = Date, Query, description = "The last day, at most 3660 days on"),
        ("by" = Option<Period>, Query, description = "Counts each week or month, too"),
    ),
    responses((status = 200, body = HabitStatisticsBody)))]
pub(super) async fn get_habit_statistics(
    State(state): State<AppState>,
    Now(now): Now,
    Path((user, habit)): Path<(UserId, HabitId)>,
    Query(RangeByPeriod { from, to, by }): Query<RangeByPeriod>,
) -> ApiResult<Json<HabitStatisticsBody>> {
    statistics::of_habit(&state.db, user, habit, Days { from, to }, by, now).await.map(Json)
}

/// Count a range of days of all habits
#[utoipa::path(get, path = "/v1/users/{user}/statistics", tag = "statistics",
    params(
        ("user" = i64, Path),
        ("from" = Date, Query, description = "The first day"),
        ("to" = Date, Query, description = "The last day, at most 3660 days on"),
    ),
    responses((status = 200, body = UserStatisticsBody)))]
pub(super) async fn get_user_statistics(
    State(state): State<AppState>,
    Now(now): Now,
    Path(user): Path<UserId>,
    Query(Range { from, to }): Query<Range>,
) -> ApiResult<Json<UserStatisticsBody>> {
    statistics::of_user(&state.db, user, Days { from, to }, now).await.map(Json)
}
