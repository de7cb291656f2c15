//! How the API is configured: by environment variables, one struct.

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use clap::{Args, Parser, Subcommand};
use core_shared::public_address::PrivateNetworks;
use core_shared::runtime::optional::Optional;
use core_shared::runtime::telemetry::TelemetrySettings;
use secrecy::SecretString;

use crate::call_hosts::CallHosts;
use crate::commands::KeysCommand;
use crate::cors_origins::CorsOrigins;
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

    #[command(flatten)]
    pub reminders: ReminderSettings,

    #[command(flatten)]
    pub keys: Keys,

    #[command(flatten)]
    pub rates: RateSettings,

    /// The token of the bot; the launches of its Mini Apps open sessions
    #[arg(
        long,
        env = "TELEGRAM_BOT_TOKEN",
        hide_env_values = true,
        default_value = "",
        hide_default_value = true
    )]
    pub telegram_bot_token: SecretString,

    /// The id of the bot, for an API that shall not have its token
    #[arg(long, env = "TELEGRAM_BOT_ID", default_value = "")]
    pub telegram_bot_id: Optional<i64>,

    #[command(flatten)]
    pub launches: LaunchSettings,

    #[command(flatten)]
    pub calls: CallSettings,

    #[command(flatten)]
    pub quotas: Quotas,

    #[command(flatten)]
    pub limits: Limits,

    /// Web pages that may call the API, such as `https://app.example.org`; `*` for all, empty for none
    #[arg(long, env = "CORS_ORIGINS", default_value = "")]
    pub cors_origins: CorsOrigins,

    #[command(flatten)]
    pub telemetry: TelemetrySettings,

    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What to do instead of serving.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum Command {
    /// Make, list, exchange and take back the keys of services
    #[command(subcommand)]
    Keys(KeysCommand),
}

/// How reminders leave.
#[derive(Debug, Clone, Copy, Args)]
pub struct ReminderSettings {
    /// Messages a second that all schedulers together send to Telegram
    #[arg(long, env = "TELEGRAM_RATE", default_value = SendRate::DEFAULT)]
    pub telegram_rate: SendRate,

    /// Minutes after which a reminder that could not be sent comes as part of one "you were asked for"
    #[arg(long, env = "LATE_AFTER_MINUTES", default_value_t = 120, value_parser = clap::value_parser!(u16).range(1..=1440))]
    pub late_after_minutes: u16,
}

/// How much the API takes on at once, and how long it waits for whom ([`Patience`]).
#[derive(Debug, Clone, Copy, Args)]
pub struct Limits {
    /// Connections that may be open at once; one more is closed again as soon as it is made
    #[arg(long, env = "MAX_CONNECTIONS", default_value_t = 20_000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub max_connections: u32,

    /// Requests that are worked on at once; one more is told to come back
    #[arg(long, env = "MAX_CONCURRENT_REQUESTS", default_value_t = 1024, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub max_concurrent_requests: u32,

    /// Bytes of all bodies that are under way or being worked on.
    #[arg(skip = 64 * 1024 * 1024_u32)]
    pub max_bytes_of_bodies: u32,

    #[arg(skip)]
    pub patience: Patience,
}

/// How long the API waits for its callers, and for itself.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// For the head of the next request, from the moment a connection is made or its last answer is written. So it also
    /// ends connections that nobody uses; clients let go of theirs earlier.
    pub head: Duration,
    /// For a whole body. One of 1 MiB takes less on any line that is worth having.
    pub body: Duration,
    /// For a caller that takes nothing of its answer.
    pub write: Duration,
    /// For the work of a request. Callers have given up by then.
    pub request: Duration,
    /// For work that has piled up: what hours of downtime have left. Clients wait two minutes.
    pub long_request: Duration,
    /// For requests under way when the process is to stop; a container is killed after ten seconds.
    pub stop: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(30),
            body: Duration::from_secs(10),
            write: Duration::from_secs(10),
            request: Duration::from_secs(30),
            long_request: Duration::from_secs(150),
            stop: Duration::from_secs(8),
        }
    }
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

    /// The key of services that queue tasks
    #[arg(
        long,
        env = "TASKS_API_KEY",
        hide_env_values = true,
        default_value = "",
        hide_default_value = true
    )]
    pub tasks_api_key: SecretString,

    /// The key that reads /metrics on `API_BIND`; empty leaves them open
    #[arg(
        long,
        env = "METRICS_API_KEY",
        hide_env_values = true,
        default_value = "",
        hide_default_value = true
    )]
    pub metrics_api_key: SecretString,

    /// Hashes of keys and tokens are made with it; with another one, none of those made before is taken
    #[arg(
        long,
        env = "CREDENTIALS_KEY",
        hide_env_values = true,
        default_value = "",
        hide_default_value = true
    )]
    pub credentials_key: SecretString,
}

/// How often callers may call.
#[derive(Debug, Clone, Copy, Args)]
pub struct RateSettings {
    /// Requests a second of each service key
    #[arg(long, env = "KEY_REQUESTS_PER_SECOND", default_value = "20000")]
    pub key_requests_per_second: NonZeroU32,

    /// Requests a minute of each user with tokens and sessions
    #[arg(long, env = "USER_REQUESTS_PER_MINUTE", default_value = "600")]
    pub user_requests_per_minute: NonZeroU32,
}

/// Which launches of Mini Apps open sessions.
#[derive(Debug, Clone, Args)]
pub struct LaunchSettings {
    /// The key with which Telegram signs launches, in hexadecimal; its test servers have another one
    #[arg(
        long,
        env = "TELEGRAM_PUBLIC_KEY",
        default_value = "e7bf03a2fa4602af4580703d88dda5bb59f32ed8b02a56c187fe7d34caed242d"
    )]
    pub telegram_public_key: String,

    /// Seconds after which a launch opens no session any more
    #[arg(long, env = "LAUNCH_MAX_AGE_SECONDS", default_value_t = 3600, value_parser = clap::value_parser!(u32).range(1..=86_400))]
    pub launch_max_age_seconds: u32,
}

/// Where the calls of tasks may go, and how they are signed.
#[derive(Debug, Clone, Args)]
pub struct CallSettings {
    /// The key that calls are signed with; empty takes no calls
    #[arg(
        long,
        env = "TASK_SIGNING_KEY",
        hide_env_values = true,
        default_value = "",
        hide_default_value = true
    )]
    pub task_signing_key: SecretString,

    /// Hosts that may be called, such as `hooks.example.org,*.example.com`; empty allows none
    #[arg(long, env = "TASK_HOSTS", default_value = "")]
    pub task_hosts: CallHosts,

    /// Networks that may be called although they are private, such as `10.0.0.0/8,fd00::/8`
    #[arg(long, env = "TASK_PRIVATE_NETWORKS", default_value = "")]
    pub task_private_networks: PrivateNetworks,
}

/// How much one user can have.
#[derive(Debug, Clone, Copy, Args)]
pub struct Quotas {
    /// Habits of one user, archived ones included
    #[arg(long, env = "MAX_HABITS_PER_USER", default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub max_habits_per_user: u32,

    /// Reminders of one user, over all habits
    #[arg(long, env = "MAX_REMINDERS_PER_USER", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub max_reminders_per_user: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_limits_origins_hosts_and_networks_are_refused_by_the_names_of_their_variables() {
        for (option, variable) in [
            ("--max-connections=0", "<MAX_CONNECTIONS>"),
            ("--max-concurrent-requests=many", "<MAX_CONCURRENT_REQUESTS>"),
            ("--cors-origins=https://example.org/", "<CORS_ORIGINS>"),
            ("--task-hosts=https://example.org/", "<TASK_HOSTS>"),
            ("--task-private-networks=10.0.0.1/99", "<TASK_PRIVATE_NETWORKS>"),
        ] {
            let arguments = ["api", "--database-url=x", option];
            let refusal = Settings::try_parse_from(arguments).expect_err("a bad value").to_string();
            assert!(refusal.contains(variable), "{refusal}");
        }
    }

    #[test]
    fn bad_quotas_are_refused_by_the_names_of_their_variables() {
        for (option, variable) in [
            ("--max-habits-per-user=0", "<MAX_HABITS_PER_USER>"),
            ("--max-reminders-per-user=10001", "<MAX_REMINDERS_PER_USER>"),
        ] {
            let arguments = ["api", "--database-url=x", option];
            let refusal = Settings::try_parse_from(arguments).expect_err("a bad value").to_string();
            assert!(refusal.contains(variable), "{refusal}");
        }
    }

    #[test]
    fn a_bad_rate_is_refused_by_the_name_of_its_variable() {
        for bad in ["0", "1001", "fast", ""] {
            let arguments = ["api", "--database-url=x", &format!("--telegram-rate={bad}")];
            let refusal = Settings::try_parse_from(arguments).expect_err("a bad value").to_string();
            assert!(refusal.contains("<TELEGRAM_RATE>"), "{refusal}");
        }
    }
}
