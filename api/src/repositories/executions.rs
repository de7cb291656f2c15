//! Executions: the truth about days. Marking one is a single statement.

use core_shared::contract::executions::{AddAmount, ExecutionBody, MarkedOn, PatchExecution, PutExecution};
use core_shared::domain::{
    Amount, Execution, ExecutionState, HabitId, Note, Proof, ProofFile, ProofKind, UserId,
};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgExecutor;

use super::habits::{Habit, habit, habits};
use super::history::stored_amount;
use super::idempotency_keys::NamedRequest;

/// A statement that changes the day `$3` at `$4`, on the message of the reminder `$5` or with the id `$6` if on any: the
/// other messages that ask for this day are drawn anew. Its CTE `target` holds the habit's row, locked, and `written` the
/// execution as it is then, with a null state when there is none any more; no row when nothing changed.
///
/// The row is locked first, so that everybody who marks its days takes turns and the cache says what the
/// executions say.
macro_rules! marks {
    ($($written:literal)+, $($argument:expr),* $(,)?) => {
        habits!(
            $($written)+
            r#", place as (
                 select offset_in_window,
                        -- no bit for a day outside the window: its execution makes the cache stale
                        case when offset_in_window between 0 and 63 then 1::bigint << offset_in_window end as mask
                 from (select $3::date - window_first as offset_in_window from target) o
             ), updated as (
                 update habits habit
                 set satisfied = case when w.state in ('done', 'frozen') then habit.satisfied | coalesce(mask, 0) else habit.satisfied & ~coalesce(mask, 0) end,
                     neutral = case when w.state in ('skipped', 'frozen') then habit.neutral | coalesce(mask, 0) else habit.neutral & ~coalesce(mask, 0) end,
                     marked = case when w.state is not null then habit.marked | coalesce(mask, 0) else habit.marked & ~coalesce(mask, 0) end,
                     -- the 30 days before the window and its 64 days
                     amounts = case
                         when habit.amounts is null or offset_in_window not between -30 and 63 then habit.amounts
                         else habit.amounts[:offset_in_window + 30] || array[w.amount] || habit.amounts[offset_in_window + 32:]
                     end,
                     stale = habit.stale or mask is null
                 from written w, place
                 where habit.user_id = w.user_id and habit.id = w.habit_id
                 returning habit.*
             ), outdated as (
                 select distinct d.user_id, coalesce(d.lead_id, d.id) as lead_id
                 from written w
                 join deliveries d on d.user_id = w.user_id and d.habit_id = w.habit_id and d.day = $3
                 -- "|| ''": by the habit, and not by the index of all that is unanswered on a day
                 where d.kind = 'reminder' and d.state || '' = 'sent' and d.closed_at is null and not d.superseded
                   and coalesce(d.lead_id, d.id) is distinct from $5::bigint and d.message_id is distinct from $6::int
                 union
                 -- the list of the day, which is about no single habit
                 select d.user_id, d.id
                 from written w
                 join deliveries d on d.user_id = w.user_id and d.habit_id is null and d.day = $3
                 where d.kind = 'today' and d.state || '' = 'sent' and d.closed_at is null and d.message_id is distinct from $6::int
             ), redrawn as (
                 insert into deliveries as d (user_id, dedup_key, kind, replaces, due_at, ready_at, expires_at)
                 select user_id, 'redraw/' || lead_id, 'redraw', lead_id, $4, $4, $4::timestamptz + interval '24 hours'
                 from outdated
                 on conflict (user_id, dedup_key) do update
                 set state = 'open', due_at = $4, ready_at = $4, expires_at = excluded.expires_at, failures = 0, finished_at = null
             ), heard as (
                 update users u
                 set heard_at = $4
                 -- nobody waits for a row of users who holds one of habits: others lock them the other way round
                 from (select id from users where id = $1 and heard_at < $4::timestamptz - interval '12 hours' for no key update skip locked) silent
                 where u.id = silent.id and exists (select from written)
             ), h as (
                 select * from updated
                 union all
                 select * from target where not exists (select from updated)
             )"#,
            $($argument),*
        )
    };
}

/// The same for a day that has begun for its user at `$4`: begins with `locked`, the habit's row, and `goal`, that of
/// the terms that are valid on the day. Days before the first terms are judged by them.
macro_rules! marks_of_begun_days {
    ($written:literal, $($argument:expr),* $(,)?) => {
        marks!(
            r#"with locked as (
                 select habit.*
                 from habits habit
                 join users u on u.id = habit.user_id
                 where habit.user_id = $1 and habit.id = $2
                   and $3 <= (($4::timestamptz at time zone coalesce(u.zone, 'UTC')) - u.day_start * interval '1 minute')::date
                 for update of habit
             ), goal as (
                 select version -> 'goal' as goal
                 from locked, jsonb_array_elements(schedules) with ordinality as v (version, number)
                 where amounts is not null and version -> 'schedule' <> 'null'
                   and ((version ->> 'valid_from')::date <= $3 or number = 1)
                 order by number desc
                 limit 1
             ), "#
            $written,
            $($argument),*
        )
    };
}

/// Marks a day and returns the habit as it is then; `None` when there is no such habit, when the day is still
/// to come, or when an amount is given for a day that was not measured. The same mark twice changes nothing.
pub(crate) async fn put(
    db: impl PgExecutor<'_>,
    user: UserId,
    habit: HabitId,
    day: Date,
    put: &PutExecution,
    now: Timestamp,
) -> sqlx::Result<Option<Habit>> {
    let PutExecution { state, amount, note, proof, on_reminder, on_message } = put;
    let row = marks_of_begun_days!(
        r#"target as (
             select * from locked where $8::bigint is null or exists (select from goal where goal is not null)
         ), written as (
             insert into executions as e (user_id, habit_id, day, state, amount, note, proof_kind, proof_file, recorded_at)
             select user_id, id, $3, $7,
                    case when $7 = 'done' then coalesce(
                        $8::bigint,
                        -- done without an amount met the goal; a limit that was kept says nothing of an amount
                        (select (goal ->> 'amount')::numeric * 1000 from goal where goal ->> 'kind' = 'at_least')
                    ) end,
                    $9, $12, $13, $4
             from target
             on conflict (user_id, habit_id, day) do update
             set state = excluded.state,
                 amount = excluded.amount,
                 note = case when $10 then excluded.note else e.note end,
                 proof_kind = case when $11 then excluded.proof_kind else e.proof_kind end,
                 proof_file = case when $11 then excluded.proof_file else e.proof_file end,
                 recorded_at = excluded.recorded_at
             where (e.state, e.amount) is distinct from (excluded.state, excluded.amount)
                or ($10 and e.note is distinct from excluded.note)
                or ($11 and (e.proof_kind, e.proof_file) is distinct from (excluded.proof_kind, excluded.proof_file))
             returning user_id, habit_id, state, amount
         ), event as (
             insert into events (user_id, kind, habit_id, day, at)
             select user_id, 'execution_' || $7, habit_id, $3, $4 from written
         )"#,
        user.0,
        habit.0,
        day.to_sqlx(),
        now.to_sqlx(),
        on_reminder.map(|reminder| reminder.0),
        *on_message,
        text((*state).into()),
        amount.map(Amount::thousandths),
        note.as_ref().and_then(Option::as_ref).map(Note::as_str),
        note.is_some(),
        proof.is_some(),
        proof.as_ref().and_then(Option::as_ref).map(|proof| proof_kind_column(proof.kind)),
        proof.as_ref().and_then(Option::as_ref).map(|proof| proof.file.as_str()),
    );
    row.fetch_optional(db).await?.map(habit!()).transpose()
}

/// Adds to the amount of a day, the step of its goal when `amount` is absent, and returns the habit as it is
/// then. `None` when there is no such habit, when the day is still to come or was not measured, or when the key has
/// been used already.
pub(crate) async fn add(
    db: impl PgExecutor<'_>,
    user: UserId,
    habit: HabitId,
    day: Date,
    add: &AddAmount,
    request: NamedRequest<'_>,
) -> sqlx::Result<Option<Habit>> {
    let row = marks_of_begun_days!(
        r#"expired as (
             select user_id, key
             from idempotency_keys
             where user_id = $1 and created_at <= $10 and key <> $8
             -- what somebody else is removing needs nobody to wait for it
             for update skip locked
         ), removed as (
             delete from idempotency_keys k using expired e where k.user_id = e.user_id and k.key = e.key
         ), used as (
             insert into idempotency_keys as k (user_id, key, fingerprint, habit_id, created_at)
             select user_id, $8, $9, id, $4 from locked where exists (select from goal where goal is not null)
             on conflict (user_id, key) do update
             set fingerprint = excluded.fingerprint, habit_id = excluded.habit_id, reminder_id = null,
                 created_at = excluded.created_at
             where k.created_at <= $10
             returning user_id
         ), target as (
             select locked.* from locked, used
         ), written as (
             insert into executions as e (user_id, habit_id, day, state, amount, recorded_at)
             select user_id, id, $3, 'done', coalesce($7::bigint, (goal ->> 'step')::numeric * 1000, 1000), $4
             from target, goal
             on conflict (user_id, habit_id, day) do update
             set state = 'done',
                 amount = excluded.amount + case
                     when e.state <> 'done' then 0
                     -- a day that was done before there was a goal met it
                     else coalesce(
                         e.amount,
                         (select (goal ->> 'amount')::numeric * 1000 from goal where goal ->> 'kind' = 'at_least'),
                         0
                     )
                 end,
                 recorded_at = excluded.recorded_at
             returning user_id, habit_id, state, amount
         ), event as (
             insert into events (user_id, kind, habit_id, day, at)
             select user_id, 'execution_done', habit_id, $3, $4 from written
         )"#,
        user.0,
        habit.0,
        day.to_sqlx(),
        request.now.to_sqlx(),
        add.on_reminder.map(|reminder| reminder.0),
        add.on_message,
        add.amount.map(Amount::thousandths),
        request.key,
        request.fingerprint,
        request.expired_by.to_sqlx() as _,
    );
    row.fetch_optional(db).await?.map(habit!()).transpose()
}

/// Takes the mark of a day away and returns the habit as it is then; `None` when there is no such habit.
pub(crate) async fn delete(
    db: impl PgExecutor<'_>,
    user: UserId,
    habit: HabitId,
    day: Date,
    on: MarkedOn,
    now: Timestamp,
) -> sqlx::Result<Option<Habit>> {
    let row = marks!(
        r#"with target as (
             select * from habits where user_id = $1 and id = $2 for update
         ), written as (
             delete from executions e
             using target t
             where e.user_id = t.user_id and e.habit_id = t.id and e.day = $3
             returning e.user_id, e.habit_id, null::text as state, null::bigint as amount
         ), event as (
             insert into events (user_id, kind, habit_id, day, at)
             select user_id, 'execution_removed', habit_id, $3, $4 from written
         )"#,
        user.0,
        habit.0,
        day.to_sqlx(),
        now.to_sqlx(),
        on.on_reminder.map(|reminder| reminder.0),
        on.on_message,
    );
    row.fetch_optional(db).await?.map(habit!()).transpose()
}

/// Changes what is said of a day that is marked; `None` when it is not.
pub(crate) async fn patch(
    db: impl PgExecutor<'_>,
    user: UserId,
    habit: HabitId,
    day: Date,
    patch: &PatchExecution,
) -> sqlx::Result<Option<ExecutionBody>> {
    let PatchExecution { note, proof } = patch;
    let proof_given = proof.as_ref().and_then(Option::as_ref);
    let row = sqlx::query_as!(
        ExecutionRow,
        "update executions
         set note = case when $4 then $5 else note end,
             proof_kind = case when $6 then $7 else proof_kind end,
             proof_file = case when $6 then $8 else proof_file end
         where user_id = $1 and habit_id = $2 and day = $3
         returning day, state, amount, note, proof_kind, proof_file, recorded_at",
        user.0,
        habit.0,
        day.to_sqlx(),
        note.is_some(),
        note.as_ref().and_then(Option::as_ref).map(Note::as_str),
        proof.is_some(),
        proof_given.map(|proof| proof_kind_column(proof.kind)),
        proof_given.map(|proof| proof.file.as_str()),
    );
    row.fetch_optional(db).await?.map(ExecutionRow::body).transpose()
}

/// What is recorded on one day.
pub(crate) async fn find(
    db: impl PgExecutor<'_>,
    user: UserId,
    habit: HabitId,
    day: Date,
) -> sqlx::Result<Option<Execution>> {
    let row = sqlx::query!(
        "select state, amount from executions where user_id = $1 and habit_id = $2 and day = $3",
        user.0,
        habit.0,
        day.to_sqlx(),
    );
    row.fetch_optional(db).await?.map(|row| stored_execution(&row.state, row.amount)).transpose()
}

/// The executions from one day to another, both included, in order.
pub(crate) async fn list(
    db: impl PgExecutor<'_>,
    user: UserId,
    habit: HabitId,
    from: Date,
    to: Date,
) -> sqlx::Result<Vec<ExecutionBody>> {
    let rows = sqlx::query_as!(
        ExecutionRow,
        "select day, state, amount, note, proof_kind, proof_file, recorded_at
         from executions
         where user_id = $1 and habit_id = $2 and day between $3 and $4
         order by day",
        user.0,
        habit.0,
        from.to_sqlx(),
        to.to_sqlx(),
    );
    rows.fetch_all(db).await?.into_iter().map(ExecutionRow::body).collect()
}

/// An execution with what is said of it.
struct ExecutionRow {
    day: jiff_sqlx::Date,
    state: String,
    amount: Option<i64>,
    note: Option<String>,
    proof_kind: Option<String>,
    proof_file: Option<String>,
    recorded_at: jiff_sqlx::Timestamp,
}

impl ExecutionRow {
    fn body(self) -> sqlx::Result<ExecutionBody> {
        let Execution { state, amount } = stored_execution(&self.state, self.amount)?;
        let note = self.note.as_deref().map(Note::parse).transpose();
        Ok(ExecutionBody {
            day: self.day.to_jiff(),
            state,
            amount,
            note: note.map_err(|error| sqlx::Error::Decode(error.into()))?,
            proof: stored_proof(self.proof_kind.as_deref(), self.proof_file.as_deref())?,
            recorded_at: self.recorded_at.to_jiff(),
        })
    }
}

fn stored_proof(kind: Option<&str>, file: Option<&str>) -> sqlx::Result<Option<Proof>> {
    let (Some(kind), Some(file)) = (kind, file) else { return Ok(None) };
    let kind = match kind {
        "photo" => ProofKind::Photo,
        "voice" => ProofKind::Voice,
        "video_note" => ProofKind::VideoNote,
        other => return Err(sqlx::Error::Decode(format!("{other} is not a kind of proof").into())),
    };
    let file = ProofFile::parse(file).map_err(|error| sqlx::Error::Decode(error.into()))?;
    Ok(Some(Proof { kind, file }))
}

fn proof_kind_column(kind: ProofKind) -> &'static str {
    match kind {
        ProofKind::Photo => "photo",
        ProofKind::Voice => "voice",
        ProofKind::VideoNote => "video_note",
    }
}

/// Every execution of a habit in order: what its numbers are functions of.
pub(crate) async fn history(
    db: impl PgExecutor<'_>,
    user: UserId,
    habit: HabitId,
) -> sqlx::Result<Vec<(Date, Execution)>> {
    // All that both calendars have, ours and that of Postgres.
    list_of_habit(db, user, habit, Date::constant(1, 1, 1), Date::MAX).await
}

/// What the numbers of a range of days are functions of, in order.
pub(crate) async fn list_of_habit(
    db: impl PgExecutor<'_>,
    user: UserId,
    habit: HabitId,
    from: Date,
    to: Date,
) -> sqlx::Result<Vec<(Date, Execution)>> {
    let rows = sqlx::query!(
        "select day, state, amount
         from executions
         where user_id = $1 and habit_id = $2 and day between $3 and $4
         order by day",
        user.0,
        habit.0,
        from.to_sqlx(),
        to.to_sqlx(),
    );
    let rows = rows.fetch_all(db).await?;
    rows.into_iter().map(|row| Ok((row.day.to_jiff(), stored_execution(&row.state, row.amount)?))).collect()
}

/// The executions of all habits of a user from one day to another, habit by habit and in the order of their
/// days.
pub(crate) async fn list_of_user(
    db: impl PgExecutor<'_>,
    user: UserId,
    from: Date,
    to: Date,
) -> sqlx::Result<Vec<(HabitId, Date, Execution)>> {
    let rows = sqlx::query!(
        "select habit_id, day, state, amount
         from executions
         where user_id = $1 and day between $2 and $3
         order by habit_id, day",
        user.0,
        from.to_sqlx(),
        to.to_sqlx(),
    );
    let rows = rows.fetch_all(db).await?;
    rows.into_iter()
        .map(|row| Ok((HabitId(row.habit_id), row.day.to_jiff(), stored_execution(&row.state, row.amount)?)))
        .collect()
}

fn text(state: ExecutionState) -> &'static str {
    match state {
        ExecutionState::Done => "done",
        ExecutionState::NotDone => "not_done",
        ExecutionState::Skipped => "skipped",
        ExecutionState::Frozen => "frozen",
    }
}

pub(super) fn stored_execution(state: &str, amount: Option<i64>) -> sqlx::Result<Execution> {
    let state = match state {
        "done" => ExecutionState::Done,
        "not_done" => ExecutionState::NotDone,
        "skipped" => ExecutionState::Skipped,
        "frozen" => ExecutionState::Frozen,
        other => return Err(sqlx::Error::Decode(format!("{other} is not a state of an execution").into())),
    };
    Ok(Execution { state, amount: stored_amount(amount)? })
}
