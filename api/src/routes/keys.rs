//! `/v1/admin/keys`

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use core_shared::contract::keys::{CreateKey, KeyBody, KeysBody, NewKeyBody, RotateKey};
use core_shared::domain::KeyId;

use crate::error::ApiResult;
use crate::extract::{Body, Now, Path};
use crate::services::keys;
use crate::state::AppState;

/// Make a service key
///
/// The answer is the only place where it is shown.
#[utoipa::path(post, path = "/v1/admin/keys", tag = "admin", request_body = CreateKey, responses(
    (status = 201, body = NewKeyBody),
    (status = 409, description = "Another key has this name")))]
pub(super) async fn create_key(
    State(state): State<AppState>,
    Now(now): Now,
    Body(body): Body<CreateKey>,
) -> ApiResult<(StatusCode, Json<NewKeyBody>)> {
    let made = keys::create(&state.db, state.keys.hasher(), &body, now).await?;
    state.keys.read(&state.db).await?;
    Ok((StatusCode::CREATED, Json(made)))
}

/// List service keys
#[utoipa::path(get, path = "/v1/admin/keys", tag = "admin", responses((status = 200, body = KeysBody)))]
pub(super) async fn list_keys(State(state): State<AppState>) -> ApiResult<Json<KeysBody>> {
    keys::list(&state.db).await.map(Json)
}

/// Exchange a service key for a new one
///
/// Both are taken for a while: a key that comes from the settings until it is taken out of them, any other for
/// `old_valid_seconds`.
#[utoipa::path(post, path = "/v1/admin/keys/{key}/rotate", tag = "admin", request_body = RotateKey, params(("key" = i64, Path)), responses(
    (status = 201, body = NewKeyBody),
    (status = 409, description = "It was revoked, or exchanged before")))]
pub(super) async fn rotate_key(
    State(state): State<AppState>,
    Now(now): Now,
    Path(key): Path<KeyId>,
    Body(body): Body<RotateKey>,
) -> ApiResult<(StatusCode, Json<NewKeyBody>)> {
    let made = keys::rotate(&state.db, state.keys.hasher(), key, &body, now).await?;
    state.keys.read(&state.db).await?;
    Ok((StatusCode::CREATED, Json(made)))
}

/// Take a service key back
///
/// At once in the process that answers, in others within 2 seconds.
#[utoipa::path(delete, path = "/v1/admin/keys/{key}", tag = "admin", params(("key" = i64, Path)), responses(
    (status = 200, body = KeyBody),
    (status = 409, description = "It comes from the settings")))]
pub(super) async fn revoke_key(
    State(state): State<AppState>,
    Now(now): Now,
    Path(key): Path<KeyId>,
) -> ApiResult<Json<KeyBody>> {
    let revoked = keys::revoke(&state.db, key, now).await?;
    state.keys.read(&state.db).await?;
    Ok(Json(revoked))
}
