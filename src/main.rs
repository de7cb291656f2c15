//! `habit-tracker`: the whole product in one process.

use std::process::ExitCode;

use clap::Parser as _;
use core_shared::runtime::{self, shutdown};
use habit_tracker::{House, Settings};

fn main() -> ExitCode {
    let settings = Settings::parse();
    runtime::with_telemetry("habit-tracker", &settings.telemetry.clone(), |telemetry| {
        let metrics = telemetry.metrics.clone();
        async move {
            let stop = shutdown::on_signal();
            let Some(house) = stop.run_until_cancelled(House::open(settings, metrics)).await else {
                return Ok(());
            };
            let house = house?;
            greet(&house);
            house.run(stop).await
        }
    })
}

/// What to do next, for the person at the terminal.
#[expect(clippy::print_stdout, reason = "this is the one thing that the program says to a person")]
fn greet(house: &House) {
    println!();
    match house.chat_page() {
        Some(page) => println!("  Chat with your bot:  {page}"),
        None => println!("  Your bot is running: find it in Telegram and press Start."),
    }
    println!("  REST API:            {api}/docs", api = house.api_url());
    println!("  API keys:            {}", house.keys_dir().display());
    println!("  Ctrl-C stops everything.");
    println!();
}
