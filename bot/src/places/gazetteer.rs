//! The table of cities and countries, parsed once, and every spelling by which a place may be asked for.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::Place;
use super::spelling::fold;

const CITIES: &str = include_str!("../../data/cities.tsv");
const COUNTRIES: &str = include_str!("../../data/countries.tsv");

/// A country is answered with the largest city of each of its zones. Places this many times smaller than
/// its largest are left out: Büsingen would only make a question out of "Germany".
const TOO_SMALL_FOR_A_COUNTRY: u32 = 50;

pub(super) static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::parse);

pub(super) struct Gazetteer {
    pub(super) places: Vec<Place>,
    pub(super) spellings: Vec<Spelling>,
}

/// One folded text under which a place is found.
pub(super) struct Spelling {
    pub(super) text: String,
    /// Index into `places`.
    pub(super) place: usize,
    pub(super) kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// What people say: a city, a region, a country.
    Name,
    /// What the tz database says: `Asia/Kathmandu`, or the old `Asia/Katmandu`.
    Zone,
}

impl Gazetteer {
    fn parse() -> Self {
        let mut gazetteer = Self { places: Vec::new(), spellings: Vec::new() };
        let mut zones = HashSet::new();
        for [name_en, name_ru, zone, thousands, country, others] in rows(CITIES) {
            let thousands = thousands.parse().expect("a test proves that every number parses");
            let place = gazetteer.places.len();
            gazetteer.places.push(Place { zone, name_en, name_ru, thousands, country });
            gazetteer.spell_name(name_en, place);
            gazetteer.spell_name(name_ru, place);
            gazetteer.spell_others(others, place);
            if zones.insert(zone) {
                gazetteer.spell_zone(zone, place);
            }
        }
        for [code, name_en, name_ru, others] in rows(COUNTRIES) {
            for place in gazetteer.largest_of_zones(code) {
                gazetteer.spell(name_en, place, Kind::Name);
                gazetteer.spell(name_ru, place, Kind::Name);
                gazetteer.spell_others(others, place);
            }
        }
        gazetteer.spellings.shrink_to_fit();
        gazetteer
    }

    /// The largest place of each zone of a country.
    fn largest_of_zones(&self, country: &str) -> Vec<usize> {
        let mut of_country: Vec<usize> =
            (0..self.places.len()).filter(|&place| self.places[place].country == country).collect();
        of_country.sort_by_key(|&place| std::cmp::Reverse(self.places[place].thousands));
        let largest = of_country.first().map_or(0, |&place| self.places[place].thousands);
        let mut zones = HashSet::new();
        of_country.retain(|&place| {
            let Place { zone, thousands, .. } = self.places[place];
            thousands.saturating_mul(TOO_SMALL_FOR_A_COUNTRY) >= largest && zones.insert(zone)
        });
        of_country
    }

    /// `Birmingham (England)` is also found as `Birmingham`.
    fn spell_name(&mut self, name: &str, place: usize) {
        self.spell(name, place, Kind::Name);
        if let Some((bare, _)) = name.split_once(" (") {
            self.spell(bare, place, Kind::Name);
        }
    }

    fn spell_others(&mut self, others: &str, place: usize) {
        for other in others.split('|').filter(|other| !other.is_empty()) {
            let kind = if other.contains('/') { Kind::Zone } else { Kind::Name };
            self.spell(other, place, kind);
        }
    }

    /// `America/Argentina/Ushuaia` is found in full and by its last part.
    fn spell_zone(&mut self, zone: &str, place: usize) {
        self.spell(zone, place, Kind::Zone);
        if let Some((_, city)) = zone.rsplit_once('/') {
            self.spell(city, place, Kind::Name);
        }
    }

    fn spell(&mut self, text: &str, place: usize, kind: Kind) {
        self.spellings.push(Spelling { text: fold(text), place, kind });
    }
}

/// The lines of a table that are not comments, split into exactly `N` fields.
fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    table.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let fields: Vec<&'static str> = line.split('\t').collect();
        fields.try_into().expect("a test proves that every line has all its fields")
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use jiff::tz::TimeZoneDatabase;

    use super::*;

    #[test]
    fn every_line_has_both_names_and_a_zone_that_is_a_place() {
        let database = TimeZoneDatabase::bundled();
        for place in &GAZETTEER.places {
            assert!(!place.name_en.is_empty() && !place.name_ru.is_empty(), "{place:?}");
            assert!(place.name_ru.chars().any(|c| ('а'..='я').contains(&c)), "{place:?}");
            assert!(place.zone.contains('/') && !place.zone.starts_with("Etc/"), "{place:?}");
            let rules = database.get(place.zone).unwrap();
            assert_eq!(rules.iana_name(), Some(place.zone), "the spelling of the database");
        }
    }

    #[test]
    fn every_field_is_trimmed_and_spelled_with_something() {
        let fields = CITIES.lines().chain(COUNTRIES.lines()).filter(|line| !line.starts_with('#'));
        for field in fields.flat_map(|line| line.split(['\t', '|'])) {
            assert_eq!(field, field.trim());
        }
        for spelling in &GAZETTEER.spellings {
            assert!(!spelling.text.is_empty(), "{:?}", GAZETTEER.places[spelling.place]);
        }
    }

    #[test]
    fn two_places_with_one_name_are_told_apart() {
        for name_of in [|place: &Place| place.name_en, |place: &Place| place.name_ru] {
            let mut zone_of = HashMap::new();
            for place in &GAZETTEER.places {
                let other = zone_of.insert(fold(name_of(place)), place.zone);
                assert!(other.is_none_or(|zone| zone == place.zone), "{}", name_of(place));
            }
        }
    }

    #[test]
    fn every_country_of_a_city_has_names_and_every_country_has_a_city() {
        let listed: HashSet<_> = rows(COUNTRIES).map(|[code, _, _, _]| code).collect();
        let lived_in: HashSet<_> =
            GAZETTEER.places.iter().map(|place| place.country).filter(|code| *code != "-").collect();
        assert_eq!(listed, lived_in);
    }
}
