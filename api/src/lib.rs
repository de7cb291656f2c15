//! The only owner of the data: routes translate HTTP, services decide, repositories are one statement each.

mod arrival;
mod auth;
mod backlog;
mod call_hosts;
mod caller;
mod commands;
mod cors_origins;
mod credentials;
mod error;
mod etag;
mod extract;
mod gate;
mod keyring;
mod last_uses;
mod mini_app;
mod rate_limits;
mod repositories;
mod request_id;
mod routes;
mod send_rate;
mod server;
mod services;
mod settings;
mod signature;
mod state;

use std::net::SocketAddr;
use std::process::ExitCode;

use anyhow::Context as _;
use axum::Router;
use clap::Parser as _;
use core_shared::clock::SharedClock;
use core_shared::contract::verification::VerificationBody;
use core_shared::runtime::{self, metrics_server, shutdown};
use metrics_exporter_prometheus::PrometheusHandle;
use secrecy::ExposeSecret as _;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

pub use commands::{KeysCommand, manage_keys};
pub use cors_origins::CorsOrigins;
pub use routes::openapi;
pub use send_rate::SendRate;
pub use settings::{
    CallSettings, Command, Keys, LaunchSettings, Limits, Patience, Quotas, RateSettings, ReminderSettings,
    Settings,
};
pub use state::AppState;

/// The whole process: settings from the environment, then the API until a signal ends it.
pub fn start(clock: SharedClock) -> ExitCode {
    let settings = Settings::parse();
    runtime::with_telemetry("api", &settings.telemetry.clone(), |telemetry| {
        let metrics = telemetry.metrics.clone();
        async move {
            match settings.command.clone() {
                None => run(settings, clock, metrics, shutdown::on_signal()).await,
                Some(Command::Keys(command)) => {
                    say(&manage_keys(&settings, command, clock.now()).await?);
                    Ok(())
                }
            }
        }
    })
}

#[expect(clippy::print_stdout, reason = "this is what the command was run for")]
fn say(text: &str) {
    print!("{text}");
}

/// Serves the API until `stop`.
pub async fn run(
    settings: Settings,
    clock: SharedClock,
    metrics: PrometheusHandle,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    let listener = listen(settings.api_bind).await?;
    serve(listener, settings, clock, metrics, stop).await
}

/// Verifies every habit's progress without serving anything.
pub async fn verify_progress(settings: &Settings, clock: SharedClock) -> anyhow::Result<VerificationBody> {
    let now = clock.now();
    let state = AppState::connect(settings, clock).await?;
    let report = services::verification::run(&state.db, now).await;
    state.close().await;
    report.map_err(|error| anyhow::anyhow!("the habits cannot be read: {error:?}"))
}

/// Opens the API's address; port 0 takes a free one.
pub async fn listen(bind: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(bind).await.with_context(|| format!("API_BIND={bind} cannot be listened on"))
}

/// Serves the API on an open listener until `stop`, then finishes the requests that are under way.
pub async fn serve(
    listener: TcpListener,
    settings: Settings,
    clock: SharedClock,
    metrics: PrometheusHandle,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    let state = AppState::connect(&settings, clock).await?;
    let is_guarded = !settings.keys.metrics_api_key.expose_secret().is_empty();
    let beside = match settings.metrics_bind.0 {
        Some(_) => Router::new(),
        None => routes::metrics(&state, metrics.clone(), is_guarded),
    };
    let app = routes::app(state.clone(), &settings.cors_origins, beside);
    let sampling = tokio::spawn(backlog::sample(state.clone(), stop.clone()));
    let writing = tokio::spawn(last_uses::write_down(state.clone(), stop.clone()));
    let beside = tokio::spawn(metrics_server::serve(settings.metrics_bind.0, metrics, stop.clone()));
    tracing::info!(address = %listener.local_addr()?, "api listens");
    server::serve(listener, app, &settings.limits, stop).await;
    sampling.await.context("backlog")?;
    writing.await.context("last uses")?;
    state.close().await;
    beside.await.context("metrics server")?
}
