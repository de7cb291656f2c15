//! A person's own calendar: which day an instant belongs to, and when a day begins.
//!
//! Everything is derived from wall-clock time in the zone, never from a fixed offset.

use jiff::civil::{Date, DateTime};
use jiff::tz::AmbiguousOffset;
use jiff::{Timestamp, ToSpan};

use super::{DayStart, MinuteOfDay, Zone};

/// Zones that skipped a date did it later than this.
const EARLIEST_SKIP: Date = Date::constant(1970, 1, 1);

/// Seconds by which the clocks of a zone move at least when it crosses the date line: those of twenty hours.
const LEAST_JUMP: i32 = 72_000;

/// A zone and the time at which days begin there for one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    pub zone: Zone,
    pub day_start: DayStart,
}

impl Calendar {
    pub fn new(zone: Zone, day_start: DayStart) -> Self {
        Self { zone, day_start }
    }

    /// The wall clock at `instant`.
    pub fn local(&self, instant: Timestamp) -> DateTime {
        self.zone.rules().to_datetime(instant)
    }

    /// The day that `instant` belongs to: the date of local time minus the day start.
    pub fn day_of(&self, instant: Timestamp) -> Date {
        self.shifted(instant).date()
    }

    /// The wall clock at `instant`, set back by the start of the day: its date is the day.
    pub fn shifted(&self, instant: Timestamp) -> DateTime {
        let start = i64::from(self.day_start.minute().minutes());
        self.local(instant).saturating_sub(start.minutes())
    }

    /// The first instant of `day`.
    pub fn begin_of(&self, day: Date) -> Timestamp {
        self.instant_of(day.to_datetime(self.day_start.minute().time()))
    }

    /// The first instant after `day`.
    pub fn end_of(&self, day: Date) -> Timestamp {
        self.begin_of(day.saturating_add(1.day()))
    }

    /// The dates from `since` to `through` that no instant belongs to: those that the zone crossed the date
    /// line over.
    pub fn skipped_dates(&self, since: Option<Date>, through: Date) -> Vec<Date> {
        let since = since.unwrap_or(EARLIEST_SKIP).max(EARLIEST_SKIP);
        let (first, last) = (self.begin_of(since), self.end_of(through));
        let rules = self.zone.rules();
        let offset = |at: Timestamp| rules.to_offset(at).seconds();
        // Only a zone that changed sides has jumped by a day; its offset tells so without a look at its past.
        if (offset(last) - offset(first)).abs() < LEAST_JUMP {
            return Vec::new();
        }
        let changes = rules.following(first).take_while(|change| change.timestamp() <= last);
        let around = changes.flat_map(|change| {
            let day = self.day_of(change.timestamp());
            [-1, 0].map(|days: i32| day.saturating_add(days.days()))
        });
        let mut skipped: Vec<Date> = around
            .filter(|day| since <= *day && *day <= through && self.begin_of(*day) >= self.end_of(*day))
            .collect();
        skipped.dedup();
        skipped
    }

    /// The day that a reminder at local `minute` on the calendar date `date` belongs to.
    pub fn day_of_slot(&self, date: Date, minute: MinuteOfDay) -> Date {
        if minute < self.day_start.minute() { date.saturating_sub(1.day()) } else { date }
    }

    /// The instant at which the wall clock shows `local`: the first one when it shows it twice, the
    /// first instant after the gap when it never does.
    pub fn instant_of(&self, local: DateTime) -> Timestamp {
        let rules = self.zone.rules();
        let ambiguous = rules.to_ambiguous_timestamp(local);
        match ambiguous.offset() {
            AmbiguousOffset::Gap { after, .. } => {
                // Read with the offset that holds after the gap, `local` lies before the change.
                let before_change = after.to_timestamp(local).unwrap_or(Timestamp::MIN);
                rules.following(before_change).next().map_or(before_change, |change| change.timestamp())
            }
            AmbiguousOffset::Unambiguous { .. } | AmbiguousOffset::Fold { .. } => ambiguous
                .earlier()
                .unwrap_or(if local.year().is_negative() { Timestamp::MIN } else { Timestamp::MAX }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar(zone: &str, day_start: &str) -> Calendar {
        Calendar::new(Zone::parse(zone).unwrap(), DayStart::new(day_start.parse().unwrap()).unwrap())
    }

    fn at(text: &str) -> Timestamp {
        text.parse::<jiff::Zoned>().unwrap().timestamp()
    }

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn half_past_one_is_still_yesterday_when_the_day_starts_at_three() {
        let night_owl = calendar("Europe/Berlin", "03:00");
        assert_eq!(night_owl.day_of(at("2026-11-17T01:30[Europe/Berlin]")), date("2026-11-16"));
        assert_eq!(night_owl.day_of(at("2026-11-17T03:00[Europe/Berlin]")), date("2026-11-17"));
    }

    #[test]
    fn a_day_that_starts_in_the_gap_starts_after_it() {
        let early = calendar("Europe/Berlin", "02:30");
        assert_eq!(early.begin_of(date("2026-03-29")), at("2026-03-29T03:00[Europe/Berlin]"));
        assert_eq!(early.day_of(at("2026-03-29T01:59[Europe/Berlin]")), date("2026-03-28"));
        assert_eq!(early.day_of(at("2026-03-29T03:00[Europe/Berlin]")), date("2026-03-29"));
    }

    #[test]
    fn a_time_that_comes_twice_means_the_first() {
        let berlin = calendar("Europe/Berlin", "00:00");
        let first = berlin.instant_of("2026-10-25T02:30".parse().unwrap());
        assert_eq!(first, "2026-10-25T00:30:00Z".parse().unwrap());
    }

    #[test]
    fn half_hour_changes_and_odd_offsets_are_exact() {
        let lord_howe = calendar("Australia/Lord_Howe", "00:00");
        let after_gap = lord_howe.instant_of("2026-10-04T02:15".parse().unwrap());
        assert_eq!(lord_howe.local(after_gap), "2026-10-04T02:30".parse().unwrap());
        let kathmandu = calendar("Asia/Kathmandu", "00:00");
        assert_eq!(kathmandu.day_of("2026-11-16T18:14:59Z".parse().unwrap()), date("2026-11-16"));
        assert_eq!(kathmandu.day_of("2026-11-16T18:15:00Z".parse().unwrap()), date("2026-11-17"));
    }

    #[test]
    fn the_date_that_apia_skipped_has_no_instant_of_its_own() {
        let apia = calendar("Pacific/Apia", "00:00");
        assert_eq!(apia.begin_of(date("2011-12-30")), apia.begin_of(date("2011-12-31")));
    }

    #[test]
    fn dates_without_an_instant_are_found_in_every_zone_and_nowhere_else() {
        let (since, through) = (date("1970-01-01"), date("2030-01-01"));
        let skipping: Vec<_> = Zone::all()
            .flat_map(|zone| {
                let dates =
                    Calendar::new(zone.clone(), DayStart::MIDNIGHT).skipped_dates(Some(since), through);
                dates.into_iter().map(move |date| format!("{} {date}", zone.name()))
            })
            .collect();
        assert_eq!(
            skipping,
            [
                "Kwajalein 1993-08-21",
                "Pacific/Apia 2011-12-30",
                "Pacific/Enderbury 1994-12-31",
                "Pacific/Fakaofo 2011-12-30",
                "Pacific/Kanton 1994-12-31",
                "Pacific/Kiritimati 1994-12-31",
                "Pacific/Kwajalein 1993-08-21",
            ]
        );
    }

    #[test]
    fn a_date_is_skipped_for_those_alone_who_had_none_of_it() {
        let through = date("2026-01-01");
        assert_eq!(calendar("Pacific/Apia", "00:00").skipped_dates(None, through), [date("2011-12-30")]);
        // With days from 03:00 the 29th ended early and the 30th was the first three hours of the 31st.
        assert!(calendar("Pacific/Apia", "03:00").skipped_dates(None, through).is_empty());
        let apia = calendar("Pacific/Apia", "00:00");
        assert!(apia.skipped_dates(Some(date("2011-12-31")), through).is_empty());
        assert!(apia.skipped_dates(None, date("2011-12-29")).is_empty());
        assert_eq!(apia.skipped_dates(None, date("2011-12-30")), [date("2011-12-30")]);
        assert!(apia.skipped_dates(Some(date("2012-01-05")), date("2012-01-01")).is_empty());
    }

    #[test]
    fn a_day_ends_where_the_next_begins_in_every_zone() {
        for zone in Zone::all() {
            let calendar = Calendar::new(zone, DayStart::MIDNIGHT);
            for day in [date("2026-03-08"), date("2026-03-29"), date("2026-10-25"), date("2026-12-31")] {
                assert_eq!(calendar.day_of(calendar.begin_of(day)), day, "{calendar:?}");
                let last = calendar.end_of(day) - jiff::SignedDuration::from_secs(1);
                assert_eq!(calendar.day_of(last), day, "{calendar:?}");
            }
        }
    }

    #[test]
    fn the_ends_of_time_do_not_panic() {
        let berlin = calendar("Europe/Berlin", "12:00");
        for instant in [Timestamp::MIN, Timestamp::MAX] {
            let day = berlin.day_of(instant);
            let _ = (berlin.begin_of(day), berlin.end_of(day));
        }
        assert_eq!(berlin.begin_of(Date::MIN), Timestamp::MIN);
        assert_eq!(berlin.end_of(Date::MAX), Timestamp::MAX);
    }
}
