//! The zone of a point on the map, from a map that is built into the program and opened on first use.
//! The open sea has no zone: it keeps offsets, and an offset is never an answer.

use std::sync::LazyLock;

use tzf_rs::EmbeddedFinder;

/// Some 4 MB of the executable's pages are read once somebody shares a location; the heap hardly grows.
static MAP: LazyLock<EmbeddedFinder> = LazyLock::new(EmbeddedFinder::new);

/// The IANA name of the zone at a point in degrees, or none on the open sea and outside the map.
pub fn at_location(latitude: f64, longitude: f64) -> Option<&'static str> {
    let is_on_the_map = (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
    if !is_on_the_map {
        return None;
    }
    let zone = MAP.get_tz_name(longitude, latitude);
    is_place(zone).then_some(zone)
}

fn is_place(zone: &str) -> bool {
    !zone.is_empty() && !zone.starts_with("Etc/")
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZoneDatabase;

    use super::super::of_zone;
    use super::*;

    #[test]
    fn well_known_places_are_in_their_zones() {
        for (place, latitude, longitude, zone) in [
            ("Berlin", 52.520, 13.405, "Europe/Berlin"),
            ("Kathmandu", 27.717, 85.324, "Asia/Kathmandu"),
            ("Lord Howe", -31.553, 159.083, "Australia/Lord_Howe"),
            ("Apia", -13.833, -171.767, "Pacific/Apia"),
            ("Kiritimati", 1.983, -157.475, "Pacific/Kiritimati"),
            ("Honolulu", 21.307, -157.858, "Pacific/Honolulu"),
            ("Moscow", 55.756, 37.617, "Europe/Moscow"),
            ("Kaliningrad", 54.710, 20.452, "Europe/Kaliningrad"),
            // The map has both zones of Xinjiang; the official time of the country comes first.
            ("Urumqi", 43.825, 87.617, "Asia/Shanghai"),
            ("New York", 40.713, -74.006, "America/New_York"),
            ("Phoenix", 33.448, -112.074, "America/Phoenix"),
            ("Tuba City, Navajo Nation", 36.135, -111.240, "America/Denver"),
            ("a beach in Nice", 43.694, 7.270, "Europe/Paris"),
            ("Suva, by the date line", -18.141, 178.442, "Pacific/Fiji"),
        ] {
            assert_eq!(at_location(latitude, longitude), Some(zone), "{place}");
        }
    }

    #[test]
    fn the_open_sea_has_no_zone() {
        for (latitude, longitude) in [(0.0, -30.0), (-40.0, -120.0), (30.0, 180.0), (0.0, 0.0), (89.0, 10.0)]
        {
            assert_eq!(at_location(latitude, longitude), None, "{latitude} {longitude}");
        }
    }

    #[test]
    fn a_point_that_is_not_on_the_map_has_no_zone() {
        for (latitude, longitude) in [
            (f64::NAN, 0.0),
            (0.0, f64::NAN),
            (f64::INFINITY, 0.0),
            (90.001, 13.4),
            (-90.001, 13.4),
            (52.5, 180.001),
            (52.5, -180.001),
        ] {
            assert_eq!(at_location(latitude, longitude), None, "{latitude} {longitude}");
        }
    }

    #[test]
    fn every_zone_of_the_map_has_rules_and_a_place_that_stands_for_it() {
        let database = TimeZoneDatabase::bundled();
        let zones: Vec<&str> = MAP.timezonenames().into_iter().filter(|zone| is_place(zone)).collect();
        assert!(zones.len() > 400, "{}", zones.len());
        for zone in zones {
            assert!(database.get(zone).is_ok(), "{zone}");
            assert_eq!(of_zone(zone).map(|place| place.zone), Some(zone));
        }
    }
}
