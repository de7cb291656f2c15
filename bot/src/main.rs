//! `bot`: the Telegram front end as a process of its own.

use std::process::ExitCode;

use core_shared::clock::SystemClock;

fn main() -> ExitCode {
    bot::start(SystemClock::shared())
}
