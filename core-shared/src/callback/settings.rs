//! What a button of the settings means. Each says what shall hold, so that a screen of yesterday does what it shows.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Reminding, UnknownCallback, compact, expand, number};
use crate::domain::{DayStart, Locale, MinuteOfDay, QuietHours, Weekday};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingsTap {
    /// Shows a page in place.
    Show(SettingsPage),
    /// This shall hold from now on.
    Set(Setting),
    /// Asks for a value in words.
    Ask(TypedSetting),
    /// Sends everything that is kept, as a document.
    Export,
    /// Says what would go, and asks for the word that deletes it.
    AskDeleteEverything,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingsPage {
    Overview,
    Language,
    Zone,
    DayStart,
    FirstWeekday,
    QuietHours,
    Digest,
    Nudge,
    Pinned,
    Reminders,
    Vacation,
    Freezes,
    Privacy,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    Language(Locale),
    DayStart(DayStart),
    FirstWeekday(Weekday),
    QuietHours(Option<QuietHours>),
    /// When a message tells what is due.
    Digest(Option<MinuteOfDay>),
    /// When a message tells what is still open.
    Nudge(Option<MinuteOfDay>),
    /// Whether the list of the day comes by itself and stays pinned.
    Pinned(Pinning),
    Reminders(Reminding),
    /// From the day of the tap through this one.
    VacationThrough(Date),
    NoVacation,
    Freezes(Freezing),
}

/// Whether freezes are spent on missed days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freezing {
    On,
    Off,
}

/// Whether the list of the day stays pinned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pinning {
    On,
    Off,
}

/// What can be set in words as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TypedSetting {
    DayStart,
    QuietHours,
    Digest,
    Nudge,
    Vacation,
}

impl SettingsTap {
    pub(super) fn encode(self) -> String {
        match self {
            Self::Show(page) => format!("p.{}", page.code()),
            Self::Set(setting) => format!("s.{}", setting.encode()),
            Self::Ask(setting) => format!("a.{}", setting.code()),
            Self::Export => "x".to_owned(),
            Self::AskDeleteEverything => "k".to_owned(),
        }
    }

    pub(super) fn decode(parts: &[&str]) -> Result<Self, UnknownCallback> {
        match *parts {
            ["p", page] => SettingsPage::of(page).map(Self::Show),
            ["s", ref setting @ ..] => Setting::decode(setting).map(Self::Set),
            ["a", setting] => TypedSetting::of(setting).map(Self::Ask),
            ["x"] => Ok(Self::Export),
            ["k"] => Ok(Self::AskDeleteEverything),
            _ => Err(UnknownCallback),
        }
    }
}

impl SettingsPage {
    pub const ALL: [Self; 13] = [
        Self::Overview,
        Self::Language,
        Self::Zone,
        Self::DayStart,
        Self::FirstWeekday,
        Self::QuietHours,
        Self::Digest,
        Self::Nudge,
        Self::Pinned,
        Self::Reminders,
        Self::Vacation,
        Self::Freezes,
        Self::Privacy,
    ];

    fn code(self) -> &'static str {
        match self {
            Self::Overview => "o",
            Self::Language => "l",
            Self::Zone => "z",
            Self::DayStart => "d",
            Self::FirstWeekday => "w",
            Self::QuietHours => "q",
            Self::Digest => "m",
            Self::Nudge => "e",
            Self::Pinned => "t",
            Self::Reminders => "r",
            Self::Vacation => "v",
            Self::Freezes => "f",
            Self::Privacy => "p",
        }
    }

    fn of(code: &str) -> Result<Self, UnknownCallback> {
        Self::ALL.into_iter().find(|page| page.code() == code).ok_or(UnknownCallback)
    }
}

impl TypedSetting {
    pub const ALL: [Self; 5] = [Self::DayStart, Self::QuietHours, Self::Digest, Self::Nudge, Self::Vacation];

    /// The page that it is set on.
    pub fn page(self) -> SettingsPage {
        match self {
            Self::DayStart => SettingsPage::DayStart,
            Self::QuietHours => SettingsPage::QuietHours,
            Self::Digest => SettingsPage::Digest,
            Self::Nudge => SettingsPage::Nudge,
            Self::Vacation => SettingsPage::Vacation,
        }
    }

    fn code(self) -> &'static str {
        self.page().code()
    }

    fn of(code: &str) -> Result<Self, UnknownCallback> {
        Self::ALL.into_iter().find(|setting| setting.code() == code).ok_or(UnknownCallback)
    }
}

impl Setting {
    fn encode(self) -> String {
        match self {
            Self::Language(locale) => format!("l.{}", locale.code()),
            Self::DayStart(start) => format!("d.{}", start.minute().minutes()),
            Self::FirstWeekday(day) => format!("w.{}", day.number()),
            Self::QuietHours(Some(hours)) => format!("q.{}.{}", hours.from().minutes(), hours.to().minutes()),
            Self::QuietHours(None) => "q.-".to_owned(),
            Self::Digest(time) => format!("m.{}", time_code(time)),
            Self::Nudge(time) => format!("e.{}", time_code(time)),
            Self::Reminders(Reminding::On) => "r.1".to_owned(),
            Self::Reminders(Reminding::Off) => "r.0".to_owned(),
            Self::VacationThrough(day) => format!("v.{}", compact(day)),
            Self::NoVacation => "v.-".to_owned(),
            Self::Pinned(Pinning::On) => "t.1".to_owned(),
            Self::Pinned(Pinning::Off) => "t.0".to_owned(),
            Self::Freezes(Freezing::On) => "f.1".to_owned(),
            Self::Freezes(Freezing::Off) => "f.0".to_owned(),
        }
    }

    fn decode(parts: &[&str]) -> Result<Self, UnknownCallback> {
        match *parts {
            ["l", code] => code.parse().map(Self::Language).map_err(|_| UnknownCallback),
            ["d", start] => DayStart::new(minute(start)?).map(Self::DayStart).map_err(|_| UnknownCallback),
            ["w", day] => Weekday::from_number(number(day)?).map(Self::FirstWeekday).ok_or(UnknownCallback),
            ["q", "-"] => Ok(Self::QuietHours(None)),
            ["q", from, to] => {
                let hours = QuietHours::new(minute(from)?, minute(to)?).map_err(|_| UnknownCallback)?;
                Ok(Self::QuietHours(Some(hours)))
            }
            ["m", time] => time_of(time).map(Self::Digest),
            ["e", time] => time_of(time).map(Self::Nudge),
            ["r", "1"] => Ok(Self::Reminders(Reminding::On)),
            ["r", "0"] => Ok(Self::Reminders(Reminding::Off)),
            ["v", "-"] => Ok(Self::NoVacation),
            ["v", day] => expand(day).map(Self::VacationThrough),
            ["t", "1"] => Ok(Self::Pinned(Pinning::On)),
            ["t", "0"] => Ok(Self::Pinned(Pinning::Off)),
            ["f", "1"] => Ok(Self::Freezes(Freezing::On)),
            ["f", "0"] => Ok(Self::Freezes(Freezing::Off)),
            _ => Err(UnknownCallback),
        }
    }
}

fn time_code(time: Option<MinuteOfDay>) -> String {
    time.map_or_else(|| "-".to_owned(), |time| time.minutes().to_string())
}

fn time_of(code: &str) -> Result<Option<MinuteOfDay>, UnknownCallback> {
    if code == "-" { Ok(None) } else { minute(code).map(Some) }
}

fn minute(text: &str) -> Result<MinuteOfDay, UnknownCallback> {
    MinuteOfDay::from_minutes(number(text)?).map_err(|_| UnknownCallback)
}
