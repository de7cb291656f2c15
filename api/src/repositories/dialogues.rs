//! Dialogues: one per user, or none.

use core_shared::domain::UserId;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use serde_json::Value;
use sqlx::PgExecutor;

/// The state of a known user's dialogue, null when there is none; `None` for an unknown user.
pub(crate) async fn find(db: impl PgExecutor<'_>, user: UserId) -> sqlx::Result<Option<Value>> {
    sqlx::query_scalar!(
        r#"select coalesce(d.state, 'null') as "state!"
         from users u
         left join dialogues d on d.user_id = u.id
         where u.id = $1"#,
        user.0,
    )
    .fetch_optional(db)
    .await
}

pub(crate) async fn put(
    db: impl PgExecutor<'_>,
    user: UserId,
    state: &Value,
    now: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into dialogues (user_id, state, updated_at)
         values ($1, $2, $3)
         on conflict (user_id) do update
         set state = excluded.state, updated_at = excluded.updated_at",
        user.0,
        state,
        now.to_sqlx(),
    )
    .execute(db)
    .await
    .map(drop)
}
