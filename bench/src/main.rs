//! `bench`: how fast reminders and answers are, and how many. Runs the release binaries as an operator would, and prints each
//! figure beside its goal or beside a yardstick of the same run, because absolute times depend on the machine.
#![expect(clippy::print_stdout, reason = "a benchmark talks to its terminal")]

mod answers;
mod burst;
mod caller;
mod crowd;
mod database;
mod figures;
mod habit;
mod midnight;
mod process;
mod product;
mod stage;
mod tick;
mod zones;

use clap::{Parser, Subcommand};

#[derive(Debug, Parser)]
#[command(name = "bench", about = "How fast reminders and answers are, and how many")]
struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Reminders of many people, due in the same minute, against a Telegram that enforces its limits
    Burst(burst::Burst),
    /// How soon people are answered, and how many at once, with any number of bots
    Answers(answers::Answers),
    /// Planning: an ordinary minute, the busiest one, and what two hours of absence have left
    Tick(tick::Tick),
    /// The end of the day of the largest zone: when nothing is to happen, and when something is for everybody
    Midnight(midnight::Midnight),
    /// Thousands of connections, half of them dead or slow; then more requests than can be worked on
    Crowd(crowd::Crowd),
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    core_shared::runtime::install_tls();
    match arguments.what {
        What::Burst(burst) => Box::pin(burst.run()).await,
        What::Answers(answers) => Box::pin(answers.run()).await,
        What::Tick(tick) => Box::pin(tick.run()).await,
        What::Midnight(midnight) => Box::pin(midnight.run()).await,
        What::Crowd(crowd) => Box::pin(crowd.run()).await,
    }
}
