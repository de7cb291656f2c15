//! The sandbox as a program of its own, for bots that run as separate processes: Bot API, chat page, and a clock whose offset
//! others follow through a file.

use std::{net::SocketAddr, path::PathBuf};

use clap::Parser;
use sandbox::{BotProfile, Clock, Limits, Sandbox, Settings};

/// A stand-in for Telegram: the Bot API over HTTP, and a page to chat with your bot.
#[derive(Parser)]
#[command(version)]
struct Options {
    /// Where to listen.
    #[arg(long, env = "SANDBOX_BIND", default_value = "127.0.0.1:8081")]
    bind: SocketAddr,
    /// The token that the bot presents.
    #[arg(long, env = "TELEGRAM_BOT_TOKEN", hide_env_values = true)]
    token: String,
    /// The name of the bot.
    #[arg(long, env = "SANDBOX_BOT_NAME", default_value = "Sandbox Bot")]
    name: String,
    /// The file that tells other processes how many milliseconds the clock is ahead.
    #[arg(long, env = "SANDBOX_CLOCK_FILE")]
    clock_file: Option<PathBuf>,
    /// The file in which chats outlive the process.
    #[arg(long, env = "SANDBOX_STATE_FILE")]
    state_file: Option<PathBuf>,
    /// Refuses what is sent faster than Telegram takes it.
    #[arg(long, env = "SANDBOX_LIMITS")]
    limits: bool,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    tracing_subscriber::fmt().init();
    let clock = match &options.clock_file {
        Some(path) => Clock::new().mirrored_to(path)?,
        None => Clock::new(),
    };
    // As with Telegram, a token begins with the id of its bot.
    let id = options.token.split(':').next().and_then(|id| id.parse().ok());
    let bot_id = id.unwrap_or(BotProfile::default().id);
    let settings = Settings {
        bind: options.bind,
        token: options.token,
        clock,
        bot: BotProfile { id: bot_id, first_name: options.name, ..BotProfile::default() },
        limits: options.limits.then(Limits::of_telegram),
        people: Settings::default_people(),
        state_file: options.state_file,
    };
    let sandbox = Sandbox::start(settings).await?;
    tracing::info!("open {} to chat", sandbox.url());
    tokio::signal::ctrl_c().await?;
    sandbox.stop().await;
    Ok(())
}
