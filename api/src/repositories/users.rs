//! Users.

use core_shared::contract::users::PutUser;
use core_shared::domain::{
    Calendar, DayStart, Locale, MinuteOfDay, QuietHours, Rests, Travels, UserId, Weekday, Zone,
};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgExecutor;
use sqlx::types::Json;

/// A user as stored.
#[derive(Debug, Clone)]
pub(crate) struct User {
    pub(crate) id: UserId,
    pub(crate) locale: Locale,
    pub(crate) zone: Option<Zone>,
    pub(crate) day_start: DayStart,
    pub(crate) first_weekday: Weekday,
    pub(crate) freezes: bool,
    pub(crate) quiet_hours: Option<QuietHours>,
    /// When a message tells what is due, and when one tells what is still open.
    pub(crate) digest_at: Option<MinuteOfDay>,
    pub(crate) nudge_at: Option<MinuteOfDay>,
    /// Whether the list of each day comes at its beginning and stays pinned.
    pub(crate) pinned_today: bool,
    /// Whether there are reminders at all.
    pub(crate) reminding: bool,
    pub(crate) vacations: Rests,
    pub(crate) travels: Travels,
    /// Through which day they were asked about what was left open.
    pub(crate) reviewed_through: Option<Date>,
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

pub(super) fn stored_quiet_hours(from: Option<i16>, to: Option<i16>) -> Option<QuietHours> {
    QuietHours::new(stored_minute(from)?, stored_minute(to)?).ok()
}

pub(super) fn stored_minute(minutes: Option<i16>) -> Option<MinuteOfDay> {
    MinuteOfDay::from_minutes(u16::try_from(minutes?).ok()?).ok()
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
    freezes: bool,
    quiet_from: Option<i16>,
    quiet_to: Option<i16>,
    digest_at: Option<i16>,
    nudge_at: Option<i16>,
    pinned_today: bool,
    reminding: bool,
    vacations: Json<Rests>,
    travels: Json<Travels>,
    reviewed_through: Option<jiff_sqlx::Date>,
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
            freezes: row.freezes,
            quiet_hours: stored_quiet_hours(row.quiet_from, row.quiet_to),
            digest_at: stored_minute(row.digest_at),
            nudge_at: stored_minute(row.nudge_at),
            pinned_today: row.pinned_today,
            reminding: row.reminding,
            vacations: row.vacations.0,
            travels: row.travels.0,
            reviewed_through: row.reviewed_through.map(jiff_sqlx::Date::to_jiff),
            created_at: row.created_at.to_jiff(),
        }
    }
}

/// A statement that selects from rows of `users` named `u`.
macro_rules! users {
    ($($before:literal)+; $after:literal, $($argument:expr),* $(,)?) => {
        sqlx::query_as!(
            UserRow,
            $($before +)+ r#" u.id, u.locale, u.zone, u.day_start, u.first_weekday, u.freezes, u.quiet_from, u.quiet_to, u.reminding,
                (select r.minute from reminders r where r.user_id = u.id and r.kind = 'digest') as digest_at,
                (select r.minute from reminders r where r.user_id = u.id and r.kind = 'nudge') as nudge_at,
                exists (select from reminders r where r.user_id = u.id and r.kind = 'today') as "pinned_today!",
                u.vacations as "vacations: _", u.travels as "travels: _", u.reviewed_through, u.created_at "# + $after,
            $($argument),*
        )
    };
}

pub(crate) async fn find(db: impl PgExecutor<'_>, user: UserId) -> sqlx::Result<Option<User>> {
    let row = users!("select"; "from users u where u.id = $1", user.0);
    Ok(row.fetch_optional(db).await?.map(User::from))
}

/// Holds a user against other writers until the end of the transaction; what is read afterwards is what they have
/// left. Whoever locks habits of the user, too, locks the user first.
pub(crate) async fn hold(db: impl PgExecutor<'_>, user: UserId) -> sqlx::Result<Option<()>> {
    let held = sqlx::query!("select id from users where id = $1 for no key update", user.0);
    Ok(held.fetch_optional(db).await?.map(drop))
}

/// The same, held against other writers until the end of the transaction. Whoever locks habits of the user,
/// too, locks the user first.
pub(crate) async fn find_for_update(db: impl PgExecutor<'_>, user: UserId) -> sqlx::Result<Option<User>> {
    let row = users!("select"; "from users u where u.id = $1 for no key update", user.0);
    Ok(row.fetch_optional(db).await?.map(User::from))
}

/// Inserts a user; `None` when they are known already.
pub(crate) async fn insert(
    db: impl PgExecutor<'_>,
    user: UserId,
    put: &PutUser,
    now: Timestamp,
) -> sqlx::Result<Option<User>> {
    let row = users!(
        "with u as (
             insert into users (id, locale, zone, created_at, heard_at)
             select $1, $2, $3, $4, $4
             -- fails for a zone that Postgres does not know
             where $3::text is null or $4::timestamptz at time zone $3 is not null
             on conflict (id) do nothing
             returning *
         ), event as (
             insert into events (user_id, kind, at)
             select id, 'user_created', $4 from u
         )
         select"; "from u",
        user.0,
        put.locale.unwrap_or_default().code(),
        put.zone.as_ref().map(Zone::name),
        now.to_sqlx(),
    );
    Ok(row.fetch_optional(db).await?.map(User::from))
}

/// Marks a user as reachable and present, and returns them.
pub(crate) async fn welcome_back(
    db: impl PgExecutor<'_>,
    user: UserId,
    now: Timestamp,
) -> sqlx::Result<Option<User>> {
    let row = users!(
        "with u as (update users set blocked_at = null, heard_at = $2 where id = $1 returning *)
         select"; "from u",
        user.0,
        now.to_sqlx(),
    );
    Ok(row.fetch_optional(db).await?.map(User::from))
}

/// What the days before the present one are judged by has changed: from which day on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rejudged {
    Nothing,
    From(Date),
    Everything,
}

/// Writes a user's settings. Reminders follow the zone and the day start in the same statement: their slots
/// count from the present local time on. Histories that were counted by other rules are rebuilt when they are
/// read.
pub(crate) async fn update(
    db: impl PgExecutor<'_>,
    user: &User,
    rejudged: Rejudged,
    now: Timestamp,
) -> sqlx::Result<()> {
    let calendar = user.calendar();
    let rejudged_from = match rejudged {
        Rejudged::Nothing => None,
        Rejudged::From(day) => Some(day),
        Rejudged::Everything => Some(Date::constant(1, 1, 1)),
    };
    sqlx::query!(
        r#"with changed as (
             update users
             set locale = $2, zone = coalesce($3, zone), day_start = $4, first_weekday = $6, freezes = $7, vacations = $8, travels = $9, quiet_from = $11,
                 quiet_to = $12, reminding = $15,
                 -- another call may have asked meanwhile
                 reviewed_through = greatest(reviewed_through, $16::date)
             where id = $1
             returning id, zone, day_start
         ), moved as (
             update reminders r
             set zone = coalesce(c.zone, 'UTC'),
                 day_start = c.day_start,
                 since = case
                     when r.zone = coalesce(c.zone, 'UTC') then r.since
                     else $5::timestamptz at time zone c.zone
                 end
             from changed c
             where r.user_id = $1 and r.kind = 'reminder'
               and (r.zone, r.day_start) is distinct from (coalesce(c.zone, 'UTC'), c.day_start)
         ), daily as (
             select c.id, s.kind, s.minute, coalesce(c.zone, 'UTC') as zone, c.day_start,
                    $5::timestamptz at time zone coalesce(c.zone, 'UTC') as since
             from changed c
             cross join lateral (
                 values ('digest', $13::smallint), ('nudge', $14::smallint),
                        -- comes with the day, whenever that begins
                        ('today', case when $17 then c.day_start end)
             ) s (kind, minute)
         ), ended as (
             delete from reminders r using daily d where r.user_id = d.id and r.kind = d.kind and d.minute is null
         ), begun as (
             insert into reminders (user_id, kind, minute, zone, day_start, weekdays, since, active)
             select id, kind, minute, zone, day_start, 127, since, true from daily where minute is not null
             on conflict (user_id, kind) where kind <> 'reminder' do update
             set minute = excluded.minute, zone = excluded.zone, day_start = excluded.day_start, since = excluded.since
             where (reminders.minute, reminders.zone, reminders.day_start)
                 is distinct from (excluded.minute, excluded.zone, excluded.day_start)
         ), recounted as (
             update habits set stale = true where user_id = $1 and window_first > $10::date
         )
         insert into zone_watermarks (zone, planned_through)
         select coalesce(c.zone, 'UTC'), date_trunc('minute', $5::timestamptz at time zone coalesce(c.zone, 'UTC'))
         from changed c
         on conflict (zone) do nothing"#,
        user.id.0,
        user.locale.code(),
        user.zone.as_ref().map(Zone::name),
        calendar.day_start.minute().minutes().cast_signed(),
        now.to_sqlx(),
        i16::from(user.first_weekday.number()),
        user.freezes,
        Json(&user.vacations) as _,
        Json(&user.travels) as _,
        rejudged_from.map(Date::to_sqlx) as _,
        user.quiet_hours.map(|quiet| quiet.from().minutes().cast_signed()),
        user.quiet_hours.map(|quiet| quiet.to().minutes().cast_signed()),
        user.digest_at.map(|minute| minute.minutes().cast_signed()),
        user.nudge_at.map(|minute| minute.minutes().cast_signed()),
        user.reminding,
        user.reviewed_through.map(Date::to_sqlx) as _,
        user.pinned_today,
    )
    .execute(db)
    .await
    .map(drop)
}

/// Deletes a user with everything of theirs, whose rows are held.
pub(crate) async fn delete(db: impl PgExecutor<'_>, user: UserId) -> sqlx::Result<()> {
    sqlx::query!("delete from users where id = $1", user.0).execute(db).await.map(drop)
}
