//! Users.

use core_shared::contract::users::{PatchUser, PutUser};
use core_shared::domain::{Calendar, DayStart, Locale, MinuteOfDay, UserId, Weekday, Zone};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgExecutor;

/// A user as stored.
#[derive(Debug, Clone)]
pub(crate) struct User {
    pub(crate) id: UserId,
    pub(crate) locale: Locale,
    pub(crate) zone: Option<Zone>,
    pub(crate) day_start: DayStart,
    pub(crate) first_weekday: Weekday,
    pub(crate) created_at: Timestamp,
}

impl User {
    pub(crate) fn calendar(&self) -> Calendar {
        Calendar::new(self.zone.clone().unwrap_or_else(Zone::utc), self.day_start)
    }
}

/// What a stored name of a zone stands for. A name that is not known any more is told to the log and
/// harms nobody else.
pub(super) fn stored_zone(user: i64, name: Option<&str>) -> Option<Zone> {
    let parsed = name.map(Zone::parse)?;
    parsed.inspect_err(|_| tracing::error!(user, "a stored zone is not in the tz database")).ok()
}

pub(super) fn stored_day_start(minutes: i16) -> DayStart {
    let minute = u16::try_from(minutes).ok().and_then(|minutes| MinuteOfDay::from_minutes(minutes).ok());
    minute.and_then(|minute| DayStart::new(minute).ok()).unwrap_or(DayStart::MIDNIGHT)
}

pub(super) fn stored_weekday(number: i16) -> Weekday {
    u8::try_from(number).ok().and_then(Weekday::from_number).unwrap_or(Weekday::Mon)
}

pub(super) fn stored_locale(code: &str) -> Locale {
    code.parse().unwrap_or_default()
}

struct UserRow {
    id: i64,
    locale: String,
    zone: Option<String>,
    day_start: i16,
    first_weekday: i16,
    created_at: jiff_sqlx::Timestamp,
}

impl From<UserRow> for User {
    fn from(row: UserRow) -> Self {
        Self {
            id: UserId(row.id),
            locale: stored_locale(&row.locale),
            zone: stored_zone(row.id, row.zone.as_deref()),
            day_start: stored_day_start(row.day_start),
            first_weekday: stored_weekday(row.first_weekday),
            created_at: row.created_at.to_jiff(),
        }
    }
}

pub(crate) async fn find(db: impl PgExecutor<'_>, user: UserId) -> sqlx::Result<Option<User>> {
    let row = sqlx::query_as!(
        UserRow,
        "select id, locale, zone, day_start, first_weekday, created_at from users where id = $1",
        user.0,
    );
    Ok(row.fetch_optional(db).await?.map(User::from))
}

/// Inserts a user; `None` when they are known already.
pub(crate) async fn insert(
    db: impl PgExecutor<'_>,
    user: UserId,
    put: &PutUser,
    now: Timestamp,
) -> sqlx::Result<Option<User>> {
    let row = sqlx::query_as!(
        UserRow,
        "with new as (
             insert into users (id, locale, zone, created_at)
             select $1, $2, $3, $4
             -- fails for a zone that Postgres does not know
             where $3::text is null or $4::timestamptz at time zone $3 is not null
             on conflict (id) do nothing
             returning id, locale, zone, day_start, first_weekday, created_at
         ), event as (
             insert into events (user_id, kind, at)
             select id, 'user_created', $4 from new
         )
         select id, locale, zone, day_start, first_weekday, created_at from new",
        user.0,
        put.locale.unwrap_or_default().code(),
        put.zone.as_ref().map(Zone::name),
        now.to_sqlx(),
    );
    Ok(row.fetch_optional(db).await?.map(User::from))
}

/// Marks a user as reachable, and returns them.
pub(crate) async fn welcome_back(db: impl PgExecutor<'_>, user: UserId) -> sqlx::Result<Option<User>> {
    let row = sqlx::query_as!(
        UserRow,
        "update users set blocked_at = null where id = $1
         returning id, locale, zone, day_start, first_weekday, created_at",
        user.0,
    );
    Ok(row.fetch_optional(db).await?.map(User::from))
}

/// Changes what is given. Reminders follow the zone and the day start in the same statement: their slots
/// count from the present local time on.
pub(crate) async fn update(
    db: impl PgExecutor<'_>,
    user: UserId,
    patch: &PatchUser,
    now: Timestamp,
) -> sqlx::Result<Option<User>> {
    let row = sqlx::query_as!(
        UserRow,
        r#"with changed as (
             update users
             set locale = coalesce($2, locale),
                 zone = coalesce($3, zone),
                 day_start = coalesce($4, day_start),
                 first_weekday = coalesce($6, first_weekday)
             where id = $1
             returning id, locale, zone, day_start, first_weekday, created_at
         ), moved as (
             update reminders r
             set zone = coalesce(c.zone, 'UTC'),
                 day_start = c.day_start,
                 since = case
                     when r.zone = coalesce(c.zone, 'UTC') then r.since
                     else $5::timestamptz at time zone c.zone
                 end
             from changed c
             where r.user_id = $1
               and (r.zone, r.day_start) is distinct from (coalesce(c.zone, 'UTC'), c.day_start)
         ), recounted as (
             -- other weeks, other numbers
             update habits set stale = true where user_id = $1 and $6::smallint is not null
         ), watched as (
             insert into zone_watermarks (zone, planned_through)
             select c.zone, date_trunc('minute', $5::timestamptz at time zone c.zone)
             from changed c
             where $3 is not null
             on conflict (zone) do nothing
         )
         select id, locale, zone, day_start, first_weekday, created_at from changed"#,
        user.0,
        patch.locale.map(Locale::code),
        patch.zone.as_ref().map(Zone::name),
        patch.day_start.and_then(|start| i16::try_from(start.minute().minutes()).ok()),
        now.to_sqlx(),
        patch.first_weekday.map(|day| i16::from(day.number())),
    );
    Ok(row.fetch_optional(db).await?.map(User::from))
}
