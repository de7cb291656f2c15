//! Creating calls that were answered before.

use core_shared::domain::{HabitId, UserId};
use sqlx::PgExecutor;

/// What a key was used for.
#[derive(Debug)]
pub(crate) struct UsedKey {
    pub(crate) fingerprint: Vec<u8>,
    pub(crate) habit_id: HabitId,
}

pub(crate) async fn find(db: impl PgExecutor<'_>, user: UserId, key: &str) -> sqlx::Result<Option<UsedKey>> {
    sqlx::query_as!(
        UsedKey,
        r#"select fingerprint, habit_id as "habit_id: _"
         from idempotency_keys
         where user_id = $1 and key = $2"#,
        user.0,
        key,
    )
    .fetch_optional(db)
    .await
}
