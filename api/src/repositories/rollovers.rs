//! Rollover: what has to happen when a user's day is over. Touches only users for whom something does.
//!
//! Everybody with the same zone and day start is one group, and closes days at the same moment. A group knows how
//! far it has come; a user has a bookmark of their own as soon as something has happened to them.

use core_shared::domain::{Calendar, HabitId, UserId};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgExecutor;

use super::habits::{Habit, day_start_column, habit, habits, stored_calendar};
use super::local_times::LocalTimes;

/// From now on the end of a day can bring something about for the user: beginning with the day behind `through`.
pub(crate) async fn watch(
    db: impl PgExecutor<'_>,
    user: UserId,
    calendar: &Calendar,
    through: Date,
) -> sqlx::Result<()> {
    sqlx::query!(
        "with watched as (
             update users
             set settles = true, rolled_over_through = greatest(rolled_over_through, $4)
             where id = $1 and not settles
         )
         insert into zone_rollovers (zone, day_start, closed_through)
         values ($2, $3, $4)
         on conflict (zone, day_start) do nothing",
        user.0,
        calendar.zone.name(),
        day_start_column(calendar),
        through.to_sqlx(),
    )
    .execute(db)
    .await
    .map(drop)
}

/// The user leaves the group of `old` for that of `new`: they keep what was closed with the others, and close the
/// rest by themselves, because the new group may have come further.
pub(crate) async fn change_group(
    db: impl PgExecutor<'_>,
    user: UserId,
    old: &Calendar,
    new: &Calendar,
    now: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!(
        "with moved as (
             update users u
             set rolled_over_through = greatest(
                 u.rolled_over_through,
                 (select closed_through from zone_rollovers g where g.zone = $2 and g.day_start = $3)
             )
             where u.id = $1 and u.settles
             returning u.id
         ), grouped as (
             insert into zone_rollovers (zone, day_start, closed_through)
             select $4, $5, $6::date from moved
             on conflict (zone, day_start) do nothing
         )
         insert into pending_rollovers (user_id, ready_at)
         select id, $7 from moved
         on conflict (user_id) do update set ready_at = excluded.ready_at",
        user.0,
        old.zone.name(),
        day_start_column(old),
        new.zone.name(),
        day_start_column(new),
        new.day_of(now).yesterday().unwrap_or(Date::MIN).to_sqlx(),
        now.to_sqlx(),
    )
    .execute(db)
    .await
    .map(drop)
}

/// Users with the same calendar, and how far their days are closed.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    zone: String,
    day_start: i16,
    closed_through: jiff_sqlx::Date,
    /// The last user of the closing under way.
    pub(crate) reached: Option<i64>,
    /// The newest day that is over.
    over_through: jiff_sqlx::Date,
}

/// The groups with days to close.
pub(crate) async fn list_groups(db: impl PgExecutor<'_>, clocks: &LocalTimes) -> sqlx::Result<Vec<Group>> {
    sqlx::query_as!(
        Group,
        r#"select g.zone, g.day_start, g.closed_through, g.reached,
                (c.local - g.day_start * interval '1 minute')::date - 1 as "over_through!"
         from zone_rollovers g
         join unnest($1::text[], $2::timestamp[]) as c (zone, local) on c.zone = g.zone
         where g.closed_through < (c.local - g.day_start * interval '1 minute')::date - 1
         order by g.closed_through, g.zone, g.day_start"#,
        &clocks.zones,
        &clocks.local as _,
    )
    .fetch_all(db)
    .await
}

/// The next users of a group, in order, behind the one that was reached.
pub(crate) async fn list_group(
    db: impl PgExecutor<'_>,
    group: &Group,
    limit: usize,
) -> sqlx::Result<Vec<UserId>> {
    sqlx::query_scalar!(
        r#"select id as "id: UserId"
         from users
         where settles and coalesce(zone, 'UTC') = $1 and day_start = $2 and id > coalesce($3, -9223372036854775808)
         order by id
         limit $4"#,
        group.zone,
        group.day_start,
        group.reached,
        i64::try_from(limit).unwrap_or(i64::MAX),
    )
    .fetch_all(db)
    .await
}

/// The group has come to `reached`; without one, to its end. Nothing changes when somebody else was faster.
pub(crate) async fn advance(
    db: impl PgExecutor<'_>,
    group: &Group,
    reached: Option<UserId>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update zone_rollovers
         set closed_through = case when $4::bigint is null then $5 else closed_through end,
             reached = $4
         where zone = $1 and day_start = $2 and closed_through = $3
           and ($4::bigint is null or reached is null or reached < $4)",
        group.zone,
        group.day_start,
        group.closed_through as _,
        reached.map(|user| user.0),
        group.over_through as _,
    )
    .execute(db)
    .await
    .map(drop)
}

/// Users who close their days by themselves and are due.
pub(crate) async fn list_pending(
    db: impl PgExecutor<'_>,
    limit: usize,
    now: Timestamp,
) -> sqlx::Result<Vec<UserId>> {
    sqlx::query_scalar!(
        r#"select user_id as "user_id: UserId" from pending_rollovers where ready_at <= $1 limit $2"#,
        now.to_sqlx(),
        i64::try_from(limit).unwrap_or(i64::MAX),
    )
    .fetch_all(db)
    .await
}

/// Users who have reminders, or lists, of days that are over. A reminder that went out after its day was over keeps its
/// buttons for some hours. Reads every one that was not closed yet, because only their users know when their days end.
pub(crate) async fn list_unanswered(
    db: impl PgExecutor<'_>,
    clocks: &LocalTimes,
    limit: usize,
    now: Timestamp,
) -> sqlx::Result<Vec<UserId>> {
    sqlx::query_scalar!(
        r#"select d.user_id as "user_id: UserId"
         from deliveries d
         join users u on u.id = d.user_id
         join unnest($1::text[], $2::timestamp[]) as c (zone, local) on c.zone = coalesce(u.zone, 'UTC')
         where d.kind in ('reminder', 'today') and d.state = 'sent' and d.closed_at is null
           and d.day < (c.local - u.day_start * interval '1 minute')::date
           -- ready_at is when the claim that sent it would have run out: a report may come much later
           and (d.ready_at < $4::timestamptz - interval '6 hours'
                or d.day >= (c.local - ($4::timestamptz - d.ready_at) - u.day_start * interval '1 minute')::date)
           -- who could not be closed waits for another try
           and not exists (select from pending_rollovers p where p.user_id = d.user_id)
         limit $3"#,
        &clocks.zones,
        &clocks.local as _,
        i64::try_from(limit).unwrap_or(i64::MAX),
        now.to_sqlx(),
    )
    .fetch_all(db)
    .await
}

/// The user is tried again by themselves at `ready_at`, from where the group was.
pub(crate) async fn postpone(db: impl PgExecutor<'_>, user: UserId, ready_at: Timestamp) -> sqlx::Result<()> {
    sqlx::query!(
        "with kept as (
             update users u
             set rolled_over_through = greatest(
                 u.rolled_over_through,
                 (select closed_through from zone_rollovers g
                  where g.zone = coalesce(u.zone, 'UTC') and g.day_start = u.day_start
                    and not exists (select from pending_rollovers p where p.user_id = u.id))
             )
             where u.id = $1
             returning u.id
         )
         insert into pending_rollovers (user_id, ready_at)
         select id, $2 from kept
         on conflict (user_id) do update set ready_at = excluded.ready_at",
        user.0,
        ready_at.to_sqlx(),
    )
    .execute(db)
    .await
    .map(drop)
}

/// A user whose days are being closed.
#[derive(Debug)]
pub(crate) struct Closing {
    pub(crate) user: UserId,
    pub(crate) calendar: Calendar,
    pub(crate) freezes: bool,
    /// The last day that is closed already; by the user's own bookmark alone when they close days by themselves.
    pub(crate) closed_through: Option<Date>,
    pub(crate) is_pending: bool,
}

/// The users, held until the end of the transaction; the order keeps two closings from waiting for each other.
pub(crate) async fn lock_users(db: impl PgExecutor<'_>, users: &[UserId]) -> sqlx::Result<Vec<Closing>> {
    let ids: Vec<i64> = users.iter().map(|user| user.0).collect();
    let rows = sqlx::query!(
        r#"select u.id, u.zone, u.day_start, u.freezes,
                case when p.user_id is null then greatest(u.rolled_over_through, g.closed_through) else u.rolled_over_through end
                    as closed_through,
                p.user_id is not null as "is_pending!"
         from users u
         left join zone_rollovers g on g.zone = coalesce(u.zone, 'UTC') and g.day_start = u.day_start
         left join pending_rollovers p on p.user_id = u.id
         where u.id = any($1)
         order by u.id
         for no key update of u"#,
        &ids,
    );
    let rows = rows.fetch_all(db).await?;
    let closing = rows.into_iter().map(|row| Closing {
        user: UserId(row.id),
        calendar: stored_calendar(row.id, row.zone.as_deref(), row.day_start),
        freezes: row.freezes,
        closed_through: row.closed_through.map(jiff_sqlx::Date::to_jiff),
        is_pending: row.is_pending,
    });
    Ok(closing.collect())
}

/// Their habits to which the end of a day can bring something, held until the end of the transaction.
pub(crate) async fn lock_habits(db: impl PgExecutor<'_>, users: &[UserId]) -> sqlx::Result<Vec<Habit>> {
    let ids: Vec<i64> = users.iter().map(|user| user.0).collect();
    let rows = habits!(
        "with h as (
             select habit.*
             from habits habit
             join users u on u.id = habit.user_id
             where habit.user_id = any($1) and habit.archived_at is null and (u.freezes or habit.settles)
             order by habit.user_id, habit.id
             for update of habit
         )",
        &ids,
    );
    rows.fetch_all(db).await?.into_iter().map(habit!()).collect()
}

/// What a closing has come to, in columns.
#[derive(Debug, Default)]
pub(crate) struct Settlement {
    pub(crate) frozen: Frozen,
    pub(crate) events: Events,
    pub(crate) habits: ChangedHabits,
    pub(crate) bookmarks: Bookmarks,
}

/// Days on which a freeze was spent, and when.
#[derive(Debug, Default)]
pub(crate) struct Frozen {
    pub(crate) users: Vec<i64>,
    pub(crate) habits: Vec<i64>,
    pub(crate) days: Vec<jiff_sqlx::Date>,
    pub(crate) at: Vec<jiff_sqlx::Timestamp>,
}

#[derive(Debug, Default)]
pub(crate) struct Events {
    pub(crate) users: Vec<i64>,
    pub(crate) habits: Vec<i64>,
    pub(crate) kinds: Vec<String>,
    pub(crate) days: Vec<jiff_sqlx::Date>,
    pub(crate) at: Vec<jiff_sqlx::Timestamp>,
}

/// Habits as they are afterwards.
#[derive(Debug, Default)]
pub(crate) struct ChangedHabits {
    pub(crate) users: Vec<i64>,
    pub(crate) ids: Vec<i64>,
    pub(crate) schedules: Vec<serde_json::Value>,
    pub(crate) archived_at: Vec<Option<jiff_sqlx::Timestamp>>,
    pub(crate) target_reached_on: Vec<Option<jiff_sqlx::Date>>,
    pub(crate) settles: Vec<bool>,
    pub(crate) satisfied: Vec<i64>,
    pub(crate) neutral: Vec<i64>,
    pub(crate) marked: Vec<i64>,
    pub(crate) stale: Vec<bool>,
}

/// How far the users have come.
#[derive(Debug, Default)]
pub(crate) struct Bookmarks {
    pub(crate) users: Vec<i64>,
    pub(crate) through: Vec<jiff_sqlx::Date>,
}

impl Settlement {
    pub(crate) fn bookmark(&mut self, user: UserId, through: Date) {
        self.bookmarks.users.push(user.0);
        self.bookmarks.through.push(through.to_sqlx());
    }

    pub(crate) fn event(&mut self, (user, habit): (UserId, HabitId), kind: &str, day: Date, at: Timestamp) {
        self.events.users.push(user.0);
        self.events.habits.push(habit.0);
        self.events.kinds.push(kind.to_owned());
        self.events.days.push(day.to_sqlx());
        self.events.at.push(at.to_sqlx());
    }
}

/// Writes a settlement: one statement, so that a day is closed with everything that it brings about, or not at
/// all.
pub(crate) async fn settle(db: impl PgExecutor<'_>, settlement: &Settlement) -> sqlx::Result<()> {
    let Settlement { frozen, events, habits, bookmarks } = settlement;
    sqlx::query!(
        "with frozen as (
             insert into executions (user_id, habit_id, day, state, recorded_at)
             select user_id, habit_id, day, 'frozen', at
             from unnest($1::bigint[], $2::bigint[], $3::date[], $4::timestamptz[]) as f (user_id, habit_id, day, at)
         ), changed as (
             update habits h
             set schedules = c.schedules, archived_at = c.archived_at, target_reached_on = c.target_reached_on,
                 settles = c.settles, satisfied = c.satisfied, neutral = c.neutral, marked = c.marked,
                 stale = h.stale or c.stale
             from unnest($5::bigint[], $6::bigint[], $7::jsonb[], $8::timestamptz[], $9::date[], $10::bool[],
                         $11::bigint[], $12::bigint[], $13::bigint[], $14::bool[])
                 as c (user_id, id, schedules, archived_at, target_reached_on, settles, satisfied, neutral, marked, stale)
             where h.user_id = c.user_id and h.id = c.id
             returning h.user_id, h.id, h.archived_at, h.settles
         ), silenced as (
             update reminders r
             set active = false
             from changed c
             where r.user_id = c.user_id and r.habit_id = c.id and c.archived_at is not null
         ), noted as (
             insert into events (user_id, kind, habit_id, day, at)
             select user_id, kind, habit_id, day, at
             from unnest($15::bigint[], $16::text[], $17::bigint[], $18::date[], $19::timestamptz[])
                 with ordinality as e (user_id, kind, habit_id, day, at, number)
             order by number
         ), done as (
             delete from pending_rollovers p
             using unnest($20::bigint[]) as b (user_id)
             where p.user_id = b.user_id
         )
         update users u
         set rolled_over_through = greatest(u.rolled_over_through, b.through),
             settles = u.freezes or exists (
                 select from habits h
                 left join changed c on c.user_id = h.user_id and c.id = h.id
                 where h.user_id = u.id and h.archived_at is null and c.archived_at is null and coalesce(c.settles, h.settles)
             )
         from unnest($20::bigint[], $21::date[]) as b (user_id, through)
         where u.id = b.user_id",
        &frozen.users,
        &frozen.habits,
        &frozen.days as _,
        &frozen.at as _,
        &habits.users,
        &habits.ids,
        &habits.schedules,
        &habits.archived_at as _,
        &habits.target_reached_on as _,
        &habits.settles,
        &habits.satisfied,
        &habits.neutral,
        &habits.marked,
        &habits.stale,
        &events.users,
        &events.kinds,
        &events.habits,
        &events.days as _,
        &events.at as _,
        &bookmarks.users,
        &bookmarks.through as _,
    )
    .execute(db)
    .await
    .map(drop)
}

/// The present days of users, in columns: the date, and the wall clock set back by the start of the day.
#[derive(Debug, Default)]
pub(crate) struct PresentDays {
    users: Vec<i64>,
    today: Vec<jiff_sqlx::Date>,
    shifted: Vec<jiff_sqlx::DateTime>,
}

impl PresentDays {
    pub(crate) fn of(closing: &[Closing], now: Timestamp) -> Self {
        let mut days = Self::default();
        for Closing { user, calendar, .. } in closing {
            days.users.push(user.0);
            days.today.push(calendar.day_of(now).to_sqlx());
            days.shifted.push(calendar.shifted(now).to_sqlx());
        }
        days
    }
}

/// Closes the reminders and lists of every day before the present one: messages that were not answered, and all lists,
/// are queued to lose their buttons, and the bookmarks move. A second run finds nothing left to do. Returns for whom there was something.
pub(crate) async fn close_reminders(
    db: impl PgExecutor<'_>,
    days: &PresentDays,
    now: Timestamp,
) -> sqlx::Result<Vec<UserId>> {
    sqlx::query_scalar!(
        r#"with present as (
             select * from unnest($1::bigint[], $2::date[], $4::timestamp[]) as p (user_id, today, shifted)
         ), closing as (
             update deliveries d
             set closed_at = $3
             from present p
             where d.user_id = p.user_id and d.kind in ('reminder', 'today') and d.state = 'sent' and d.closed_at is null
               and d.day < p.today
               -- one that went out after its day waits for its own turn
               and (d.ready_at < $3::timestamptz - interval '6 hours'
                    or d.day >= (p.shifted - ($3::timestamptz - d.ready_at))::date)
             returning d.user_id, d.kind, d.habit_id, d.day, d.message_id, coalesce(d.lead_id, d.id) as lead_id
         ), queued as (
             insert into deliveries as d (user_id, dedup_key, kind, replaces, due_at, ready_at, expires_at)
             select distinct c.user_id, 'redraw/' || c.lead_id, 'redraw', c.lead_id, $3, $3, $3::timestamptz + interval '24 hours'
             from closing c
             left join executions e on e.user_id = c.user_id and e.habit_id = c.habit_id and e.day = c.day
             where (e.day is null or e.state = 'frozen' or e.amount is not null) and c.message_id is not null
             on conflict (user_id, dedup_key) do update
             set state = 'open', due_at = $3, ready_at = $3, expires_at = excluded.expires_at, failures = 0, finished_at = null
         ), moved as (
             update users u
             set rolled_over_through = greatest(u.rolled_over_through, p.today - 1)
             from present p
             where u.id = p.user_id and exists (select from closing c where c.user_id = u.id)
         ), noted as (
             insert into events (user_id, kind, day, at)
             select user_id, 'day_closed', day, $3
             from closing
             where kind = 'reminder'
             group by user_id, day
             order by user_id, day
         )
         select distinct user_id as "user_id: UserId" from closing"#,
        &days.users,
        &days.today as _,
        now.to_sqlx(),
        &days.shifted as _,
    )
    .fetch_all(db)
    .await
}
