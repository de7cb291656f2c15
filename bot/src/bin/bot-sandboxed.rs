//! The bot beside a sandbox: it follows the clock that the sandbox moves.

use std::sync::Arc;

use anyhow::Context as _;
use core_shared::clock::FollowedClock;

fn main() -> anyhow::Result<()> {
    let offset_file = std::env::var_os("SANDBOX_CLOCK_FILE")
        .context("SANDBOX_CLOCK_FILE is not set; it names the file in which the sandbox keeps its clock")?;
    bot::start(Arc::new(FollowedClock::new(offset_file)))
}
