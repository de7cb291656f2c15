//! `cargo xtask ci`: what has to be green before anything is merged, in one command.

use crate::steps::Steps;
use crate::workspace::{cargo, succeed};
use crate::{lint, suite};

pub(crate) async fn run() -> anyhow::Result<()> {
    let mut steps = Steps::default();
    steps.run("lint", lint::run()).await;
    steps.run("test", suite::run(&[])).await;
    steps.run("smoke", async { smoke() }).await;
    steps.finish()
}

/// The first command that somebody who has just cloned the repository tries.
fn smoke() -> anyhow::Result<()> {
    succeed(cargo().args(["run", "--locked", "--", "--help"]))
}
