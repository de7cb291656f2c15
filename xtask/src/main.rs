//! Developer commands, called as `cargo xtask <command>`. They need nothing installed but the Rust toolchain and
//! whatever `embedded-postgres` needs.
#![expect(clippy::print_stdout, reason = "a developer command talks to its terminal")]

mod bench;
mod chaos;
mod ci;
mod database;
mod fuzz;
mod layers;
mod lint;
mod prepare;
mod properties;
mod schema;
mod steps;
mod suite;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Debug, Parser)]
#[command(name = "cargo xtask", about = "Developer commands of the habit tracker")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run every test, against a Postgres that is started for it
    Test {
        /// Passed on to `cargo test`: `cargo xtask test -- -p api streak`
        #[arg(last = true)]
        arguments: Vec<String>,
    },
    /// Try what holds for every history on 100,000 of them each, and the planner at every change of every zone
    Properties,
    /// Kill everything again and again while ten thousand reminders go out, people press 20,000 buttons at random, and
    /// dialogs are in the middle
    Chaos {
        /// By the dice of an earlier run
        #[arg(long, env = "CHAOS_SEED")]
        seed: Option<u64>,
        /// Only stories whose names contain one of these: `cargo xtask chaos crawler`
        stories: Vec<String>,
    },
    /// Send generated requests to the running API, and hold its answers to its OpenAPI document
    Fuzz {
        /// As `cargo xtask ci` does: about 1,500 cases instead of 20,000
        #[arg(long)]
        short: bool,
        /// Sends what an earlier run has sent
        #[arg(long)]
        seed: Option<u32>,
        /// Passed on to schemathesis: `cargo xtask fuzz -- --include-operation-id create_habit`
        #[arg(last = true)]
        arguments: Vec<String>,
    },
    /// Measure reminders and answers: build the release binaries and run `bench` beside them
    Bench {
        /// Passed on: `cargo xtask bench burst --rate 30`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Formatting, clippy, documentation, layers, offline query data
    Lint,
    /// Check who knows whom, where SQL and the clock are, and the other rules that no compiler knows
    Layers,
    /// Renew the data that the checked SQL macros compile against
    Prepare {
        /// Only say whether it is up to date
        #[arg(long)]
        check: bool,
    },
    /// Write `migrations/schema.sql`, the schema after every migration
    Schema {
        /// Only say whether it is up to date
        #[arg(long)]
        check: bool,
    },
    /// What the continuous integration runs: lint, test, and the commands of the README
    Ci,
}

/// Whether a generated file is written or compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Write,
    Check,
}

impl Mode {
    fn of(check: bool) -> Self {
        if check { Self::Check } else { Self::Write }
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Test { arguments } => suite::run(&arguments).await,
        Command::Properties => properties::run().await,
        Command::Chaos { seed, stories } => chaos::run(seed, &stories).await,
        Command::Fuzz { short, seed, arguments } => {
            fuzz::run(fuzz::Extent::of(short), seed, &arguments).await
        }
        Command::Bench { arguments } => bench::run(&arguments),
        Command::Lint => lint::run().await,
        Command::Layers => layers::run(),
        Command::Prepare { check } => prepare::run(Mode::of(check)).await,
        Command::Schema { check } => schema::run(Mode::of(check)).await,
        Command::Ci => ci::run().await,
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("\nfailed: {error:#}");
            ExitCode::FAILURE
        }
    }
}
