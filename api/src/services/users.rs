//! Users: first contact, settings.

use core_shared::contract::problem::InvalidValue;
use core_shared::contract::users::{PatchUser, PutUser, UserBody};
use core_shared::domain::UserId;
use jiff::Timestamp;
use sqlx::PgPool;

use crate::error::{ApiError, ApiResult};
use crate::repositories::users::{self, User};

/// What a first contact came to.
#[derive(Debug)]
pub(crate) enum Contact {
    First(UserBody),
    Again(UserBody),
}

pub(crate) async fn greet(db: &PgPool, user: UserId, put: &PutUser, now: Timestamp) -> ApiResult<Contact> {
    if let Some(new) = users::insert(db, user, put, now).await.map_err(unknown_zone)? {
        return Ok(Contact::First(body(&new, now)));
    }
    let known = users::welcome_back(db, user).await?.ok_or_else(ApiError::not_found)?;
    Ok(Contact::Again(body(&known, now)))
}

pub(crate) async fn find(db: &PgPool, user: UserId, now: Timestamp) -> ApiResult<UserBody> {
    Ok(body(&known(db, user).await?, now))
}

pub(crate) async fn change(
    db: &PgPool,
    user: UserId,
    patch: &PatchUser,
    now: Timestamp,
) -> ApiResult<UserBody> {
    let changed = users::update(db, user, patch, now).await.map_err(unknown_zone)?;
    Ok(body(&changed.ok_or_else(ApiError::not_found)?, now))
}

/// The user, or the problem that there is none.
pub(super) async fn known(db: &PgPool, user: UserId) -> ApiResult<User> {
    users::find(db, user).await?.ok_or_else(ApiError::not_found)
}

/// Postgres has its own copy of the tz database; a zone has to be in both.
fn unknown_zone(error: sqlx::Error) -> ApiError {
    const INVALID_PARAMETER_VALUE: &str = "22023";
    let database = error.as_database_error();
    if database.is_some_and(|error| error.code().as_deref() == Some(INVALID_PARAMETER_VALUE)) {
        return ApiError::invalid(InvalidValue::in_body(
            "/zone",
            "is not a time zone that the database knows",
        ));
    }
    error.into()
}

fn body(user: &User, now: Timestamp) -> UserBody {
    UserBody {
        id: user.id,
        locale: user.locale,
        zone: user.zone.clone(),
        day_start: user.day_start,
        first_weekday: user.first_weekday,
        today: user.calendar().day_of(now),
        created_at: user.created_at,
    }
}
