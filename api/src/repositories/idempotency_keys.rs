//! Creating calls that were answered before.

use core_shared::domain::{HabitId, ReminderId, UserId};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgExecutor;

/// A request that has a key.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NamedRequest<'a> {
    pub(crate) key: &'a str,
    pub(crate) fingerprint: &'a [u8],
    /// Keys that were used then or earlier stand for nothing any more.
    pub(crate) expired_by: Timestamp,
    pub(crate) now: Timestamp,
}

/// What a key was used for: something about a habit, or one of its reminders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Made {
    pub(crate) habit: HabitId,
    pub(crate) reminder: Option<ReminderId>,
}

/// The fingerprint of the request that a key was used for, and what was made.
pub(crate) async fn find(
    db: impl PgExecutor<'_>,
    user: UserId,
    request: NamedRequest<'_>,
) -> sqlx::Result<Option<(Vec<u8>, Made)>> {
    let row = sqlx::query!(
        "select fingerprint, habit_id, reminder_id
         from idempotency_keys
         where user_id = $1 and key = $2 and created_at > $3",
        user.0,
        request.key,
        request.expired_by.to_sqlx(),
    );
    let row = row.fetch_optional(db).await?;
    Ok(row.map(|row| {
        (row.fingerprint, Made { habit: HabitId(row.habit_id), reminder: row.reminder_id.map(ReminderId) })
    }))
}

/// Whether the key was free.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kept {
    Yes,
    No,
}

/// Keeps what a key was used for, in the place of keys that have expired.
pub(crate) async fn put(
    db: impl PgExecutor<'_>,
    user: UserId,
    request: NamedRequest<'_>,
    made: Made,
) -> sqlx::Result<Kept> {
    let done = sqlx::query!(
        "with expired as (
             select user_id, key
             from idempotency_keys
             where user_id = $1 and created_at <= $7 and key <> $2
             -- what somebody else is removing needs nobody to wait for it
             for update skip locked
         ), removed as (
             delete from idempotency_keys k using expired e where k.user_id = e.user_id and k.key = e.key
         )
         insert into idempotency_keys as k (user_id, key, fingerprint, habit_id, reminder_id, created_at)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (user_id, key) do update
         set fingerprint = excluded.fingerprint, habit_id = excluded.habit_id, reminder_id = excluded.reminder_id,
             created_at = excluded.created_at
         where k.created_at <= $7",
        user.0,
        request.key,
        request.fingerprint,
        made.habit.0,
        made.reminder.map(|reminder| reminder.0),
        request.now.to_sqlx(),
        request.expired_by.to_sqlx() as _,
    );
    let rows = done.execute(db).await?.rows_affected();
    Ok(if rows == 0 { Kept::No } else { Kept::Yes })
}
