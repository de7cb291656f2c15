//! What a button means. Encoded into the 64 bytes that Telegram keeps for it, decoded when it is pressed.
//!
//! A button says what shall be, never "the other way round": pressing it twice is pressing it once. The one
//! that adds is the exception; there each press counts, told apart by its query.
//! Callback data comes from outside: every id in it is looked up among the presser's own things.

mod editing;
mod settings;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::contract::tokens::TokenAccess;
use crate::domain::{Answer, DeliveryId, GoalKind, HabitId, HabitKind, Locale, MinuteOfDay, Snooze, TokenId};

pub use editing::{Edit, OnReminder, Switch};
pub use settings::{Freezing, Pinning, Setting, SettingsPage, SettingsTap, TypedSetting};

/// The most bytes that Telegram takes for one button.
pub const MAX_BYTES: usize = 64;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Callback {
    /// Marks one day of a habit, or takes the mark away.
    Check {
        habit: HabitId,
        day: Date,
        mark: Mark,
        surface: Surface,
    },
    /// Adds one step to the amount of a day. Each tap counts, and each only once.
    Add {
        habit: HabitId,
        day: Date,
        surface: Surface,
    },
    /// On a reminder: shows the ways to be reminded later.
    SnoozeMenu(ReminderRef),
    /// On a reminder: back from those ways.
    Reminder(ReminderRef),
    /// On a reminder: comes again later.
    Snooze {
        reminder: ReminderRef,
        snooze: Snooze,
    },
    /// On a reminder of several habits: shows the ways to be reminded later.
    SnoozeMenuOfAll(DeliveryId),
    /// On a reminder of several habits: back from those ways.
    Reminders(DeliveryId),
    /// On a reminder of several habits: what is still open comes again later.
    SnoozeAll {
        reminders: DeliveryId,
        snooze: Snooze,
    },
    /// Whether there shall be reminders at all.
    Remind(Reminding),
    /// The list of today.
    Today,
    /// A page of the list of a day, from 0.
    Day {
        day: Date,
        page: u16,
    },
    /// The page of the list of a day that has this habit.
    DayOf {
        habit: HabitId,
        day: Date,
    },
    /// All that can be said of a day of a habit.
    DayMenu {
        habit: HabitId,
        day: Date,
    },
    /// Asks how much it was.
    AskAmount {
        habit: HabitId,
        day: Date,
    },
    /// Asks for a few words about the day.
    AskNote {
        habit: HabitId,
        day: Date,
    },
    /// Takes those words away.
    DropNote {
        habit: HabitId,
        day: Date,
    },
    /// The day was this, and has the words that were written before.
    Noted {
        habit: HabitId,
        day: Date,
        answer: Answer,
    },
    /// What was sent as a reply is about this habit.
    ReplyIsAbout {
        habit: HabitId,
        day: Date,
    },
    /// A page of the list of habits, from 0.
    Habits {
        page: u16,
    },
    /// A page of the list of archived habits, from 0.
    Archived {
        page: u16,
    },
    Card {
        habit: HabitId,
    },
    /// Changes a habit, or shows how it can be changed.
    Edit {
        habit: HabitId,
        edit: Edit,
    },
    /// Why the numbers are what they are.
    Explain {
        habit: HabitId,
    },
    /// Shows how long a habit can be paused.
    PauseMenu {
        habit: HabitId,
    },
    /// Pauses through this day.
    Pause {
        habit: HabitId,
        until: Date,
    },
    /// Ends the pause.
    Resume {
        habit: HabitId,
    },
    Archive {
        habit: HabitId,
    },
    Restore {
        habit: HabitId,
    },
    /// Asks whether to delete.
    AskDelete {
        habit: HabitId,
    },
    Delete {
        habit: HabitId,
    },
    Language(Locale),
    /// The clocks of the world, to find one's own.
    Clocks,
    /// The places whose clock shows this offset from UTC, in minutes.
    Places {
        offset_minutes: i16,
    },
    /// This is where I live.
    Zone(String),
    /// Shows the button that sends where I am.
    AskLocation,
    /// A new habit.
    New,
    /// A habit that many begin with, ready to be kept.
    Template(Template),
    /// Yes, the text that was offered is the name of a new habit.
    TakeName,
    /// In the form of a new habit: these days, as bits of [`crate::domain::Weekdays`].
    Days {
        bits: u8,
    },
    /// In the form: shows the weekdays to choose from, these ones chosen.
    PickDays {
        bits: u8,
    },
    /// In the form: this reminder, or none.
    RemindAt(Option<MinuteOfDay>),
    /// A page of the list of tokens, from 0.
    Tokens {
        page: u16,
    },
    Token {
        token: TokenId,
    },
    /// Asks whether to take a token back.
    AskTakeBack {
        token: TokenId,
    },
    /// Takes a token back: programs that show it are let in no longer.
    TakeBack {
        token: TokenId,
    },
    /// A new token.
    NewToken,
    /// In the form of a new token: it is called as was offered.
    TakeTokenName,
    /// In the form of a new token: this is what it allows.
    Access(TokenAccess),
    /// In the form of a new token: it is valid for so many days.
    ValidFor {
        days: u16,
    },
    /// Removes the message that the button is on.
    RemoveMessage,
    /// On the card of a habit that was understood from a sentence.
    Draft(DraftTap),
    /// On the message of a habit that was just made: it shall not have been.
    Unmake {
        habit: HabitId,
    },
    /// On a screen of the settings.
    Settings(SettingsTap),
    /// Leaves the dialogue.
    Cancel,
}

/// What can be done with a habit before it is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftTap {
    Save,
    /// Back to the card.
    Card,
    /// Asks for this again.
    Edit(DraftField),
    /// The n-th of the answers that suggest themselves.
    Choose(u8),
    /// Nothing is measured.
    NoGoal,
    /// The amount is to be reached, or not to be exceeded.
    Goal(GoalKind),
    /// Something to do, or to do without.
    Kind(HabitKind),
}

/// What a habit is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DraftField {
    Name,
    Days,
    Goal,
    Time,
}

/// A habit that many begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Template {
    Water,
    Read,
    Move,
}

impl Template {
    pub const ALL: [Self; 3] = [Self::Water, Self::Read, Self::Move];
}

/// Whether anything is sent that was not asked for just now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reminding {
    On,
    Off,
}

/// What a day shall be marked as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    Set(Answer),
    Clear,
}

/// The message that the button is on, and that has to show the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Surface {
    /// A page of the list of the day that is marked, from 0.
    Today {
        page: u16,
    },
    /// All that can be said of the day.
    Day,
    /// What was left open from this day on.
    LeftOpen {
        since: Date,
    },
    Card,
    Reminder(DeliveryId),
    /// A reminder of several habits.
    Reminders(DeliveryId),
}

/// A reminder message: whose day it is about, and which delivery brought it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReminderRef {
    pub habit: HabitId,
    pub day: Date,
    pub delivery: DeliveryId,
}

/// The button belongs to another version of the program, or was made up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("this is not a button of ours")]
pub struct UnknownCallback;

impl Callback {
    pub fn encode(&self) -> String {
        match self {
            Self::Check { habit, day, mark, surface } => {
                format!("c.{habit}.{}.{}.{}", compact(*day), mark_code(*mark), surface_code(*surface))
            }
            Self::Add { habit, day, surface } => {
                format!("b.{habit}.{}.{}", compact(*day), surface_code(*surface))
            }
            Self::SnoozeMenu(reminder) => format!("m.{}", reminder.encode()),
            Self::Reminder(reminder) => format!("r.{}", reminder.encode()),
            Self::Snooze { reminder, snooze } => format!("z.{}.{}", reminder.encode(), snooze_code(*snooze)),
            Self::SnoozeMenuOfAll(reminders) => format!("m.{reminders}"),
            Self::Reminders(reminders) => format!("r.{reminders}"),
            Self::SnoozeAll { reminders, snooze } => format!("z.{reminders}.{}", snooze_code(*snooze)),
            Self::Remind(Reminding::On) => "R.1".to_owned(),
            Self::Remind(Reminding::Off) => "R.0".to_owned(),
            Self::Today => "t".to_owned(),
            Self::Day { day, page } => format!("t.{}.{page}", compact(*day)),
            Self::DayOf { habit, day } => format!("th.{habit}.{}", compact(*day)),
            Self::DayMenu { habit, day } => format!("dm.{habit}.{}", compact(*day)),
            Self::AskAmount { habit, day } => format!("da.{habit}.{}", compact(*day)),
            Self::AskNote { habit, day } => format!("dn.{habit}.{}", compact(*day)),
            Self::DropNote { habit, day } => format!("dn.{habit}.{}.-", compact(*day)),
            Self::Noted { habit, day, answer } => {
                format!("dn.{habit}.{}.{}", compact(*day), mark_code(Mark::Set(*answer)))
            }
            Self::ReplyIsAbout { habit, day } => format!("ra.{habit}.{}", compact(*day)),
            Self::Habits { page } => format!("h.{page}"),
            Self::Archived { page } => format!("v.{page}"),
            Self::Card { habit } => format!("k.{habit}"),
            Self::Edit { habit, edit } => format!("H.{habit}.{}", edit.encode()),
            Self::Explain { habit } => format!("s.{habit}"),
            Self::PauseMenu { habit } => format!("f.{habit}"),
            Self::Pause { habit, until } => format!("f.{habit}.{}", compact(*until)),
            Self::Resume { habit } => format!("f.{habit}.-"),
            Self::Archive { habit } => format!("a.{habit}"),
            Self::Restore { habit } => format!("u.{habit}"),
            Self::AskDelete { habit } => format!("q.{habit}"),
            Self::Delete { habit } => format!("d.{habit}"),
            Self::Language(locale) => format!("l.{}", locale.code()),
            Self::Clocks => "o".to_owned(),
            Self::Places { offset_minutes } => format!("p.{offset_minutes}"),
            Self::Zone(zone) => format!("i.{zone}"),
            Self::AskLocation => "g".to_owned(),
            Self::New => "n".to_owned(),
            Self::Template(template) => format!("n.{}", template_code(*template)),
            Self::TakeName => "j".to_owned(),
            Self::Days { bits } => format!("w.{bits}"),
            Self::PickDays { bits } => format!("y.{bits}"),
            Self::RemindAt(Some(minute)) => format!("e.{}", minute.minutes()),
            Self::RemindAt(None) => "e.-".to_owned(),
            Self::Tokens { page } => format!("T.{page}"),
            Self::Token { token } => format!("K.{token}"),
            Self::AskTakeBack { token } => format!("Q.{token}"),
            Self::TakeBack { token } => format!("D.{token}"),
            Self::NewToken => "N".to_owned(),
            Self::TakeTokenName => "J".to_owned(),
            Self::Access(TokenAccess::Read) => "A.r".to_owned(),
            Self::Access(TokenAccess::Write) => "A.w".to_owned(),
            Self::ValidFor { days } => format!("V.{days}"),
            Self::RemoveMessage => "X".to_owned(),
            Self::Draft(tap) => format!("S.{}", draft_code(*tap)),
            Self::Unmake { habit } => format!("S.u.{habit}"),
            Self::Settings(tap) => format!("G.{}", tap.encode()),
            Self::Cancel => "x".to_owned(),
        }
    }

    pub fn decode(data: &str) -> Result<Self, UnknownCallback> {
        let parts: Vec<&str> = data.split('.').collect();
        let callback = match parts[..] {
            ["c", habit, day, mark, surface] => Self::Check {
                habit: number(habit).map(HabitId)?,
                day: expand(day)?,
                mark: mark_of(mark)?,
                surface: surface_of(surface)?,
            },
            ["b", habit, day, surface] => Self::Add {
                habit: number(habit).map(HabitId)?,
                day: expand(day)?,
                surface: surface_of(surface)?,
            },
            ["m", habit, day, delivery] => Self::SnoozeMenu(ReminderRef::decode(habit, day, delivery)?),
            ["r", habit, day, delivery] => Self::Reminder(ReminderRef::decode(habit, day, delivery)?),
            ["z", habit, day, delivery, snooze] => Self::Snooze {
                reminder: ReminderRef::decode(habit, day, delivery)?,
                snooze: snooze_of(snooze)?,
            },
            ["m", reminders] => Self::SnoozeMenuOfAll(number(reminders).map(DeliveryId)?),
            ["r", reminders] => Self::Reminders(number(reminders).map(DeliveryId)?),
            ["z", reminders, snooze] => {
                Self::SnoozeAll { reminders: number(reminders).map(DeliveryId)?, snooze: snooze_of(snooze)? }
            }
            ["R", "1"] => Self::Remind(Reminding::On),
            ["R", "0"] => Self::Remind(Reminding::Off),
            ["t"] => Self::Today,
            ["t", day, page] => Self::Day { day: expand(day)?, page: number(page)? },
            ["th", habit, day] => Self::DayOf { habit: number(habit).map(HabitId)?, day: expand(day)? },
            ["dm", habit, day] => Self::DayMenu { habit: number(habit).map(HabitId)?, day: expand(day)? },
            ["da", habit, day] => Self::AskAmount { habit: number(habit).map(HabitId)?, day: expand(day)? },
            ["dn", habit, day] => Self::AskNote { habit: number(habit).map(HabitId)?, day: expand(day)? },
            ["dn", habit, day, "-"] => {
                Self::DropNote { habit: number(habit).map(HabitId)?, day: expand(day)? }
            }
            ["dn", habit, day, answer] => Self::Noted {
                habit: number(habit).map(HabitId)?,
                day: expand(day)?,
                answer: answer_of(answer)?,
            },
            ["ra", habit, day] => {
                Self::ReplyIsAbout { habit: number(habit).map(HabitId)?, day: expand(day)? }
            }
            ["h", page] => Self::Habits { page: number(page)? },
            ["v", page] => Self::Archived { page: number(page)? },
            ["k", habit] => Self::Card { habit: number(habit).map(HabitId)? },
            ["H", habit, ref edit @ ..] => {
                Self::Edit { habit: number(habit).map(HabitId)?, edit: Edit::decode(edit)? }
            }
            ["s", habit] => Self::Explain { habit: number(habit).map(HabitId)? },
            ["f", habit] => Self::PauseMenu { habit: number(habit).map(HabitId)? },
            ["f", habit, "-"] => Self::Resume { habit: number(habit).map(HabitId)? },
            ["f", habit, until] => Self::Pause { habit: number(habit).map(HabitId)?, until: expand(until)? },
            ["a", habit] => Self::Archive { habit: number(habit).map(HabitId)? },
            ["u", habit] => Self::Restore { habit: number(habit).map(HabitId)? },
            ["q", habit] => Self::AskDelete { habit: number(habit).map(HabitId)? },
            ["d", habit] => Self::Delete { habit: number(habit).map(HabitId)? },
            ["l", code] => Self::Language(code.parse().map_err(|_| UnknownCallback)?),
            ["o"] => Self::Clocks,
            ["p", offset] => Self::Places { offset_minutes: number(offset)? },
            ["i", zone] => Self::Zone(zone.to_owned()),
            ["g"] => Self::AskLocation,
            ["n"] => Self::New,
            ["n", code] => Self::Template(template_of(code)?),
            ["j"] => Self::TakeName,
            ["w", bits] => Self::Days { bits: number(bits)? },
            ["y", bits] => Self::PickDays { bits: number(bits)? },
            ["e", "-"] => Self::RemindAt(None),
            ["e", minutes] => Self::RemindAt(Some(
                MinuteOfDay::from_minutes(number(minutes)?).map_err(|_| UnknownCallback)?,
            )),
            ["T", page] => Self::Tokens { page: number(page)? },
            ["K", token] => Self::Token { token: number(token).map(TokenId)? },
            ["Q", token] => Self::AskTakeBack { token: number(token).map(TokenId)? },
            ["D", token] => Self::TakeBack { token: number(token).map(TokenId)? },
            ["N"] => Self::NewToken,
            ["J"] => Self::TakeTokenName,
            ["A", "r"] => Self::Access(TokenAccess::Read),
            ["A", "w"] => Self::Access(TokenAccess::Write),
            ["V", days] => Self::ValidFor { days: number(days)? },
            ["X"] => Self::RemoveMessage,
            ["S", tap] => Self::Draft(draft_tap_of(tap)?),
            ["S", "u", habit] => Self::Unmake { habit: number(habit).map(HabitId)? },
            ["G", ref tap @ ..] => Self::Settings(SettingsTap::decode(tap)?),
            ["x"] => Self::Cancel,
            _ => return Err(UnknownCallback),
        };
        Ok(callback)
    }
}

impl ReminderRef {
    fn encode(self) -> String {
        format!("{}.{}.{}", self.habit, compact(self.day), self.delivery)
    }

    fn decode(habit: &str, day: &str, delivery: &str) -> Result<Self, UnknownCallback> {
        Ok(Self {
            habit: number(habit).map(HabitId)?,
            day: expand(day)?,
            delivery: number(delivery).map(DeliveryId)?,
        })
    }
}

fn template_code(template: Template) -> char {
    match template {
        Template::Water => 'w',
        Template::Read => 'r',
        Template::Move => 'm',
    }
}

fn template_of(code: &str) -> Result<Template, UnknownCallback> {
    let named = |template: &Template| code.chars().eq([template_code(*template)]);
    Template::ALL.into_iter().find(named).ok_or(UnknownCallback)
}

fn snooze_code(snooze: Snooze) -> String {
    match snooze {
        Snooze::Minutes(minutes) => minutes.to_string(),
        Snooze::Evening => "e".to_owned(),
        Snooze::Tomorrow => "t".to_owned(),
        Snooze::At(minute) => format!("a{}", minute.minutes()),
    }
}

fn snooze_of(code: &str) -> Result<Snooze, UnknownCallback> {
    match (code, code.strip_prefix('a')) {
        ("e", _) => Ok(Snooze::Evening),
        ("t", _) => Ok(Snooze::Tomorrow),
        (_, Some(minute)) => {
            MinuteOfDay::from_minutes(number(minute)?).map(Snooze::At).map_err(|_| UnknownCallback)
        }
        (minutes, None) => Ok(Snooze::Minutes(number(minutes)?)),
    }
}

fn draft_code(tap: DraftTap) -> String {
    let code = match tap {
        DraftTap::Save => "s",
        DraftTap::Card => "k",
        DraftTap::Edit(DraftField::Name) => "n",
        DraftTap::Edit(DraftField::Days) => "d",
        DraftTap::Edit(DraftField::Goal) => "g",
        DraftTap::Edit(DraftField::Time) => "t",
        DraftTap::Choose(n) => return n.to_string(),
        DraftTap::NoGoal => "-",
        DraftTap::Goal(GoalKind::AtLeast) => "m",
        DraftTap::Goal(GoalKind::AtMost) => "l",
        DraftTap::Kind(HabitKind::Build) => "b",
        DraftTap::Kind(HabitKind::Quit) => "q",
    };
    code.to_owned()
}

fn draft_tap_of(code: &str) -> Result<DraftTap, UnknownCallback> {
    match code {
        "s" => Ok(DraftTap::Save),
        "k" => Ok(DraftTap::Card),
        "n" => Ok(DraftTap::Edit(DraftField::Name)),
        "d" => Ok(DraftTap::Edit(DraftField::Days)),
        "g" => Ok(DraftTap::Edit(DraftField::Goal)),
        "t" => Ok(DraftTap::Edit(DraftField::Time)),
        "-" => Ok(DraftTap::NoGoal),
        "m" => Ok(DraftTap::Goal(GoalKind::AtLeast)),
        "l" => Ok(DraftTap::Goal(GoalKind::AtMost)),
        "b" => Ok(DraftTap::Kind(HabitKind::Build)),
        "q" => Ok(DraftTap::Kind(HabitKind::Quit)),
        n => number(n).map(DraftTap::Choose),
    }
}

fn mark_code(mark: Mark) -> char {
    match mark {
        Mark::Set(Answer::Done) => 'd',
        Mark::Set(Answer::NotDone) => 'n',
        Mark::Set(Answer::Skipped) => 's',
        Mark::Clear => 'c',
    }
}

fn mark_of(code: &str) -> Result<Mark, UnknownCallback> {
    match code {
        "d" => Ok(Mark::Set(Answer::Done)),
        "n" => Ok(Mark::Set(Answer::NotDone)),
        "s" => Ok(Mark::Set(Answer::Skipped)),
        "c" => Ok(Mark::Clear),
        _ => Err(UnknownCallback),
    }
}

fn answer_of(code: &str) -> Result<Answer, UnknownCallback> {
    match mark_of(code)? {
        Mark::Set(answer) => Ok(answer),
        Mark::Clear => Err(UnknownCallback),
    }
}

fn surface_code(surface: Surface) -> String {
    match surface {
        // As it was before there were pages.
        Surface::Today { page: 0 } => "t".to_owned(),
        Surface::Today { page } => format!("t{page}"),
        Surface::Day => "d".to_owned(),
        Surface::LeftOpen { since } => format!("o{}", compact(since)),
        Surface::Card => "k".to_owned(),
        Surface::Reminder(delivery) => format!("r{delivery}"),
        Surface::Reminders(delivery) => format!("g{delivery}"),
    }
}

fn surface_of(code: &str) -> Result<Surface, UnknownCallback> {
    match code {
        "t" => Ok(Surface::Today { page: 0 }),
        "d" => Ok(Surface::Day),
        "k" => Ok(Surface::Card),
        _ => match code.split_at_checked(1) {
            Some(("r", id)) => number(id).map(|id| Surface::Reminder(DeliveryId(id))),
            Some(("g", id)) => number(id).map(|id| Surface::Reminders(DeliveryId(id))),
            Some(("o", since)) => expand(since).map(|since| Surface::LeftOpen { since }),
            Some(("t", page)) => number(page).map(|page| Surface::Today { page }),
            _ => Err(UnknownCallback),
        },
    }
}

/// `20261120`
fn compact(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

fn expand(text: &str) -> Result<Date, UnknownCallback> {
    let (year, month, day) = (text.get(..4), text.get(4..6), text.get(6..8));
    let (Some(year), Some(month), Some(day), 8) = (year, month, day, text.len()) else {
        return Err(UnknownCallback);
    };
    Date::new(number(year)?, number(month)?, number(day)?).map_err(|_| UnknownCallback)
}

fn number<T: std::str::FromStr>(text: &str) -> Result<T, UnknownCallback> {
    text.parse().map_err(|_| UnknownCallback)
}

#[cfg(test)]
mod tests;
