//! The order of a user's habits.

use core_shared::domain::{HabitId, UserId};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgExecutor;

/// What ordering came to.
#[derive(Debug)]
pub(crate) enum Ordered {
    /// All habits in their order.
    Yes(Vec<HabitId>),
    /// The first of those that were named and are not there, counted from 0. Nothing has changed.
    Unknown { place: usize },
}

/// Puts these habits first, and the others behind them in the order that they have.
pub(crate) async fn put(
    db: impl PgExecutor<'_>,
    user: UserId,
    habits: &[HabitId],
    now: Timestamp,
) -> sqlx::Result<Ordered> {
    let wanted: Vec<i64> = habits.iter().map(|habit| habit.0).collect();
    let row = sqlx::query!(
        r#"with wanted as (
             select id, place from unnest($2::bigint[]) with ordinality as w (id, place)
         ), ordered as (
             select h.user_id, h.id, h.position as before,
                    row_number() over (order by w.place nulls last, h.position, h.id)::integer as position
             from habits h
             left join wanted w on w.id = h.id
             where h.user_id = $1
         ), strange as (
             select min(place) as place from wanted where id not in (select id from ordered)
         ), moved as (
             update habits h
             set position = o.position
             from ordered o, strange s
             where h.user_id = o.user_id and h.id = o.id and o.position <> o.before and s.place is null
             returning h.user_id
         ), noted as (
             insert into events (user_id, kind, at)
             select distinct user_id, 'habits_ordered', $3::timestamptz from moved
         )
         select place as "place?", array(select id from ordered order by position) as "habits!" from strange"#,
        user.0,
        &wanted,
        now.to_sqlx(),
    );
    let row = row.fetch_one(db).await?;
    Ok(match row.place {
        None => Ordered::Yes(row.habits.into_iter().map(HabitId).collect()),
        Some(place) => Ordered::Unknown { place: usize::try_from(place - 1).unwrap_or_default() },
    })
}
