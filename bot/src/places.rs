//! Which time zone a person lives in: by the clock they see, by the name of their city, or by where they are.
//! Answers are IANA names, never offsets. Everything follows from the arguments, the tables in `data/` and
//! the rules of the tz database; nothing is asked over the network.

mod clocks;
mod gazetteer;
mod location;
mod search;
mod spelling;

use core_shared::domain::Locale;

pub use clocks::{ClockChoice, clocks, places_at};
pub use location::at_location;
pub use search::{find, of_zone};

/// A city that people know, and the zone its clocks follow.
#[derive(Debug, PartialEq, Eq)]
pub struct Place {
    /// The IANA name, such as `Europe/Berlin`.
    pub zone: &'static str,
    pub name_en: &'static str,
    pub name_ru: &'static str,
    /// Thousands of people, roughly; 0 where nobody lives for good.
    thousands: u32,
    /// ISO code, or `-` for a place that is not listed under a country.
    country: &'static str,
}

impl Place {
    /// What people who read this language call it.
    pub fn name(&self, locale: Locale) -> &'static str {
        match locale {
            Locale::En => self.name_en,
            Locale::Ru => self.name_ru,
        }
    }
}
