//! The list of today: every habit that a user keeps, in one statement.

use core_shared::domain::{Calendar, HabitId, HabitName, History, Locale, Rests, UserId};
use sqlx::PgExecutor;

use super::habits::{stored_calendar, stored_name};
use super::history::{history, read, with_history};
use super::users::stored_locale;

/// A user's active habits, as little of them as the list needs.
#[derive(Debug)]
pub(crate) struct Today {
    pub(crate) locale: Locale,
    pub(crate) calendar: Calendar,
    pub(crate) vacations: Rests,
    pub(crate) habits: Vec<TodayRow>,
}

#[derive(Debug)]
pub(crate) struct TodayRow {
    pub(crate) id: HabitId,
    pub(crate) name: HabitName,
    pub(crate) history: History,
    pub(crate) stale: bool,
}

/// `None` for a user who keeps no habit, or who is not known.
pub(crate) async fn find(db: impl PgExecutor<'_>, user: UserId) -> sqlx::Result<Option<Today>> {
    let rows = with_history!(
        "select u.id as user_id, u.locale, h.id, h.name,";
        "
         from users u
         join habits h on h.user_id = u.id and h.archived_at is null
         where u.id = $1
         order by h.position, h.id",
        user.0,
    );
    let rows = rows.fetch_all(db).await?;
    let Some(first) = rows.first() else {
        return Ok(None);
    };
    let mut today = Today {
        locale: stored_locale(&first.locale),
        calendar: stored_calendar(first.user_id, first.zone.as_deref(), first.day_start),
        vacations: read(&first.vacations)?,
        habits: Vec::with_capacity(rows.len()),
    };
    for row in rows {
        let (id, name, stale) = (HabitId(row.id), stored_name(&row.name)?, row.stale);
        today.habits.push(TodayRow { id, name, history: history!(row, &today.calendar)?, stale });
    }
    Ok(Some(today))
}
