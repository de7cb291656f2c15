//! What has happened to a user. Events are written by the statements in which they happen.

use core_shared::contract::events::{EventBody, EventKind};
use core_shared::domain::{EventId, HabitId, UserId};
use sqlx::PgExecutor;

/// The oldest events of a user behind the one named.
pub(crate) async fn list(
    db: impl PgExecutor<'_>,
    user: UserId,
    behind: EventId,
    limit: i64,
) -> sqlx::Result<Vec<EventBody>> {
    let rows = sqlx::query!(
        "select id, kind, habit_id, day, at
         from events
         where user_id = $1 and id > $2
         order by id
         limit $3",
        user.0,
        behind.0,
        limit,
    );
    let rows = rows.fetch_all(db).await?;
    rows.into_iter()
        .map(|row| {
            Ok(EventBody {
                id: EventId(row.id),
                kind: stored_kind(row.kind)?,
                habit: row.habit_id.map(HabitId),
                day: row.day.map(jiff_sqlx::Date::to_jiff),
                at: row.at.to_jiff(),
            })
        })
        .collect()
}

/// The kind that is stored by its name on the wire.
fn stored_kind(text: String) -> sqlx::Result<EventKind> {
    serde_json::from_value(text.into()).map_err(|error| sqlx::Error::Decode(error.into()))
}
