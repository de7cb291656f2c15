//! Time zones: IANA names, never offsets, because only a name knows when the clocks change.

use std::fmt;
use std::str::FromStr;

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A zone of the tz database, such as `Europe/Berlin`, in its canonical spelling.
#[derive(Clone, PartialEq, Eq)]
pub struct Zone {
    name: String,
    rules: TimeZone,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ZoneError {
    #[error("is not a time zone of the tz database; send an IANA name such as Europe/Berlin")]
    Unknown,
    #[error("is a fixed offset; send an IANA name such as Europe/Berlin")]
    Offset,
}

impl Zone {
    /// The zone that stands in until a person has told theirs.
    pub fn utc() -> Self {
        Self { name: "UTC".to_owned(), rules: TimeZone::UTC }
    }

    /// Parses an IANA name in any case; the result has the database's spelling.
    pub fn parse(name: &str) -> Result<Self, ZoneError> {
        if name == "UTC" || name == "Etc/UTC" {
            return Ok(Self::utc());
        }
        let rules = jiff::tz::db().get(name).map_err(|_| ZoneError::Unknown)?;
        let name = rules.iana_name().ok_or(ZoneError::Unknown)?.to_owned();
        if is_offset(&name) {
            return Err(ZoneError::Offset);
        }
        Ok(Self { name, rules })
    }

    /// Every zone of the tz database that a person may live in.
    pub fn all() -> impl Iterator<Item = Self> {
        let names = jiff::tz::db().available();
        names.filter_map(|name| Self::parse(name.as_str()).ok().filter(|zone| zone.name() == name.as_str()))
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn rules(&self) -> &TimeZone {
        &self.rules
    }
}

/// `Etc/GMT+3`, `EST`, `GMT`: names of the database that are offsets all the same. Places have a slash
/// or, as a few old aliases (`Singapore`, `Japan`), rules of a place.
fn is_offset(name: &str) -> bool {
    const OFFSETS: [&str; 12] = [
        "EST",
        "MST",
        "HST",
        "GMT",
        "GMT0",
        "GMT+0",
        "GMT-0",
        "UCT",
        "Zulu",
        "Universal",
        "Greenwich",
        "Factory",
    ];
    name.starts_with("Etc/") || OFFSETS.contains(&name)
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Zone({})", self.name)
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl FromStr for Zone {
    type Err = ZoneError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl Serialize for Zone {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.name)
    }
}

impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::parse(&name).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_any_case_gets_the_spelling_of_the_database() {
        assert_eq!(Zone::parse("europe/berlin").unwrap().name(), "Europe/Berlin");
        assert_eq!(Zone::parse("Etc/UTC").unwrap(), Zone::utc());
    }

    #[test]
    fn offsets_and_places_that_do_not_exist_are_refused() {
        for offset in ["Etc/GMT+3", "Etc/GMT-14", "EST", "GMT", "Etc/Zulu"] {
            assert_eq!(Zone::parse(offset), Err(ZoneError::Offset), "{offset}");
        }
        for unknown in ["", "+03:00", "Mars/Olympus", "Europe/", "../etc/passwd", "Berlin\0"] {
            assert_eq!(Zone::parse(unknown), Err(ZoneError::Unknown), "{unknown}");
        }
    }

    #[test]
    fn all_zones_parse_back_to_themselves() {
        let mut count = 0;
        for zone in Zone::all() {
            assert_eq!(Zone::parse(zone.name()).unwrap(), zone);
            count += 1;
        }
        assert!(count > 400, "{count}");
    }

    #[test]
    fn a_zone_is_shown_by_its_name() {
        let berlin: Zone = "Europe/Berlin".parse().unwrap();
        assert_eq!(
            (berlin.to_string(), format!("{berlin:?}")),
            ("Europe/Berlin".into(), "Zone(Europe/Berlin)".into())
        );
    }
}
