//! `/v1/users/{user}/habits/{habit}/explanation`

use axum::Json;
use axum::extract::State;
use core_shared::domain::{Explanation, HabitId, UserId};

use crate::error::ApiResult;
use crate::extract::{Now, Path};
use crate::services::explanation;
use crate::state::AppState;

/// Explain a habit's numbers
///
/// The days that count for its strength, each with its part, and where its streak comes from.
#[utoipa::path(get, path = "/v1/users/{user}/habits/{habit}/explanation", tag = "statistics",
    params(("user" = i64, Path), ("habit" = i64, Path)),
    responses((status = 200, body = Explanation)))]
pub(super) async fn get_explanation(
    State(state): State<AppState>,
    Now(now): Now,
    Path((user, habit)): Path<(UserId, HabitId)>,
) -> ApiResult<Json<Explanation>> {
    explanation::find(&state.db, user, habit, now).await.map(Json)
}
