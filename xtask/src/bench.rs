//! `cargo xtask bench`: builds the binaries as they are released, and runs the benchmark beside them.

use std::path::PathBuf;

use crate::workspace::{cargo, metadata, succeed};

/// What a benchmark starts, and the benchmark itself.
const PACKAGES: [&str; 4] = ["api", "bot", "scheduler", "bench"];

pub(crate) fn run(arguments: &[String]) -> anyhow::Result<()> {
    let mut build = cargo();
    build.args(["build", "--locked", "--release"]);
    for package in PACKAGES {
        build.args(["--package", package]);
    }
    succeed(&mut build)?;
    let target = metadata()?["target_directory"].as_str().map(PathBuf::from).unwrap_or_default();
    succeed(std::process::Command::new(target.join("release/bench")).args(arguments))
}
