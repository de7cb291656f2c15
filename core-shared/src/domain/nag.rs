//! Being asked again until there is an answer: how far apart, and how the times of many people are spread.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::UserId;

/// How many minutes after a reminder without an answer the next one comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct NagMinutes(u16);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("has to be {least} to {most} minutes", least = NagMinutes::LEAST, most = NagMinutes::MOST)]
pub struct NagMinutesError;

impl NagMinutes {
    /// More often than that is no reminder any more.
    pub const LEAST: u16 = 5;
    /// Five of these are still the same day.
    pub const MOST: u16 = 180;

    pub fn new(minutes: u16) -> Result<Self, NagMinutesError> {
        if (Self::LEAST..=Self::MOST).contains(&minutes) { Ok(Self(minutes)) } else { Err(NagMinutesError) }
    }

    pub fn get(self) -> u16 {
        self.0
    }
}

impl TryFrom<u16> for NagMinutes {
    type Error = NagMinutesError;

    fn try_from(minutes: u16) -> Result<Self, Self::Error> {
        Self::new(minutes)
    }
}

impl From<NagMinutes> for u16 {
    fn from(minutes: NagMinutes) -> Self {
        minutes.get()
    }
}

/// The seconds by which reminders "around" a time are spread.
pub const AROUND_SECONDS: u16 = 15 * 60;

/// By how many seconds, 1 to [`AROUND_SECONDS`], the reminders of a user come later when they may come "around" their time: always the same, and
/// even over all users, so that not everybody's 09:00 leaves in one minute.
pub fn phase(user: UserId) -> u16 {
    // The finalizer of SplitMix64: neighbouring ids land far apart.
    let mut mixed = user.0.cast_unsigned().wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^= mixed >> 31;
    1 + u16::try_from(mixed % u64::from(AROUND_SECONDS)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_asked_again_at_once_or_hours_later() {
        for (minutes, is_taken) in [(0, false), (4, false), (5, true), (180, true), (181, false)] {
            assert_eq!(NagMinutes::new(minutes).is_ok(), is_taken, "{minutes}");
            assert_eq!(
                serde_json::from_str::<NagMinutes>(&minutes.to_string()).is_ok(),
                is_taken,
                "{minutes}"
            );
        }
    }

    #[test]
    fn phases_are_even_over_neighbours_and_stay_what_they_are() {
        let mut minutes = [0; 15];
        for user in 0..15_000 {
            minutes[usize::from((phase(UserId(user)) - 1) / 60)] += 1;
        }
        assert!(minutes.iter().all(|users| (900..=1100).contains(users)), "{minutes:?}");
        assert_eq!(
            [1, -7, i64::MAX].map(|id| phase(UserId(id))),
            [1, -7, i64::MAX].map(|id| phase(UserId(id)))
        );
        assert!((1..=AROUND_SECONDS).contains(&phase(UserId(i64::MIN))));
    }
}
