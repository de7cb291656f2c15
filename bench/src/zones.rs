//! Where people live in a benchmark: forty zones, a fifth of all people in the first, and ever fewer in the others.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// The zone of a fifth of all people.
pub(crate) const LARGEST: &str = "Europe/Moscow";

/// The others, in the order of how many people live there.
pub(crate) const OTHERS: [&str; 39] = [
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "America/Sao_Paulo",
    "Europe/London",
    "Asia/Jakarta",
    "Europe/Kyiv",
    "Asia/Almaty",
    "America/Los_Angeles",
    "Europe/Istanbul",
    "Asia/Tashkent",
    "Asia/Yekaterinburg",
    "Europe/Paris",
    "America/Chicago",
    "Asia/Tehran",
    "Europe/Rome",
    "Europe/Madrid",
    "Asia/Novosibirsk",
    "Europe/Warsaw",
    "America/Mexico_City",
    "Asia/Tokyo",
    "Asia/Dubai",
    "Europe/Samara",
    "Asia/Krasnoyarsk",
    "Africa/Cairo",
    "America/Argentina/Buenos_Aires",
    "Asia/Singapore",
    "Australia/Sydney",
    "Europe/Minsk",
    "America/Toronto",
    "Asia/Irkutsk",
    "Africa/Lagos",
    "Asia/Kathmandu",
    "America/Bogota",
    "Asia/Seoul",
    "Asia/Vladivostok",
    "Asia/Yerevan",
    "Pacific/Auckland",
    "America/St_Johns",
];

/// All of them.
pub(crate) fn all() -> impl Iterator<Item = &'static str> {
    std::iter::once(LARGEST).chain(OTHERS)
}

/// What the clocks on the walls of `zone` show.
pub(crate) fn local(zone: &str, now: Timestamp) -> anyhow::Result<DateTime> {
    Ok(TimeZone::get(zone)?.to_datetime(now))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn there_are_forty_and_the_product_knows_each() {
        let known: HashSet<_> = core_shared::domain::Zone::all().map(|zone| zone.name().to_owned()).collect();
        let zones: HashSet<_> = all().collect();
        assert_eq!(zones.len(), 40);
        assert!(zones.iter().all(|zone| known.contains(*zone)), "{zones:?}");
    }
}
