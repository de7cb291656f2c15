//! Taps on inline buttons, from the tap to the bot's answer. Telegram takes one answer for each, and soon.

use std::collections::VecDeque;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::refusal::Refused;

/// Answers that come later than this are refused.
const PATIENCE: SignedDuration = SignedDuration::from_secs(15);
/// How many taps are remembered.
const REMEMBERED: usize = 500;

/// What the bot answered to a tap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    pub text: String,
    /// Shown as a window that must be closed, instead of a passing line.
    pub alert: bool,
    pub url: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Callback {
    pub(crate) id: String,
    pub(crate) person: i64,
    pub(crate) message: i64,
    pub(crate) data: String,
    pub(crate) asked: Timestamp,
    pub(crate) answer: Option<Answer>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Callbacks {
    count: u64,
    taps: VecDeque<Callback>,
}

impl Callbacks {
    /// Remembers a tap and gives it an id.
    pub(crate) fn ask(&mut self, person: i64, message: i64, data: &str, now: Timestamp) -> String {
        self.count += 1;
        let id = format!("{}{:06}", now.as_second(), self.count % 1_000_000);
        self.taps.push_back(Callback {
            id: id.clone(),
            person,
            message,
            data: data.to_owned(),
            asked: now,
            answer: None,
        });
        if self.taps.len() > REMEMBERED {
            self.taps.pop_front();
        }
        id
    }

    pub(crate) fn answer(&mut self, id: &str, answer: Answer, now: Timestamp) -> Result<(), Refused> {
        let tap = self.taps.iter_mut().find(|tap| tap.id == id).ok_or_else(Refused::stale_query)?;
        if tap.answer.is_some() || now.duration_since(tap.asked) > PATIENCE {
            return Err(Refused::stale_query());
        }
        tap.answer = Some(answer);
        Ok(())
    }

    pub(crate) fn of(&self, person: i64) -> impl DoubleEndedIterator<Item = &Callback> {
        self.taps.iter().filter(move |tap| tap.person == person)
    }

    /// The data of the taps that were never answered.
    pub(crate) fn unanswered(&self) -> Vec<String> {
        self.taps.iter().filter(|tap| tap.answer.is_none()).map(|tap| tap.data.clone()).collect()
    }
}
