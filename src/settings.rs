//! How the all-in-one is configured. Everything has a default: without any setting it is a sandbox.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Parser, Subcommand};
use core_shared::runtime::optional::Optional;
use core_shared::runtime::telemetry::TelemetrySettings;
use sandbox::AllowedPace;
use secrecy::{ExposeSecret as _, SecretString};

/// A habit tracker that lives in Telegram: database, API, scheduler and bot in one process.
///
/// Without `TELEGRAM_BOT_TOKEN` it opens a sandbox: a page in your browser where you chat with the bot as
/// if it were Telegram, and can move the clock. Without `DATABASE_URL` it keeps its data in a Postgres of
/// its own in `DATA_DIR`.
#[derive(Debug, Clone, Parser)]
#[command(name = "habit-tracker", version)]
pub struct Settings {
    /// The token that `@BotFather` gave; empty opens the sandbox
    #[arg(
        long,
        env = "TELEGRAM_BOT_TOKEN",
        hide_env_values = true,
        default_value = "",
        hide_default_value = true
    )]
    pub telegram_bot_token: SecretString,

    /// Where the Telegram Bot API answers
    #[arg(long, env = "TELEGRAM_API_URL", default_value = "https://api.telegram.org")]
    pub telegram_api_url: String,

    #[command(flatten)]
    pub webhook: bot::WebhookSettings,

    #[command(flatten)]
    pub reminders: api::ReminderSettings,

    /// The database; empty starts an own Postgres in `DATA_DIR`
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, default_value = "", hide_default_value = true)]
    pub database_url: SecretString,

    /// Where data, API keys and the chats of the sandbox are kept
    #[arg(long, env = "DATA_DIR", default_value = "./data")]
    pub data_dir: PathBuf,

    /// The address that the API listens on
    #[arg(long, env = "API_BIND", default_value = "127.0.0.1:8080")]
    pub api_bind: SocketAddr,

    /// The address of the chat page
    #[arg(long, env = "SANDBOX_BIND", default_value = "127.0.0.1:8081")]
    pub sandbox_bind: SocketAddr,

    /// How fast the sandbox lets the bot send: like Telegram, or as fast as it can
    #[arg(long, env = "SANDBOX_LIMITS", value_enum, default_value_t, ignore_case = true)]
    pub sandbox_limits: AllowedPace,

    /// The address for /metrics and /healthz; empty serves /metrics on `API_BIND`
    #[arg(long, env = "METRICS_BIND", default_value = "")]
    pub metrics_bind: Optional<SocketAddr>,

    /// Keys of the API; one that is not given is made and kept in `DATA_DIR`
    #[command(flatten)]
    pub keys: api::Keys,

    #[command(flatten)]
    pub rates: api::RateSettings,

    #[command(flatten)]
    pub launches: api::LaunchSettings,

    /// Calls of tasks; a signing key that is not given is made and kept in `DATA_DIR`
    #[command(flatten)]
    pub calls: api::CallSettings,

    #[command(flatten)]
    pub quotas: api::Quotas,

    #[command(flatten)]
    pub limits: api::Limits,

    /// Web pages that may call the API, such as `https://app.example.org`; `*` for all, empty for none
    #[arg(long, env = "CORS_ORIGINS", default_value = "")]
    pub cors_origins: api::CorsOrigins,

    #[command(flatten)]
    pub telemetry: TelemetrySettings,

    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What to do instead of running.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum Command {
    /// Rebuild the numbers of every habit from its history, compare, repair and report
    VerifyProgress,
    /// Make, list, exchange and take back the keys of services
    #[command(subcommand)]
    Keys(api::KeysCommand),
}

impl Settings {
    /// Whether the bot lives in the sandbox instead of Telegram.
    pub fn is_sandbox(&self) -> bool {
        self.telegram_bot_token.expose_secret().is_empty()
    }

    /// Where this house keeps its data. A sandbox has a place of its own: its clock may have been moved,
    /// and a real bot on the same data would be silent until real time has caught up.
    pub fn home(&self) -> PathBuf {
        if self.is_sandbox() { self.data_dir.join("sandbox") } else { self.data_dir.clone() }
    }
}
