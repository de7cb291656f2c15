//! The budget of the bot's token: slots at which messages may leave, handed out by the claim, evenly apart, to all
//! schedulers together. A refusal of Telegram holds them for everybody and slows them down for a while.

use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx as _;
use sqlx::PgExecutor;

/// How far ahead slots are handed out. Schedulers claim every second, so two of them are enough never
/// to run dry; more would judge earlier than it has to be whether a reminder is still wanted.
pub(super) const HORIZON: SignedDuration = SignedDuration::from_secs(2);

/// The share of the rate that comes back with each second after a silence: one percent in five seconds, so that the
/// limit is tried again within a minute and not with every message.
pub(super) const RECOVERY: f64 = 0.002;

/// The share of the rate that a refusal costs: as much as fifty seconds bring back.
const PENALTY: f64 = 0.1;

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
pub(crate) async fn hold(
    db: impl PgExecutor<'_>,
    silence: SignedDuration,
    now: Timestamp,
) -> sqlx::Result<()> {
    let until = now + silence.max(HORIZON);
    sqlx::query!(
        "update send_pace
         set next_slot = greatest(next_slot, $2),
             silent_until = greatest(silent_until, $2),
             slowdown = case
                 -- one burst is refused many times
                 when silent_until > $1::timestamptz then slowdown
                 else least(greatest(slowdown - $3::float8 * extract(epoch from $1 - silent_until)::float8, 0) + $4, 1)
             end",
        now.to_sqlx(),
        until.to_sqlx(),
        RECOVERY,
        PENALTY,
    )
    .execute(db)
    .await
    .map(drop)
}
