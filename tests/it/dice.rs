//! What stories of chance have in common: how long they are told, and by which dice.

use std::env;

/// Whether the big version is told, which takes minutes: `cargo xtask chaos` asks for it.
pub(crate) fn is_full() -> bool {
    env::var("CHAOS").is_ok_and(|size| size == "full")
}

/// What decides when something happens and to whom: printed, so that it can be given again as `CHAOS_SEED`.
pub(crate) fn seed() -> u64 {
    match env::var("CHAOS_SEED") {
        Ok(seed) => seed.parse().expect("CHAOS_SEED is a number"),
        Err(_) => rand::random(),
    }
}
