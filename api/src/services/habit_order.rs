//! The order of a user's habits.

use core_shared::contract::habit_order::{HabitOrderBody, PutHabitOrder};
use core_shared::contract::problem::InvalidValue;
use core_shared::domain::UserId;
use jiff::Timestamp;
use sqlx::PgPool;

use crate::error::{ApiError, ApiResult};
use crate::repositories::habit_order::{self, Ordered};
use crate::repositories::users;

pub(crate) async fn put(
    db: &PgPool,
    user: UserId,
    put: &PutHabitOrder,
    now: Timestamp,
) -> ApiResult<HabitOrderBody> {
    if let Some(place) = first_double(put) {
        return Err(refused(place, "is there twice; name each habit once"));
    }
    let mut transaction = db.begin().await?;
    // Who orders, and who adds a habit at the end, takes turns.
    users::hold(&mut *transaction, user).await?.ok_or_else(ApiError::not_found)?;
    match habit_order::put(&mut *transaction, user, &put.habits, now).await? {
        Ordered::Yes(habits) => {
            transaction.commit().await?;
            Ok(HabitOrderBody { habits })
        }
        Ordered::Unknown { place } => Err(refused(place, "is not a habit of this user")),
    }
}

fn first_double(put: &PutHabitOrder) -> Option<usize> {
    let mut seen = std::collections::HashSet::new();
    put.habits.iter().position(|habit| !seen.insert(habit))
}

fn refused(place: usize, detail: &str) -> ApiError {
    ApiError::invalid(InvalidValue::in_body(format!("/habits/{place}"), detail))
}
