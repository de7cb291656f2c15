//! The budget of the bot's token: slots at which messages may leave, handed out by the claim, evenly apart, to all
//! schedulers together. A refusal of Telegram holds them for everybody and slows them down for a while.

use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx as _;
use sqlx::PgExecutor;

use crate::send_rate::SendRate;

/// How far ahead slots are handed out. Schedulers claim every second, so two of them are enough never
/// to run dry; more would judge earlier than it has to be whether a reminder is still wanted.
pub(super) const HORIZON: SignedDuration = SignedDuration::from_secs(2);

/// The share of the rate that is back after so many seconds is this times their third power: one percent after two
/// minutes, because a limit that was just met is still there, and a half after eight, because it may be gone.
pub(super) const RECOVERY: f64 = 4e-9;

/// The share that a refusal costs when the rate has crept above the limit.
const CREPT_ABOVE: f64 = 0.01;

/// The share that it costs when not even the first message after a silence was taken.
const FAR_ABOVE: f64 = 0.1;

/// Of what was seen to be taken within a second so much is asked for: the rest is unevenness.
const OF_THE_LIMIT: f64 = 0.985;

/// A refusal this soon after a silence, in seconds, does not come from creeping.
const SOON: f64 = 10.0;

/// Slots that a claim was given.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Slots {
    pub(crate) first: Timestamp,
    pub(crate) interval: SignedDuration,
    /// How many there were within the horizon.
    pub(crate) free: usize,
}

impl Slots {
    pub(super) fn new(first: jiff_sqlx::Timestamp, interval_us: i64, free: i64) -> Self {
        let interval = SignedDuration::from_micros(interval_us);
        // Never negative.
        Self { first: first.to_jiff(), interval, free: usize::try_from(free).unwrap_or(0) }
    }

    /// The slot behind the first `count`.
    pub(crate) fn after(&self, count: usize) -> Timestamp {
        // A claim takes a few hundred.
        self.first + self.interval * i32::try_from(count).unwrap_or(i32::MAX)
    }
}

/// Hands out no slot for `silence` from `now` on, and fewer for a while after it. Never for less than the horizon:
/// what was handed out before leaves within it, and may be refused for the same reason.
///
/// How much fewer is told by what was taken since the last silence, `sent` of it in the same report: when that is less
/// than a second's worth, it is all that Telegram takes in a second.
pub(crate) async fn hold(
    db: impl PgExecutor<'_>,
    silence: SignedDuration,
    sent: usize,
    rate: SendRate,
    now: Timestamp,
) -> sqlx::Result<()> {
    let until = now + silence.max(HORIZON);
    sqlx::query!(
        "with taken as (
             select $3::bigint + (
                 select count(*)
                 from (
                     select
                     from deliveries d
                     where d.state <> 'open' and d.state = 'sent' and d.lead_id is null
                       and d.finished_at >= (select silent_until from send_pace)
                     -- more is more than a second's worth at any rate
                     limit 1001
                 ) lately
             ) as count
         ), present as (
             select greatest(slowdown - $5::float8 * power(greatest(extract(epoch from $1::timestamptz - silent_until), 0)::float8, 3), 0) as slowdown
             from send_pace
         )
         update send_pace p
         set next_slot = greatest(p.next_slot, $2),
             silent_until = greatest(p.silent_until, $2),
             slowdown = case
                 -- one burst is refused many times
                 when p.silent_until > $1::timestamptz then p.slowdown
                 when t.count between 1 and $4::float8 * (1 - n.slowdown) then
                     -- at most by half: the refusal may have been meant for one chat
                     least(greatest(1 - $8::float8 * t.count / $4, n.slowdown), (1 + n.slowdown) / 2)
                 when $1 - p.silent_until < $9::float8 * interval '1 second' then least(n.slowdown + $7, 1)
                 else least(n.slowdown + $6, 1)
             end
         from taken t, present n",
        now.to_sqlx(),
        until.to_sqlx(),
        i64::try_from(sent).unwrap_or(i64::MAX),
        rate.per_second(),
        RECOVERY,
        CREPT_ABOVE,
        FAR_ABOVE,
        OF_THE_LIMIT,
        SOON,
    )
    .execute(db)
    .await
    .map(drop)
}
