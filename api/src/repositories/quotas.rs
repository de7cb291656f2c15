//! How much of everything a user has.

use core_shared::domain::UserId;
use sqlx::PgExecutor;

/// What counts against the quotas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Holdings {
    /// Archived ones included.
    pub(crate) habits: i64,
    /// Those of habits.
    pub(crate) reminders: i64,
}

pub(crate) async fn count(db: impl PgExecutor<'_>, user: UserId) -> sqlx::Result<Holdings> {
    sqlx::query_as!(
        Holdings,
        r#"select (select count(*) from habits where user_id = $1) as "habits!",
                  (select count(*) from reminders where user_id = $1 and kind = 'reminder') as "reminders!""#,
        user.0,
    )
    .fetch_one(db)
    .await
}
