//! The product's processes, with the keys and addresses that make them find each other.

use std::net::{SocketAddr, TcpListener};
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use core_shared::client::ApiClient;
use core_shared::contract::API_KEY_HEADER;
use core_shared::domain::UserId;
use serde_json::Value;

use crate::process::Process;

pub(crate) const TOKEN: &str = "1000:AAtoken-of-the-benchmark";
pub(crate) const BOT_KEY: &str = "bot-key-of-the-benchmark-only";
const SCHEDULER_KEY: &str = "scheduler-key-of-the-benchmark-only";

/// A scheduler gives up earlier; how long it would have taken is what is asked here.
const PATIENCE: Duration = Duration::from_mins(10);

/// A running API.
#[derive(Debug)]
pub(crate) struct Api {
    pub(crate) process: Process,
    url: String,
    http: reqwest::Client,
}

impl Api {
    /// Starts the API at this rate of messages a second, and waits until it answers.
    pub(crate) async fn start(database_url: &str, rate: f64) -> anyhow::Result<Self> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string();
        let process = Process::start(
            "api",
            &[
                ("DATABASE_URL", database_url),
                ("API_BIND", &address),
                ("TELEGRAM_RATE", &rate.to_string()),
                ("BOT_API_KEY", BOT_KEY),
                ("SCHEDULER_API_KEY", SCHEDULER_KEY),
            ],
        )?;
        let http = reqwest::Client::builder().timeout(PATIENCE).build()?;
        let api = Self { process, url: format!("http://{address}"), http };
        // A client repeats its calls until the API answers.
        let nobody = api.client().get_user(UserId(1)).await.err().context("there is nobody yet")?;
        ensure!(!nobody.is_unavailable(), "the API does not answer: {nobody}");
        Ok(api)
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> anyhow::Result<SocketAddr> {
        self.url.trim_start_matches("http://").parse().context("the address of the API")
    }

    /// A client that may do what the bot may.
    pub(crate) fn client(&self) -> ApiClient {
        ApiClient::new(&self.url, BOT_KEY.into())
    }

    /// Starts the bot, against this Telegram.
    pub(crate) fn start_bot(&self, telegram_url: &str) -> anyhow::Result<Process> {
        self.start_beside("bot", telegram_url, ("BOT_API_KEY", BOT_KEY))
    }

    /// Starts a bot that is told updates at this address.
    pub(crate) fn start_webhook_bot(
        &self,
        telegram_url: &str,
        at: SocketAddr,
        secret: &str,
    ) -> anyhow::Result<Process> {
        let (url, bind) = (format!("http://{at}/telegram"), at.to_string());
        let webhook = [("WEBHOOK_URL", &*url), ("WEBHOOK_BIND", &*bind), ("WEBHOOK_SECRET", secret)];
        self.start_with("bot", telegram_url, ("BOT_API_KEY", BOT_KEY), &webhook)
    }

    /// Starts a scheduler, against this Telegram.
    pub(crate) fn start_scheduler(&self, telegram_url: &str) -> anyhow::Result<Process> {
        self.start_beside("scheduler", telegram_url, ("SCHEDULER_API_KEY", SCHEDULER_KEY))
    }

    fn start_beside(&self, name: &str, telegram_url: &str, key: (&str, &str)) -> anyhow::Result<Process> {
        self.start_with(name, telegram_url, key, &[])
    }

    fn start_with(
        &self,
        name: &str,
        telegram_url: &str,
        key: (&str, &str),
        more: &[(&str, &str)],
    ) -> anyhow::Result<Process> {
        let telegram = [("TELEGRAM_API_URL", telegram_url), ("TELEGRAM_BOT_TOKEN", TOKEN)];
        let environment = [&telegram[..], &[("API_URL", &self.url), key], more].concat();
        Process::start(name, &environment)
    }

    /// One call of a scheduler, and how long it took.
    pub(crate) async fn calls(&self, path: &str) -> anyhow::Result<(Value, Duration)> {
        let request = self.http.post(format!("{}{path}", self.url)).header(API_KEY_HEADER, SCHEDULER_KEY);
        let started = Instant::now();
        let answer: Value = request.send().await?.error_for_status()?.json().await?;
        Ok((answer, started.elapsed()))
    }
}
