//! Sets of dates of a month: 1 to 31, and the last one whatever its number.

use std::fmt;

use jiff::civil::Date;
use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

/// At least one date of a month. The 31st of a shorter month does not exist and is not due; `last` is.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct MonthDays(u32);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum MonthDaysError {
    #[error("names no date; send at least one of 1 to 31 or last")]
    Empty,
    #[error("is not a date of a month; send 1 to 31 or last")]
    NotADate,
}

/// One date of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MonthDay {
    Number(u8),
    Last,
}

impl MonthDays {
    /// The bit of `last`; bits 1 to 31 are the numbers.
    const LAST: u32 = 1;

    pub fn new(days: impl IntoIterator<Item = MonthDay>) -> Result<Self, MonthDaysError> {
        let mut bits = 0;
        for day in days {
            bits |= match day {
                MonthDay::Last => Self::LAST,
                MonthDay::Number(number @ 1..=31) => 1 << number,
                MonthDay::Number(_) => return Err(MonthDaysError::NotADate),
            };
        }
        if bits == 0 { Err(MonthDaysError::Empty) } else { Ok(Self(bits)) }
    }

    pub fn contains(self, date: Date) -> bool {
        let is_last = self.0 & Self::LAST != 0 && date == date.last_of_month();
        is_last || self.0 & (1 << date.day()) != 0
    }

    /// The numbers in order, then `last`.
    pub fn days(self) -> impl Iterator<Item = MonthDay> {
        let numbers = (1..=31).filter(move |number| self.0 & (1 << number) != 0).map(MonthDay::Number);
        numbers.chain((self.0 & Self::LAST != 0).then_some(MonthDay::Last))
    }

    /// How many dates there are in the set.
    pub fn count(self) -> u32 {
        self.0.count_ones()
    }
}

impl fmt::Debug for MonthDays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.days()).finish()
    }
}

impl Serialize for MonthDay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(number) => serializer.serialize_u8(*number),
            Self::Last => serializer.serialize_str("last"),
        }
    }
}

impl<'de> Deserialize<'de> for MonthDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AnyDay;

        impl Visitor<'_> for AnyDay {
            type Value = MonthDay;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("1 to 31 or \"last\"")
            }

            fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<MonthDay, E> {
                let number = u8::try_from(number).ok().filter(|number| (1..=31).contains(number));
                number.map(MonthDay::Number).ok_or_else(|| E::custom(MonthDaysError::NotADate))
            }

            fn visit_i64<E: serde::de::Error>(self, _: i64) -> Result<MonthDay, E> {
                Err(E::custom(MonthDaysError::NotADate))
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<MonthDay, E> {
                if text == "last" { Ok(MonthDay::Last) } else { Err(E::custom(MonthDaysError::NotADate)) }
            }
        }

        deserializer.deserialize_any(AnyDay)
    }
}

impl Serialize for MonthDays {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.days())
    }
}

impl<'de> Deserialize<'de> for MonthDays {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AnyDays;

        impl<'de> Visitor<'de> for AnyDays {
            type Value = MonthDays;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of 1 to 31 and \"last\"")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<MonthDays, A::Error> {
                let mut days = Vec::new();
                while let Some(day) = items.next_element()? {
                    days.push(day);
                }
                MonthDays::new(days).map_err(serde::de::Error::custom)
            }
        }

        deserializer.deserialize_seq(AnyDays)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(json: &str) -> MonthDays {
        serde_json::from_str(json).unwrap()
    }

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn the_31st_is_not_due_in_a_shorter_month_and_the_last_is() {
        assert!(!days("[31]").contains(date("2026-11-30")));
        assert!(days(r#"[31,"last"]"#).contains(date("2026-11-30")));
        assert!(days(r#"["last"]"#).contains(date("2024-02-29")));
        assert!(!days(r#"["last"]"#).contains(date("2024-02-28")));
    }

    #[test]
    fn a_set_is_written_in_order_and_never_empty() {
        assert_eq!(serde_json::to_string(&days(r#"["last",15,1,15]"#)).unwrap(), r#"[1,15,"last"]"#);
        for wrong in
            ["[]", "[0]", "[32]", "[-1]", "[1.5]", r#"["first"]"#, "[null]", "5", "[99999999999999999999]"]
        {
            assert!(serde_json::from_str::<MonthDays>(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_date_is_due_and_its_neighbours_are_not() {
        let seen = ["2026-11-14", "2026-11-15", "2026-11-16"].map(|day| days("[15]").contains(date(day)));
        assert_eq!(seen, [false, true, false]);
    }

    #[test]
    fn a_set_knows_its_dates() {
        let dates = days(r#"["last",15,1]"#);
        assert_eq!(dates.count(), 3);
        assert_eq!(format!("{dates:?}"), "{Number(1), Number(15), Last}");
        assert_eq!(days("[31]").days().collect::<Vec<_>>(), [MonthDay::Number(31)]);
    }

    #[test]
    fn what_is_no_date_is_refused_with_what_is_one() {
        let error = |json| serde_json::from_str::<MonthDays>(json).unwrap_err().to_string();
        assert!(error("[null]").contains(r#"expected 1 to 31 or "last""#), "{}", error("[null]"));
        assert!(error("5").contains(r#"expected a list of 1 to 31 and "last""#), "{}", error("5"));
        for wrong in ["[0]", "[-1]", r#"["first"]"#] {
            assert!(error(wrong).contains("is not a date of a month"), "{}", error(wrong));
        }
    }
}
