//! Weeks and months: the periods in which a habit asks for a number of times.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Weekday;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Period {
    Week,
    Month,
}

impl Period {
    /// The first and the last day of the period that `day` lies in; weeks begin on `first_weekday`.
    pub fn around(self, day: Date, first_weekday: Weekday) -> (Date, Date) {
        match self {
            Self::Week => {
                let into = (Weekday::of(day) as i32 - first_weekday as i32).rem_euclid(7);
                let first = day.saturating_sub(into.days());
                (first, first.saturating_add(6.days()))
            }
            Self::Month => (day.first_of_month(), day.last_of_month()),
        }
    }

    /// The most times that can be asked for: one a day in every period, however short.
    pub fn most_times(self) -> u8 {
        match self {
            Self::Week => 7,
            Self::Month => 28,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_week_begins_where_the_user_says() {
        let saturday = date("2026-11-21");
        let week = |first| Period::Week.around(saturday, first).0.to_string();
        assert_eq!(week(Weekday::Mon), "2026-11-16");
        assert_eq!(week(Weekday::Sun), "2026-11-15");
        assert_eq!(week(Weekday::Sat), "2026-11-21");
    }

    #[test]
    fn a_month_is_the_calendars() {
        let (first, last) = Period::Month.around(date("2024-02-10"), Weekday::Mon);
        assert_eq!((first, last), (date("2024-02-01"), date("2024-02-29")));
    }
}
