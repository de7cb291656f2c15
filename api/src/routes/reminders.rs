//! `/v1/scheduler/reminders`

use axum::Json;
use axum::extract::State;
use core_shared::contract::reminders::PlanBody;

use crate::error::ApiResult;
use crate::extract::Now;
use crate::services::reminders;
use crate::state::AppState;

/// Queue every reminder that has fallen due since the last tick
#[utoipa::path(post, path = "/v1/scheduler/reminders/plan", tag = "scheduler",
    responses((status = 200, body = PlanBody)))]
pub(super) async fn plan_reminders(
    State(state): State<AppState>,
    Now(now): Now,
) -> ApiResult<Json<PlanBody>> {
    reminders::plan(&state.queue, now).await.map(Json)
}
