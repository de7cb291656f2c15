//! How many messages a second Telegram grants the bot, as the operator says.

use std::str::FromStr;

/// The most that Telegram grants anybody.
const MOST: f64 = 1000.0;

/// One message in a hundred seconds: who wants less wants none.
const LEAST: f64 = 0.01;

/// Messages a second, 0.01 to 1000.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SendRate(f64);

impl SendRate {
    /// Just under the 30 that Telegram grants one bot, because a network delays messages unevenly and the last
    /// percent would be refused. A text, as it stands in the environment.
    pub const DEFAULT: &str = "29.6";

    /// What Telegram grants every bot. More is granted to broadcasts that are paid for.
    const FREE: f64 = 30.0;

    pub(crate) fn per_second(self) -> f64 {
        self.0
    }

    /// Whether Telegram takes so many for money only.
    pub(crate) fn is_paid(self) -> bool {
        self.0 > Self::FREE
    }
}

impl FromStr for SendRate {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.parse() {
            Ok(rate) if (LEAST..=MOST).contains(&rate) => Ok(Self(rate)),
            _ => Err("is not a number of messages a second from 0.01 to 1000"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_something_and_no_more_than_telegram_grants() {
        for good in [SendRate::DEFAULT, "0.5", "1000", "1e2"] {
            assert!(good.parse::<SendRate>().is_ok(), "{good}");
        }
        let is_paid = |text: &str| text.parse::<SendRate>().unwrap().is_paid();
        assert!(!is_paid(SendRate::DEFAULT) && !is_paid("30") && is_paid("990"));
        for bad in ["", "0", "1e-300", "-1", "1000.1", "NaN", "inf", "30/s", "29,6"] {
            assert!(bad.parse::<SendRate>().is_err(), "{bad}");
        }
    }
}
