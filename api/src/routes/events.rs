//! `/v1/users/{user}/events`

use axum::Json;
use axum::extract::State;
use core_shared::contract::events::EventsBody;
use core_shared::domain::UserId;
use serde::Deserialize;

use crate::error::ApiResult;
use crate::extract::{Path, Query};
use crate::services::events;
use crate::services::page::Page;
use crate::state::AppState;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EventsPage {
    after: Option<String>,
    limit: Option<u32>,
}

/// List what has happened to a user
///
/// Oldest first. `next` is where to go on, also later, when more has happened; `more` says whether there is more now.
#[utoipa::path(get, path = "/v1/users/{user}/events", tag = "events",
    params(("user" = i64, Path),
        ("after" = Option<String>, Query, description = "What `next` said before"),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 500, description = "500 when absent")),
    responses((status = 200, body = EventsBody)))]
pub(super) async fn list_events(
    State(state): State<AppState>,
    Path(user): Path<UserId>,
    Query(EventsPage { after, limit }): Query<EventsPage>,
) -> ApiResult<Json<EventsBody>> {
    events::list(&state.db, user, Page { after: after.as_deref(), limit }).await.map(Json)
}
