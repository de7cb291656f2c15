//! Targets: the number of days at which a habit counts as formed, and the milestones on the way.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// When a habit counts as formed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// 1 to 3650.
    pub days: TargetDays,
    #[serde(default)]
    pub measure: TargetMeasure,
    /// Whether the habit is archived when the day on which the target was reached is over.
    #[serde(default)]
    pub archive_when_reached: bool,
}

/// What is counted towards a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TargetMeasure {
    /// Days in a row; periods for a habit that counts times.
    #[default]
    Streak,
    /// All days that were satisfied.
    Total,
}

/// 1 to 3650: ten years at the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct TargetDays(u16);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("is not a target; send 1 to {max} days", max = TargetDays::MAX)]
pub struct TargetDaysError;

impl TargetDays {
    pub const MAX: u16 = 3650;

    pub const fn new(days: u16) -> Result<Self, TargetDaysError> {
        if days >= 1 && days <= Self::MAX { Ok(Self(days)) } else { Err(TargetDaysError) }
    }

    pub const fn get(self) -> u16 {
        self.0
    }
}

impl<'de> Deserialize<'de> for TargetDays {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let days = i64::deserialize(deserializer)?;
        let days = u16::try_from(days).map_err(|_| serde::de::Error::custom(TargetDaysError))?;
        Self::new(days).map_err(serde::de::Error::custom)
    }
}

impl Target {
    /// How far a habit is on the way: the one of its numbers that is measured against [`Self::days`].
    pub fn value(&self, streak: u32, total: u32) -> u32 {
        match self.measure {
            TargetMeasure::Streak => streak,
            TargetMeasure::Total => total,
        }
    }

    pub fn is_reached(&self, streak: u32, total: u32) -> bool {
        self.value(streak, total) >= u32::from(self.days.get())
    }
}

/// Streaks that are worth a word, in days or periods. Beyond the last one, every further year is.
const MILESTONES: [u32; 13] = [3, 7, 14, 21, 30, 50, 75, 100, 150, 200, 250, 300, 365];

/// Days between milestones after the first year.
const YEAR: u32 = 365;

/// Whether a streak of exactly this length is worth a word.
pub fn is_milestone(streak: u32) -> bool {
    MILESTONES.contains(&streak) || (streak > 0 && streak.is_multiple_of(YEAR))
}

/// The next milestone beyond this streak.
pub fn next_milestone(streak: u32) -> u32 {
    let next = MILESTONES.into_iter().find(|milestone| *milestone > streak);
    next.unwrap_or_else(|| (streak / YEAR).saturating_add(1).saturating_mul(YEAR))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<Target, String> {
        serde_json::from_str(json).map_err(|error: serde_json::Error| error.to_string())
    }

    #[test]
    fn a_target_counts_days_in_a_row_unless_it_is_said() {
        let target = read(r#"{"days":21}"#).unwrap();
        assert_eq!((target.days.get(), target.measure), (21, TargetMeasure::Streak));
        assert!(!target.archive_when_reached);
        let json = r#"{"days":3650,"measure":"total","archive_when_reached":true}"#;
        assert_eq!(serde_json::to_string(&read(json).unwrap()).unwrap(), json);
    }

    #[test]
    fn a_target_of_nothing_or_of_ages_is_refused() {
        for days in
            ["0", "-1", "3651", "1000000000000", "65536", "65557", "1.5", "null", "9223372036854775808"]
        {
            let error = read(&format!(r#"{{"days":{days}}}"#)).unwrap_err();
            assert!(error.contains("days") || error.contains("invalid"), "{days}: {error}");
        }
        assert_eq!(TargetDays::new(1).map(TargetDays::get), Ok(1));
    }

    #[test]
    fn both_measures_are_reached_at_their_number_and_not_before() {
        let streak = read(r#"{"days":3}"#).unwrap();
        let total = read(r#"{"days":3,"measure":"total"}"#).unwrap();
        assert!(!streak.is_reached(2, 9) && streak.is_reached(3, 3));
        assert!(!total.is_reached(2, 2) && total.is_reached(0, 4));
        assert_eq!((streak.value(2, 9), total.value(2, 9)), (2, 9));
    }

    #[test]
    fn milestones_go_on_every_year() {
        assert_eq!([0, 2, 3, 20, 364].map(next_milestone), [3, 3, 7, 21, 365]);
        assert_eq!([365, 366, 730, u32::MAX].map(next_milestone), [730, 730, 1095, u32::MAX]);
        let reached: Vec<_> = (0..=1100).filter(|streak| is_milestone(*streak)).collect();
        assert_eq!(reached, [3, 7, 14, 21, 30, 50, 75, 100, 150, 200, 250, 300, 365, 730, 1095]);
    }
}
