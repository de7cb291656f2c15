//! The queue of outgoing messages: claimed under a lease, reported once, every slot at most one row.

use core_shared::domain::{
    Calendar, DeliveryId, Execution, HabitId, HabitName, History, Locale, QuietHours, UserId,
};
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx as _;
use sqlx::PgExecutor;

use super::executions::stored_execution;
use super::habits::{stored_calendar, stored_name};
use super::history::{history, with_history};
use super::send_pace::{HORIZON, RECOVERY, Slots};
use super::users::{stored_locale, stored_quiet_hours};
use crate::send_rate::SendRate;

/// What a claim found.
#[derive(Debug)]
pub(crate) struct Claim {
    pub(crate) deliveries: Vec<Claimed>,
    /// Those whose habit or user cannot be read.
    pub(crate) unreadable: Vec<Unreadable>,
    /// Rows that were due, those included that turned out not to be wanted any more.
    pub(crate) found: usize,
    /// The slots of the deliveries; none when nothing was found.
    pub(crate) slots: Option<Slots>,
}

/// A delivery of something that cannot be read: a bug, or a row that somebody made by hand.
#[derive(Debug)]
pub(crate) struct Unreadable {
    pub(crate) user: UserId,
    pub(crate) id: DeliveryId,
    pub(crate) attempt: i32,
    pub(crate) cause: String,
}

/// What a claim is held to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Terms {
    pub(crate) limit: u32,
    pub(crate) lease: SignedDuration,
    pub(crate) rate: SendRate,
}

/// A delivery with everything that it takes to render it.
#[derive(Debug)]
pub(crate) struct Claimed {
    pub(crate) id: DeliveryId,
    pub(crate) attempt: i32,
    pub(crate) user: UserId,
    pub(crate) locale: Locale,
    pub(crate) calendar: Calendar,
    pub(crate) quiet_hours: Option<QuietHours>,
    pub(crate) due_at: Timestamp,
    pub(crate) kind: Kind,
    pub(crate) habit: HabitId,
    pub(crate) habit_name: HabitName,
    pub(crate) day: jiff::civil::Date,
    pub(crate) execution: Option<Execution>,
    pub(crate) history: History,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Reminder,
    CloseReminder { message_id: i32 },
}

/// The delivery that a row of [`claim`] tells, if it can be read.
macro_rules! claimed {
    ($row:ident) => {{
        let read = move || -> sqlx::Result<Claimed> {
            let calendar = stored_calendar($row.user_id, $row.zone.as_deref(), $row.day_start);
            let execution = $row.execution.as_deref().map(|state| stored_execution(state, $row.amount));
            Ok(Claimed {
                id: DeliveryId($row.id),
                attempt: $row.attempts,
                user: UserId($row.user_id),
                locale: stored_locale(&$row.locale),
                quiet_hours: stored_quiet_hours($row.quiet_from, $row.quiet_to),
                due_at: $row.due_at.to_jiff(),
                kind: kind(&$row.delivery_kind, $row.message_id),
                habit: HabitId($row.habit_id),
                habit_name: stored_name(&$row.habit_name)?,
                day: $row.day.to_jiff(),
                execution: execution.transpose()?,
                history: history!($row, &calendar)?,
                calendar,
            })
        };
        read()
    }};
}

/// Takes due deliveries for a lease, up to a limit and as many as there are slots within the horizon, and takes a slot
/// for each. What is not wanted any more is settled on the way: whether a reminder is still wanted is decided now, not
/// when it was planned.
pub(crate) async fn claim(db: impl PgExecutor<'_>, terms: Terms, now: Timestamp) -> sqlx::Result<Claim> {
    let rows = with_history!(
        r#"with pace as (
             select greatest(next_slot, $1::timestamptz) as first_slot,
                    (1000000 / greatest(
                        least($4::float8, 1),
                        $4 * (1 - greatest(slowdown - $6::float8 * extract(epoch from $1 - silent_until)::float8, 0))
                    ))::bigint as interval_us
             from send_pace
             -- claims take turns, so that no slot is handed out twice; when nothing is due they need not
             where exists (select from deliveries where state = 'open' and ready_at <= $1)
             for update
         ), slot as (
             select first_slot, interval_us,
                    greatest(ceil(extract(epoch from $5::timestamptz - first_slot) * 1000000 / interval_us), 0)::bigint as free
             from pace
         ), candidate as (
             select user_id, id
             from deliveries
             where state = 'open' and ready_at <= $1
             order by ready_at
             -- null would be no limit
             limit (select coalesce(min(least($2::bigint, free)), 0) from slot)
             for update skip locked
         ), judged as (
             select d.user_id, d.id,
                    case
                        when d.expires_at <= $1 then 'expired'
                        when u.blocked_at is not null then 'gone'
                        when d.kind = 'reminder' and (
                            r.id is null
                            or not r.active
                            or r.weekdays & (1 << (extract(isodow from d.day)::int - 1)) = 0
                        ) then 'withdrawn'
                        else 'open'
                    end as verdict,
                    e.state as execution, e.amount
             -- the limit once more, because the planner cannot know the other one and would read everybody
             from (select user_id, id from candidate limit $2) c
             join deliveries d on d.user_id = c.user_id and d.id = c.id
             join users u on u.id = d.user_id
             left join executions e on e.user_id = d.user_id and e.habit_id = d.habit_id and e.day = d.day
             left join reminders r on r.user_id = d.user_id and r.id = d.reminder_id
         ), taken as (
             update deliveries d
             set state = j.verdict,
                 attempts = d.attempts + 1,
                 ready_at = case when j.verdict = 'open' then $3 else d.ready_at end,
                 finished_at = case when j.verdict = 'open' then null else $1 end
             from judged j
             where d.user_id = j.user_id and d.id = j.id
             returning d.*, j.execution, j.amount
         ), moved as (
             update send_pace
             set next_slot = slot.first_slot + wanted.count * slot.interval_us * interval '1 microsecond'
             from slot, (select count(*) from taken where state = 'open') as wanted
             where wanted.count > 0
         )
         select s.first_slot as "first_slot!", s.interval_us as "interval_us!", s.free as "free!",
                t.state as "state!", t.user_id as "user_id!", t.id as "id!", t.attempts as "attempts!",
                t.kind as "delivery_kind!", t.habit_id as "habit_id!", t.day as "day!", t.due_at as "due_at!",
                t.message_id as "message_id?", t.execution as "execution?", t.amount as "amount?",
                u.locale as "locale!", u.quiet_from, u.quiet_to, h.name as "habit_name!","#;
        r#"
         from taken t
         join users u on u.id = t.user_id
         join habits h on h.user_id = t.user_id and h.id = t.habit_id
         cross join slot s
         order by t.due_at, t.user_id, t.id"#,
        now.to_sqlx(),
        i64::from(terms.limit),
        (now + terms.lease).to_sqlx(),
        terms.rate.per_second(),
        (now + HORIZON).to_sqlx(),
        RECOVERY,
    );
    let rows = rows.fetch_all(db).await?;
    let found = rows.len();
    let slots = rows.first().map(|row| Slots::new(row.first_slot, row.interval_us, row.free));
    let mut claim = Claim { deliveries: Vec::new(), unreadable: Vec::new(), found, slots };
    for row in rows.into_iter().filter(|row| row.state == "open") {
        let (user, id, attempt) = (UserId(row.user_id), DeliveryId(row.id), row.attempts);
        match claimed!(row) {
            Ok(claimed) => claim.deliveries.push(claimed),
            Err(error) => claim.unreadable.push(Unreadable { user, id, attempt, cause: error.to_string() }),
        }
    }
    Ok(claim)
}

/// The next slot behind all that was claimed, and behind the part of it that is wanted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct GivenBack {
    pub(crate) after_claimed: Timestamp,
    pub(crate) after_wanted: Timestamp,
}

/// What becomes of a delivery that was claimed and is not to be sent now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotNow {
    /// It is not wanted any more.
    Withdrawn,
    /// It comes back to the queue then.
    Until(Timestamp),
}

/// Settles what was claimed and is not to be sent now. The next slot goes back to that behind what is sent, unless
/// others have claimed meanwhile: theirs lie behind, and must not be handed out twice.
pub(crate) async fn settle_unsent(
    db: impl PgExecutor<'_>,
    unsent: &[(Claimed, NotNow)],
    next_slot: GivenBack,
    now: Timestamp,
) -> sqlx::Result<()> {
    let (users, ids): (Vec<i64>, Vec<i64>) =
        unsent.iter().map(|(claimed, _)| (claimed.user.0, claimed.id.0)).unzip();
    let until: Vec<Option<jiff_sqlx::Timestamp>> = unsent
        .iter()
        .map(|(_, what)| match what {
            NotNow::Withdrawn => None,
            NotNow::Until(until) => Some(until.to_sqlx()),
        })
        .collect();
    sqlx::query!(
        "with settled as (
             update deliveries d
             set state = case when u.until is null then 'withdrawn' else 'open' end,
                 ready_at = coalesce(u.until, d.ready_at),
                 finished_at = case when u.until is null then $3::timestamptz end
             from unnest($1::bigint[], $2::bigint[], $6::timestamptz[]) as u (user_id, id, until)
             where d.user_id = u.user_id and d.id = u.id and d.state = 'open'
         )
         update send_pace
         set next_slot = $4
         where next_slot = $5",
        &users,
        &ids,
        now.to_sqlx(),
        next_slot.after_wanted.to_sqlx(),
        next_slot.after_claimed.to_sqlx(),
        &until as _,
    )
    .execute(db)
    .await
    .map(drop)
}

fn kind(text: &str, message_id: Option<i32>) -> Kind {
    match (text, message_id) {
        ("close_reminder", Some(message_id)) => Kind::CloseReminder { message_id },
        _ => Kind::Reminder,
    }
}

/// Reports in columns, as the statement takes them.
#[derive(Debug, Default)]
pub(crate) struct Reports {
    pub(crate) users: Vec<i64>,
    pub(crate) ids: Vec<i64>,
    pub(crate) attempts: Vec<i32>,
    /// `sent`, `retry`, `gone`, `rejected`, `released`
    pub(crate) outcomes: Vec<String>,
    pub(crate) message_ids: Vec<Option<i32>>,
    /// Telegram's own word on when to try again, in seconds.
    pub(crate) after_seconds: Vec<Option<i32>>,
    pub(crate) causes: Vec<Option<String>>,
}

/// Failures after which a delivery is given up.
const MAX_FAILURES: i32 = 8;

/// A report that counted.
#[derive(Debug)]
pub(crate) struct Settled {
    pub(crate) outcome: String,
    /// The state that the delivery is in by it.
    pub(crate) state: String,
    /// How long after it was due it was reported.
    pub(crate) late_seconds: f64,
}

/// Settles what was claimed. Only the latest claim of an open delivery counts, so a report that comes
/// late or twice changes nothing. Returns those that counted.
pub(crate) async fn report(
    db: impl PgExecutor<'_>,
    reports: &Reports,
    now: Timestamp,
) -> sqlx::Result<Vec<Settled>> {
    sqlx::query_as!(
        Settled,
        r#"with report as (
             select *
             from unnest($1::bigint[], $2::bigint[], $3::int[], $4::text[], $5::int[], $6::int[], $7::text[])
                 as r (user_id, id, attempt, outcome, message_id, after_seconds, cause)
         ), settled as (
             update deliveries d
             set state = case
                     when r.outcome = 'released' then 'open'
                     when r.outcome <> 'retry' then r.outcome
                     when d.failures + 1 >= $9 then 'rejected'
                     else 'open'
                 end,
                 failures = d.failures + case when r.outcome = 'retry' then 1 else 0 end,
                 ready_at = case r.outcome
                     when 'released' then $8::timestamptz + coalesce(r.after_seconds, 0) * interval '1 second'
                     -- Telegram's own word, or 10 s, 30 s, 90 s … to two hours, spread so that a crowd does not come back at once
                     when 'retry' then $8::timestamptz + coalesce(
                         r.after_seconds * interval '1 second',
                         least(10 * 3 ^ d.failures, 7200) * (0.8 + 0.4 * random()) * interval '1 second'
                     )
                     else d.ready_at
                 end,
                 message_id = coalesce(r.message_id, d.message_id),
                 cause = r.cause,
                 finished_at = case when r.outcome in ('retry', 'released') then null else $8::timestamptz end
             from report r
             where d.user_id = r.user_id and d.id = r.id and d.attempts = r.attempt and d.state = 'open'
             returning d.user_id, r.outcome, d.state, d.due_at
         ), blocked as (
             update users u
             set blocked_at = $8::timestamptz
             where u.blocked_at is null
               and u.id in (select user_id from settled where outcome = 'gone')
         )
         select outcome as "outcome!", state, extract(epoch from $8::timestamptz - due_at)::float8 as "late_seconds!"
         from settled"#,
        &reports.users,
        &reports.ids,
        &reports.attempts,
        &reports.outcomes,
        &reports.message_ids as &[Option<i32>],
        &reports.after_seconds as &[Option<i32>],
        &reports.causes as &[Option<String>],
        now.to_sqlx(),
        MAX_FAILURES,
    )
    .fetch_all(db)
    .await
}

/// A reminder, as far as its repetition depends on it.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) due_at: Timestamp,
    /// The user's.
    pub(crate) calendar: Calendar,
}

pub(crate) async fn find_reminder(
    db: impl PgExecutor<'_>,
    user: UserId,
    delivery: DeliveryId,
) -> sqlx::Result<Option<Asked>> {
    let row = sqlx::query!(
        "select d.due_at, u.zone, u.day_start
         from deliveries d
         join users u on u.id = d.user_id
         where d.user_id = $1 and d.id = $2 and d.kind = 'reminder'",
        user.0,
        delivery.0,
    );
    Ok(row.fetch_optional(db).await?.map(|row| Asked {
        due_at: row.due_at.to_jiff(),
        calendar: stored_calendar(user.0, row.zone.as_deref(), row.day_start),
    }))
}

/// Queues the repetition of a reminder that was sent, or moves it while it waits. `None` when there is no
/// such reminder.
pub(crate) async fn snooze(
    db: impl PgExecutor<'_>,
    user: UserId,
    delivery: DeliveryId,
    due_at: Timestamp,
) -> sqlx::Result<Option<Timestamp>> {
    let due_at = sqlx::query_scalar!(
        r#"with origin as (
             select user_id, id, habit_id, reminder_id, day
             from deliveries
             where user_id = $1 and id = $2 and kind = 'reminder'
         ), repetition as (
             insert into deliveries as d
                 (user_id, dedup_key, kind, habit_id, reminder_id, day, due_at, ready_at, expires_at)
             select user_id, 'snooze/' || id, 'reminder', habit_id, reminder_id, day,
                    $3, $3, $3::timestamptz + interval '24 hours'
             from origin
             on conflict (user_id, dedup_key) do update
             -- one that is out already stays what it is
             set due_at = case when d.state = 'open' then excluded.due_at else d.due_at end,
                 ready_at = case when d.state = 'open' then excluded.ready_at else d.ready_at end,
                 expires_at = case when d.state = 'open' then excluded.expires_at else d.expires_at end
             returning d.due_at
         )
         select due_at as "due_at!" from repetition"#,
        user.0,
        delivery.0,
        due_at.to_sqlx(),
    );
    Ok(due_at.fetch_optional(db).await?.map(jiff_sqlx::Timestamp::to_jiff))
}
