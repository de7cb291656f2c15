//! Service keys, by hash.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgExecutor;

use crate::scope::Scope;

/// Stores the key called `name`, in place of an older one of that name.
pub(crate) async fn put(
    db: impl PgExecutor<'_>,
    name: &str,
    scope: Scope,
    hash: &[u8],
    now: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into api_keys (name, scope, hash, created_at)
         values ($1, $2, $3, $4)
         on conflict (name) do update
         set scope = excluded.scope, hash = excluded.hash, created_at = excluded.created_at
         where api_keys.hash <> excluded.hash",
        name,
        scope.name(),
        hash,
        now.to_sqlx(),
    )
    .execute(db)
    .await
    .map(drop)
}
