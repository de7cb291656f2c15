//! The list of today: every habit that a user keeps, in one statement.

use core_shared::domain::{Calendar, HabitId, HabitName, History, Locale, MinuteOfDay, Rests, UserId};
use jiff::Timestamp;
use jiff::civil::Date;
use sqlx::PgExecutor;

use super::habits::{stored_calendar, stored_name};
use super::history::{history, read, with_history};
use super::users::{stored_locale, stored_minute};

/// A user's active habits, as little of them as the list needs.
#[derive(Debug)]
pub(crate) struct Today {
    pub(crate) locale: Locale,
    pub(crate) calendar: Calendar,
    pub(crate) vacations: Rests,
    pub(crate) reviewed_through: Option<Date>,
    pub(crate) created_at: Timestamp,
    pub(crate) habits: Vec<TodayRow>,
}

#[derive(Debug)]
pub(crate) struct TodayRow {
    pub(crate) id: HabitId,
    pub(crate) name: HabitName,
    /// The time of its first reminder, counted from the day start.
    pub(crate) asks_at: Option<MinuteOfDay>,
    pub(crate) history: History,
    pub(crate) stale: bool,
}

/// `None` for a user who keeps no habit, or who is not known.
pub(crate) async fn find(db: impl PgExecutor<'_>, user: UserId) -> sqlx::Result<Option<Today>> {
    let rows = with_history!(
        r#"select u.id as user_id, u.locale, u.reviewed_through, u.created_at, h.id, h.name,
                  -- what comes after midnight and before the day start belongs to the end of the day
                  (select r.minute from reminders r
                   where r.user_id = $1 and r.habit_id = h.id and r.kind = 'reminder'
                   order by (r.minute - u.day_start + 1440) % 1440
                   limit 1) as asks_at,"#;
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
        reviewed_through: first.reviewed_through.map(jiff_sqlx::Date::to_jiff),
        created_at: first.created_at.to_jiff(),
        habits: Vec::with_capacity(rows.len()),
    };
    for row in rows {
        let (id, name, stale) = (HabitId(row.id), stored_name(&row.name)?, row.stale);
        let asks_at = stored_minute(row.asks_at);
        today.habits.push(TodayRow { id, name, asks_at, history: history!(row, &today.calendar)?, stale });
    }
    Ok(Some(today))
}
