//! `scheduler`: the alarm clock and postman as a process of its own.

use std::process::ExitCode;

fn main() -> ExitCode {
    scheduler::start()
}
