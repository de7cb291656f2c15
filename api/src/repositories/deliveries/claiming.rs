//! The claim: what is due leaves the queue under a lease, in messages, with everything that it takes to render them.

use core_shared::contract::deliveries::ReminderMessageBody;
use core_shared::domain::{
    Calendar, Days, DeliveryId, Execution, HabitId, HabitName, History, Locale, MinuteOfDay, QuietHours,
    Rests, UserId,
};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx as _;
use sqlx::PgExecutor;

use crate::repositories::executions::stored_execution;
use crate::repositories::habits::{stored_calendar, stored_name};
use crate::repositories::history::{Raw, history, read, with_history};
use crate::repositories::send_pace::{HORIZON, RECOVERY, Slots};
use crate::repositories::users::{stored_locale, stored_minute, stored_quiet_hours};
use crate::send_rate::SendRate;

/// What a claim found.
#[derive(Debug)]
pub(crate) struct Claim {
    /// In the order in which they leave.
    pub(crate) messages: Vec<Claimed>,
    /// Those whose habit or user cannot be read.
    pub(crate) unreadable: Vec<Unreadable>,
    /// Whether there may have been more than it was allowed to take.
    pub(crate) is_full: bool,
    /// The slots of the messages; none when nothing was found.
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
    /// What is due for longer comes as part of one "you were asked for".
    pub(crate) late_after: SignedDuration,
    /// Days of reminders without an answer, after which the user is asked whether they are still there.
    pub(crate) silent_after_days: u16,
}

/// A message on its way out.
#[derive(Debug)]
pub(crate) struct Claimed {
    pub(crate) user: UserId,
    pub(crate) locale: Locale,
    pub(crate) calendar: Calendar,
    pub(crate) quiet_hours: Option<QuietHours>,
    pub(crate) kind: Kind,
    /// At least one; several in a reminder of several habits.
    pub(crate) deliveries: Vec<Leased>,
    /// The habits that it speaks of.
    pub(crate) items: Vec<Item>,
}

/// A delivery that a claim holds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Leased {
    pub(crate) id: DeliveryId,
    pub(crate) attempt: i32,
    pub(crate) due_at: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A reminder of one habit, or of several: a delivery for each.
    Reminder {
        is_late: bool,
    },
    /// The message of the reminder `lead` is drawn anew; it is gone when nothing of it is left.
    Redraw {
        lead: DeliveryId,
        message_id: i32,
        is_combined: bool,
        is_late: bool,
    },
    Digest,
    Nudge,
    /// The list of a day: a new message, or the one that shows it.
    Today {
        message_id: Option<i32>,
        day: Date,
        /// The vacation that the day is part of.
        vacation: Option<Days>,
    },
    StillThere,
    Message {
        text: String,
        silent: bool,
    },
}

/// A habit that a message speaks of.
#[derive(Debug)]
pub(crate) struct Item {
    /// Of a reminder: the delivery that asks for it.
    pub(crate) delivery: Option<DeliveryId>,
    pub(crate) habit: HabitId,
    pub(crate) habit_name: HabitName,
    pub(crate) day: Date,
    /// How often it was asked before, because it was not answered.
    pub(crate) round: i16,
    pub(crate) is_closed: bool,
    pub(crate) snoozed_until: Option<Timestamp>,
    pub(crate) execution: Option<Execution>,
    /// In the list of a day: when its first reminder asks.
    pub(crate) asks_at: Option<MinuteOfDay>,
    pub(crate) history: History,
}

impl Claimed {
    /// The delivery that stands for all of them.
    pub(crate) fn lead(&self) -> Leased {
        *self.deliveries.first().expect("a message is made of at least one delivery")
    }
}

/// A row of [`claim`]: a delivery with one of the habits that it speaks of.
#[derive(Debug)]
struct Row {
    /// The message that it belongs to: whose, led by which delivery, and whether it was taken.
    message: (UserId, i64, bool),
    leased: Leased,
    locale: Locale,
    calendar: Calendar,
    quiet_hours: Option<QuietHours>,
    kind: sqlx::Result<Kind>,
    item: sqlx::Result<Option<Item>>,
}

/// What a row of the statement in [`claim`] tells.
macro_rules! row {
    ($row:ident) => {{
        let user = UserId($row.user_id);
        let calendar = stored_calendar($row.user_id, $row.zone.as_deref(), $row.day_start);
        let redrawn = Redrawn {
            lead: $row.replaces,
            message_id: $row.message_id,
            is_combined: $row.is_combined,
            is_late: $row.message_late,
        };
        let kind = match $row.list_day {
            Some(day) => list(day.to_jiff(), $row.message_id, &$row.vacations),
            None => kind(&$row.delivery_kind, $row.late, &redrawn, $row.payload.as_ref()),
        };
        let item = || -> sqlx::Result<Option<Item>> {
            let (Some(habit), Some(day), Some(name)) = ($row.habit_id, $row.day, $row.habit_name) else {
                return Ok(None);
            };
            let execution = $row.execution.as_deref().map(|state| stored_execution(state, $row.amount));
            Ok(Some(Item {
                delivery: $row.asks.map(DeliveryId),
                habit: HabitId(habit),
                habit_name: stored_name(&name)?,
                day: day.to_jiff(),
                round: $row.round,
                is_closed: $row.is_closed.unwrap_or_default(),
                snoozed_until: $row.snoozed_until.map(jiff_sqlx::Timestamp::to_jiff),
                execution: execution.transpose()?,
                asks_at: stored_minute($row.asks_at),
                history: history!($row, &calendar)?,
            }))
        };
        Row {
            message: (user, $row.lead, $row.state == "open"),
            leased: Leased { id: DeliveryId($row.id), attempt: $row.attempts, due_at: $row.due_at.to_jiff() },
            locale: stored_locale(&$row.locale),
            quiet_hours: stored_quiet_hours($row.quiet_from, $row.quiet_to),
            kind,
            item: item(),
            calendar,
        }
    }};
}

/// Takes due deliveries for a lease, up to a limit and as many messages as there are slots within the horizon, and
/// takes a slot for each. Reminders of one user that are due in the same minute become one message, and so does all
/// that is late. What is not wanted any more is settled on the way: whether a reminder is still wanted is decided now,
/// not when it was planned.
#[expect(clippy::too_many_lines, reason = "one statement: what is decided in it must not change meanwhile")]
pub(crate) async fn claim(db: impl PgExecutor<'_>, terms: Terms, now: Timestamp) -> sqlx::Result<Claim> {
    let rows = with_history!(
        r#"with pace as (
             select greatest(next_slot, $1::timestamptz) as first_slot,
                    (1000000 / greatest(
                        least($4::float8, 1),
                        $4 * (1 - greatest(slowdown - $6::float8 * power(greatest(extract(epoch from $1 - silent_until), 0)::float8, 3), 0))
                    ))::bigint as interval_us
             from send_pace
             -- claims take turns, so that no slot is handed out twice; when nothing is due they need not
             where exists (
                 select
                 from (values (-1::smallint), (0::smallint), (1::smallint)) p (priority)
                 -- the order and the limit have each priority looked up, where the planner would read them all
                 cross join lateral (
                     select
                     from deliveries d
                     where d.state = 'open' and d.priority = p.priority and d.ready_at <= $1
                     order by d.ready_at
                     limit 1
                 ) first
             )
             for update
         ), slot as (
             select first_slot, interval_us,
                    least($2::bigint, greatest(ceil(extract(epoch from $5::timestamptz - first_slot) * 1000000 / interval_us), 0)::bigint) as wanted,
                    greatest(ceil(extract(epoch from $5::timestamptz - first_slot) * 1000000 / interval_us), 0)::bigint as free
             from pace
         ), ready as (
             select r.user_id, r.id, r.kind, r.is_late, r.ready_at,
                    -- counts messages
                    dense_rank() over (
                        order by p.priority, r.ready_at, r.user_id, case when r.kind = 'reminder' then 0 else r.id end,
                                 r.is_late, case when not r.is_late then r.minute end
                    ) as number
             from (values (-1::smallint), (0::smallint), (1::smallint)) p (priority)
             cross join lateral (
                 select d.user_id, d.id, d.kind, d.ready_at,
                        coalesce(d.held_until, d.due_at) < $1::timestamptz - $7::float8 * interval '1 second' as is_late,
                        date_trunc('minute', coalesce(d.held_until, d.due_at)) as minute
                 from deliveries d
                 where d.state = 'open' and d.priority = p.priority and d.ready_at <= $1
                 order by d.ready_at, d.user_id
                 -- null would be no limit
                 limit (select coalesce(min(wanted), 0) from slot)
                 -- locked here, because this goes on behind what another claim has just taken
                 for update skip locked
             ) r
         ), candidate as (
             select user_id, id, kind, is_late, ready_at, number from ready where number <= (select wanted from slot)
         ), gathered as (
             select user_id, id from candidate
             union
             -- the limit may have cut through what is due to the last of them
             select d.user_id, d.id
             from (select user_id, ready_at from candidate order by number desc limit 1) l
             join deliveries d on d.user_id = l.user_id and d.ready_at = l.ready_at
             -- "|| ''" here and below: what is open may have been planned since the planner last looked, so that it
             -- takes the index of all that is open for empty, and reads it once for each row
             where d.state || '' = 'open' and d.kind = 'reminder'
             union
             -- one message has all that is late, whenever it was planned
             select d.user_id, d.id
             from (select distinct user_id from candidate where is_late and kind = 'reminder') l
             join deliveries d on d.user_id = l.user_id
             where d.state || '' = 'open' and d.kind = 'reminder' and d.ready_at <= $1
               and coalesce(d.held_until, d.due_at) < $1::timestamptz - $7::float8 * interval '1 second'
         ), held as (
             select d.*,
                    coalesce(d.held_until, d.due_at) < $1::timestamptz - $7::float8 * interval '1 second' as is_late,
                    date_trunc('minute', coalesce(d.held_until, d.due_at)) as due_minute
             -- always true, and the planner thinks that it seldom is: so few are looked up, and not everybody read
             from (select user_id, id from gathered where id + 0 = id) g
             join deliveries d on d.user_id = g.user_id and d.id = g.id
             -- as they are now, which is later than what was read above if another claim came first
             where d.state || '' = 'open' and d.ready_at <= $1
             for update of d skip locked
         ), judged as (
             select d.user_id, d.id, d.kind, d.is_late, d.due_minute, d.habit_id, d.day, u.heard_at,
                    case
                        when d.expires_at <= $1 then 'expired'
                        when u.id is null or u.blocked_at is not null then 'gone'
                        when d.kind in ('reminder', 'digest', 'nudge', 'today') and (
                            not u.reminding
                            -- asked whether they are still there, and not heard since
                            or u.asked_at > u.heard_at
                        ) then 'withdrawn'
                        when d.kind = 'reminder' and (
                            r.id is null
                            or not r.active
                            or r.weekdays & (1 << (extract(isodow from d.day)::int - 1)) = 0
                        ) then 'withdrawn'
                        when d.kind = 'redraw' and not exists (
                            select from deliveries x
                            where x.user_id = d.user_id and x.id >= d.replaces and (x.id = d.replaces or x.lead_id = d.replaces)
                              and x.kind in ('reminder', 'today') and x.state = 'sent'
                        ) then 'withdrawn'
                        when d.kind in ('digest', 'nudge', 'today') and (
                            r.id is null
                            or not exists (select from habits h where h.user_id = d.user_id and h.archived_at is null)
                        ) then 'withdrawn'
                        when d.kind = 'reminder' and u.heard_at < $1::timestamptz - $8::int * interval '1 day' and (
                            select count(distinct x.day)
                            from deliveries x
                            where x.user_id = d.user_id and x.kind = 'reminder' and x.state = 'sent' and x.finished_at > u.heard_at
                        ) >= $8 then 'unanswered'
                        else 'open'
                    end as verdict
             from held d
             left join users u on u.id = d.user_id
             left join reminders r on r.user_id = d.user_id and r.id = d.reminder_id
         ), grouped as (
             select j.*, row_number() over same_message as number_in_message, row_number() over same_habit as number_of_habit
             from judged j
             window same_message as (
                        partition by user_id, verdict, kind, is_late, case when not is_late then due_minute end order by id
                    ),
                    same_habit as (
                        partition by user_id, verdict, kind, is_late, case when not is_late then due_minute end, habit_id, day order by id
                    )
         ), led as (
             select user_id, id, is_late,
                    case
                        -- one question in place of the reminders
                        when verdict = 'unanswered' then case when number_in_message = 1 then 'open' else 'withdrawn' end
                        -- a habit that was asked for several times is asked for once
                        when verdict = 'open' and kind = 'reminder' and number_of_habit > 1 then 'withdrawn'
                        else verdict
                    end as verdict,
                    case when verdict = 'unanswered' then 'still_there' else kind end as kind,
                    case when verdict = 'open' and kind = 'reminder' then
                        min(id) filter (where number_of_habit = 1)
                            over (partition by user_id, verdict, kind, is_late, case when not is_late then due_minute end, (number_in_message - 1) / $9::int)
                    end as lead_id
             from grouped
         ), asked as (
             update users u
             set asked_at = $1
             from led l
             where l.kind = 'still_there' and l.verdict = 'open' and u.id = l.user_id
         ), taken as (
             update deliveries d
             set state = l.verdict,
                 kind = l.kind,
                 lead_id = nullif(l.lead_id, d.id),
                 late = l.is_late and l.kind = 'reminder',
                 attempts = d.attempts + 1,
                 ready_at = case when l.verdict = 'open' then $3 else d.ready_at end,
                 cause = case when l.verdict = 'gone' then 'blocked until the user writes again' else d.cause end,
                 finished_at = case when l.verdict = 'open' then null else $1 end
             from led l
             where d.user_id = l.user_id and d.id = l.id
             returning d.*
         ), moved as (
             update send_pace
             set next_slot = slot.first_slot + wanted.count * slot.interval_us * interval '1 microsecond'
             from slot, (select count(distinct (user_id, coalesce(lead_id, id))) from taken where state = 'open') as wanted
             where wanted.count > 0
         )
         select s.first_slot as "first_slot!", s.interval_us as "interval_us!", s.free as "free!",
                found.count >= s.wanted as "is_full!",
                t.state as "state!", t.user_id as "user_id!", t.id as "id!", coalesce(t.lead_id, t.id) as "lead!",
                t.attempts as "attempts!", t.kind as "delivery_kind!", t.due_at as "due_at!", t.round as "round!",
                t.late as "late!", t.replaces as "replaces?", t.payload as "payload?",
                m.message_id as "message_id?", m.late as "message_late?", m.is_combined as "is_combined?",
                coalesce(m.list_day, case when t.kind = 'today' then t.day end) as "list_day?", first_asked.minute as "asks_at?",
                i.asks as "asks?", i.habit_id as "habit_id?", i.day as "day?", i.is_closed as "is_closed?",
                again.due_at as "snoozed_until?", e.state as "execution?", e.amount as "amount?",
                u.locale as "locale!", u.quiet_from, u.quiet_to, h.name as "habit_name?","#;
        r#"
         from taken t
         join users u on u.id = t.user_id
         cross join slot s
         cross join (select count(*) from ready) found
         -- the message that is drawn anew
         left join lateral (
             select max(d.message_id) as message_id, bool_or(d.late) as late,
                    count(*) > 1 or bool_or(d.lead_id is not null) as is_combined,
                    max(d.day) filter (where d.kind = 'today') as list_day
             from deliveries d
             where t.kind = 'redraw' and d.user_id = t.user_id and d.id >= t.replaces
               and (d.id = t.replaces or d.lead_id = t.replaces) and d.kind in ('reminder', 'today') and d.state = 'sent'
         ) m on true
         left join lateral (
             select t.id as asks, t.habit_id, t.day, false as is_closed where t.kind in ('reminder', 'still_there')
             union all
             select d.id, d.habit_id, d.day, d.closed_at is not null
             from deliveries d
             where t.kind = 'redraw' and d.user_id = t.user_id and d.id >= t.replaces
               and (d.id = t.replaces or d.lead_id = t.replaces)
               and d.kind = 'reminder' and d.state = 'sent' and not d.superseded
             union all
             select null, h.id, t.day, false
             from habits h
             where t.kind in ('digest', 'nudge', 'today') and h.user_id = t.user_id and h.archived_at is null
             union all
             select null, h.id, l.day, l.closed_at is not null
             from deliveries l
             join habits h on h.user_id = l.user_id
             where t.kind = 'redraw' and l.user_id = t.user_id and l.id = t.replaces and l.kind = 'today'
               -- a day that is over counts what was put away at its end
               and (h.archived_at is null or (l.closed_at is not null and h.archived_at > l.due_at))
         ) i on t.state = 'open'
         left join lateral (
             select a.due_at
             from deliveries a
             where t.kind = 'redraw' and a.user_id = t.user_id and a.dedup_key = 'snooze/' || i.asks and a.state || '' = 'open'
         ) again on true
         -- what comes after midnight and before the day start belongs to the end of the day
         left join lateral (
             select r.minute
             from reminders r
             where (t.kind = 'today' or m.list_day is not null) and r.user_id = t.user_id and r.habit_id = i.habit_id
               and r.kind = 'reminder'
             order by (r.minute - u.day_start + 1440) % 1440
             limit 1
         ) first_asked on true
         left join executions e on e.user_id = t.user_id and e.habit_id = i.habit_id and e.day = i.day
         -- what is about no habit has a blank one beside it, which nobody reads
         cross join lateral (
             select * from habits h where h.user_id = t.user_id and h.id = i.habit_id
             union all
             select b.*
             from jsonb_populate_record(null::habits,
                 '{"kind": "", "schedules": [], "starts_on": "0001-01-01", "pauses": [], "window_first": "0001-01-01",
                   "satisfied": 0, "neutral": 0, "marked": 0, "streak": 0, "best": 0, "total": 0, "due": 0, "kept": 0,
                   "period_done": 0, "period_excused": 0, "freezes": 0, "strength": 0, "tail": 0, "stale": false}') b
             where i.habit_id is null
         ) h
         order by t.priority, min(t.due_at) over (partition by t.user_id, coalesce(t.lead_id, t.id)),
                  t.user_id, coalesce(t.lead_id, t.id), t.id, i.asks, h.position, i.habit_id"#,
        now.to_sqlx(),
        i64::from(terms.limit),
        (now + terms.lease).to_sqlx(),
        terms.rate.per_second(),
        (now + HORIZON).to_sqlx(),
        RECOVERY,
        terms.late_after.as_secs_f64(),
        i32::from(terms.silent_after_days),
        i32::try_from(ReminderMessageBody::MOST_HABITS).unwrap_or(1),
    );
    let rows = rows.fetch_all(db).await?;
    let slots = rows.first().map(|row| Slots::new(row.first_slot, row.interval_us, row.free));
    let is_full = rows.first().is_some_and(|row| row.is_full);
    let mut claim = Claim { messages: Vec::new(), unreadable: Vec::new(), is_full, slots };
    let mut last = None;
    for row in rows {
        last = Some(claim.take(row!(row), last));
    }
    Ok(claim)
}

impl Claim {
    /// Adds a row to its message, which the `last` one belongs to as well if they have one in common.
    fn take(&mut self, row: Row, last: Option<(UserId, i64, bool)>) -> (UserId, i64, bool) {
        let Row { message, leased, locale, calendar, quiet_hours, kind, item } = row;
        let (user, _, is_open) = message;
        let is_new = last != Some(message);
        if !is_open {
            return message;
        }
        let (kind, item) = match (kind, item) {
            (Ok(kind), Ok(item)) => (kind, item),
            // Of the many habits that it speaks of one is left out.
            (
                Ok(kind @ (Kind::Redraw { .. } | Kind::Digest | Kind::Nudge | Kind::Today { .. })),
                Err(error),
            ) => {
                tracing::error!(%user, cause = %error, "a habit cannot be read");
                (kind, None)
            }
            (Err(error), _) | (Ok(_), Err(error)) => {
                let Leased { id, attempt, .. } = leased;
                self.unreadable.push(Unreadable { user, id, attempt, cause: error.to_string() });
                return message;
            }
        };
        // What came before it in the same message may have been unreadable.
        let begun = self.messages.last_mut().filter(|begun| begun.user == user && begun.kind == kind);
        if let Some(begun) = begun.filter(|_| !is_new) {
            begun.push(leased, item);
        } else {
            let (deliveries, items) = (vec![leased], item.into_iter().collect());
            self.messages.push(Claimed { user, locale, calendar, quiet_hours, kind, deliveries, items });
        }
        message
    }
}

fn list(day: Date, message_id: Option<i32>, vacations: &Raw) -> sqlx::Result<Kind> {
    let vacation = read::<Rests>(vacations)?.around(day);
    Ok(Kind::Today { message_id, day, vacation })
}

/// What is known of the message that is drawn anew.
struct Redrawn {
    lead: Option<i64>,
    message_id: Option<i32>,
    is_combined: Option<bool>,
    is_late: Option<bool>,
}

fn kind(
    kind: &str,
    is_late: bool,
    redrawn: &Redrawn,
    payload: Option<&serde_json::Value>,
) -> sqlx::Result<Kind> {
    let unreadable =
        || sqlx::Error::Decode(format!("a delivery of the kind {kind} lacks what it needs").into());
    match kind {
        "reminder" => Ok(Kind::Reminder { is_late }),
        "digest" => Ok(Kind::Digest),
        "nudge" => Ok(Kind::Nudge),
        "still_there" => Ok(Kind::StillThere),
        "redraw" => {
            let Redrawn { lead: Some(lead), message_id: Some(message_id), is_combined, is_late } = *redrawn
            else {
                return Err(unreadable());
            };
            Ok(Kind::Redraw {
                lead: DeliveryId(lead),
                message_id,
                is_combined: is_combined.unwrap_or_default(),
                is_late: is_late.unwrap_or_default(),
            })
        }
        "message" => {
            let payload = payload.ok_or_else(unreadable)?;
            let text = payload["text"].as_str().ok_or_else(unreadable)?.to_owned();
            Ok(Kind::Message { text, silent: payload["silent"].as_bool().unwrap_or_default() })
        }
        _ => Err(unreadable()),
    }
}

impl Claimed {
    fn push(&mut self, leased: Leased, item: Option<Item>) {
        if self.deliveries.last().is_none_or(|last| last.id != leased.id) {
            self.deliveries.push(leased);
        }
        self.items.extend(item);
    }
}
