//! The end of a pipeline: what was started is finished, and what takes too long is left to its leases.

use std::time::Duration;

use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

/// After this the rest is left to its leases.
const STOP_WITHIN: Duration = Duration::from_secs(4);

/// Does `work`, which ends some time after `stop`, but not for much longer than that. `things` are what is left over.
pub(crate) async fn finish(work: impl Future, stop: &CancellationToken, things: &'static str) {
    let too_late = async {
        stop.cancelled().await;
        sleep(STOP_WITHIN).await;
    };
    tokio::select! {
        _ = work => {}
        () = too_late => tracing::warn!("stopped in the middle: some {things} are left to their leases"),
    }
}
