//! The messages of one user, and what became of them.

use core_shared::contract::deliveries::{DeliveryBody, DeliveryKind, DeliveryState};
use core_shared::domain::{DeliveryId, HabitId, UserId};
use sqlx::PgExecutor;

/// The newest deliveries of a user that are older than `before`.
pub(crate) async fn list(
    db: impl PgExecutor<'_>,
    user: UserId,
    state: Option<DeliveryState>,
    before: DeliveryId,
    limit: i64,
) -> sqlx::Result<Vec<DeliveryBody>> {
    let rows = sqlx::query!(
        "select id, kind, habit_id, day, state, due_at, attempts, finished_at, message_id,
                -- while it is tried again, the last failure is none of the user's business
                case when state in ('gone', 'rejected') then cause end as cause
         from deliveries
         where user_id = $1 and id < $2 and ($3::text is null or state = $3)
         order by id desc
         limit $4",
        user.0,
        before.0,
        state.map(DeliveryState::name),
        limit,
    );
    let rows = rows.fetch_all(db).await?;
    rows.into_iter()
        .map(|row| {
            Ok(DeliveryBody {
                id: DeliveryId(row.id),
                kind: stored_kind(&row.kind)?,
                habit: row.habit_id.map(HabitId),
                day: row.day.map(jiff_sqlx::Date::to_jiff),
                state: stored_state(&row.state)?,
                due_at: row.due_at.to_jiff(),
                attempts: row.attempts,
                finished_at: row.finished_at.map(jiff_sqlx::Timestamp::to_jiff),
                message_id: row.message_id,
                cause: row.cause,
            })
        })
        .collect()
}

fn stored_kind(text: &str) -> sqlx::Result<DeliveryKind> {
    match text {
        "reminder" => Ok(DeliveryKind::Reminder),
        "redraw" => Ok(DeliveryKind::Redraw),
        "digest" => Ok(DeliveryKind::Digest),
        "nudge" => Ok(DeliveryKind::Nudge),
        "today" => Ok(DeliveryKind::Today),
        "still_there" => Ok(DeliveryKind::StillThere),
        "message" => Ok(DeliveryKind::Message),
        other => Err(sqlx::Error::Decode(format!("{other} is not a kind of delivery").into())),
    }
}

fn stored_state(text: &str) -> sqlx::Result<DeliveryState> {
    match text {
        "open" => Ok(DeliveryState::Open),
        "sent" => Ok(DeliveryState::Sent),
        "withdrawn" => Ok(DeliveryState::Withdrawn),
        "gone" => Ok(DeliveryState::Gone),
        "rejected" => Ok(DeliveryState::Rejected),
        "expired" => Ok(DeliveryState::Expired),
        other => Err(sqlx::Error::Decode(format!("{other} is not a state of a delivery").into())),
    }
}
