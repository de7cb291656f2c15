//! Service keys: made, listed, exchanged for new ones, taken back.

use core_shared::contract::keys::{CreateKey, KeyBody, KeysBody, NewKeyBody, RotateKey, Scope};
use core_shared::contract::problem::{InvalidValue, ProblemKind};
use core_shared::domain::KeyId;
use jiff::{SignedDuration, Timestamp};
use sqlx::{PgExecutor, PgPool};

use crate::credentials::{Hasher, Made};
use crate::error::{ApiError, ApiResult, OnConstraint as _};
use crate::repositories::keys;

pub(crate) async fn list(db: &PgPool) -> ApiResult<KeysBody> {
    Ok(KeysBody { keys: keys::list(db).await? })
}

pub(crate) async fn create(
    db: &PgPool,
    hasher: &Hasher,
    create: &CreateKey,
    now: Timestamp,
) -> ApiResult<NewKeyBody> {
    check_end(create.expires_at, now)?;
    insert(db, hasher, (create.name.as_str(), create.scope), create.expires_at, now).await
}

/// A successor with the same name and scope. The old key is taken for a while longer; one that comes from the settings
/// until it is taken out of them.
pub(crate) async fn rotate(
    db: &PgPool,
    hasher: &Hasher,
    key: KeyId,
    rotate: &RotateKey,
    now: Timestamp,
) -> ApiResult<NewKeyBody> {
    check_end(rotate.expires_at, now)?;
    let seconds = rotate.old_valid_seconds.unwrap_or(RotateKey::OLD_VALID_SECONDS);
    if seconds > RotateKey::MOST_OLD_VALID_SECONDS {
        let detail = format!("is more than {} seconds", RotateKey::MOST_OLD_VALID_SECONDS);
        return Err(ApiError::invalid(InvalidValue::in_body("/old_valid_seconds", detail)));
    }
    let mut transaction = db.begin().await?;
    let until = now + SignedDuration::from_secs(seconds.into());
    let Some(old) = keys::retire(&mut *transaction, key, until, now).await? else {
        return Err(unfit(db, key, "was revoked, or has a successor already").await);
    };
    let made = insert(&mut *transaction, hasher, (&old.name, old.scope), rotate.expires_at, now).await?;
    transaction.commit().await?;
    Ok(made)
}

pub(crate) async fn revoke(db: &PgPool, key: KeyId, now: Timestamp) -> ApiResult<KeyBody> {
    match keys::revoke(db, key, now).await? {
        Some(key) => Ok(key),
        None => Err(unfit(db, key, "comes from the settings of the API; take it back there").await),
    }
}

async fn insert(
    db: impl PgExecutor<'_>,
    hasher: &Hasher,
    (name, scope): (&str, Scope),
    expires_at: Option<Timestamp>,
    now: Timestamp,
) -> ApiResult<NewKeyBody> {
    let made = Made::service_key();
    let hash = hasher.hash(made.secret.expose().as_bytes());
    let inserted = keys::insert(db, name, scope, (&made, &hash), expires_at, now).await;
    let key = inserted.on_constraint("api_keys_name", || {
        ApiError::new(ProblemKind::NameTaken)
            .detail("another key has this name; rotate or revoke that one, or choose another name")
    })?;
    Ok(NewKeyBody { key, secret: made.secret })
}

fn check_end(expires_at: Option<Timestamp>, now: Timestamp) -> ApiResult<()> {
    if expires_at.is_some_and(|end| end <= now) {
        return Err(ApiError::invalid(InvalidValue::in_body("/expires_at", "is over already")));
    }
    Ok(())
}

/// Why nothing was done to a key.
async fn unfit(db: &PgPool, key: KeyId, reason: &str) -> ApiError {
    match keys::find(db, key).await {
        Ok(Some(_)) => ApiError::new(ProblemKind::KeyState).detail(format!("the key {reason}")),
        Ok(None) => ApiError::not_found(),
        Err(error) => error.into(),
    }
}
