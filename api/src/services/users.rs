//! Users: first contact, settings.

use core_shared::contract::problem::InvalidValue;
use core_shared::contract::users::{PatchUser, PutUser, UserBody};
use core_shared::domain::{Calendar, Days, UserId};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use sqlx::{PgConnection, PgPool};

use super::habits::{EARLIEST_DAY, LATEST_REST_DAYS};
use crate::error::{ApiError, ApiResult};
use crate::etag::IfMatch;
use crate::repositories::users::{self, Rejudged, User};
use crate::repositories::{deliveries, habits, reminders, rollovers};

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
    let known = users::welcome_back(db, user, now).await?.ok_or_else(ApiError::not_found)?;
    Ok(Contact::Again(body(&known, now)))
}

pub(crate) async fn find(db: &PgPool, user: UserId, now: Timestamp) -> ApiResult<UserBody> {
    Ok(body(&known(db, user).await?, now))
}

pub(crate) async fn change(
    db: &PgPool,
    user: UserId,
    patch: &PatchUser,
    meant: &IfMatch,
    now: Timestamp,
) -> ApiResult<UserBody> {
    let mut transaction = db.begin().await?;
    let before = held(&mut transaction, user, meant, now).await?;
    let (after, rejudged) = patched(&before, patch, now)?;
    users::update(&mut *transaction, &after, rejudged, now).await.map_err(unknown_zone)?;
    let (old, new) = (before.calendar(), after.calendar());
    if old != new {
        rollovers::change_group(&mut *transaction, user, &old, &new, now).await?;
    }
    if after.freezes {
        rollovers::watch(&mut *transaction, user, &new, yesterday(&new, now)).await?;
    }
    transaction.commit().await?;
    Ok(body(&after, now))
}

/// The user, with their row held, if it is the version that is meant.
async fn held(db: &mut PgConnection, user: UserId, meant: &IfMatch, now: Timestamp) -> ApiResult<User> {
    // A statement reads the slots of digest, nudge and list as they were when it began to wait for the row: so waiting comes
    // first.
    users::hold(&mut *db, user).await?.ok_or_else(ApiError::not_found)?;
    let found = users::find(&mut *db, user).await?.ok_or_else(ApiError::not_found)?;
    meant.check(|| body(&found, now))?;
    Ok(found)
}

/// Deletes a user. Everybody who writes about them has come to an end by then, or waits and finds nothing.
pub(crate) async fn delete(db: &PgPool, user: UserId, meant: &IfMatch, now: Timestamp) -> ApiResult<()> {
    let mut transaction = db.begin().await?;
    held(&mut transaction, user, meant, now).await?;
    reminders::hold_planning(&mut *transaction, user).await?;
    // A check-in holds its habit and looks at the user last: without this, each would wait for the other.
    habits::hold_all(&mut *transaction, user).await?;
    users::delete(&mut *transaction, user).await?;
    // What a report has queued while the deletion waited for it.
    deliveries::forget(&mut *transaction, user).await?;
    transaction.commit().await?;
    Ok(())
}

/// The user with the changes of a patch, and what of the past is judged anew by it.
fn patched(before: &User, patch: &PatchUser, now: Timestamp) -> ApiResult<(User, Rejudged)> {
    let mut user = before.clone();
    user.locale = patch.locale.unwrap_or(user.locale);
    user.zone = patch.zone.clone().or(user.zone);
    user.day_start = patch.day_start.unwrap_or(user.day_start);
    user.first_weekday = patch.first_weekday.unwrap_or(user.first_weekday);
    user.freezes = patch.freezes.unwrap_or(user.freezes);
    user.quiet_hours = patch.quiet_hours.unwrap_or(user.quiet_hours);
    user.digest_at = patch.digest_at.unwrap_or(user.digest_at);
    user.nudge_at = patch.nudge_at.unwrap_or(user.nudge_at);
    user.pinned_today = patch.pinned_today.unwrap_or(user.pinned_today);
    user.reminding = patch.reminding.unwrap_or(user.reminding);
    let (old, new) = (before.calendar(), user.calendar());
    // Until a zone is told, the days were those of UTC for want of a better one: nobody has travelled.
    if old != new && before.zone.is_some() {
        user.travels = user.travels.moved(&old, &new, now);
    }
    let today = new.day_of(now);
    if let Some(day) = patch.reviewed_through {
        if day >= today {
            let detail = "is not over yet; send a day before the user's present one";
            return Err(ApiError::invalid(InvalidValue::in_body("/reviewed_through", detail)));
        }
        user.reviewed_through = user.reviewed_through.max(Some(day));
    }
    let mut rejudged = Rejudged::Nothing;
    if let Some(vacation) = patch.vacation {
        user.vacations = user.vacations.until(today);
        if let Some(days) = vacation {
            check_vacation(days, today)?;
            user.vacations = user.vacations.with(days);
            rejudged = Rejudged::From(days.from);
        }
    }
    if user.first_weekday != before.first_weekday {
        // Other weeks, other numbers.
        rejudged = Rejudged::Everything;
    }
    Ok((user, rejudged))
}

fn check_vacation(days: Days, today: Date) -> ApiResult<()> {
    let latest = today.saturating_add(LATEST_REST_DAYS.days());
    if days.from < EARLIEST_DAY {
        let detail = format!("lies before {EARLIEST_DAY}");
        return Err(ApiError::invalid(InvalidValue::in_body("/vacation/from", detail)));
    }
    if days.to > latest {
        let detail = format!("lies after {latest}; come back within ten years");
        return Err(ApiError::invalid(InvalidValue::in_body("/vacation/to", detail)));
    }
    Ok(())
}

/// The newest day that is over.
pub(super) fn yesterday(calendar: &Calendar, now: Timestamp) -> Date {
    calendar.day_of(now).saturating_sub(1.day())
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
    let today = user.calendar().day_of(now);
    UserBody {
        id: user.id,
        locale: user.locale,
        zone: user.zone.clone(),
        day_start: user.day_start,
        first_weekday: user.first_weekday,
        freezes: user.freezes,
        quiet_hours: user.quiet_hours,
        digest_at: user.digest_at,
        nudge_at: user.nudge_at,
        pinned_today: user.pinned_today,
        reminding: user.reminding,
        vacation: user.vacations.present_or_next(today),
        reviewed_through: user.reviewed_through,
        today,
        created_at: user.created_at,
    }
}
