//! The list of today: a user and every habit they keep, in one statement.

use core_shared::domain::{Calendar, HabitId, HabitName, History, Locale, ScheduleHistory, UserId, Zone};
use jiff_sqlx::Date;
use sqlx::PgExecutor;
use sqlx::types::Json;

use super::habits::{Measured, snapshot, window};
use super::users::{stored_day_start, stored_locale, stored_weekday, stored_zone};

/// A user's active habits, as little of them as the list needs.
#[derive(Debug)]
pub(crate) struct Today {
    pub(crate) locale: Locale,
    pub(crate) calendar: Calendar,
    pub(crate) habits: Vec<TodayRow>,
}

#[derive(Debug)]
pub(crate) struct TodayRow {
    pub(crate) id: HabitId,
    pub(crate) name: HabitName,
    pub(crate) history: History,
    pub(crate) stale: bool,
}

pub(crate) async fn find(db: impl PgExecutor<'_>, user: UserId) -> sqlx::Result<Option<Today>> {
    let rows = sqlx::query_as!(
        Row,
        r#"select u.id as user_id, u.locale, u.zone, u.day_start, u.first_weekday,
                h.id as "id?", h.name as "name?", h.schedules as "schedules?: _", h.starts_on as "starts_on?",
                h.window_first as "window_first?", h.satisfied as "satisfied?", h.neutral as "neutral?",
                h.marked as "marked?", h.streak as "streak?", h.best as "best?", h.total as "total?",
                h.due as "due?", h.kept as "kept?", h.period_done as "period_done?", h.period_excused as "period_excused?",
                h.strength as "strength?", h.tail as "tail?",
                h.last_done as "last_done?", h.second_last_done as "second_last_done?", h.recorded_before as "recorded_before?", h.stale as "stale?"
         from users u
         left join habits h on h.user_id = u.id and h.archived_at is null
         where u.id = $1
         order by h.id"#,
        user.0,
    );
    let rows = rows.fetch_all(db).await?;
    let Some(owner) = rows.first() else {
        return Ok(None);
    };
    let zone = stored_zone(owner.user_id, owner.zone.as_deref()).unwrap_or_else(Zone::utc);
    let calendar = Calendar::new(zone, stored_day_start(owner.day_start));
    let locale = stored_locale(&owner.locale);
    // The one row of a user without habits has no habit in it.
    let habits = rows.into_iter().filter_map(Row::habit).collect();
    Ok(Some(Today { locale, calendar, habits }))
}

struct Row {
    user_id: i64,
    locale: String,
    zone: Option<String>,
    day_start: i16,
    first_weekday: i16,
    id: Option<i64>,
    name: Option<String>,
    schedules: Option<Json<ScheduleHistory>>,
    starts_on: Option<Date>,
    window_first: Option<Date>,
    satisfied: Option<i64>,
    neutral: Option<i64>,
    marked: Option<i64>,
    streak: Option<i32>,
    best: Option<i32>,
    total: Option<i32>,
    due: Option<i32>,
    kept: Option<i32>,
    period_done: Option<i16>,
    period_excused: Option<i16>,
    strength: Option<f64>,
    tail: Option<i64>,
    last_done: Option<Date>,
    second_last_done: Option<Date>,
    recorded_before: Option<Date>,
    stale: Option<bool>,
}

impl Row {
    fn habit(self) -> Option<TodayRow> {
        let numbers = [self.streak?, self.best?, self.total?, self.due?, self.kept?];
        let period = [self.period_done?, self.period_excused?];
        let measured = Measured {
            strength: self.strength?,
            tail: self.tail?,
            last_done: [self.last_done, self.second_last_done],
        };
        Some(TodayRow {
            id: HabitId(self.id?),
            name: HabitName::parse(&self.name?).ok()?,
            history: History {
                starts_on: self.starts_on?.to_jiff(),
                recorded_before: self.recorded_before.map(Date::to_jiff),
                schedules: self.schedules?.0,
                first_weekday: stored_weekday(self.first_weekday),
                snapshot: snapshot(numbers, period, measured),
                window: window(self.window_first?, [self.satisfied?, self.neutral?, self.marked?]),
            },
            stale: self.stale?,
        })
    }
}
