//! What every binary needs to start, to be watched and to stop.

pub mod metrics_server;
pub mod optional;
pub mod shutdown;
pub mod telemetry;

use std::process::ExitCode;

use telemetry::{Telemetry, TelemetrySettings};

/// Makes `ring` the TLS provider of the process. First thing in every main and test that speaks HTTP.
pub fn install_tls() {
    // An error means that it was installed before.
    rustls::crypto::ring::default_provider().install_default().ok();
}

/// Sets up telemetry and runs a service to its end on a runtime of its own. An error is told in one line
/// with its causes.
pub fn with_telemetry<F>(
    name: &'static str,
    settings: &TelemetrySettings,
    service: impl FnOnce(&Telemetry) -> F,
) -> ExitCode
where
    F: Future<Output = anyhow::Result<()>>,
{
    let telemetry = match telemetry::start(name, settings) {
        Ok(telemetry) => telemetry,
        Err(error) => return failed(&error),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    match runtime.map_err(anyhow::Error::from).and_then(|runtime| runtime.block_on(service(&telemetry))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}

#[expect(clippy::print_stderr, reason = "the log may be what could not be set up")]
fn failed(error: &anyhow::Error) -> ExitCode {
    eprintln!("error: {error:#}");
    ExitCode::FAILURE
}
