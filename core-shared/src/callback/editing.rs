//! The buttons that change a habit: what each shall bring about, and its code behind that of the habit. Each says what
//! shall be, as all buttons do.

use jiff::civil::Date;

use super::{UnknownCallback, number};
use crate::domain::{GoalKind, MinuteOfDay, NagMinutes, Period, ReminderId, TargetMeasure};

/// What is done with a habit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edit {
    /// Shows what can be changed.
    Menu,
    /// Asks for another name.
    AskName,
    /// Asks for tags.
    AskTags,
    NoTags,
    /// Shows the kinds of schedules.
    Days,
    Daily,
    /// Shows the weekdays to choose from, these ones chosen, as bits of [`crate::domain::Weekdays`].
    PickWeekdays {
        bits: u8,
    },
    Weekdays {
        bits: u8,
    },
    /// Shows how many days can lie between, and asks for another number.
    AskEveryN,
    EveryN(u16),
    /// Shows how many times a week or month it can be.
    PickTimes(Period),
    Times {
        n: u8,
        period: Period,
    },
    /// Shows the dates of a month, these ones chosen: bit 0 is the last one, bit n the n-th.
    PickDates {
        bits: u32,
    },
    Dates {
        bits: u32,
    },
    /// Shows what is measured.
    Goal,
    /// Asks how much it shall be.
    AskGoal(GoalKind),
    NoGoal,
    /// Asks how much a tap shall add.
    AskStep,
    /// Shows the targets, and asks for another one.
    AskTarget,
    Target(u16),
    NoTarget,
    Measure(TargetMeasure),
    ArchiveWhenReached(Switch),
    CarryOver(Switch),
    /// Shows the reminders.
    Reminders,
    /// Shows times of day, and asks for another one.
    AskReminder,
    AddReminder(MinuteOfDay),
    Reminder(ReminderId, OnReminder),
    /// Shows where it stands in the lists.
    Order,
    /// It stands at this place of the list, from 0.
    Place(u16),
    Copy,
    /// Sends everything that is known of it as a document.
    Export,
    /// Takes back the last change.
    Undo,
    /// The days of a month.
    Month {
        year: i16,
        month: i8,
    },
}

/// What is done with one reminder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnReminder {
    Show,
    /// Asks for another time.
    AskTime,
    /// Shows the weekdays to choose from, these ones chosen.
    PickWeekdays {
        bits: u8,
    },
    Weekdays {
        bits: u8,
    },
    /// Comes again every so many minutes until there is an answer, or not.
    Nag(Option<NagMinutes>),
    /// May come a little later.
    Around(Switch),
    Remove,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Switch {
    On,
    Off,
}

impl Switch {
    pub fn of(is_on: bool) -> Self {
        if is_on { Self::On } else { Self::Off }
    }

    pub fn is_on(self) -> bool {
        self == Self::On
    }

    fn code(self) -> char {
        if self.is_on() { '1' } else { '0' }
    }

    fn decode(code: &str) -> Result<Self, UnknownCallback> {
        match code {
            "1" => Ok(Self::On),
            "0" => Ok(Self::Off),
            _ => Err(UnknownCallback),
        }
    }
}

impl Edit {
    pub(super) fn encode(self) -> String {
        match self {
            Self::Menu => "m".to_owned(),
            Self::AskName => "n".to_owned(),
            Self::AskTags => "t".to_owned(),
            Self::NoTags => "t.-".to_owned(),
            Self::Days => "d".to_owned(),
            Self::Daily => "d.1".to_owned(),
            Self::PickWeekdays { bits } => format!("w.{bits}"),
            Self::Weekdays { bits } => format!("W.{bits}"),
            Self::AskEveryN => "e".to_owned(),
            Self::EveryN(n) => format!("e.{n}"),
            Self::PickTimes(period) => format!("p.{}", period_code(period)),
            Self::Times { n, period } => format!("p.{}.{n}", period_code(period)),
            Self::PickDates { bits } => format!("x.{bits}"),
            Self::Dates { bits } => format!("X.{bits}"),
            Self::Goal => "g".to_owned(),
            Self::AskGoal(GoalKind::AtLeast) => "g.m".to_owned(),
            Self::AskGoal(GoalKind::AtMost) => "g.l".to_owned(),
            Self::NoGoal => "g.-".to_owned(),
            Self::AskStep => "s".to_owned(),
            Self::AskTarget => "r".to_owned(),
            Self::Target(days) => format!("r.{days}"),
            Self::NoTarget => "r.-".to_owned(),
            Self::Measure(TargetMeasure::Streak) => "r.s".to_owned(),
            Self::Measure(TargetMeasure::Total) => "r.t".to_owned(),
            Self::ArchiveWhenReached(switch) => format!("a.{}", switch.code()),
            Self::CarryOver(switch) => format!("c.{}", switch.code()),
            Self::Reminders => "l".to_owned(),
            Self::AskReminder => "l.n".to_owned(),
            Self::AddReminder(time) => format!("l.{}", time.minutes()),
            Self::Reminder(id, act) => format!("i.{id}.{}", act.encode()),
            Self::Order => "o".to_owned(),
            Self::Place(place) => format!("o.{place}"),
            Self::Copy => "y".to_owned(),
            Self::Export => "j".to_owned(),
            Self::Undo => "u".to_owned(),
            Self::Month { year, month } => format!("h.{year}.{month}"),
        }
    }

    pub(super) fn decode(parts: &[&str]) -> Result<Self, UnknownCallback> {
        let edit = match *parts {
            ["m"] => Self::Menu,
            ["n"] => Self::AskName,
            ["t"] => Self::AskTags,
            ["t", "-"] => Self::NoTags,
            ["d"] => Self::Days,
            ["d", "1"] => Self::Daily,
            ["w", bits] => Self::PickWeekdays { bits: number(bits)? },
            ["W", bits] => Self::Weekdays { bits: number(bits)? },
            ["e"] => Self::AskEveryN,
            ["e", n] => Self::EveryN(number(n)?),
            ["p", period] => Self::PickTimes(period_of(period)?),
            ["p", period, n] => Self::Times { n: number(n)?, period: period_of(period)? },
            ["x", bits] => Self::PickDates { bits: number(bits)? },
            ["X", bits] => Self::Dates { bits: number(bits)? },
            ["g"] => Self::Goal,
            ["g", "m"] => Self::AskGoal(GoalKind::AtLeast),
            ["g", "l"] => Self::AskGoal(GoalKind::AtMost),
            ["g", "-"] => Self::NoGoal,
            ["s"] => Self::AskStep,
            ["r"] => Self::AskTarget,
            ["r", "-"] => Self::NoTarget,
            ["r", "s"] => Self::Measure(TargetMeasure::Streak),
            ["r", "t"] => Self::Measure(TargetMeasure::Total),
            ["r", days] => Self::Target(number(days)?),
            ["a", switch] => Self::ArchiveWhenReached(Switch::decode(switch)?),
            ["c", switch] => Self::CarryOver(Switch::decode(switch)?),
            ["l"] => Self::Reminders,
            ["l", "n"] => Self::AskReminder,
            ["l", minutes] => Self::AddReminder(minute(minutes)?),
            ["i", id, ref act @ ..] => Self::Reminder(ReminderId(number(id)?), OnReminder::decode(act)?),
            ["o"] => Self::Order,
            ["o", place] => Self::Place(number(place)?),
            ["y"] => Self::Copy,
            ["j"] => Self::Export,
            ["u"] => Self::Undo,
            ["h", year, month] => month_of(year, month)?,
            _ => return Err(UnknownCallback),
        };
        Ok(edit)
    }
}

impl OnReminder {
    fn encode(self) -> String {
        match self {
            Self::Show => "s".to_owned(),
            Self::AskTime => "t".to_owned(),
            Self::PickWeekdays { bits } => format!("w.{bits}"),
            Self::Weekdays { bits } => format!("W.{bits}"),
            Self::Nag(Some(minutes)) => format!("n.{}", minutes.get()),
            Self::Nag(None) => "n.-".to_owned(),
            Self::Around(switch) => format!("a.{}", switch.code()),
            Self::Remove => "-".to_owned(),
        }
    }

    fn decode(parts: &[&str]) -> Result<Self, UnknownCallback> {
        let act = match *parts {
            ["s"] => Self::Show,
            ["t"] => Self::AskTime,
            ["w", bits] => Self::PickWeekdays { bits: number(bits)? },
            ["W", bits] => Self::Weekdays { bits: number(bits)? },
            ["n", "-"] => Self::Nag(None),
            ["n", minutes] => {
                Self::Nag(Some(NagMinutes::new(number(minutes)?).map_err(|_| UnknownCallback)?))
            }
            ["a", switch] => Self::Around(Switch::decode(switch)?),
            ["-"] => Self::Remove,
            _ => return Err(UnknownCallback),
        };
        Ok(act)
    }
}

fn period_code(period: Period) -> char {
    match period {
        Period::Week => 'w',
        Period::Month => 'm',
    }
}

fn period_of(code: &str) -> Result<Period, UnknownCallback> {
    match code {
        "w" => Ok(Period::Week),
        "m" => Ok(Period::Month),
        _ => Err(UnknownCallback),
    }
}

/// Only a month that the calendar has.
fn month_of(year: &str, month: &str) -> Result<Edit, UnknownCallback> {
    let first = Date::new(number(year)?, number(month)?, 1).map_err(|_| UnknownCallback)?;
    Ok(Edit::Month { year: first.year(), month: first.month() })
}

fn minute(minutes: &str) -> Result<MinuteOfDay, UnknownCallback> {
    MinuteOfDay::from_minutes(number(minutes)?).map_err(|_| UnknownCallback)
}
