//! A small HTTP server beside a process that has none: metrics for Prometheus, and whether it is alive.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context as _;
use axum::Router;
use axum::routing::get;
use metrics_exporter_prometheus::PrometheusHandle;
use tokio_util::sync::CancellationToken;

/// Histograms are compacted this often, also when nobody scrapes.
const UPKEEP: Duration = Duration::from_secs(5);

/// `/metrics` in Prometheus' text format.
pub fn metrics_route<S: Clone + Send + Sync + 'static>(metrics: PrometheusHandle) -> Router<S> {
    Router::new().route("/metrics", get(move || std::future::ready(metrics.render())))
}

/// Compacts histograms until `stop`.
pub async fn upkeep(metrics: PrometheusHandle, stop: CancellationToken) {
    let mut ticks = tokio::time::interval(UPKEEP);
    while stop.run_until_cancelled(ticks.tick()).await.is_some() {
        metrics.run_upkeep();
    }
}

/// Serves `/metrics` and `/healthz` on `bind` until `stop`; without an address, only keeps metrics in order.
pub async fn serve(
    bind: Option<SocketAddr>,
    metrics: PrometheusHandle,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    tokio::spawn(upkeep(metrics.clone(), stop.clone()));
    let Some(bind) = bind else {
        stop.cancelled().await;
        return Ok(());
    };
    let app = metrics_route(metrics).route("/healthz", get(|| std::future::ready("ok")));
    let listener =
        tokio::net::TcpListener::bind(bind).await.with_context(|| format!("METRICS_BIND={bind}"))?;
    axum::serve(listener, app).with_graceful_shutdown(stop.cancelled_owned()).await.context("metrics server")
}
