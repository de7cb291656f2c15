//! Amounts of a measured habit: decimals with at most three places, kept as whole thousandths.

use std::fmt;

use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

/// How much of something: 0 to a billion units, in steps of a thousandth of the unit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Amount(i64);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AmountError {
    #[error("is below 0; amounts are 0 or more")]
    Negative,
    #[error("is larger than a billion")]
    TooLarge,
    #[error("has more than 3 decimal places")]
    TooPrecise,
}

impl Amount {
    pub const ZERO: Self = Self(0);
    /// A billion units: more than anybody counts, and exact as a decimal number of 64 bits.
    pub const MAX: Self = Self(1_000_000_000_000);
    /// Thousandths in a unit.
    const SCALE: i64 = 1000;

    /// `thousandths` of the unit.
    pub const fn from_thousandths(thousandths: i64) -> Result<Self, AmountError> {
        if thousandths < 0 {
            Err(AmountError::Negative)
        } else if thousandths > Self::MAX.0 {
            Err(AmountError::TooLarge)
        } else {
            Ok(Self(thousandths))
        }
    }

    pub const fn thousandths(self) -> i64 {
        self.0
    }

    /// Both together, or `None` beyond [`Self::MAX`].
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        Self::from_thousandths(self.0 + other.0).ok()
    }

    /// Both together, [`Self::MAX`] at the most: for sums over many days.
    #[must_use]
    pub fn saturating_add(self, other: Self) -> Self {
        self.checked_add(other).unwrap_or(Self::MAX)
    }

    fn from_units(units: i64) -> Result<Self, AmountError> {
        units.checked_mul(Self::SCALE).map_or(
            Err(if units.is_negative() { AmountError::Negative } else { AmountError::TooLarge }),
            Self::from_thousandths,
        )
    }

    /// A decimal number with at most three places is the one that its thousandths give back.
    fn from_decimal(decimal: f64) -> Result<Self, AmountError> {
        if decimal < 0.0 {
            return Err(AmountError::Negative);
        }
        let thousandths = (decimal * 1000.0).round();
        #[expect(clippy::cast_precision_loss, reason = "a million million is exact in 53 bits")]
        if !thousandths.is_finite() || thousandths > Self::MAX.0 as f64 {
            return Err(AmountError::TooLarge);
        }
        #[expect(clippy::cast_possible_truncation, reason = "whole and within the bounds just checked")]
        let amount = Self(thousandths as i64);
        if (amount.decimal() - decimal).abs() > 0.0 { Err(AmountError::TooPrecise) } else { Ok(amount) }
    }

    #[expect(clippy::cast_precision_loss, reason = "a million million is exact in 53 bits")]
    fn decimal(self) -> f64 {
        self.0 as f64 / 1000.0
    }
}

impl fmt::Display for Amount {
    /// As people write it: `8`, `2.5`, `0.125`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0 / Self::SCALE)?;
        match self.0 % Self::SCALE {
            0 => Ok(()),
            rest => write!(f, ".{}", format!("{rest:03}").trim_end_matches('0')),
        }
    }
}

impl fmt::Debug for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 % Self::SCALE == 0 {
            serializer.serialize_i64(self.0 / Self::SCALE)
        } else {
            serializer.serialize_f64(self.decimal())
        }
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AnyNumber;

        impl Visitor<'_> for AnyNumber {
            type Value = Amount;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number of 0 to a billion with at most 3 decimal places")
            }

            fn visit_u64<E: serde::de::Error>(self, units: u64) -> Result<Amount, E> {
                let units = i64::try_from(units).map_err(|_| E::custom(AmountError::TooLarge))?;
                self.visit_i64(units)
            }

            fn visit_i64<E: serde::de::Error>(self, units: i64) -> Result<Amount, E> {
                Amount::from_units(units).map_err(E::custom)
            }

            fn visit_f64<E: serde::de::Error>(self, decimal: f64) -> Result<Amount, E> {
                Amount::from_decimal(decimal).map_err(E::custom)
            }
        }

        deserializer.deserialize_any(AnyNumber)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(json: &str) -> Result<Amount, String> {
        serde_json::from_str(json).map_err(|error: serde_json::Error| error.to_string())
    }

    #[test]
    fn an_amount_is_read_and_written_as_a_plain_number() {
        for (json, thousandths, text) in [
            ("0", 0, "0"),
            ("8", 8000, "8"),
            ("2.5", 2500, "2.5"),
            ("0.125", 125, "0.125"),
            ("1.005", 1005, "1.005"),
            ("1000000000", 1_000_000_000_000, "1000000000"),
        ] {
            let amount = read(json).unwrap();
            assert_eq!((amount.thousandths(), amount.to_string().as_str()), (thousandths, text));
            assert_eq!(serde_json::to_string(&amount).unwrap(), json);
            assert_eq!(format!("{amount:?}"), text);
        }
        for (json, same) in
            [("8.0", "8"), ("-0.0", "0"), ("1e3", "1000"), ("2.50", "2.5"), ("1e9", "1000000000")]
        {
            assert_eq!(read(json), read(same), "the same number in other words");
        }
    }

    #[test]
    fn what_is_no_amount_is_refused_with_its_reason() {
        for (json, reason) in [
            ("-1", "below 0"),
            ("-0.001", "below 0"),
            ("-9223372036854775808", "below 0"),
            ("0.0001", "3 decimal places"),
            ("1.0005", "3 decimal places"),
            ("1e308", "larger than a billion"),
            ("1000000000.001", "larger than a billion"),
            ("1000000001", "larger than a billion"),
            ("9223372036854775807", "larger than a billion"),
            ("9223372036854775808", "larger than a billion"),
            ("18446744073709551615", "larger than a billion"),
            ("null", "expected a number"),
            ("\"8\"", "expected a number"),
            ("true", "expected a number"),
        ] {
            let error = read(json).unwrap_err();
            assert!(error.contains(reason), "{json}: {error}");
        }
    }

    #[test]
    fn sums_end_at_the_largest_amount() {
        let one = Amount::from_thousandths(1).unwrap();
        assert_eq!(one.checked_add(one), Amount::from_thousandths(2).ok());
        assert_eq!(Amount::MAX.checked_add(one), None);
        assert_eq!(Amount::MAX.saturating_add(one), Amount::MAX);
        assert_eq!(Amount::from_thousandths(-1), Err(AmountError::Negative));
        assert_eq!(Amount::ZERO.thousandths(), 0);
    }

    proptest! {
        #[test]
        fn every_amount_survives_the_wire(thousandths in 0..=Amount::MAX.0) {
            let amount = Amount::from_thousandths(thousandths).unwrap();
            prop_assert_eq!(read(&serde_json::to_string(&amount).unwrap()), Ok(amount));
            prop_assert_eq!(read(&amount.to_string()), Ok(amount));
        }
    }
}
