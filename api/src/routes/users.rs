//! `/v1/users/{user}`

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use core_shared::contract::users::{PatchUser, PutUser, UserBody};
use core_shared::domain::UserId;

use crate::error::ApiResult;
use crate::extract::{Body, Now, Path};
use crate::services::users::{self, Contact};
use crate::state::AppState;

/// First contact, or contact again
///
/// Creates the user, or marks a known one as reachable again. What is sent holds for a new user only.
#[utoipa::path(put, path = "/v1/users/{user}", tag = "users", params(("user" = i64, Path)), responses(
    (status = 201, description = "The user is new", body = UserBody),
    (status = 200, description = "The user was known; nothing but reachability has changed", body = UserBody),
))]
pub(super) async fn put_user(
    State(state): State<AppState>,
    Now(now): Now,
    Path(user): Path<UserId>,
    Body(body): Body<PutUser>,
) -> ApiResult<(StatusCode, Json<UserBody>)> {
    Ok(match users::greet(&state.db, user, &body, now).await? {
        Contact::First(user) => (StatusCode::CREATED, Json(user)),
        Contact::Again(user) => (StatusCode::OK, Json(user)),
    })
}

/// Read a user
#[utoipa::path(get, path = "/v1/users/{user}", tag = "users", params(("user" = i64, Path)), responses(
    (status = 200, body = UserBody),
))]
pub(super) async fn get_user(
    State(state): State<AppState>,
    Now(now): Now,
    Path(user): Path<UserId>,
) -> ApiResult<Json<UserBody>> {
    users::find(&state.db, user, now).await.map(Json)
}

/// Change language, zone or day start
#[utoipa::path(patch, path = "/v1/users/{user}", tag = "users", params(("user" = i64, Path)), responses(
    (status = 200, body = UserBody),
))]
pub(super) async fn patch_user(
    State(state): State<AppState>,
    Now(now): Now,
    Path(user): Path<UserId>,
    Body(body): Body<PatchUser>,
) -> ApiResult<Json<UserBody>> {
    users::change(&state.db, user, &body, now).await.map(Json)
}
