//! All rooms of the house: opened in the order in which they need each other, closed the other way round.

use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::{Context as _, anyhow};
use core_shared::contract::verification::VerificationBody;
use core_shared::runtime::optional::Optional;
use embedded_postgres::Server;
use metrics_exporter_prometheus::PrometheusHandle;
use secrecy::{ExposeSecret as _, SecretString};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::keys;
use crate::settings::Settings;
use crate::stopping::Rooms;
use crate::telegram::Telegram;

/// The name of the database in the embedded Postgres.
const DATABASE: &str = "habits";

/// Everything that has to be there before the services start.
pub struct House {
    settings: Settings,
    metrics: PrometheusHandle,
    postgres: Option<Server>,
    telegram: Telegram,
    listener: TcpListener,
    api_address: SocketAddr,
    keys: api::Keys,
    calls: api::CallSettings,
}

impl std::fmt::Debug for House {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("House").field("api_address", &self.api_address).finish_non_exhaustive()
    }
}

impl House {
    /// Opens the database with the newest schema, the addresses, and Telegram or its stand-in.
    pub async fn open(mut settings: Settings, metrics: PrometheusHandle) -> anyhow::Result<Self> {
        // First what another running instance would hold, so that the second one says so at once.
        let listener = api::listen(settings.api_bind).await?;
        let api_address = listener.local_addr()?;
        let keys_dir = settings.data_dir.join("keys");
        let keys = keys::complete(settings.keys.clone(), &keys_dir)?;
        let calls = keys::complete_calls(settings.calls.clone(), &keys_dir)?;
        let postgres = open_postgres(&settings).await?;
        if let Some(server) = &postgres {
            settings.database_url = SecretString::from(server.url(DATABASE));
        }
        migrations::up(settings.database_url.expose_secret()).await.context("DATABASE_URL")?;
        let telegram = Telegram::open(&settings).await?;
        Ok(Self { settings, metrics, postgres, telegram, listener, api_address, keys, calls })
    }

    /// The page to chat on, unless the bot is in Telegram itself.
    pub fn chat_page(&self) -> Option<String> {
        self.telegram.sandbox.as_ref().map(|sandbox| sandbox.url())
    }

    /// The stand-in for Telegram, for whoever wants to drive it.
    pub fn sandbox(&self) -> Option<sandbox::Handle> {
        self.telegram.sandbox.as_deref().cloned()
    }

    pub fn api_url(&self) -> String {
        format!("http://{}", self.api_address)
    }

    /// Where the keys are that callers of the API show.
    pub fn keys_dir(&self) -> PathBuf {
        self.settings.data_dir.join("keys")
    }

    pub fn keys(&self) -> &api::Keys {
        &self.keys
    }

    fn api_settings(&self) -> api::Settings {
        api::Settings {
            database_url: self.settings.database_url.clone(),
            api_bind: self.settings.api_bind,
            metrics_bind: self.settings.metrics_bind,
            reminders: self.settings.reminders,
            keys: self.keys.clone(),
            rates: self.settings.rates,
            telegram_bot_token: self.telegram.token.clone(),
            telegram_bot_id: Optional(None),
            launches: self.settings.launches.clone(),
            calls: self.calls.clone(),
            quotas: self.settings.quotas,
            limits: self.settings.limits,
            cors_origins: self.settings.cors_origins.clone(),
            telemetry: self.settings.telemetry.clone(),
            command: None,
        }
    }

    /// Verifies every habit's progress, then closes the house.
    pub async fn verify_progress(self) -> anyhow::Result<VerificationBody> {
        let report = api::verify_progress(&self.api_settings(), self.telegram.clock.clone()).await;
        if let Some(postgres) = self.postgres {
            postgres.stop().await;
        }
        report
    }

    /// Does something with the keys of services, then closes the house.
    pub async fn manage_keys(self, command: api::KeysCommand) -> anyhow::Result<String> {
        let done = api::manage_keys(&self.api_settings(), command, self.telegram.clock.now()).await;
        if let Some(postgres) = self.postgres {
            postgres.stop().await;
        }
        done
    }

    /// Runs all services until `stop`, or until one of them fails, then closes everything in order.
    pub async fn run(self, stop: CancellationToken) -> anyhow::Result<()> {
        let api_url = self.api_url();
        let api_settings = self.api_settings();
        let mut rooms = Rooms::default();
        let api_stop = CancellationToken::new();
        rooms.open(
            "api",
            api::serve(
                self.listener,
                api_settings,
                self.telegram.clock.clone(),
                self.metrics.clone(),
                api_stop.clone(),
            ),
        );
        let clients_stop = CancellationToken::new();
        rooms.open(
            "bot",
            bot::run(
                bot::Settings {
                    telegram_bot_token: self.telegram.token.clone(),
                    telegram_api_url: self.telegram.url.parse().context("TELEGRAM_API_URL")?,
                    api_url: api_url.parse().context("API_BIND")?,
                    bot_api_key: self.keys.bot_api_key.clone(),
                    webhook: self.settings.webhook.clone(),
                    metrics_bind: Optional(None),
                    telemetry: self.settings.telemetry.clone(),
                },
                self.telegram.clock.clone(),
                clients_stop.clone(),
            ),
        );
        rooms.open(
            "scheduler",
            scheduler::run(
                scheduler::Settings {
                    telegram_bot_token: self.telegram.token.clone(),
                    telegram_api_url: self.telegram.url.clone(),
                    api_url,
                    scheduler_api_key: self.keys.scheduler_api_key.clone(),
                    task_private_networks: self.calls.task_private_networks.clone(),
                    metrics_bind: Optional(None),
                    telemetry: self.settings.telemetry.clone(),
                },
                clients_stop.clone(),
            ),
        );
        let ended = tokio::select! {
            ended = rooms.first_end(&stop) => ended,
            status = exited(self.postgres.as_ref()) => Err(anyhow!("Postgres has ended by itself: {status}")),
        };
        // Whoever calls the API goes first, then the API, then what it stands on.
        clients_stop.cancel();
        rooms.close(&["bot", "scheduler"]).await;
        api_stop.cancel();
        rooms.close(&["api"]).await;
        if let Some(sandbox) = self.telegram.sandbox {
            sandbox.stop().await;
        }
        if let Some(postgres) = self.postgres {
            postgres.stop().await;
        }
        ended
    }
}

/// When the embedded Postgres ends although nobody asked it to.
async fn exited(postgres: Option<&Server>) -> std::process::ExitStatus {
    match postgres {
        Some(server) => server.exited().await,
        None => std::future::pending().await,
    }
}

async fn open_postgres(settings: &Settings) -> anyhow::Result<Option<Server>> {
    if !settings.database_url.expose_secret().is_empty() {
        return Ok(None);
    }
    let server = Server::start(embedded_postgres::Settings::new(settings.home().join("postgres"))).await?;
    server.ensure_database(DATABASE).await?;
    Ok(Some(server))
}
