//! The bot on the clock of a sandbox, for tests of the whole product in separate processes.

use std::process::ExitCode;
use std::sync::Arc;

use core_shared::clock::FollowedClock;

fn main() -> ExitCode {
    bot::start(Arc::new(FollowedClock::from_environment()))
}
