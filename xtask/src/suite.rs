//! `cargo xtask test`: one throw-away cluster for all test processes, the binaries that the process stories start,
//! and then plain `cargo test`.

use std::time::Instant;

use embedded_postgres::testing::URL_VARIABLE;

use crate::database;
use crate::workspace::{cargo, succeed};

/// The binaries that a story runs as separate processes, with the movable clock of the sandbox.
const STORY_PACKAGES: [&str; 4] = ["api", "bot", "scheduler", "migrations"];
const STORY_FEATURES: &str = "api/sandbox,bot/sandbox";

pub(crate) async fn run(arguments: &[String]) -> anyhow::Result<()> {
    run_with(arguments, &[]).await
}

/// The same with more variables in the environment of the tests.
pub(crate) async fn run_with(arguments: &[String], variables: &[(&str, String)]) -> anyhow::Result<()> {
    let start = Instant::now();
    build_story_binaries()?;
    let outcome =
        database::with_cluster(async |server| test(&server.url("postgres"), arguments, variables)).await;
    println!("\ntests took {:.0} s", start.elapsed().as_secs_f64());
    outcome
}

/// Builds what a story runs as processes.
pub(crate) fn build_story_binaries() -> anyhow::Result<()> {
    let mut build = cargo();
    build.args(["build", "--locked", "--features", STORY_FEATURES]);
    for package in STORY_PACKAGES {
        build.args(["--package", package]);
    }
    succeed(&mut build)
}

fn test(cluster_url: &str, arguments: &[String], variables: &[(&str, String)]) -> anyhow::Result<()> {
    let mut test = cargo();
    test.args(["test", "--locked", "--no-fail-fast"]);
    if !chooses_packages(arguments) {
        test.arg("--workspace");
    }
    test.args(arguments).env(URL_VARIABLE, cluster_url);
    succeed(test.envs(variables.iter().map(|(name, value)| (name, value))))
}

fn chooses_packages(arguments: &[String]) -> bool {
    arguments.iter().any(|argument| argument.starts_with("-p") || argument.starts_with("--package"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn naming_a_package_leaves_the_others_out() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert!(chooses_packages(&words("-p api streak")));
        assert!(chooses_packages(&words("--package=api")));
        assert!(!chooses_packages(&words("streak")));
    }
}
