//! The wall clocks of the world as arrays for set-based statements.
//!
//! Local time is computed by the domain and handed to Postgres: the two never have to agree on the rules
//! of a zone, and a zone that one of them does not know is only not served.

use std::sync::LazyLock;

use core_shared::domain::Zone;
use jiff::civil::{self, DateTimeRound};
use jiff::tz::Offset;
use jiff::{RoundMode, SignedDuration, Timestamp, Unit};
use jiff_sqlx::{DateTime, ToSqlx as _};

/// Every zone with its wall clock at one instant, in whole minutes, and its last change of offset.
#[derive(Debug, Default)]
pub(crate) struct LocalTimes {
    pub(crate) zones: Vec<String>,
    pub(crate) local: Vec<DateTime>,
    /// The latest minute that the wall clock has shown: ahead of `local` where a time comes twice, and then a
    /// minute before the change.
    pub(crate) reached: Vec<DateTime>,
    /// Offset from UTC in seconds, now.
    pub(crate) offset: Vec<i32>,
    /// The instant of the last change, and the offset before it.
    pub(crate) changed_at: Vec<jiff_sqlx::Timestamp>,
    pub(crate) offset_before: Vec<i32>,
}

/// Changes before this are as good as none.
const EARLIEST: Timestamp = Timestamp::UNIX_EPOCH;

/// The smallest step of time.
const MOMENT: SignedDuration = SignedDuration::from_nanos(1);

impl LocalTimes {
    pub(crate) fn at(now: Timestamp) -> Self {
        static ZONES: LazyLock<Vec<Zone>> = LazyLock::new(|| Zone::all().collect());
        let mut times = Self::default();
        for zone in ZONES.iter() {
            times.push(zone, now);
        }
        times
    }

    fn push(&mut self, zone: &Zone, now: Timestamp) {
        let rules = zone.rules();
        let local = rules.to_datetime(now);
        let offset = rules.to_offset(now);
        let (changed_at, before) = last_change(zone, now).unwrap_or((EARLIEST, offset));
        let shown_before = before.to_datetime(changed_at - MOMENT);
        self.zones.push(zone.name().to_owned());
        self.local.push(whole_minutes(local));
        self.reached.push(whole_minutes(local.max(shown_before)));
        self.offset.push(offset.seconds());
        self.changed_at.push(changed_at.to_sqlx());
        self.offset_before.push(before.seconds());
    }
}

/// The last instant at which the zone's offset changed, and the offset before. The database also knows
/// changes of name, at which no clock is moved.
fn last_change(zone: &Zone, now: Timestamp) -> Option<(Timestamp, Offset)> {
    let rules = zone.rules();
    // A change that happens right now has happened.
    rules
        .preceding(now + MOMENT)
        .take_while(|change| change.timestamp() > EARLIEST)
        .map(|change| (change.timestamp(), change.offset(), rules.to_offset(change.timestamp() - MOMENT)))
        .find_map(|(at, after, before)| (before != after).then_some((at, before)))
}

fn whole_minutes(local: civil::DateTime) -> DateTime {
    let down = DateTimeRound::new().smallest(Unit::Minute).mode(RoundMode::Trunc);
    local.round(down).unwrap_or(local).to_sqlx()
}
