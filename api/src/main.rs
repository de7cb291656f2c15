//! `api`: the REST API as a process of its own.

use std::process::ExitCode;

use core_shared::clock::SystemClock;

fn main() -> ExitCode {
    api::start(SystemClock::shared())
}
