//! Executions: the truth about days. Marking one is a single statement.

use core_shared::contract::executions::ExecutionBody;
use core_shared::domain::{ExecutionState, HabitId, UserId};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgExecutor;

use super::habits::{Habit, habits};

/// Marks a day and returns the habit as it is then; `None` when there is no such habit or the day is
/// still to come. The same mark twice changes nothing.
///
/// The habit's row is locked first, so that everybody who marks its days takes turns and the bitmaps say
/// what the executions say.
pub(crate) async fn put(
    db: impl PgExecutor<'_>,
    user: UserId,
    habit: HabitId,
    day: Date,
    state: ExecutionState,
    now: Timestamp,
) -> sqlx::Result<Option<Habit>> {
    let row = habits!(
        r#"with target as (
             select habit.*
             from habits habit
             join users u on u.id = habit.user_id
             where habit.user_id = $1 and habit.id = $2
               and $3 <= (($5::timestamptz at time zone coalesce(u.zone, 'UTC')) - u.day_start * interval '1 minute')::date
             for update of habit
         ), written as (
             insert into executions as e (user_id, habit_id, day, state, recorded_at)
             select user_id, id, $3, $4, $5 from target
             on conflict (user_id, habit_id, day) do update
             set state = excluded.state, recorded_at = excluded.recorded_at
             where e.state <> excluded.state
             returning user_id, habit_id
         ), event as (
             insert into events (user_id, kind, habit_id, day, at)
             select user_id, 'execution_' || $4, habit_id, $3, $5 from written
         ), bit as (
             -- no bit for a day outside the window: its execution makes the cache stale
             select case when $3 - window_first between 0 and 63 then 1::bigint << ($3 - window_first) end as mask
             from target
         ), updated as (
             update habits habit
             set satisfied = case when $4 = 'done' then habit.satisfied | coalesce(mask, 0) else habit.satisfied & ~coalesce(mask, 0) end,
                 neutral = case when $4 = 'skipped' then habit.neutral | coalesce(mask, 0) else habit.neutral & ~coalesce(mask, 0) end,
                 marked = habit.marked | coalesce(mask, 0),
                 stale = habit.stale or mask is null
             from written w, bit
             where habit.user_id = w.user_id and habit.id = w.habit_id
             returning habit.*
         ), h as (
             select * from updated
             union all
             select * from target where not exists (select from updated)
         )"#,
        user.0,
        habit.0,
        day.to_sqlx(),
        text(state),
        now.to_sqlx(),
    );
    row.fetch_optional(db).await?.map(Habit::try_from).transpose()
}

/// Takes the mark of a day away and returns the habit as it is then; `None` when there is no such habit.
pub(crate) async fn delete(
    db: impl PgExecutor<'_>,
    user: UserId,
    habit: HabitId,
    day: Date,
    now: Timestamp,
) -> sqlx::Result<Option<Habit>> {
    let row = habits!(
        r#"with target as (
             select * from habits where user_id = $1 and id = $2 for update
         ), removed as (
             delete from executions e
             using target t
             where e.user_id = t.user_id and e.habit_id = t.id and e.day = $3
             returning e.user_id, e.habit_id
         ), event as (
             insert into events (user_id, kind, habit_id, day, at)
             select user_id, 'execution_removed', habit_id, $3, $4 from removed
         ), bit as (
             select case when $3 - window_first between 0 and 63 then 1::bigint << ($3 - window_first) end as mask
             from target
         ), updated as (
             update habits habit
             set satisfied = habit.satisfied & ~coalesce(mask, 0),
                 neutral = habit.neutral & ~coalesce(mask, 0),
                 marked = habit.marked & ~coalesce(mask, 0),
                 stale = habit.stale or mask is null
             from removed r, bit
             where habit.user_id = r.user_id and habit.id = r.habit_id
             returning habit.*
         ), h as (
             select * from updated
             union all
             select * from target where not exists (select from updated)
         )"#,
        user.0,
        habit.0,
        day.to_sqlx(),
        now.to_sqlx(),
    );
    row.fetch_optional(db).await?.map(Habit::try_from).transpose()
}

/// The executions from one day to another, both included, in order.
pub(crate) async fn list(
    db: impl PgExecutor<'_>,
    user: UserId,
    habit: HabitId,
    from: Date,
    to: Date,
) -> sqlx::Result<Vec<ExecutionBody>> {
    let rows = sqlx::query!(
        "select day, state, recorded_at
         from executions
         where user_id = $1 and habit_id = $2 and day between $3 and $4
         order by day",
        user.0,
        habit.0,
        from.to_sqlx(),
        to.to_sqlx(),
    );
    let rows = rows.fetch_all(db).await?;
    rows.into_iter()
        .map(|row| {
            Ok(ExecutionBody {
                day: row.day.to_jiff(),
                state: stored_state(&row.state)?,
                recorded_at: row.recorded_at.to_jiff(),
            })
        })
        .collect()
}

/// Every execution of a habit in order: what its numbers are functions of.
pub(crate) async fn history(
    db: impl PgExecutor<'_>,
    user: UserId,
    habit: HabitId,
) -> sqlx::Result<Vec<(Date, ExecutionState)>> {
    let rows = sqlx::query!(
        "select day, state from executions where user_id = $1 and habit_id = $2 order by day",
        user.0,
        habit.0,
    );
    let rows = rows.fetch_all(db).await?;
    rows.into_iter().map(|row| Ok((row.day.to_jiff(), stored_state(&row.state)?))).collect()
}

fn text(state: ExecutionState) -> &'static str {
    match state {
        ExecutionState::Done => "done",
        ExecutionState::NotDone => "not_done",
        ExecutionState::Skipped => "skipped",
    }
}

pub(super) fn stored_state(text: &str) -> sqlx::Result<ExecutionState> {
    match text {
        "done" => Ok(ExecutionState::Done),
        "not_done" => Ok(ExecutionState::NotDone),
        "skipped" => Ok(ExecutionState::Skipped),
        other => Err(sqlx::Error::Decode(format!("{other} is not a state of an execution").into())),
    }
}
