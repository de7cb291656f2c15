//! Dead letters: shown to the operator, and queued again once what was wrong is mended.

use core_shared::contract::dead_letters::{DEAD_LETTERS_PAGE, DeadLettersBody};
use core_shared::contract::problem::InvalidValue;
use core_shared::domain::{DeliveryId, UserId};
use jiff::{SignedDuration, Timestamp};
use sqlx::PgPool;

use crate::error::{ApiError, ApiResult};
use crate::repositories::dead_letters::{self, Replayed};

/// As long as a delivery has when it is planned.
const LIFETIME: SignedDuration = SignedDuration::from_hours(24);

pub(crate) async fn list(db: &PgPool, after: Option<&str>) -> ApiResult<DeadLettersBody> {
    let behind = match after {
        None => (UserId(i64::MIN), DeliveryId(i64::MIN)),
        Some(after) => place(after).ok_or_else(|| {
            let detail = "is no place in this list; send what `next` said, or leave it out";
            ApiError::invalid(InvalidValue::in_parameter("after", detail))
        })?,
    };
    let dead_letters = dead_letters::list(db, behind, DEAD_LETTERS_PAGE).await?;
    let is_full = dead_letters.len() >= DEAD_LETTERS_PAGE as usize;
    let next = dead_letters.last().filter(|_| is_full).map(|last| format!("{}.{}", last.user, last.id));
    Ok(DeadLettersBody { dead_letters, next })
}

fn place(after: &str) -> Option<(UserId, DeliveryId)> {
    let (user, delivery) = after.split_once('.')?;
    Some((user.parse().ok()?, delivery.parse().ok()?))
}

pub(crate) async fn replay(db: &PgPool, user: UserId, delivery: DeliveryId, now: Timestamp) -> ApiResult<()> {
    match dead_letters::replay(db, user, delivery, LIFETIME, now).await? {
        Replayed::Yes => Ok(()),
        Replayed::No => Err(ApiError::not_found()),
    }
}
