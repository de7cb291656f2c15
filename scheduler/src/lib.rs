//! Alarm clock and postman: it rings, asks the API what is due, delivers that to Telegram or calls whom
//! it shall, and reports back.
//!
//! It knows no SQL, keeps no state and has no clock: what is due is a question to the API, so any number of
//! schedulers may run, stop and come back, and none is the leader.

mod bell;
mod calls;
mod chat_pace;
mod courier;
mod cron;
mod jobs;
mod letter;
mod outage;
mod pacer;
mod reports;
mod settings;
mod stopping;
mod telegram;

use std::process::ExitCode;

use clap::Parser as _;
use core_shared::client::ApiClient;
use core_shared::runtime::{self, metrics_server, shutdown};
use tokio_util::sync::CancellationToken;

use crate::bell::Bell;
use crate::calls::Caller;
use crate::courier::Courier;
use crate::telegram::Telegram;

pub use settings::Settings;

/// The whole process: configured by its environment, until a signal.
pub fn start() -> ExitCode {
    let settings = Settings::parse();
    let telemetry = settings.telemetry.clone();
    runtime::with_telemetry("scheduler", &telemetry, |telemetry| {
        let metrics = telemetry.metrics.clone();
        async move {
            let stop = shutdown::on_signal();
            let beside = metrics_server::serve(settings.metrics_bind.0, metrics, stop.clone());
            tokio::try_join!(run(settings, stop), beside)?;
            Ok(())
        }
    })
}

/// Plans, rolls over and delivers until `stop`, then finishes what was started and hands back the rest.
pub async fn run(settings: Settings, stop: CancellationToken) -> anyhow::Result<()> {
    settings.check()?;
    let api = ApiClient::new(&settings.api_url, settings.scheduler_api_key);
    let telegram = Telegram::new(&settings.telegram_api_url, settings.telegram_bot_token)?;
    let (alarm, post) = (Bell::new(), Bell::new());
    let mut cron = cron::ring_every_second([alarm.clone(), post.clone()]).await?;
    let courier = Courier::new(api.clone(), telegram);
    let caller = Caller::new(api.clone(), settings.task_private_networks)?;
    tracing::info!("scheduler runs");
    tokio::join!(
        jobs::plan(&api, alarm.listen(), &post, &stop),
        jobs::roll_over(&api, alarm.listen(), &post, &stop),
        courier.deliver(post.listen(), &stop),
        caller.make_calls(alarm.listen(), &stop),
    );
    cron.shutdown().await?;
    Ok(())
}
