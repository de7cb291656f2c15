//! What a sandbox is started with.

use std::{
    fmt,
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
};

use serde::{Deserialize, Serialize};

use crate::{clock::Clock, limits::Limits, people::Person};

/// The bot that lives in the sandbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BotProfile {
    pub id: i64,
    pub username: String,
    pub first_name: String,
}

impl Default for BotProfile {
    fn default() -> Self {
        Self { id: 1000, username: "sandbox_bot".to_owned(), first_name: "Sandbox Bot".to_owned() }
    }
}

/// How to start a sandbox. The default is what a test wants: any free port, no limits, nobody there, nothing kept.
#[derive(Clone)]
pub struct Settings {
    pub bind: SocketAddr,
    /// The token that the bot must present.
    pub token: String,
    pub clock: Clock,
    pub bot: BotProfile,
    /// Telegram's pace; without it a bot may send as fast as it can.
    pub limits: Option<Limits>,
    /// The people who are there when nobody else is.
    pub people: Vec<Person>,
    /// Where chats outlive the process; without it they end with it.
    pub state_file: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            bind: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            token: "1000:sandbox".to_owned(),
            clock: Clock::new(),
            bot: BotProfile::default(),
            limits: None,
            people: Vec::new(),
            state_file: None,
        }
    }
}

impl Settings {
    /// Anna, whose app is in English, and Борис, whose app is in Russian.
    pub fn default_people() -> Vec<Person> {
        vec![Person::new(1001, "Anna").language("en"), Person::new(1002, "Борис").language("ru")]
    }
}

/// The token is left out.
impl fmt::Debug for Settings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Settings")
            .field("bind", &self.bind)
            .field("bot", &self.bot)
            .field("limits", &self.limits)
            .field("people", &self.people)
            .field("state_file", &self.state_file)
            .finish_non_exhaustive()
    }
}
