//! The bot, with the time of the machine.

use core_shared::clock::SystemClock;

fn main() -> anyhow::Result<()> {
    bot::start(SystemClock::shared())
}
