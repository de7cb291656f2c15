//! Cron as an alarm bell and nothing else: it rings every second in UTC, and knows nothing of what is due.

use anyhow::Context as _;
use tokio_cron_scheduler::{Job, JobScheduler};

use crate::bell::Bell;

/// With seconds as the first field. Never a repeated job: those can stop for ever once they are late.
const EVERY_SECOND: &str = "* * * * * *";

/// Rings `bells` until the returned scheduler is shut down.
pub(crate) async fn ring_every_second<const N: usize>(bells: [Bell; N]) -> anyhow::Result<JobScheduler> {
    let cron = JobScheduler::new().await.context("cron")?;
    let job = Job::new_async(EVERY_SECOND, move |_, _| {
        // The library starts a run whether or not the last one is over, so a run does nothing but ring.
        bells.iter().for_each(Bell::ring);
        Box::pin(std::future::ready(()))
    });
    cron.add(job.context("cron job")?).await.context("cron job")?;
    cron.start().await.context("cron")?;
    Ok(cron)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn cron_rings_again_and_again() {
        let bell = Bell::new();
        let mut rings = bell.subscribe();
        let mut cron = ring_every_second([bell]).await.unwrap();
        rings.changed().await.unwrap();
        rings.changed().await.unwrap();
        cron.shutdown().await.unwrap();
    }
}
