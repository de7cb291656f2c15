//! `cargo xtask fuzz`: thousands of generated requests against the running API, by its own OpenAPI document: whatever
//! is sent, the answer is one that the document promises. The generator is schemathesis.

mod api_process;
mod generator;

use std::hash::{BuildHasher as _, Hasher as _, RandomState};

use crate::{database, suite};

use self::api_process::ApiProcess;
use self::generator::Generator;

/// How much is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// Part of what has to be green before anything is merged: a minute or two.
    Short,
    /// Before the surface of the API is touched, and after.
    Full,
}

impl Extent {
    pub(crate) fn of(is_short: bool) -> Self {
        if is_short { Self::Short } else { Self::Full }
    }

    /// Generated cases of one operation in each of the two phases that generate.
    fn cases_of_an_operation(self) -> u32 {
        match self {
            Self::Short => 5,
            Self::Full => 350,
        }
    }

    /// Fewer than these, and a run has not tried what it says.
    fn fewest_cases(self) -> u64 {
        match self {
            Self::Short => 1_500,
            Self::Full => 20_000,
        }
    }

    /// A run that takes longer hangs.
    fn most_seconds(self) -> u32 {
        match self {
            Self::Short => 300,
            Self::Full => 45 * 60,
        }
    }
}

/// What every merge is tried with: dice that fall anew each time would make green a matter of luck.
pub(crate) const SEED_OF_CI: u32 = 1;

/// Tries requests by the dice of `seed`. `arguments` go on to schemathesis, and with them anything may be left out.
pub(crate) async fn run(extent: Extent, seed: Option<u32>, arguments: &[String]) -> anyhow::Result<()> {
    let seed = seed.unwrap_or_else(dice);
    suite::build_story_binaries()?;
    let generator = Generator::prepare()?;
    database::with_cluster(async |server| {
        let api = ApiProcess::start(&database::migrated(server).await?)?;
        println!("seed {seed}; the log of the API is {}", api.log().display());
        let count = generator.run(&api, extent, seed, arguments)?;
        let is_whole = arguments.is_empty();
        anyhow::ensure!(
            !is_whole || count >= extent.fewest_cases(),
            "that is fewer than {}",
            extent.fewest_cases()
        );
        Ok(())
    })
    .await
}

/// A number that is another one each time.
fn dice() -> u32 {
    let bits = RandomState::new().build_hasher().finish().to_le_bytes();
    u32::from_le_bytes([bits[0], bits[1], bits[2], bits[3]])
}
