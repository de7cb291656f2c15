//! `cargo xtask chaos`: the stories of `tests/it/chaos.rs` with ten thousand people and a hundred kills. Takes about
//! a quarter of an hour.

use crate::suite;

/// One story after the other, and what each counted.
const TESTS: [&str; 8] =
    ["-p", "habit-tracker", "--test", "it", "--", "chaos::", "--nocapture", "--test-threads=1"];

/// Runs all of them, by the dice of `seed` if there is one. Each story prints the seed that it was told with.
pub(crate) async fn run(seed: Option<u64>) -> anyhow::Result<()> {
    let mut variables = vec![("CHAOS", "full".to_owned())];
    variables.extend(seed.map(|seed| ("CHAOS_SEED", seed.to_string())));
    suite::run_with(&TESTS.map(str::to_owned), &variables).await
}
