//! Personal tokens and sessions, by hash. A session is a token without a name.

use core_shared::contract::tokens::{TokenAccess, TokenBody};
use core_shared::domain::{TokenId, TokenName, UserId};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgExecutor;

use crate::credentials::{Hash, Made};

/// What a shown token is judged by.
#[derive(Debug)]
pub(crate) struct StoredToken {
    pub(crate) hash: Option<Hash>,
    pub(crate) access: TokenAccess,
    pub(crate) expires_at: Timestamp,
}

pub(crate) async fn find(
    db: impl PgExecutor<'_>,
    user: UserId,
    token: TokenId,
) -> sqlx::Result<Option<StoredToken>> {
    let row = sqlx::query!(
        "select hash, access, expires_at from tokens where user_id = $1 and id = $2",
        user.0,
        token.0,
    );
    let row = row.fetch_optional(db).await?;
    Ok(row.map(|row| StoredToken {
        hash: Hash::stored(&row.hash),
        access: stored_access(&row.access),
        expires_at: row.expires_at.to_jiff(),
    }))
}

/// The constraint of the column knows two words; whatever else stood there would allow less.
fn stored_access(name: &str) -> TokenAccess {
    if name == TokenAccess::Write.name() { TokenAccess::Write } else { TokenAccess::Read }
}

/// Tokens with a name that are valid, oldest first.
pub(crate) async fn list(
    db: impl PgExecutor<'_>,
    user: UserId,
    now: Timestamp,
) -> sqlx::Result<Vec<TokenBody>> {
    let rows = sqlx::query!(
        r#"select id, name as "name!", access, prefix, created_at, expires_at, last_used_at
         from tokens
         where user_id = $1 and name is not null and expires_at > $2
         order by id"#,
        user.0,
        now.to_sqlx(),
    );
    let rows = rows.fetch_all(db).await?;
    rows.into_iter()
        .map(|row| {
            Ok(TokenBody {
                id: TokenId(row.id),
                name: TokenName::parse(&row.name).map_err(|error| sqlx::Error::Decode(error.into()))?,
                access: stored_access(&row.access),
                prefix: row.prefix,
                created_at: row.created_at.to_jiff(),
                expires_at: row.expires_at.to_jiff(),
                last_used_at: row.last_used_at.map(jiff_sqlx::Timestamp::to_jiff),
            })
        })
        .collect()
}

/// The id of the next token: it is part of the token itself.
pub(crate) async fn next_id(db: impl PgExecutor<'_>) -> sqlx::Result<TokenId> {
    let id =
        sqlx::query_scalar!(r#"select nextval(pg_get_serial_sequence('tokens', 'id')::regclass) as "id!""#);
    id.fetch_one(db).await.map(TokenId)
}

/// A token that is to be kept.
#[derive(Debug)]
pub(crate) struct NewToken<'a> {
    pub(crate) user: UserId,
    pub(crate) id: TokenId,
    /// None of a session.
    pub(crate) name: Option<&'a TokenName>,
    pub(crate) access: TokenAccess,
    pub(crate) made: &'a Made,
    pub(crate) hash: &'a Hash,
    pub(crate) expires_at: Timestamp,
}

pub(crate) async fn insert(db: impl PgExecutor<'_>, new: NewToken<'_>, now: Timestamp) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into tokens (user_id, id, name, access, hash, prefix, created_at, expires_at)
         overriding system value
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        new.user.0,
        new.id.0,
        new.name.map(TokenName::as_str),
        new.access.name(),
        new.hash.as_bytes(),
        new.made.prefix,
        now.to_sqlx(),
        new.expires_at.to_sqlx() as _,
    )
    .execute(db)
    .await
    .map(drop)
}

/// Removes the tokens and sessions of a user that have expired.
pub(crate) async fn delete_expired(
    db: impl PgExecutor<'_>,
    user: UserId,
    now: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!("delete from tokens where user_id = $1 and expires_at <= $2", user.0, now.to_sqlx())
        .execute(db)
        .await
        .map(drop)
}

/// Removes all sessions of a user but the newest `keep`.
pub(crate) async fn delete_old_sessions(
    db: impl PgExecutor<'_>,
    user: UserId,
    keep: i64,
) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from tokens t
         where t.user_id = $1 and t.name is null
           and t.id in (
               select id from tokens where user_id = $1 and name is null order by id desc offset $2
           )",
        user.0,
        keep,
    )
    .execute(db)
    .await
    .map(drop)
}

/// Whether there was a token to take back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Revoked {
    Yes,
    No,
}

pub(crate) async fn delete(db: impl PgExecutor<'_>, user: UserId, token: TokenId) -> sqlx::Result<Revoked> {
    let done = sqlx::query!(
        "delete from tokens where user_id = $1 and id = $2 and name is not null",
        user.0,
        token.0,
    );
    let rows = done.execute(db).await?.rows_affected();
    Ok(if rows == 0 { Revoked::No } else { Revoked::Yes })
}

/// Notes when tokens were used the last time.
pub(crate) async fn update_last_uses(
    db: impl PgExecutor<'_>,
    users: &[i64],
    tokens: &[i64],
    at: &[jiff_sqlx::Timestamp],
) -> sqlx::Result<()> {
    sqlx::query!(
        "update tokens t
         set last_used_at = greatest(t.last_used_at, used.at)
         from unnest($1::bigint[], $2::bigint[], $3::timestamptz[]) as used (user_id, id, at)
         where t.user_id = used.user_id and t.id = used.id",
        users,
        tokens,
        at as _,
    )
    .execute(db)
    .await
    .map(drop)
}
