//! A reminder message that is in somebody's chat: the habits in it, as they are now.

use core_shared::domain::{Calendar, DeliveryId, HabitId, UserId};
use sqlx::PgExecutor;

use super::Item;
use crate::repositories::executions::stored_execution;
use crate::repositories::habits::{stored_calendar, stored_name};
use crate::repositories::history::{history, with_history};

/// What one message asks for.
#[derive(Debug)]
pub(crate) struct Message {
    pub(crate) calendar: Calendar,
    pub(crate) is_combined: bool,
    pub(crate) is_late: bool,
    /// Without those that were asked for again in another message.
    pub(crate) items: Vec<Item>,
}

/// The message of the reminder `lead`; `None` when nothing of it is left. Also one that is just being sent: it may be
/// answered before its sending is reported.
pub(crate) async fn find_message(
    db: impl PgExecutor<'_>,
    user: UserId,
    lead: DeliveryId,
) -> sqlx::Result<Option<Message>> {
    let rows = with_history!(
        r#"select d.id as "asks!", d.habit_id as "habit_id!", d.day as "day!", d.round, d.late,
                  d.closed_at is not null as "is_closed!", again.due_at as "snoozed_until?",
                  exists (select from deliveries o where o.user_id = $1 and o.id > $2 and o.lead_id = $2) as "is_combined!",
                  e.state as "execution?", e.amount as "amount?", h.name as "habit_name!","#;
        r#"
         from deliveries d
         join users u on u.id = d.user_id
         join habits h on h.user_id = d.user_id and h.id = d.habit_id
         left join deliveries again
             on again.user_id = d.user_id and again.dedup_key = 'snooze/' || d.id and again.state || '' = 'open'
         left join executions e on e.user_id = d.user_id and e.habit_id = d.habit_id and e.day = d.day
         where d.user_id = $1 and d.id >= $2 and (d.id = $2 or d.lead_id = $2)
           and d.kind = 'reminder' and d.state in ('open', 'sent') and not d.superseded
         order by d.id"#,
        user.0,
        lead.0,
    );
    let mut message: Option<Message> = None;
    for row in rows.fetch_all(db).await? {
        let calendar = stored_calendar(user.0, row.zone.as_deref(), row.day_start);
        let execution = row.execution.as_deref().map(|state| stored_execution(state, row.amount));
        let item = Item {
            delivery: Some(DeliveryId(row.asks)),
            habit: HabitId(row.habit_id),
            habit_name: stored_name(&row.habit_name)?,
            day: row.day.to_jiff(),
            round: row.round,
            is_closed: row.is_closed,
            snoozed_until: row.snoozed_until.map(jiff_sqlx::Timestamp::to_jiff),
            execution: execution.transpose()?,
            asks_at: None,
            history: history!(row, &calendar)?,
        };
        let (is_combined, is_late) = (row.is_combined, row.late);
        let message =
            message.get_or_insert_with(|| Message { calendar, is_combined, is_late, items: Vec::new() });
        message.items.push(item);
    }
    Ok(message)
}
