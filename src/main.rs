//! `habit-tracker`: the whole product in one process.

use std::process::ExitCode;

use clap::Parser as _;
use core_shared::contract::verification::VerificationBody;
use core_shared::runtime::{self, shutdown};
use habit_tracker::{Command, House, Settings};

fn main() -> ExitCode {
    let settings = Settings::parse();
    let command = settings.command.clone();
    runtime::with_telemetry("habit-tracker", &settings.telemetry.clone(), |telemetry| {
        let metrics = telemetry.metrics.clone();
        async move {
            let stop = shutdown::on_signal();
            let Some(house) = stop.run_until_cancelled(House::open(settings, metrics)).await else {
                return Ok(());
            };
            let house = house?;
            match command {
                None => {
                    greet(&house);
                    house.run(stop).await
                }
                Some(Command::VerifyProgress) => report(&house.verify_progress().await?),
                Some(Command::Keys(command)) => {
                    say(&house.manage_keys(command).await?);
                    Ok(())
                }
            }
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

#[expect(clippy::print_stdout, reason = "this is what the command was run for")]
fn say(text: &str) {
    print!("{text}");
}

/// What the verification found. Numbers that were wrong make it fail, also though they are right now.
#[expect(clippy::print_stdout, reason = "this is what the command was run for")]
fn report(found: &VerificationBody) -> anyhow::Result<()> {
    println!("{} habits, {} repaired, {} unreadable", found.habits, found.repaired, found.unreadable);
    for mismatch in &found.mismatches {
        println!(
            "user {} habit {}: {:?} should be {:?}",
            mismatch.user, mismatch.habit, mismatch.cached, mismatch.rebuilt
        );
    }
    anyhow::ensure!(found.repaired + found.unreadable == 0, "some numbers were wrong");
    Ok(())
}
