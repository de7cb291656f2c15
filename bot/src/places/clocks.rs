//! The clocks of the world at an instant, and the cities that show one of them.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashSet};

use core_shared::domain::Locale;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};

use super::Place;
use super::gazetteer::GAZETTEER;

/// More buttons than this are not read.
const MOST_PLACES: usize = 8;

/// Two zones that show the same time for so long need no question: every rule of the calendar has had its turn.
const A_YEAR: SignedDuration = SignedDuration::from_hours(366 * 24);

/// Countries where many people read Russian; a reader of Russian is most likely to live there.
const RUSSIAN_IS_READ_IN: [&str; 15] =
    ["RU", "UA", "BY", "KZ", "UZ", "KG", "TJ", "TM", "AZ", "AM", "GE", "MD", "LV", "LT", "EE"];

/// A clock that somebody in the world sees right now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockChoice {
    /// East of Greenwich, valid at this instant only: it names the button, never the zone.
    pub offset_minutes: i16,
    /// What the clock and the calendar on the wall show.
    pub local: DateTime,
}

/// The distinct clocks of all inhabited places, west to east.
pub fn clocks(now: Timestamp) -> Vec<ClockChoice> {
    let zones: HashSet<&str> = inhabited().map(|place| place.zone).collect();
    let offsets: BTreeSet<i16> =
        zones.into_iter().filter_map(rules_of).map(|rules| offset_minutes(&rules, now)).collect();
    offsets.into_iter().map(|offset_minutes| choice(offset_minutes, now)).collect()
}

/// Well-known cities whose clocks show that offset now: one for each set of zones that stay together for the next
/// year, those where the language is read first, then the largest first.
pub fn places_at(offset: i16, now: Timestamp, locale: Locale) -> Vec<&'static Place> {
    let mut candidates: Vec<&'static Place> = inhabited().collect();
    candidates.sort_by_key(|place| (Reverse(reads(place, locale)), Reverse(place.thousands)));
    let mut zones = HashSet::new();
    let mut behaviours = HashSet::new();
    candidates
        .into_iter()
        .filter(|place| zones.insert(place.zone))
        .filter(|place| {
            rules_of(place.zone).is_some_and(|rules| {
                offset_minutes(&rules, now) == offset && behaviours.insert(changes_within_a_year(&rules, now))
            })
        })
        .take(MOST_PLACES)
        .collect()
}

fn inhabited() -> impl Iterator<Item = &'static Place> {
    GAZETTEER.places.iter().filter(|place| place.thousands > 0)
}

/// None for a zone that is younger than this machine's tz database.
fn rules_of(zone: &str) -> Option<TimeZone> {
    jiff::tz::db().get(zone).ok()
}

fn offset_minutes(rules: &TimeZone, now: Timestamp) -> i16 {
    let minutes = rules.to_offset(now).seconds() / 60;
    i16::try_from(minutes).expect("an offset is less than 26 hours")
}

fn choice(offset_minutes: i16, now: Timestamp) -> ClockChoice {
    let offset =
        Offset::from_seconds(i32::from(offset_minutes) * 60).expect("it was an offset before it was minutes");
    ClockChoice { offset_minutes, local: offset.to_datetime(now) }
}

fn reads(place: &Place, locale: Locale) -> bool {
    match locale {
        Locale::En => false,
        Locale::Ru => RUSSIAN_IS_READ_IN.contains(&place.country),
    }
}

/// When the clocks change, and to what. A change of the zone's abbreviation alone is none.
fn changes_within_a_year(rules: &TimeZone, now: Timestamp) -> Vec<(Timestamp, Offset)> {
    let mut shown = rules.to_offset(now);
    rules
        .following(now)
        .map(|change| (change.timestamp(), change.offset()))
        .take_while(|(at, _)| at.duration_since(now) < A_YEAR)
        .filter(|(_, offset)| std::mem::replace(&mut shown, *offset) != *offset)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const JANUARY: &str = "2026-01-15T12:00Z";
    const JULY: &str = "2026-07-15T12:00Z";

    fn at(instant: &str) -> Timestamp {
        instant.parse().unwrap()
    }

    fn offsets(now: Timestamp) -> Vec<i16> {
        clocks(now).into_iter().map(|clock| clock.offset_minutes).collect()
    }

    fn names(offset: i16, now: &str, locale: Locale) -> Vec<&'static str> {
        places_at(offset, at(now), locale).into_iter().map(|place| place.name_en).collect()
    }

    #[test]
    fn the_clocks_run_from_west_to_east_and_each_is_shown_once() {
        for now in [at(JANUARY), at(JULY)] {
            let offsets = offsets(now);
            assert!(offsets.is_sorted_by(|west, east| west < east));
            assert_eq!((offsets[0], *offsets.last().unwrap()), (-11 * 60, 14 * 60));
            assert!((35..=40).contains(&offsets.len()), "{}", offsets.len());
        }
    }

    #[test]
    fn the_odd_clocks_are_there_and_follow_the_season() {
        let (january, july) = (offsets(at(JANUARY)), offsets(at(JULY)));
        for always in [-9 * 60 - 30, 5 * 60 + 30, 5 * 60 + 45, 8 * 60 + 45, 9 * 60 + 30] {
            assert!(january.contains(&always) && july.contains(&always), "{always}");
        }
        let (chatham_summer, chatham_winter) = (13 * 60 + 45, 12 * 60 + 45);
        assert!(january.contains(&chatham_summer) && !january.contains(&chatham_winter));
        assert!(july.contains(&chatham_winter) && !july.contains(&chatham_summer));
    }

    #[test]
    fn a_clock_shows_the_time_and_the_day_of_its_place() {
        let clocks = clocks(at(JULY));
        let local = |offset| clocks.iter().find(|clock| clock.offset_minutes == offset).unwrap().local;
        assert_eq!(local(120), jiff::civil::date(2026, 7, 15).at(14, 0, 0, 0));
        assert_eq!(local(14 * 60), jiff::civil::date(2026, 7, 16).at(2, 0, 0, 0));
    }

    #[test]
    fn berlin_is_offered_at_its_clock_in_winter_and_in_summer() {
        for locale in Locale::ALL {
            assert!(names(60, JANUARY, locale).contains(&"Berlin"));
            assert!(names(120, JULY, locale).contains(&"Berlin"));
            assert!(!names(60, JULY, locale).contains(&"Berlin"));
        }
    }

    #[test]
    fn somebody_who_reads_russian_is_offered_the_cities_where_it_is_read_first() {
        assert_eq!(names(180, JANUARY, Locale::Ru)[0], "Moscow");
        assert_eq!(names(180, JANUARY, Locale::En)[0], "Istanbul");
        assert_eq!(names(120, JANUARY, Locale::Ru)[0], "Kyiv");
        assert!(names(120, JANUARY, Locale::Ru).contains(&"Kaliningrad"));
        assert!(!names(120, JANUARY, Locale::En).contains(&"Kaliningrad"));
        assert_eq!(names(300, JULY, Locale::Ru)[0], "Tashkent");
    }

    #[test]
    fn every_clock_has_a_place_and_no_two_places_stay_together_for_a_year() {
        for now in [at(JANUARY), at(JULY), at("2026-03-29T01:00Z")] {
            for offset in offsets(now) {
                let places = places_at(offset, now, Locale::En);
                assert!((1..=MOST_PLACES).contains(&places.len()), "{offset}");
                for (index, one) in places.iter().enumerate() {
                    for other in &places[..index] {
                        assert!(they_part(one, other, now), "{} and {}", one.zone, other.zone);
                    }
                }
            }
        }
    }

    /// Looks at the clocks hour by hour, to owe nothing to the list of changes.
    fn they_part(one: &Place, other: &Place, now: Timestamp) -> bool {
        let (one, other) = (rules_of(one.zone).unwrap(), rules_of(other.zone).unwrap());
        (0..366 * 24)
            .map(|hour| now + SignedDuration::from_hours(hour))
            .any(|instant| one.to_offset(instant) != other.to_offset(instant))
    }

    #[test]
    fn nobody_is_offered_a_clock_that_nobody_sees() {
        for nonsense in [7, -12 * 60, i16::MIN, i16::MAX] {
            assert_eq!(places_at(nonsense, at(JULY), Locale::En), [] as [&Place; 0]);
        }
    }

    #[test]
    fn the_ends_of_time_are_survived() {
        for now in [Timestamp::MIN, Timestamp::MAX] {
            for clock in clocks(now).into_iter().step_by(40) {
                assert!(!places_at(clock.offset_minutes, now, Locale::Ru).is_empty());
            }
        }
    }
}
