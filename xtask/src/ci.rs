//! `cargo xtask ci`: what has to be green before anything is merged, in one command.

use crate::fuzz::{Extent, SEED_OF_CI};
use crate::steps::Steps;
use crate::workspace::{cargo, succeed};
use crate::{fuzz, lint, suite};

pub(crate) async fn run() -> anyhow::Result<()> {
    let mut steps = Steps::default();
    steps.run("lint", lint::run()).await;
    steps.run("test", suite::run(&[])).await;
    steps.run("fuzz", fuzz::run(Extent::Short, Some(SEED_OF_CI), &[])).await;
    steps.run("smoke", async { smoke() }).await;
    steps.finish()
}

/// The first command that somebody who has just cloned the repository tries.
fn smoke() -> anyhow::Result<()> {
    succeed(cargo().args(["run", "--locked", "--", "--help"]))
}
