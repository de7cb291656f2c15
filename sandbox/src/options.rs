//! How the sandbox is configured when it runs as a program of its own.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Parser, ValueEnum};

use crate::limits::Limits;

/// A stand-in for Telegram: the Bot API over HTTP, and a page to chat with your bot.
#[derive(Parser)]
#[command(name = "sandbox", version)]
pub struct Options {
    /// Where to listen
    #[arg(long, env = "SANDBOX_BIND", default_value = "127.0.0.1:8081")]
    pub bind: SocketAddr,
    /// The token that the bot presents
    #[arg(long, env = "TELEGRAM_BOT_TOKEN", hide_env_values = true)]
    pub token: String,
    /// The name of the bot
    #[arg(long, env = "SANDBOX_BOT_NAME", default_value = "Sandbox Bot")]
    pub name: String,
    /// The file that tells other processes how many milliseconds the clock is ahead
    #[arg(long, env = "SANDBOX_CLOCK_FILE")]
    pub clock_file: Option<PathBuf>,
    /// The file in which chats outlive the process
    #[arg(long, env = "SANDBOX_STATE_FILE")]
    pub state_file: Option<PathBuf>,
    /// How fast the bot may send: like Telegram, or as fast as it can
    #[arg(long, env = "SANDBOX_LIMITS", value_enum, default_value_t, ignore_case = true)]
    pub limits: AllowedPace,
}

/// The token is left out.
impl std::fmt::Debug for Options {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Options")
            .field("bind", &self.bind)
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// How fast the bot may send.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum AllowedPace {
    /// 30 messages a second, one a second in a chat.
    #[default]
    Telegram,
    None,
}

impl AllowedPace {
    pub fn limits(self) -> Option<Limits> {
        match self {
            Self::Telegram => Some(Limits::of_telegram()),
            Self::None => None,
        }
    }
}
