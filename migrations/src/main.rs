//! `migrate`: brings a database to the newest schema, or back.

use std::process::ExitCode;

use anyhow::Context as _;
use clap::{Parser, Subcommand};
use core_shared::runtime::{self, telemetry::TelemetrySettings};
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

fn main() -> ExitCode {
    let settings = Settings::parse();
    runtime::with_telemetry("migrate", &settings.telemetry, |_| {
        let direction = match settings.command.unwrap_or(Command::Up) {
            Command::Up => Direction::Up,
            Command::Down { steps } => Direction::Down { steps },
        };
        let url = settings.database_url.expose_secret();
        async move { migrations::run(url, direction).await.context("DATABASE_URL") }
    })
}
