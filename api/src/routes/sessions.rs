//! `/v1/sessions`

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use core_shared::contract::sessions::{CreateSession, SessionBody};

use crate::caller::Caller;
use crate::error::ApiResult;
use crate::extract::{Body, Now};
use crate::services::sessions;
use crate::state::AppState;

/// Open a session
///
/// For an hour, with what Telegram has handed to a Mini App, which needs no other credential; or, with a key of the scope
/// `bot`, for any user.
#[utoipa::path(post, path = "/v1/sessions", tag = "sessions", request_body = CreateSession, responses((status = 201, body = SessionBody)))]
pub(super) async fn create_session(
    State(state): State<AppState>,
    Now(now): Now,
    caller: Option<Extension<Caller>>,
    Body(body): Body<CreateSession>,
) -> ApiResult<(StatusCode, Json<SessionBody>)> {
    let caller = caller.as_deref();
    let session = sessions::create(&state, caller, &body, now).await?;
    Ok((StatusCode::CREATED, Json(session)))
}
