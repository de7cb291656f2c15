//! Personal tokens: made, listed, taken back by their user.

use core_shared::contract::problem::{InvalidValue, ProblemKind};
use core_shared::contract::tokens::{CreateToken, NewTokenBody, TokenBody, TokensBody};
use core_shared::domain::{TokenId, TokenName, UserId};
use jiff::{SignedDuration, Timestamp};
use sqlx::PgPool;

use super::users::known;
use crate::credentials::{Hasher, Made, TokenKind};
use crate::error::{ApiError, ApiResult, OnConstraint as _};
use crate::repositories::tokens::{self, NewToken, Revoked};
use crate::repositories::users;

pub(crate) async fn list(db: &PgPool, user: UserId, now: Timestamp) -> ApiResult<TokensBody> {
    let tokens = tokens::list(db, user, now).await?;
    if tokens.is_empty() {
        known(db, user).await?;
    }
    Ok(TokensBody { tokens })
}

pub(crate) async fn create(
    db: &PgPool,
    hasher: &Hasher,
    user: UserId,
    create: &CreateToken,
    now: Timestamp,
) -> ApiResult<NewTokenBody> {
    let days = create.valid_days.unwrap_or(CreateToken::VALID_DAYS);
    if !(1..=CreateToken::MOST_VALID_DAYS).contains(&days) {
        let detail = format!("has to be 1 to {}", CreateToken::MOST_VALID_DAYS);
        return Err(ApiError::invalid(InvalidValue::in_body("/valid_days", detail)));
    }
    let mut transaction = db.begin().await?;
    // Whoever makes tokens of this user at the same moment waits here, so that nobody counts too few.
    users::hold(&mut *transaction, user).await?.ok_or_else(ApiError::not_found)?;
    tokens::delete_expired(&mut *transaction, user, now).await?;
    let present = tokens::list(&mut *transaction, user, now).await?;
    if present.len() >= TokensBody::MOST {
        return Err(too_many());
    }
    let id = tokens::next_id(&mut *transaction).await?;
    let made = Made::token(TokenKind::Personal, user, id);
    let new = NewToken {
        user,
        id,
        name: Some(&create.name),
        access: create.access,
        made: &made,
        hash: &hasher.hash(made.secret.expose().as_bytes()),
        expires_at: now + SignedDuration::from_hours(24 * i64::from(days)),
    };
    let body = body(&new, &create.name, now);
    tokens::insert(&mut *transaction, new, now).await.on_constraint("tokens_name_key", || {
        ApiError::new(ProblemKind::NameTaken)
            .detail("another token has this name; take that one back, or choose another name")
    })?;
    transaction.commit().await?;
    Ok(NewTokenBody { token: body, secret: made.secret })
}

fn body(new: &NewToken<'_>, name: &TokenName, now: Timestamp) -> TokenBody {
    TokenBody {
        id: new.id,
        name: name.clone(),
        access: new.access,
        prefix: new.made.prefix.clone(),
        created_at: now,
        expires_at: new.expires_at,
        last_used_at: None,
    }
}

fn too_many() -> ApiError {
    let detail = format!("a user has at most {} tokens; take one back first", TokensBody::MOST);
    ApiError::new(ProblemKind::QuotaReached).detail(detail)
}

pub(crate) async fn revoke(db: &PgPool, user: UserId, token: TokenId) -> ApiResult<()> {
    match tokens::delete(db, user, token).await? {
        Revoked::Yes => Ok(()),
        Revoked::No => Err(ApiError::not_found()),
    }
}
