//! `migrate`: brings a database to the newest schema, or back.

use clap::{Parser, Subcommand};
use core_shared::runtime::telemetry::{self, TelemetrySettings};
use migrations::Direction;
use secrecy::{ExposeSecret, SecretString};

#[derive(Debug, Parser)]
#[command(about, version)]
struct Settings {
    /// The database, such as <postgres://user:password@host/habits>
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    database_url: SecretString,

    #[command(flatten)]
    telemetry: TelemetrySettings,

    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Clone, Copy, Subcommand)]
enum Command {
    /// Run every step that is missing (the default)
    Up,
    /// Undo the newest steps
    Down {
        /// How many
        #[arg(default_value_t = 1)]
        steps: u32,
    },
}

fn main() -> anyhow::Result<()> {
    let settings = Settings::parse();
    let _telemetry = telemetry::start("migrate", &settings.telemetry)?;
    let direction = match settings.command.unwrap_or(Command::Up) {
        Command::Up => Direction::Up,
        Command::Down { steps } => Direction::Down { steps },
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(migrations::run(settings.database_url.expose_secret(), direction))
}
