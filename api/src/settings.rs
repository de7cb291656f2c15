//! How the API is configured: by environment variables, one struct.

use std::net::SocketAddr;

use clap::{Args, Parser};
use core_shared::runtime::optional::Optional;
use core_shared::runtime::telemetry::TelemetrySettings;
use secrecy::SecretString;

use crate::send_rate::SendRate;

#[derive(Debug, Clone, Parser)]
#[command(name = "api", about = "The REST API of the habit tracker", version)]
pub struct Settings {
    /// The database, such as <postgres://user:password@host/habits>
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: SecretString,

    /// The address that the API listens on
    #[arg(long, env = "API_BIND", default_value = "127.0.0.1:8080")]
    pub api_bind: SocketAddr,

    /// The address for /metrics and /healthz; empty serves /metrics on `API_BIND`
    #[arg(long, env = "METRICS_BIND", default_value = "")]
    pub metrics_bind: Optional<SocketAddr>,

    /// Messages a second that all schedulers together send to Telegram
    #[arg(long, env = "TELEGRAM_RATE", default_value = SendRate::DEFAULT)]
    pub telegram_rate: SendRate,

    /// Minutes after which a reminder that could not be sent comes as part of one "you were asked for"
    #[arg(long, env = "LATE_AFTER_MINUTES", default_value_t = 120, value_parser = clap::value_parser!(u16).range(1..=1440))]
    pub late_after_minutes: u16,

    #[command(flatten)]
    pub keys: Keys,

    #[command(flatten)]
    pub telemetry: TelemetrySettings,
}

/// The service keys that callers show; an empty one lets nobody in.
#[derive(Debug, Clone, Args)]
pub struct Keys {
    /// The key of the bot: speaks for every user
    #[arg(long, env = "BOT_API_KEY", hide_env_values = true, default_value = "", hide_default_value = true)]
    pub bot_api_key: SecretString,

    /// The key of schedulers: plans, claims and reports
    #[arg(
        long,
        env = "SCHEDULER_API_KEY",
        hide_env_values = true,
        default_value = "",
        hide_default_value = true
    )]
    pub scheduler_api_key: SecretString,

    /// The key of the operator: may do everything
    #[arg(
        long,
        env = "ADMIN_API_KEY",
        hide_env_values = true,
        default_value = "",
        hide_default_value = true
    )]
    pub admin_api_key: SecretString,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_rate_is_refused_by_the_name_of_its_variable() {
        for bad in ["0", "1001", "fast", ""] {
            let arguments = ["api", "--database-url=x", &format!("--telegram-rate={bad}")];
            let refusal = Settings::try_parse_from(arguments).expect_err("a bad value").to_string();
            assert!(refusal.contains("<TELEGRAM_RATE>"), "{refusal}");
        }
    }
}
