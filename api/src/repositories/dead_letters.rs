//! Deliveries that were given up.

use core_shared::contract::dead_letters::DeadLetterBody;
use core_shared::domain::{DeliveryId, HabitId, UserId};
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx as _;
use sqlx::PgExecutor;

/// The next dead letters of everybody, behind the one named last.
pub(crate) async fn list(
    db: impl PgExecutor<'_>,
    behind: (UserId, DeliveryId),
    limit: u32,
) -> sqlx::Result<Vec<DeadLetterBody>> {
    let rows = sqlx::query!(
        r#"select user_id, id, kind, habit_id, day, due_at, finished_at as "finished_at!", attempts, cause
         from deliveries
         where state = 'rejected' and (user_id, id) > ($1, $2)
         order by user_id, id
         limit $3"#,
        behind.0.0,
        behind.1.0,
        i64::from(limit),
    );
    let rows = rows.fetch_all(db).await?;
    let letter = rows.into_iter().map(|row| DeadLetterBody {
        user: UserId(row.user_id),
        id: DeliveryId(row.id),
        kind: row.kind,
        habit: row.habit_id.map(HabitId),
        day: row.day.map(jiff_sqlx::Date::to_jiff),
        due_at: row.due_at.to_jiff(),
        given_up_at: row.finished_at.to_jiff(),
        attempts: row.attempts,
        cause: row.cause,
    });
    Ok(letter.collect())
}

/// Whether there was a dead letter to replay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Replayed {
    Yes,
    No,
}

/// Queues a dead letter as if it had not been tried, for `lifetime` at least.
pub(crate) async fn replay(
    db: impl PgExecutor<'_>,
    user: UserId,
    delivery: DeliveryId,
    lifetime: SignedDuration,
    now: Timestamp,
) -> sqlx::Result<Replayed> {
    let done = sqlx::query!(
        "update deliveries
         set state = 'open', failures = 0, ready_at = $3, expires_at = greatest(expires_at, $4), cause = null,
             finished_at = null
         where user_id = $1 and id = $2 and state = 'rejected'",
        user.0,
        delivery.0,
        now.to_sqlx(),
        (now + lifetime).to_sqlx() as _,
    );
    let rows = done.execute(db).await?.rows_affected();
    Ok(if rows == 0 { Replayed::No } else { Replayed::Yes })
}
