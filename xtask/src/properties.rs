//! `cargo xtask properties`: what the tests try on a few hundred cases, on very many. Takes about ten minutes.

use crate::steps::Steps;
use crate::workspace::{cargo, succeed};

/// Generated histories for each property.
const CASES: &str = "100000";

pub(crate) async fn run() -> anyhow::Result<()> {
    let mut steps = Steps::default();
    steps.run("rules", async { rules() }).await;
    steps.run("every change of every zone", async { changes() }).await;
    steps.finish()
}

fn rules() -> anyhow::Result<()> {
    let test = ["test", "--release", "--package", "core-shared", "--test", "it", "--", "rules", "travels"];
    succeed(cargo().args(test).env("PROPTEST_CASES", CASES))
}

fn changes() -> anyhow::Result<()> {
    let test = ["test", "--package", "api", "--test", "it", "--", "the_planner_and_the_domain_agree"];
    succeed(cargo().args(test).env("EVERY_CHANGE", "1"))
}
