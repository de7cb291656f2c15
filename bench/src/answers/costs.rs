//! What a run costs: seconds of a processor, of the bots, the API, Postgres, and of this process with its Telegram.

use anyhow::Context as _;
use sqlx::PgPool;

use crate::database;
use crate::figures::tell;
use crate::process::{Process, Stat};

#[derive(Debug, Clone, Copy)]
pub(super) struct Costs {
    bots: f64,
    api: f64,
    postgres: f64,
    here: f64,
}

/// All processes of Postgres, by their parent.
#[derive(Debug, Clone, Copy)]
pub(super) struct Postgres(u32);

impl Postgres {
    pub(super) async fn behind(db: &PgPool) -> anyhow::Result<Self> {
        let backend = database::backend(db).await?.try_into().context("a process has a positive number")?;
        Ok(Self(Stat::of(backend)?.parent))
    }

    fn seconds(self) -> anyhow::Result<f64> {
        let Stat { seconds, seconds_of_the_dead, .. } = Stat::of(self.0)?;
        let children: f64 = Stat::children(self.0)?.iter().map(|child| child.seconds).sum();
        Ok(seconds + seconds_of_the_dead + children)
    }
}

impl Costs {
    pub(super) fn of(bots: &[Process], api: &Process, postgres: Postgres) -> anyhow::Result<Self> {
        let bots: Vec<f64> = bots.iter().map(Process::processor_seconds).collect::<Result<_, _>>()?;
        Ok(Self {
            bots: bots.iter().sum(),
            api: api.processor_seconds()?,
            postgres: postgres.seconds()?,
            here: Stat::of(std::process::id())?.seconds,
        })
    }

    /// Tells what each of so many updates has cost since `before`.
    pub(super) fn tell_since(self, before: Self, updates: f64) {
        let each = |after: f64, before: f64| 1_000_000.0 * (after - before) / updates;
        let bots = each(self.bots, before.bots);
        let api = each(self.api, before.api);
        let postgres = each(self.postgres, before.postgres);
        let here = each(self.here, before.here);
        tell("processor time of an update, bots", bots, "µs");
        tell("processor time of an update, api", api, "µs");
        tell("processor time of an update, Postgres", postgres, "µs");
        tell("processor time of an update, people and Telegram", here, "µs");
        let product = bots + api + postgres;
        tell("updates a second that one processor could carry", 1_000_000.0 / product, "");
    }
}
