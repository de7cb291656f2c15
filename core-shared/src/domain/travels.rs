//! What changes of zone do to a person's dates: a date that was jumped over was nobody's, and is neutral.
//!
//! A change of zone or day start moves `today`, never a recorded day. Eastwards it may leave dates out;
//! westwards it may come back to dates that were closed before.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

use super::{Calendar, Days, Rests};

/// The dates that a person's own calendar has left out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Travels {
    /// Left out by changes of zone, and by the zones lived in before the present one.
    #[serde(default)]
    skipped: Rests,
    /// The first day in the present zone; absent for who never moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    since: Option<Date>,
}

impl Travels {
    /// After the calendar has changed from `old` to `new` at the moment `now`.
    #[must_use]
    pub fn moved(&self, old: &Calendar, new: &Calendar, now: Timestamp) -> Self {
        let (before, after) = (old.day_of(now), new.day_of(now));
        let mut skipped = self.skipped_through(old, before);
        let (first, last) = (before.saturating_add(1.day()), after.saturating_sub(1.day()));
        if first <= last {
            skipped = skipped.with(Days { from: first, to: last });
        }
        // Who comes back to a date lives it after all.
        Self { skipped: skipped.until(after), since: Some(after) }
    }

    /// Every date up to `today` that was left out, in the present zone and before.
    pub fn skipped_through(&self, calendar: &Calendar, today: Date) -> Rests {
        let own = calendar.skipped_dates(self.since, today);
        self.skipped
            .and(&Rests::from(own.into_iter().map(|date| Days { from: date, to: date }).collect::<Vec<_>>()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{DayStart, Zone};

    fn calendar(zone: &str) -> Calendar {
        Calendar::new(Zone::parse(zone).unwrap(), DayStart::MIDNIGHT)
    }

    fn at(text: &str) -> Timestamp {
        text.parse::<jiff::Zoned>().unwrap().timestamp()
    }

    fn skipped(travels: &Travels, zone: &str, today: &str) -> Vec<String> {
        let rests = travels.skipped_through(&calendar(zone), today.parse().unwrap());
        rests.iter().map(|days| format!("{}..{}", days.from, days.to)).collect()
    }

    #[test]
    fn a_date_that_is_jumped_over_is_left_out() {
        let now = at("2026-11-16T23:30[Pacific/Pago_Pago]");
        let (pago_pago, kiritimati) = (calendar("Pacific/Pago_Pago"), calendar("Pacific/Kiritimati"));
        let moved = Travels::default().moved(&pago_pago, &kiritimati, now);
        assert_eq!(skipped(&moved, "Pacific/Kiritimati", "2026-11-18"), ["2026-11-17..2026-11-17"]);
        let back = moved.moved(&kiritimati, &pago_pago, now + jiff::SignedDuration::from_mins(1));
        assert_eq!(
            skipped(&back, "Pacific/Pago_Pago", "2026-11-16"),
            Vec::<String>::new(),
            "it comes after all"
        );
    }

    #[test]
    fn one_date_further_leaves_none_out() {
        let now = at("2026-11-16T10:00[Pacific/Honolulu]");
        let moved =
            Travels::default().moved(&calendar("Pacific/Honolulu"), &calendar("Pacific/Kiritimati"), now);
        assert_eq!(skipped(&moved, "Pacific/Kiritimati", "2026-11-17"), Vec::<String>::new());
    }

    #[test]
    fn what_a_zone_left_out_stays_with_who_lived_there() {
        let stayed = Travels::default();
        assert_eq!(skipped(&stayed, "Pacific/Apia", "2012-01-05"), ["2011-12-30..2011-12-30"]);
        let now = at("2012-01-05T12:00[Pacific/Apia]");
        let moved = stayed.moved(&calendar("Pacific/Apia"), &calendar("Europe/Berlin"), now);
        assert_eq!(skipped(&moved, "Europe/Berlin", "2026-11-16"), ["2011-12-30..2011-12-30"]);
        // Whoever moves there later has lived that date elsewhere.
        let late = Travels::default().moved(&calendar("Europe/Berlin"), &calendar("Pacific/Apia"), now);
        assert_eq!(skipped(&late, "Pacific/Apia", "2026-11-16"), Vec::<String>::new());
    }

    #[test]
    fn travels_are_read_as_they_are_written() {
        let now = at("2012-01-05T12:00[Pacific/Apia]");
        let moved = Travels::default().moved(&calendar("Pacific/Apia"), &calendar("Europe/Berlin"), now);
        let json = serde_json::to_string(&moved).unwrap();
        assert_eq!(serde_json::from_str::<Travels>(&json).unwrap(), moved);
        assert_eq!(serde_json::from_str::<Travels>("{}").unwrap(), Travels::default());
    }
}
