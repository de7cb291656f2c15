//! `/v1/users/{user}`

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use core_shared::contract::users::{PatchUser, PutUser, UserBody};
use core_shared::domain::UserId;

use super::tagged::Tagged;
use crate::error::ApiResult;
use crate::etag::IfMatch;
use crate::extract::{Body, IfNoneMatch, Now, Path};
use crate::services::users::{self, Contact};
use crate::state::AppState;

/// First contact, or contact again
///
/// Creates the user, or marks a known one as reachable again. What is sent holds for a new user only.
#[utoipa::path(put, path = "/v1/users/{user}", tag = "users", request_body = PutUser, params(("user" = i64, Path)), responses(
    (status = 201, description = "The user is new", body = UserBody,
     headers(("ETag" = String, description = "The version of this body"))),
    (status = 200, description = "The user was known; nothing but reachability has changed", body = UserBody,
     headers(("ETag" = String, description = "The version of this body"))),
))]
pub(super) async fn put_user(
    State(state): State<AppState>,
    Now(now): Now,
    Path(user): Path<UserId>,
    Body(body): Body<PutUser>,
) -> ApiResult<(StatusCode, Tagged<UserBody>)> {
    Ok(match users::greet(&state.db, user, &body, now).await? {
        Contact::First(user) => (StatusCode::CREATED, Tagged(user)),
        Contact::Again(user) => (StatusCode::OK, Tagged(user)),
    })
}

/// Read a user
#[utoipa::path(get, path = "/v1/users/{user}", tag = "users",
    params(
        ("user" = i64, Path),
        ("If-None-Match" = Option<String>, Header, pattern = r#"^(\*|(W/)?"[ !#-~]*"( *, *(W/)?"[ !#-~]*")*)$"#, example = r#""9b2c3f0c1d6e4a5f8b7a6c5d4e3f2a1b""#, description = "Versions that need not be sent again, as `ETag` said them"),
    ),
    responses(
        (status = 200, body = UserBody, headers(("ETag" = String, description = "The version of this body"))),
        (status = 304, description = "The caller has this version"),
    ))]
pub(super) async fn get_user(
    State(state): State<AppState>,
    Now(now): Now,
    Path(user): Path<UserId>,
    known: IfNoneMatch,
) -> ApiResult<Response> {
    users::find(&state.db, user, now).await.map(|user| Tagged(user).unless(&known))
}

/// Change language, zone or day start
#[utoipa::path(patch, path = "/v1/users/{user}", tag = "users", request_body = PatchUser,
    params(
        ("user" = i64, Path),
        ("If-Match" = Option<String>, Header, pattern = r#"^(\*|(W/)?"[ !#-~]*"( *, *(W/)?"[ !#-~]*")*)$"#, example = r#""9b2c3f0c1d6e4a5f8b7a6c5d4e3f2a1b""#, description = "Changes only this version, as `ETag` said it"),
    ),
    responses(
        (status = 200, body = UserBody, headers(("ETag" = String, description = "The version of this body"))),
        (status = 412, description = "`If-Match` names another version than the present one"),
    ))]
pub(super) async fn patch_user(
    State(state): State<AppState>,
    Now(now): Now,
    Path(user): Path<UserId>,
    meant: IfMatch,
    Body(body): Body<PatchUser>,
) -> ApiResult<Tagged<UserBody>> {
    users::change(&state.db, user, &body, &meant, now).await.map(Tagged)
}

/// Delete a user with everything that is known of them
///
/// Habits, history, reminders, messages that are still to be sent: nothing stays.
#[utoipa::path(delete, path = "/v1/users/{user}", tag = "users",
    params(
        ("user" = i64, Path),
        ("If-Match" = Option<String>, Header, pattern = r#"^(\*|(W/)?"[ !#-~]*"( *, *(W/)?"[ !#-~]*")*)$"#, example = r#""9b2c3f0c1d6e4a5f8b7a6c5d4e3f2a1b""#, description = "Deletes only this version, as `ETag` said it"),
    ),
    responses(
        (status = 204, description = "They are gone"),
        (status = 412, description = "`If-Match` names another version than the present one"),
    ))]
pub(super) async fn delete_user(
    State(state): State<AppState>,
    Now(now): Now,
    Path(user): Path<UserId>,
    meant: IfMatch,
) -> ApiResult<StatusCode> {
    users::delete(&state.db, user, &meant, now).await?;
    Ok(StatusCode::NO_CONTENT)
}
