//! A setting in words: the change that is meant, or what is the matter with the text.

use core_shared::callback::TypedSetting;
use core_shared::contract::users::PatchUser;
use core_shared::domain::{DayStart, QuietHours};
use jiff::civil::Date;

use crate::typed_date::{self, NoDays};
use crate::{typed_range, typed_time};

/// Why a text cannot be taken as the setting that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Complaint {
    NotATime,
    AfterNoon,
    NotTwoTimes,
    SameTimeTwice,
    NotADate,
    Over,
    Backwards,
    TooFar,
}

impl From<NoDays> for Complaint {
    fn from(why: NoDays) -> Self {
        match why {
            NoDays::NotADate => Self::NotADate,
            NoDays::Over => Self::Over,
            NoDays::Backwards => Self::Backwards,
        }
    }
}

pub(crate) fn read(setting: TypedSetting, text: &str, today: Date) -> Result<PatchUser, Complaint> {
    let time = || typed_time::parse(text).ok_or(Complaint::NotATime);
    let nothing = PatchUser::default();
    let patch = match setting {
        TypedSetting::DayStart => {
            let start = DayStart::new(time()?).map_err(|_| Complaint::AfterNoon)?;
            PatchUser { day_start: Some(start), ..nothing }
        }
        TypedSetting::QuietHours => {
            let (from, to) = typed_range::parse(text, typed_time::parse).ok_or(Complaint::NotTwoTimes)?;
            let hours = QuietHours::new(from, to).map_err(|_| Complaint::SameTimeTwice)?;
            PatchUser { quiet_hours: Some(Some(hours)), ..nothing }
        }
        TypedSetting::Digest => PatchUser { digest_at: Some(Some(time()?)), ..nothing },
        TypedSetting::Nudge => PatchUser { nudge_at: Some(Some(time()?)), ..nothing },
        TypedSetting::Vacation => {
            PatchUser { vacation: Some(Some(typed_date::parse(text, today)?)), ..nothing }
        }
    };
    Ok(patch)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde_json::json;

    use super::*;

    fn meant(setting: TypedSetting, text: &str) -> Result<serde_json::Value, Complaint> {
        read(setting, text, date(2026, 11, 28)).map(|patch| serde_json::to_value(patch).unwrap())
    }

    #[test]
    fn a_setting_in_words_changes_itself_and_nothing_else() {
        let cases = [
            (TypedSetting::DayStart, "3:30", json!({"day_start": "03:30"})),
            (TypedSetting::DayStart, "12", json!({"day_start": "12:00"})),
            (TypedSetting::QuietHours, "22:30-7", json!({"quiet_hours": {"from": "22:30", "to": "07:00"}})),
            (TypedSetting::Digest, "at 7", json!({"digest_at": "07:00"})),
            (TypedSetting::Nudge, "9pm", json!({"nudge_at": "21:00"})),
            (
                TypedSetting::Vacation,
                "20.12-05.01",
                json!({"vacation": {"from": "2026-12-20", "to": "2027-01-05"}}),
            ),
        ];
        for (setting, text, expected) in cases {
            assert_eq!(meant(setting, text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn each_mistake_has_its_name() {
        let cases = [
            (TypedSetting::DayStart, "later", Complaint::NotATime),
            (TypedSetting::DayStart, "12:01", Complaint::AfterNoon),
            (TypedSetting::QuietHours, "22", Complaint::NotTwoTimes),
            (TypedSetting::QuietHours, "22-22", Complaint::SameTimeTwice),
            (TypedSetting::Digest, "7 8", Complaint::NotATime),
            (TypedSetting::Nudge, "", Complaint::NotATime),
            (TypedSetting::Vacation, "never", Complaint::NotADate),
            (TypedSetting::Vacation, "1.1.2020", Complaint::Over),
            (TypedSetting::Vacation, "2.1.2027-1.1.2027", Complaint::Backwards),
        ];
        for (setting, text, complaint) in cases {
            assert_eq!(meant(setting, text), Err(complaint), "{text}");
        }
    }
}
