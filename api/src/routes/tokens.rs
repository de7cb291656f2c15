//! `/v1/users/{user}/tokens`

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use core_shared::contract::tokens::{CreateToken, NewTokenBody, TokensBody};
use core_shared::domain::{TokenId, UserId};

use crate::error::ApiResult;
use crate::extract::{Body, Now, Path};
use crate::services::tokens;
use crate::state::AppState;

/// Make a personal token
///
/// The answer is the only place where it is shown.
#[utoipa::path(post, path = "/v1/users/{user}/tokens", tag = "tokens", request_body = CreateToken, params(("user" = i64, Path)), responses(
    (status = 201, body = NewTokenBody),
    (status = 409, description = "Another token has this name, or there are too many")))]
pub(super) async fn create_token(
    State(state): State<AppState>,
    Now(now): Now,
    Path(user): Path<UserId>,
    Body(body): Body<CreateToken>,
) -> ApiResult<(StatusCode, Json<NewTokenBody>)> {
    let made = tokens::create(&state.db, state.keys.hasher(), user, &body, now).await?;
    Ok((StatusCode::CREATED, Json(made)))
}

/// List personal tokens
#[utoipa::path(get, path = "/v1/users/{user}/tokens", tag = "tokens",
    params(("user" = i64, Path)), responses((status = 200, body = TokensBody)))]
pub(super) async fn list_tokens(
    State(state): State<AppState>,
    Now(now): Now,
    Path(user): Path<UserId>,
) -> ApiResult<Json<TokensBody>> {
    tokens::list(&state.db, user, now).await.map(Json)
}

/// Take a personal token back
///
/// It opens nothing from now on.
#[utoipa::path(delete, path = "/v1/users/{user}/tokens/{token}", tag = "tokens",
    params(("user" = i64, Path), ("token" = i64, Path)), responses((status = 204, description = "It is gone")))]
pub(super) async fn revoke_token(
    State(state): State<AppState>,
    Path((user, token)): Path<(UserId, TokenId)>,
) -> ApiResult<StatusCode> {
    tokens::revoke(&state.db, user, token).await?;
    Ok(StatusCode::NO_CONTENT)
}
