//! The sandbox as a program of its own, for bots that run as separate processes: Bot API, chat page, and a clock whose offset
//! others follow through a file.

use clap::Parser;
use sandbox::{BotProfile, Clock, Options, Sandbox, Settings};

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
        limits: options.limits.limits(),
        people: Settings::default_people(),
        state_file: options.state_file,
    };
    let sandbox = Sandbox::start(settings).await?;
    tracing::info!("open {} to chat", sandbox.url());
    tokio::signal::ctrl_c().await?;
    sandbox.stop().await;
    Ok(())
}
