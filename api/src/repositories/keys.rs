//! Service keys, by hash.

use core_shared::contract::keys::{KeyBody, Scope};
use core_shared::domain::KeyId;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgExecutor;

use crate::credentials::{Hash, Made};

/// A key of the settings becomes known in place of an older one of its name.
pub(crate) async fn put_configured(
    db: impl PgExecutor<'_>,
    name: &str,
    scope: Scope,
    hash: &Hash,
    now: Timestamp,
) -> sqlx::Result<KeyId> {
    let id = sqlx::query_scalar!(
        // An update in any case, which returns the id.
        "insert into api_keys (name, scope, hash, configured, created_at)
         values ($1, $2, $3, true, $4)
         on conflict (name) where configured do update
         set scope = excluded.scope, hash = excluded.hash,
             created_at = case when api_keys.hash = excluded.hash then api_keys.created_at else excluded.created_at end
         returning id",
        name,
        scope.name(),
        hash.as_bytes(),
        now.to_sqlx(),
    );
    id.fetch_one(db).await.map(KeyId)
}

/// A key that lets somebody in.
#[derive(Debug)]
pub(crate) struct LiveKey {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) scope: String,
    pub(crate) hash: Vec<u8>,
    pub(crate) expires_at: Option<jiff_sqlx::Timestamp>,
}

/// Keys that were not revoked; those of the settings are known without asking.
pub(crate) async fn list_live(db: impl PgExecutor<'_>) -> sqlx::Result<Vec<LiveKey>> {
    sqlx::query_as!(
        LiveKey,
        "select id, name, scope, hash, expires_at
         from api_keys
         where not configured and revoked_at is null
         order by id",
    )
    .fetch_all(db)
    .await
}

/// The names that tasks may belong to.
pub(crate) async fn list_names(db: impl PgExecutor<'_>) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar!("select distinct name from api_keys where scope in ('tasks', 'admin') order by name")
        .fetch_all(db)
        .await
}

/// A key as it is shown.
#[derive(Debug)]
pub(crate) struct KeyRow {
    id: i64,
    name: String,
    scope: String,
    prefix: Option<String>,
    configured: bool,
    created_at: jiff_sqlx::Timestamp,
    expires_at: Option<jiff_sqlx::Timestamp>,
    retired_at: Option<jiff_sqlx::Timestamp>,
    revoked_at: Option<jiff_sqlx::Timestamp>,
    last_used_at: Option<jiff_sqlx::Timestamp>,
}

impl TryFrom<KeyRow> for KeyBody {
    type Error = sqlx::Error;

    fn try_from(row: KeyRow) -> sqlx::Result<Self> {
        let instant = |at: Option<jiff_sqlx::Timestamp>| at.map(jiff_sqlx::Timestamp::to_jiff);
        Ok(Self {
            id: KeyId(row.id),
            name: row.name,
            scope: Scope::from_name(&row.scope)
                .ok_or_else(|| sqlx::Error::Decode("a scope that is not known".into()))?,
            prefix: row.prefix,
            is_configured: row.configured,
            created_at: row.created_at.to_jiff(),
            expires_at: instant(row.expires_at),
            retired_at: instant(row.retired_at),
            revoked_at: instant(row.revoked_at),
            last_used_at: instant(row.last_used_at),
        })
    }
}

/// A statement that ends in rows of `api_keys` named `k`.
macro_rules! keys {
    ($before:literal, $after:literal $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            KeyRow,
            $before
                + " select k.id, k.name, k.scope, k.prefix, k.configured, k.created_at, k.expires_at, k.retired_at,
                           k.revoked_at, k.last_used_at "
                + $after,
            $($argument),*
        )
    };
}

pub(crate) async fn list(db: impl PgExecutor<'_>) -> sqlx::Result<Vec<KeyBody>> {
    let rows = keys!("", "from api_keys k order by k.id").fetch_all(db).await?;
    rows.into_iter().map(KeyBody::try_from).collect()
}

pub(crate) async fn find(db: impl PgExecutor<'_>, key: KeyId) -> sqlx::Result<Option<KeyBody>> {
    let row = keys!("", "from api_keys k where k.id = $1", key.0).fetch_optional(db).await?;
    row.map(KeyBody::try_from).transpose()
}

pub(crate) async fn insert(
    db: impl PgExecutor<'_>,
    name: &str,
    scope: Scope,
    (made, hash): (&Made, &Hash),
    expires_at: Option<Timestamp>,
    now: Timestamp,
) -> sqlx::Result<KeyBody> {
    let row = keys!(
        "with k as (
             insert into api_keys (name, scope, hash, prefix, configured, expires_at, created_at)
             values ($1, $2, $3, $4, false, $5, $6)
             returning *
         )",
        "from k",
        name,
        scope.name(),
        hash.as_bytes(),
        made.prefix,
        expires_at.map(Timestamp::to_sqlx) as _,
        now.to_sqlx(),
    );
    row.fetch_one(db).await?.try_into()
}

/// Lets a key end at `until`, because it has a successor; one that has one already, or was revoked, is left alone.
pub(crate) async fn retire(
    db: impl PgExecutor<'_>,
    key: KeyId,
    until: Timestamp,
    now: Timestamp,
) -> sqlx::Result<Option<KeyBody>> {
    let row = keys!(
        "with k as (
             update api_keys
             -- one that comes from the settings ends there
             set retired_at = case when configured then null else $3::timestamptz end,
                 expires_at = case when configured then null else least(expires_at, $2) end
             where id = $1 and retired_at is null and revoked_at is null
             returning *
         )",
        "from k",
        key.0,
        until.to_sqlx() as _,
        now.to_sqlx() as _,
    );
    row.fetch_optional(db).await?.map(KeyBody::try_from).transpose()
}

/// Takes a key back; one that was revoked before stays as it is.
pub(crate) async fn revoke(
    db: impl PgExecutor<'_>,
    key: KeyId,
    now: Timestamp,
) -> sqlx::Result<Option<KeyBody>> {
    let row = keys!(
        "with k as (
             update api_keys
             set revoked_at = coalesce(revoked_at, $2)
             where id = $1 and not configured
             returning *
         )",
        "from k",
        key.0,
        now.to_sqlx(),
    );
    row.fetch_optional(db).await?.map(KeyBody::try_from).transpose()
}

/// Notes when keys were used the last time.
pub(crate) async fn update_last_uses(
    db: impl PgExecutor<'_>,
    keys: &[i64],
    at: &[jiff_sqlx::Timestamp],
) -> sqlx::Result<()> {
    sqlx::query!(
        "update api_keys k
         set last_used_at = greatest(k.last_used_at, used.at)
         from unnest($1::bigint[], $2::timestamptz[]) as used (id, at)
         where k.id = used.id",
        keys,
        at as _,
    )
    .execute(db)
    .await
    .map(drop)
}
