//! The wall clocks of the world as arrays for set-based statements.
//!
//! Local time is computed by the domain and handed to Postgres: the two never have to agree on the rules
//! of a zone, and a zone that one of them does not know is only not served.

use std::sync::LazyLock;

use core_shared::domain::Zone;
use jiff::civil::DateTimeRound;
use jiff::{RoundMode, SignedDuration, Timestamp, Unit};
use jiff_sqlx::{DateTime, ToSqlx as _};

/// Every zone with its wall clock at one instant, in whole minutes, and its last change of clocks.
#[derive(Debug, Default)]
pub(crate) struct LocalTimes {
    pub(crate) zones: Vec<String>,
    pub(crate) local: Vec<DateTime>,
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
        let whole_minutes = DateTimeRound::new().smallest(Unit::Minute).mode(RoundMode::Trunc);
        let local = rules.to_datetime(now);
        // A change that happens right now has happened.
        let change = rules.preceding(now + MOMENT).next();
        let changed_at = change.map_or(EARLIEST, |change| change.timestamp().max(EARLIEST));
        self.zones.push(zone.name().to_owned());
        self.local.push(local.round(whole_minutes).unwrap_or(local).to_sqlx());
        self.offset.push(rules.to_offset(now).seconds());
        self.changed_at.push(changed_at.to_sqlx());
        self.offset_before.push(rules.to_offset(changed_at - MOMENT).seconds());
    }
}
