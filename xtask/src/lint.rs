//! `cargo xtask lint`: everything that is checked without running the product.

use crate::steps::Steps;
use crate::workspace::{cargo, succeed};
use crate::{Mode, layers, prepare};

pub(crate) async fn run() -> anyhow::Result<()> {
    let mut steps = Steps::default();
    steps.run("format", async { succeed(cargo().args(["fmt", "--all", "--check"])) }).await;
    steps.run("clippy", async { clippy() }).await;
    steps.run("documentation", async { documentation() }).await;
    steps.run("layers", async { layers::run() }).await;
    steps.run("offline query data", prepare::run(Mode::Check)).await;
    steps.finish()
}

fn clippy() -> anyhow::Result<()> {
    let arguments = ["clippy", "--locked", "--workspace", "--all-targets", "--all-features"];
    succeed(cargo().args(arguments).args(["--", "-D", "warnings"]))
}

fn documentation() -> anyhow::Result<()> {
    let arguments = ["doc", "--locked", "--workspace", "--no-deps", "--document-private-items"];
    succeed(cargo().args(arguments).env("RUSTDOCFLAGS", "-Dwarnings"))
}
