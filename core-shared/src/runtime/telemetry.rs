//! Logs, error reports and metrics of a process, set up once before its runtime starts.

use std::io::IsTerminal as _;

use anyhow::Context as _;
use clap::ValueEnum;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use secrecy::{ExposeSecret, SecretString};
use sentry::integrations::tracing::{BreadcrumbLayer, ErrorLayer};
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, Layer as _, Registry};

/// How log lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line, for collectors.
    Json,
}

/// What a process logs and where its errors go.
#[derive(Debug, Clone, clap::Args)]
pub struct TelemetrySettings {
    /// How log lines are written
    #[arg(long, env = "LOG_FORMAT", value_enum, default_value_t, ignore_case = true)]
    pub log_format: LogFormat,

    /// What is logged, such as `info` or `info,sqlx=debug`
    #[arg(long, env = "RUST_LOG", default_value = DEFAULT_FILTER, value_parser = filter)]
    pub rust_log: String,

    /// Where errors are reported to; empty for nowhere
    #[arg(long, env = "SENTRY_DSN", hide_env_values = true, default_value = "", hide_default_value = true)]
    pub sentry_dsn: SecretString,
}

/// Libraries that chat at `info` are quietened.
const DEFAULT_FILTER: &str = "info,tokio_cron_scheduler=warn,sqlx::postgres::notice=warn";

fn filter(text: &str) -> Result<String, tracing_subscriber::filter::ParseError> {
    EnvFilter::builder().parse(text).map(|_| text.to_owned())
}

/// Keeps the telemetry of a process alive; dropping it sends what is left.
#[must_use]
pub struct Telemetry {
    pub metrics: PrometheusHandle,
    _sentry: Option<sentry::ClientInitGuard>,
}

impl std::fmt::Debug for Telemetry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Telemetry").finish_non_exhaustive()
    }
}

/// Upper bounds in seconds for everything that is measured as a duration.
const DURATION_BUCKETS: [f64; 11] = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 60.0, 600.0];

/// Sets up logs, error reports and metrics, and TLS with them. Call once, before the async runtime starts.
pub fn start(service: &'static str, settings: &TelemetrySettings) -> anyhow::Result<Telemetry> {
    super::install_tls();
    let sentry = report_errors(service, settings.sentry_dsn.expose_secret())?;
    let lines = match settings.log_format {
        LogFormat::Text => {
            tracing_subscriber::fmt::layer().with_ansi(std::io::stdout().is_terminal()).boxed()
        }
        LogFormat::Json => tracing_subscriber::fmt::layer().json().flatten_event(true).boxed(),
    };
    let filter = EnvFilter::try_new(&settings.rust_log).context("RUST_LOG")?;
    Registry::default()
        .with(filter)
        .with(lines)
        .with(BreadcrumbLayer::new().with_filter(LevelFilter::INFO))
        .with(ErrorLayer::new().with_filter(LevelFilter::ERROR))
        .try_init()
        .context("the log was already set up")?;
    let metrics = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &DURATION_BUCKETS)
        .context("buckets of metrics")?
        .install_recorder()
        .context("metrics were already set up")?;
    Ok(Telemetry { metrics, _sentry: sentry })
}

fn report_errors(service: &'static str, dsn: &str) -> anyhow::Result<Option<sentry::ClientInitGuard>> {
    if dsn.is_empty() {
        return Ok(None);
    }
    // The DSN holds a key, so it is not part of the message.
    let well_formed = dsn.parse::<sentry::types::Dsn>().is_ok();
    anyhow::ensure!(well_formed, "SENTRY_DSN is not a DSN; it looks like https://<key>@<host>/<project>");
    let options = sentry::ClientOptions::new()
        .dsn(dsn)
        .maybe_release(sentry::release_name!())
        .server_name(service)
        .send_default_pii(false);
    Ok(Some(sentry::init(options)))
}
