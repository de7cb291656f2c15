//! Parts of the day: "every evening", "по утрам", "утром". They say roughly when, so the time is asked for.

use core_shared::domain::MinuteOfDay;

use super::Meaning;
use super::words::{Word, perhaps, phrase};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PartOfDay {
    Morning,
    Afternoon,
    Evening,
    Night,
}

/// Whether a part of the day was said of every day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    EveryDay,
    SomeDay,
}

const ALL: [PartOfDay; 4] = [PartOfDay::Morning, PartOfDay::Afternoon, PartOfDay::Evening, PartOfDay::Night];

pub(super) fn read(words: &[Word]) -> Option<(usize, Vec<Meaning>)> {
    let found = ALL.into_iter().filter_map(|part| said(part, words));
    found.max_by_key(|(length, _)| *length).map(|(length, meaning)| (length, vec![meaning]))
}

fn said(part: PartOfDay, words: &[Word]) -> Option<(usize, Meaning)> {
    let (every, some) = part.phrases();
    if let Some(length) = phrase(words, every) {
        return Some((length, Meaning::Part(part, Of::EveryDay)));
    }
    phrase(words, some).map(|length| (length, Meaning::Part(part, Of::SomeDay)))
}

/// After the name of a day: "monday evening".
pub(super) fn after_a_day(words: &[Word]) -> (usize, Option<PartOfDay>) {
    let named = |part: &PartOfDay| perhaps(words, part.names());
    match ALL.into_iter().find(|part| named(part) > 0) {
        Some(part) => (named(&part), Some(part)),
        None => (0, None),
    }
}

impl PartOfDay {
    /// Phrases for every day, and for some days.
    fn phrases(self) -> (&'static [&'static str], &'static [&'static str]) {
        match self {
            Self::Morning => (
                &["every morning", "each morning", "mornings", "по утрам", "каждое утро"],
                &["in the morning", "in the mornings", "утром", "с утра"],
            ),
            Self::Afternoon => (
                &["every afternoon", "each afternoon", "afternoons"],
                &["in the afternoon", "in the afternoons", "днем", "после обеда"],
            ),
            Self::Evening => (
                &["every evening", "each evening", "evenings", "по вечерам", "каждый вечер"],
                &["in the evening", "in the evenings", "вечером"],
            ),
            Self::Night => {
                (&["every night", "each night", "nightly", "по ночам", "каждую ночь"], &["at night", "ночью"])
            }
        }
    }

    fn names(self) -> &'static [&'static str] {
        match self {
            Self::Morning => &["morning", "mornings"],
            Self::Afternoon => &["afternoon", "afternoons"],
            Self::Evening => &["evening", "evenings"],
            Self::Night => &["night", "nights"],
        }
    }

    /// Times to choose from.
    pub(super) fn times(self) -> Vec<MinuteOfDay> {
        let hours: [u16; 3] = match self {
            Self::Morning => [7, 8, 9],
            Self::Afternoon => [13, 15, 17],
            Self::Evening => [19, 20, 21],
            Self::Night => [21, 22, 23],
        };
        hours.into_iter().filter_map(|hour| MinuteOfDay::from_minutes(hour * 60).ok()).collect()
    }

    pub(super) fn has(self, time: MinuteOfDay) -> bool {
        let hour = time.minutes() / 60;
        match self {
            Self::Morning => (4..12).contains(&hour),
            Self::Afternoon => (12..18).contains(&hour),
            Self::Evening => (16..24).contains(&hour),
            Self::Night => !(5..20).contains(&hour),
        }
    }
}
