//! When a time of day comes round: the slots of a zone's calendar and the instants at which they fire.
//!
//! A slot is one minute on one date and fires at most once, whatever the clocks do on that date.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use super::{Calendar, DayStart, MinuteOfDay, Zone};

/// A minute of the local day on one date of the local calendar. `Calendar::day_of_slot` says which of a
/// person's days it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Slot {
    pub date: Date,
    pub minute: MinuteOfDay,
    /// The first instant at which the wall clock shows the minute; the first instant after the gap when
    /// the wall clock never shows it.
    pub fires_at: Timestamp,
}

/// How far [`next_slot_after`] looks: longer than any pattern that repeats within a year.
const SEARCH_DAYS: i32 = 400;

/// The widest distance between a slot's date and the wall clock at the instant at which it fires, or at a
/// later one within the same fold. The date line has moved clocks by one day at most.
const DAYS_OF_A_CHANGE: i32 = 1;

/// The slot at `minute` on `date`, or `None` on a date that the zone skipped as a whole, as Samoa did on
/// 2011-12-30: nobody lived that date, so nothing is asked for on it.
pub fn slot_on(zone: &Zone, date: Date, minute: MinuteOfDay) -> Option<Slot> {
    let calendar = civil(zone);
    exists(&calendar, date).then(|| slot(&calendar, date, minute))
}

/// The slots at `minutes` that fire later than `after` and not later than `through`, in the order in which
/// they fire. Those of one gap fire at the same instant, in the order of the clock.
pub fn slots_between(
    zone: &Zone,
    minutes: &[MinuteOfDay],
    after: Timestamp,
    through: Timestamp,
) -> Vec<Slot> {
    let calendar = civil(zone);
    let first = calendar.local(after).date().saturating_sub(DAYS_OF_A_CHANGE.days());
    let last = calendar.local(through).date().saturating_add(DAYS_OF_A_CHANGE.days());
    let mut slots: Vec<Slot> = first
        .series(1.day())
        .take_while(|date| *date <= last)
        .filter(|date| exists(&calendar, *date))
        .flat_map(|date| minutes.iter().map(move |minute| (date, *minute)))
        .map(|(date, minute)| slot(&calendar, date, minute))
        .filter(|slot| after < slot.fires_at && slot.fires_at <= through)
        .collect();
    slots.sort_by_key(|slot| (slot.fires_at, slot.date, slot.minute));
    slots.dedup();
    slots
}

/// The first slot at `minute` that fires later than `instant` on a date that is `due`. `None` when no date
/// of the next `SEARCH_DAYS` is.
pub fn next_slot_after(
    zone: &Zone,
    minute: MinuteOfDay,
    instant: Timestamp,
    due: impl Fn(Date) -> bool,
) -> Option<Slot> {
    let calendar = civil(zone);
    let today = calendar.local(instant).date();
    let horizon = today.saturating_add(SEARCH_DAYS.days());
    today
        .series(1.day())
        .take_while(|date| *date <= horizon)
        .filter(|date| exists(&calendar, *date) && due(*date))
        .map(|date| slot(&calendar, date, minute))
        .find(|slot| slot.fires_at > instant)
}

/// The calendar on the wall, whose dates begin at midnight.
fn civil(zone: &Zone) -> Calendar {
    Calendar::new(zone.clone(), DayStart::MIDNIGHT)
}

/// Whether the wall clock shows any time of `date`.
fn exists(calendar: &Calendar, date: Date) -> bool {
    calendar.local(calendar.begin_of(date)).date() == date
}

fn slot(calendar: &Calendar, date: Date, minute: MinuteOfDay) -> Slot {
    Slot { date, minute, fires_at: calendar.instant_of(date.to_datetime(minute.time())) }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::sync::LazyLock;

    use jiff::SignedDuration;
    use proptest::prelude::*;

    use super::*;

    fn zone(name: &str) -> Zone {
        Zone::parse(name).unwrap()
    }

    fn at(text: &str) -> Timestamp {
        text.parse::<jiff::Zoned>().unwrap().timestamp()
    }

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn minute(text: &str) -> MinuteOfDay {
        text.parse().unwrap()
    }

    fn minutes(texts: &[&str]) -> Vec<MinuteOfDay> {
        texts.iter().map(|text| minute(text)).collect()
    }

    /// What fires in (after, through]: the slot, and the wall clock with its offset when it does.
    fn fired(zone_name: &str, texts: &[&str], after: &str, through: &str) -> Vec<String> {
        let zone = zone(zone_name);
        let shown = |slot: Slot| {
            let clock = slot.fires_at.to_zoned(zone.rules().clone()).strftime("%m-%d %H:%M%:z");
            format!("{} {} at {clock}", slot.date.strftime("%m-%d"), slot.minute)
        };
        slots_between(&zone, &minutes(texts), at(after), at(through)).into_iter().map(shown).collect()
    }

    #[test]
    fn a_slot_fires_at_its_minute_and_not_at_the_end_it_comes_after() {
        let berlin = |after, through| fired("Europe/Berlin", &["21:00"], after, through);
        let exactly = "2026-11-16T21:00[Europe/Berlin]";
        assert_eq!(
            berlin("2026-11-16T20:59:59[Europe/Berlin]", exactly),
            ["11-16 21:00 at 11-16 21:00+01:00"]
        );
        assert!(berlin(exactly, "2026-11-17T20:59:59[Europe/Berlin]").is_empty());
        assert!(berlin(exactly, exactly).is_empty());
    }

    #[test]
    fn what_spring_swallows_in_berlin_fires_together_when_the_gap_ends() {
        let night = fired(
            "Europe/Berlin",
            &["03:00", "02:00", "02:59", "01:59"],
            "2026-03-29T00:00[Europe/Berlin]",
            "2026-03-30T00:00[Europe/Berlin]",
        );
        assert_eq!(
            night,
            [
                "03-29 01:59 at 03-29 01:59+01:00",
                "03-29 02:00 at 03-29 03:00+02:00",
                "03-29 02:59 at 03-29 03:00+02:00",
                "03-29 03:00 at 03-29 03:00+02:00",
            ]
        );
    }

    #[test]
    fn what_autumn_repeats_in_berlin_fires_at_the_first() {
        let night = fired(
            "Europe/Berlin",
            &["01:59", "02:00", "02:59", "03:00"],
            "2026-10-25T00:00[Europe/Berlin]",
            "2026-10-26T00:00[Europe/Berlin]",
        );
        assert_eq!(
            night,
            [
                "10-25 01:59 at 10-25 01:59+02:00",
                "10-25 02:00 at 10-25 02:00+02:00",
                "10-25 02:59 at 10-25 02:59+02:00",
                "10-25 03:00 at 10-25 03:00+01:00",
            ]
        );
        let second_pass = ("2026-10-25T02:00+01:00[Europe/Berlin]", "2026-10-25T02:59+01:00[Europe/Berlin]");
        assert!(fired("Europe/Berlin", &["02:00", "02:30"], second_pass.0, second_pass.1).is_empty());
    }

    #[test]
    fn lord_howe_changes_by_half_an_hour() {
        let night = |day: &str| {
            let (after, through) =
                (format!("{day}T01:00[Australia/Lord_Howe]"), format!("{day}T04:00[Australia/Lord_Howe]"));
            fired("Australia/Lord_Howe", &["01:45", "02:15", "02:30"], &after, &through)
        };
        assert_eq!(
            night("2026-10-04"),
            [
                "10-04 01:45 at 10-04 01:45+10:30",
                "10-04 02:15 at 10-04 02:30+11:00",
                "10-04 02:30 at 10-04 02:30+11:00",
            ]
        );
        assert_eq!(
            night("2026-04-05"),
            [
                "04-05 01:45 at 04-05 01:45+11:00",
                "04-05 02:15 at 04-05 02:15+10:30",
                "04-05 02:30 at 04-05 02:30+10:30",
            ]
        );
    }

    #[test]
    fn kathmandu_is_a_quarter_of_an_hour_off() {
        let slot = slot_on(&zone("Asia/Kathmandu"), date("2026-11-17"), minute("00:00")).unwrap();
        assert_eq!(slot.fires_at, "2026-11-16T18:15:00Z".parse().unwrap());
    }

    #[test]
    fn the_date_that_apia_skipped_asks_for_nothing() {
        let days = fired(
            "Pacific/Apia",
            &["00:00", "12:00"],
            "2011-12-29T06:00[Pacific/Apia]",
            "2011-12-31T23:00[Pacific/Apia]",
        );
        assert_eq!(
            days,
            [
                "12-29 12:00 at 12-29 12:00-10:00",
                "12-31 00:00 at 12-31 00:00+14:00",
                "12-31 12:00 at 12-31 12:00+14:00",
            ]
        );
        assert_eq!(slot_on(&zone("Pacific/Apia"), date("2011-12-30"), minute("12:00")), None);
    }

    #[test]
    fn kiritimati_is_the_first_to_see_a_date_and_skipped_one_itself() {
        let kiritimati = zone("Pacific/Kiritimati");
        let slot = slot_on(&kiritimati, date("2026-11-17"), minute("00:00")).unwrap();
        assert_eq!(slot.fires_at, "2026-11-16T10:00:00Z".parse().unwrap());
        assert_eq!(slot_on(&kiritimati, date("1994-12-31"), minute("09:00")), None);
    }

    #[test]
    fn a_leap_day_has_its_slot_and_other_years_have_none() {
        let around = |year: &str| {
            let (after, through) =
                (format!("{year}-02-28T12:00[Asia/Tokyo]"), format!("{year}-03-01T12:00[Asia/Tokyo]"));
            fired("Asia/Tokyo", &["09:00"], &after, &through).len()
        };
        assert_eq!((around("2028"), around("2026")), (2, 1));
        let leap_day = |day: Date| (day.month(), day.day()) == (2, 29);
        let next = next_slot_after(
            &zone("Asia/Tokyo"),
            minute("09:00"),
            at("2027-03-01T00:00[Asia/Tokyo]"),
            leap_day,
        );
        assert_eq!(next.unwrap().fires_at, at("2028-02-29T09:00[Asia/Tokyo]"));
    }

    #[test]
    fn with_days_from_three_oclock_the_gap_still_belongs_to_the_day_before() {
        let calendar = Calendar::new(zone("Europe/Berlin"), DayStart::new(minute("03:00")).unwrap());
        let swallowed = slot_on(&calendar.zone, date("2026-03-29"), minute("02:30")).unwrap();
        let first = slot_on(&calendar.zone, date("2026-03-29"), minute("03:00")).unwrap();
        assert_eq!(swallowed.fires_at, first.fires_at);
        assert_eq!(calendar.day_of_slot(swallowed.date, swallowed.minute), date("2026-03-28"));
        assert_eq!(calendar.day_of_slot(first.date, first.minute), calendar.day_of(first.fires_at));
    }

    #[test]
    fn two_days_of_downtime_across_a_change_lose_nothing_and_double_nothing() {
        for (after, through) in [
            ("2026-03-27T22:00[Europe/Berlin]", "2026-03-29T22:00[Europe/Berlin]"),
            ("2026-10-23T22:00[Europe/Berlin]", "2026-10-25T22:00[Europe/Berlin]"),
        ] {
            let zone = zone("Europe/Berlin");
            let slots = slots_between(&zone, &minutes(&["02:30", "21:30"]), at(after), at(through));
            let expected: Vec<_> = [1, 2]
                .into_iter()
                .map(|days| at(after).to_zoned(zone.rules().clone()).date() + days.days())
                .flat_map(|day| [(day, minute("02:30")), (day, minute("21:30"))])
                .collect();
            assert_eq!(slots.iter().map(|slot| (slot.date, slot.minute)).collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn a_change_around_midnight_fires_each_date_once() {
        // At 00:01 the clocks went back to 23:01 of the date before, so both minutes are shown twice.
        let night = fired(
            "America/St_Johns",
            &["00:00", "23:30"],
            "2010-11-06T12:00[America/St_Johns]",
            "2010-11-07T12:00[America/St_Johns]",
        );
        assert_eq!(night, ["11-06 23:30 at 11-06 23:30-02:30", "11-07 00:00 at 11-07 00:00-02:30"]);
    }

    #[test]
    fn the_next_slot_is_today_when_it_is_still_to_come_and_due() {
        let berlin = zone("Europe/Berlin");
        let next = |now: &str, due: fn(Date) -> bool| {
            next_slot_after(&berlin, minute("09:00"), at(now), due).map(|slot| slot.date)
        };
        assert_eq!(next("2026-11-16T08:59[Europe/Berlin]", |_| true), Some(date("2026-11-16")));
        assert_eq!(next("2026-11-16T09:00[Europe/Berlin]", |_| true), Some(date("2026-11-17")));
        let monday = |day: Date| day.weekday() == jiff::civil::Weekday::Monday;
        assert_eq!(next("2026-11-16T09:00[Europe/Berlin]", monday), Some(date("2026-11-23")));
    }

    #[test]
    fn a_slot_that_is_never_due_is_not_searched_for_ever() {
        assert_eq!(next_slot_after(&Zone::utc(), minute("09:00"), Timestamp::UNIX_EPOCH, |_| false), None);
        assert_eq!(next_slot_after(&Zone::utc(), minute("09:00"), Timestamp::MAX, |_| true), None);
    }

    static ZONES: LazyLock<Vec<Zone>> = LazyLock::new(|| Zone::all().collect());

    fn zones() -> impl Strategy<Value = Zone> {
        any::<prop::sample::Index>().prop_map(|index| index.get(&ZONES).clone())
    }

    /// 1990 to 2045.
    fn any_instant() -> impl Strategy<Value = Timestamp> {
        (631_152_000_i64..2_366_841_600).prop_map(|second| Timestamp::from_second(second).unwrap())
    }

    /// A zone and an instant within two days of a change of its clocks, where it has one.
    fn places_in_time() -> impl Strategy<Value = (Zone, Timestamp)> {
        (zones(), any_instant(), -48 * 60_i64..48 * 60).prop_map(|(zone, instant, minutes)| {
            let change = zone.rules().following(instant).next().map(|change| change.timestamp());
            let instant = change.unwrap_or(instant) + SignedDuration::from_mins(minutes);
            (zone, instant)
        })
    }

    /// Some minutes, many of them at night, where clocks change.
    fn some_minutes() -> impl Strategy<Value = Vec<MinuteOfDay>> {
        let minute = prop_oneof![0_u16..240, 0_u16..1440, 1380_u16..1440];
        prop::collection::vec(minute.prop_map(|minutes| MinuteOfDay::from_minutes(minutes).unwrap()), 1..12)
    }

    /// Up to three days in minutes.
    fn spans() -> impl Strategy<Value = SignedDuration> {
        (0..3 * 24 * 60_i64).prop_map(SignedDuration::from_mins)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1024))]

        #[test]
        fn two_ticks_fire_what_one_would_have_fired(
            (zone, from) in places_in_time(), minutes in some_minutes(), first in spans(), second in spans(),
        ) {
            let (between, through) = (from + first, from + first + second);
            let mut ticks = slots_between(&zone, &minutes, from, between);
            ticks.extend(slots_between(&zone, &minutes, between, through));
            prop_assert_eq!(ticks, slots_between(&zone, &minutes, from, through));
        }

        #[test]
        fn no_slot_fires_twice_on_one_date(
            (zone, from) in places_in_time(), minutes in some_minutes(), first in spans(), second in spans(),
        ) {
            let mut seen = HashSet::new();
            for (after, through) in [(from, from + first), (from + first, from + first + second)] {
                for slot in slots_between(&zone, &minutes, after, through) {
                    prop_assert!(seen.insert((slot.date, slot.minute)), "{:?} {:?}", zone, slot);
                }
            }
        }

        #[test]
        fn the_wall_clock_shows_the_minute_unless_a_gap_swallowed_it(
            (zone, from) in places_in_time(), minutes in some_minutes(), span in spans(),
        ) {
            let calendar = civil(&zone);
            for slot in slots_between(&zone, &minutes, from, from + span) {
                let (wanted, shown) = (slot.date.to_datetime(slot.minute.time()), calendar.local(slot.fires_at));
                if shown != wanted {
                    let before = calendar.local(slot.fires_at - SignedDuration::from_nanos(1));
                    prop_assert!(before < wanted && wanted < shown, "{:?} {:?}", zone, slot);
                }
            }
        }

        #[test]
        fn the_next_slot_is_the_first_of_those_to_come(
            (zone, from) in places_in_time(), minutes in some_minutes(),
        ) {
            let next = next_slot_after(&zone, minutes[0], from, |_| true).unwrap();
            let coming = slots_between(&zone, &minutes[..1], from, next.fires_at);
            prop_assert_eq!(coming, [next]);
        }
    }
}
