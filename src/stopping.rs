//! Services that run side by side, and how they end: together, each with a little time to finish.

use std::time::Duration;

use anyhow::{Context as _, anyhow};
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

/// What one group of services gets to finish what it has begun; the whole house ends within 5 seconds.
const GRACE: Duration = Duration::from_secs(2);

#[derive(Default)]
pub(crate) struct Rooms {
    running: JoinSet<(&'static str, anyhow::Result<()>)>,
    ended: Vec<&'static str>,
}

impl Rooms {
    /// Starts a service.
    pub(crate) fn open(
        &mut self,
        name: &'static str,
        service: impl Future<Output = anyhow::Result<()>> + Send + 'static,
    ) {
        self.running.spawn(async move { (name, service.await) });
    }

    /// Waits for `stop`, or for the first service that ends without being asked to.
    pub(crate) async fn first_end(&mut self, stop: &CancellationToken) -> anyhow::Result<()> {
        let Some(ended) = stop.run_until_cancelled(self.running.join_next()).await else { return Ok(()) };
        let (name, result) = ended.context("nothing was started")?.context("a service panicked")?;
        self.ended.push(name);
        result.with_context(|| name.to_owned())?;
        Err(anyhow!("{name} ended without being asked to"))
    }

    /// Waits for the named services to end, at most for their grace.
    pub(crate) async fn close(&mut self, names: &[&'static str]) {
        let all_ended = async {
            while names.iter().any(|name| !self.ended.contains(name)) {
                match self.running.join_next().await {
                    Some(Ok((name, Ok(())))) => self.ended.push(name),
                    Some(Ok((name, Err(error)))) => {
                        tracing::error!("{name}: {error:#}");
                        self.ended.push(name);
                    }
                    Some(Err(panic)) => tracing::error!("a service panicked: {panic}"),
                    None => break,
                }
            }
        };
        if timeout(GRACE, all_ended).await.is_err() {
            tracing::warn!(?names, "did not end in time");
        }
    }
}
