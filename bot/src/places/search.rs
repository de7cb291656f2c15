//! Finds a place by what a person types: a city, a region or a country in English or Russian, or an IANA name.
//! The closest kind of match wins alone: exact before beginning, beginning before a slip of the fingers.

use std::cmp::Reverse;

use super::Place;
use super::gazetteer::{GAZETTEER, Kind, Spelling};
use super::spelling::{distance_within, fold};

/// More answers than this are not read on a phone.
const MOST_ANSWERS: usize = 6;

/// No name in the table is half as long; whatever is longer is not a name, and is not worth reading.
const LONGEST_QUERY_BYTES: usize = 256;

/// Shorter beginnings fit too many places to mean one.
const SHORTEST_BEGINNING: usize = 3;

/// How near a spelling is to what was typed; less is nearer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Nearness {
    Exact,
    Beginning,
    /// So many letters are wrong.
    Typo(usize),
}

/// The places that the text may mean, the most likely first; none when it means no place.
pub fn find(query: &str) -> Vec<&'static Place> {
    if query.len() > LONGEST_QUERY_BYTES {
        return Vec::new();
    }
    let found = nearest(query);
    if !found.is_empty() {
        return found;
    }
    // "Berlin, Germany"
    query.split_once(',').map_or_else(Vec::new, |(city, _)| nearest(city))
}

/// The place that stands for a zone, also under the zone's old names; none for offsets and UTC.
pub fn of_zone(zone: &str) -> Option<&'static Place> {
    let name = fold(zone);
    let spelling =
        GAZETTEER.spellings.iter().find(|spelling| spelling.kind == Kind::Zone && spelling.text == name)?;
    Some(&GAZETTEER.places[spelling.place])
}

fn nearest(query: &str) -> Vec<&'static Place> {
    let wanted = Wanted::new(query);
    let mut matches = wanted.matches(Wanted::as_typed);
    if matches.is_empty() {
        matches = wanted.matches(Wanted::mistyped);
    }
    let Some(&(best, _)) = matches.iter().min() else {
        return Vec::new();
    };
    matches.retain(|(nearness, _)| *nearness == best);
    matches.sort_by_key(|&(_, place)| (Reverse(GAZETTEER.places[place].thousands), place));
    matches.dedup();
    matches.into_iter().take(MOST_ANSWERS).map(|(_, place)| &GAZETTEER.places[place]).collect()
}

struct Wanted {
    text: String,
    letters: Vec<char>,
}

impl Wanted {
    fn new(query: &str) -> Self {
        let text = fold(query);
        Self { letters: text.chars().collect(), text }
    }

    /// Every spelling that is near in the given sense, with the index of its place.
    fn matches(&self, nearness: fn(&Self, &Spelling) -> Option<Nearness>) -> Vec<(Nearness, usize)> {
        GAZETTEER
            .spellings
            .iter()
            .filter_map(|spelling| Some((nearness(self, spelling)?, spelling.place)))
            .collect()
    }

    fn as_typed(&self, spelling: &Spelling) -> Option<Nearness> {
        if spelling.text == self.text {
            return Some(Nearness::Exact);
        }
        let may_begin = spelling.kind == Kind::Name && self.letters.len() >= SHORTEST_BEGINNING;
        (may_begin && spelling.text.starts_with(&self.text)).then_some(Nearness::Beginning)
    }

    fn mistyped(&self, spelling: &Spelling) -> Option<Nearness> {
        match self.tolerated_typos(spelling.kind) {
            0 => None,
            limit => distance_within(limit, &self.letters, &spelling.text).map(Nearness::Typo),
        }
    }

    /// A short name with a slip is another name. Zone names begin alike, so they are held to one slip.
    fn tolerated_typos(&self, kind: Kind) -> usize {
        match (self.letters.len(), kind) {
            (..5, _) => 0,
            (5..8, _) | (_, Kind::Zone) => 1,
            (_, Kind::Name) => 2,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use jiff::Timestamp;
    use jiff::tz::{TimeZone, TimeZoneDatabase};

    use super::*;

    fn zones(query: &str) -> Vec<&'static str> {
        find(query).into_iter().map(|place| place.zone).collect()
    }

    /// What the clocks of a zone do over the next years.
    fn rules(zone: &TimeZone) -> (i32, Vec<(Timestamp, i32)>) {
        let from: Timestamp = "2026-08-01T00:00Z".parse().unwrap();
        let changes =
            zone.following(from).take(8).map(|change| (change.timestamp(), change.offset().seconds()));
        (zone.to_offset(from).seconds(), changes.collect())
    }

    #[test]
    fn a_city_is_found_in_english_and_in_russian_and_by_its_other_names() {
        for (query, zone) in [
            ("Berlin", "Europe/Berlin"),
            ("берлин", "Europe/Berlin"),
            ("Kiev", "Europe/Kyiv"),
            ("Kyiv", "Europe/Kyiv"),
            ("Київ", "Europe/Kyiv"),
            ("Киев", "Europe/Kyiv"),
            ("СПб", "Europe/Moscow"),
            ("питер", "Europe/Moscow"),
            ("санкт петербург", "Europe/Moscow"),
            ("st petersburg", "Europe/Moscow"),
            ("NYC", "America/New_York"),
            ("newyork", "America/New_York"),
            ("нью йорк", "America/New_York"),
            ("sao paulo", "America/Sao_Paulo"),
            ("São Paulo", "America/Sao_Paulo"),
            ("Орел", "Europe/Moscow"),
            ("Орёл", "Europe/Moscow"),
            ("уфа", "Asia/Yekaterinburg"),
            ("Ош", "Asia/Bishkek"),
            ("Бали", "Asia/Makassar"),
            ("Arizona", "America/Phoenix"),
            ("Berlin, Germany", "Europe/Berlin"),
            ("  Berlin 🇩🇪 ", "Europe/Berlin"),
        ] {
            assert_eq!(zones(query), [zone], "{query}");
        }
    }

    #[test]
    fn a_country_with_one_zone_is_answered_with_it() {
        for (query, zone) in [
            ("Germany", "Europe/Berlin"),
            ("германия", "Europe/Berlin"),
            ("Japan", "Asia/Tokyo"),
            ("Беларусь", "Europe/Minsk"),
            ("Україна", "Europe/Kyiv"),
            ("UK", "Europe/London"),
            ("ОАЭ", "Asia/Dubai"),
            ("Кипр", "Asia/Nicosia"),
            ("Nepal", "Asia/Kathmandu"),
        ] {
            assert_eq!(zones(query), [zone], "{query}");
        }
    }

    #[test]
    fn a_country_with_many_zones_is_answered_with_its_largest_cities() {
        let russia = zones("Россия");
        assert_eq!(russia.len(), MOST_ANSWERS);
        assert_eq!(russia[0], "Europe/Moscow");
        assert_eq!(zones("USA")[..2], ["America/New_York", "America/Los_Angeles"]);
    }

    #[test]
    fn every_real_place_of_the_tz_database_is_found_by_its_own_name() {
        let database = TimeZoneDatabase::bundled();
        let mut count = 0;
        for name in database.available() {
            let name = name.as_str();
            if !name.contains('/') || name.starts_with("Etc/") {
                continue;
            }
            let found = find(&name.to_uppercase());
            assert_eq!(found.len(), 1, "{name}: {found:?}");
            let (asked, answered) = (database.get(name).unwrap(), database.get(found[0].zone).unwrap());
            assert_eq!(rules(&asked), rules(&answered), "{name} is not {}", found[0].zone);
            assert_eq!(of_zone(name), Some(found[0]));
            count += 1;
        }
        assert!(count > 500, "{count}");
    }

    #[test]
    fn an_iana_name_is_found_in_any_case_and_under_its_old_spelling() {
        assert_eq!(zones("europe/berlin"), ["Europe/Berlin"]);
        assert_eq!(zones("Asia/Katmandu"), ["Asia/Kathmandu"]);
        assert_eq!(zones("america/argentina/ushuaia"), ["America/Argentina/Ushuaia"]);
        assert_eq!(zones("US/Pacific"), ["America/Los_Angeles"]);
        assert_eq!(zones("Europe/Berln"), ["Europe/Berlin"]);
    }

    #[test]
    fn offsets_are_not_places() {
        for query in ["UTC", "GMT+3", "UTC+03:00", "+3", "Etc/GMT-3", "Etc/UTC", "EST5EDT", "MSK+2", "12:30"]
        {
            assert_eq!(zones(query), [""; 0], "{query}");
            assert_eq!(of_zone(query), None, "{query}");
        }
    }

    #[test]
    fn a_slip_of_the_fingers_is_forgiven_in_a_long_enough_name() {
        for (query, zone) in [
            ("Berlni", "Europe/Berlin"),
            ("Minks", "Europe/Minsk"),
            ("Новосибрск", "Asia/Novosibirsk"),
            ("Новосебирс", "Asia/Novosibirsk"),
            ("Екатиринбург", "Asia/Yekaterinburg"),
            ("Amsteram", "Europe/Amsterdam"),
            ("Kathmandoo", "Asia/Kathmandu"),
            ("Germny", "Europe/Berlin"),
        ] {
            assert_eq!(zones(query).first(), Some(&zone), "{query}");
        }
        assert_eq!(zones("Omks"), [""; 0]);
    }

    #[test]
    fn an_exact_name_wins_over_longer_ones_and_a_beginning_over_a_typo() {
        assert_eq!(zones("Самара"), ["Europe/Samara"]);
        assert_eq!(zones("Самар"), ["Europe/Samara", "Asia/Samarkand"]);
        assert_eq!(zones("Рим"), ["Europe/Rome"]);
        assert_eq!(zones("мос"), ["Europe/Moscow"]);
        assert_eq!(zones("мо"), [""; 0]);
    }

    #[test]
    fn namesakes_are_all_offered_the_largest_first() {
        let names = |query| find(query).into_iter().map(|place| place.name_en).collect::<Vec<_>>();
        assert_eq!(names("birmingham"), ["Birmingham (England)", "Birmingham (Alabama)"]);
        assert_eq!(names("birmingham alabama"), ["Birmingham (Alabama)"]);
        assert_eq!(names("San Jose"), ["San José (California)", "San José (Costa Rica)"]);
        assert_eq!(names("Georgia"), ["Tbilisi", "Atlanta"]);
    }

    #[test]
    fn noise_finds_nothing_and_costs_nothing() {
        let long = "Berlin".repeat(1000);
        for noise in [
            "",
            " ",
            "asdf",
            "qwertyuiop",
            "🚀🚀🚀",
            "...",
            "привет",
            "habit",
            "/start",
            "б",
            "日本",
            "\0\n\t",
            ",",
            &long,
        ] {
            let start = Instant::now();
            assert_eq!(zones(noise), [""; 0], "{noise}");
            assert!(start.elapsed() < Duration::from_secs(1));
        }
    }
}
