//! What waits to be sent, as metrics: sampled now and then, so that nobody who looks at them costs the database anything.

use std::time::Duration;

use metrics::gauge;
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

use crate::repositories::deliveries::{self, Backlog};
use crate::state::AppState;

/// As often as metrics are usually collected.
const SAMPLED_EVERY: Duration = Duration::from_secs(15);

/// Samples until `stop`. A sample that fails is left out: the requests that fail beside it say why.
pub(crate) async fn sample(state: AppState, stop: CancellationToken) {
    let mut ticks = interval(SAMPLED_EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let sampling = async {
        loop {
            ticks.tick().await;
            match deliveries::backlog(&state.queue, state.clock.now()).await {
                Ok(backlog) => show(&backlog),
                Err(error) => tracing::warn!(%error, "the backlog of deliveries is not known"),
            }
        }
    };
    stop.run_until_cancelled(sampling).await;
}

fn show(backlog: &Backlog) {
    let Backlog { ready, later, rejected, oldest_seconds } = *backlog;
    for (state, count) in [("ready", ready), ("later", later), ("rejected", rejected)] {
        gauge!("api_deliveries_waiting", "state" => state)
            .set(f64::from(u32::try_from(count).unwrap_or(u32::MAX)));
    }
    gauge!("api_deliveries_oldest_seconds").set(oldest_seconds);
}
