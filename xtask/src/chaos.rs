//! `cargo xtask chaos`: the stories of chance at their full length. Ten thousand people are reminded while everything
//! is killed a hundred times, people press twenty thousand buttons at random, and bots are killed in the
//! middle of two hundred steps of dialogs. Takes about half an hour.

use crate::suite;

/// One story after the other, and what each counted.
const TESTS: [&str; 7] = ["-p", "habit-tracker", "--test", "it", "--", "--nocapture", "--test-threads=1"];

const STORIES: [&str; 3] = ["chaos::", "crawler::", "crashes::"];

/// Runs all of them, or those whose names contain one of `stories`, by the dice of `seed` if there is one. Each story prints
/// the seed that it was told with.
pub(crate) async fn run(seed: Option<u64>, stories: &[String]) -> anyhow::Result<()> {
    let mut variables = vec![("CHAOS", "full".to_owned())];
    variables.extend(seed.map(|seed| ("CHAOS_SEED", seed.to_string())));
    let stories = if stories.is_empty() { STORIES.map(str::to_owned).to_vec() } else { stories.to_vec() };
    let arguments: Vec<String> = TESTS.map(str::to_owned).into_iter().chain(stories).collect();
    suite::run_with(&arguments, &variables).await
}
