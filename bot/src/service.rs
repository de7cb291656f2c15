//! The bot as a whole: connects to both sides, receives updates and has them handled, and decides what becomes of those
//! that failed.

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use clap::Parser as _;
use core_shared::client::ApiClient;
use core_shared::clock::SharedClock;
use core_shared::contract::updates::ClaimedUpdate;
use core_shared::domain::{Locale, UserId};
use core_shared::runtime::{self, install_tls, metrics_server, shutdown};
use futures_util::FutureExt as _;
use secrecy::ExposeSecret as _;
use teloxide::prelude::Requester as _;
use teloxide::types::{Me, Update, UpdateKind};
use teloxide::{ApiError, Bot, RequestError};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::answered_taps::AnsweredTaps;
use crate::context::{Context, Tap};
use crate::desk::{Desk, Outcome};
use crate::intake::{self, Intake};
use crate::pause::Pause;
use crate::settings::Settings;
use crate::telegram::{Chat, describe};
use crate::trouble::{Handled, Trouble, Verdict};
use crate::webhook::{self, Webhook};
use crate::{polling, profile, schema};

/// An answer to a person has to be taken within this time.
const SENDING_TIMEOUT: Duration = Duration::from_secs(20);

/// The whole process: settings from the environment, telemetry, the bot until it is told to stop.
pub fn start(clock: SharedClock) -> ExitCode {
    let settings = Settings::parse();
    runtime::with_telemetry("bot", &settings.telemetry.clone(), |telemetry| {
        let metrics = telemetry.metrics.clone();
        async move {
            let stop = shutdown::on_signal();
            let beside = metrics_server::serve(settings.metrics_bind.0, metrics, stop.clone());
            tokio::try_join!(run(settings, clock, stop), beside)?;
            Ok(())
        }
    })
}

/// Runs the bot until `stop`: what is being handled then is finished, the rest is left for others or the next start.
pub async fn run(settings: Settings, clock: SharedClock, stop: CancellationToken) -> anyhow::Result<()> {
    settings.check()?;
    install_tls();
    let webhook = match settings.webhook.webhook(&settings.telegram_bot_token) {
        Some(webhook) => Some((webhook::listen(&settings.webhook).await?, webhook)),
        None => None,
    };
    let poller = connect(&settings, polling::TIMEOUT)?;
    let Some(me) = meet(&poller, &stop).await? else {
        return Ok(());
    };
    let service = Arc::new(Service {
        api: ApiClient::new(settings.api_url.as_str(), settings.bot_api_key.clone()),
        bot: connect(&settings, SENDING_TIMEOUT)?,
        clock,
        name: me.username().to_owned(),
        answered: AnsweredTaps::default(),
    });
    tracing::info!(bot = service.name, "the bot is listening");
    let (intake, waiting) = Intake::new();
    let (desk, pile) = Desk::new();
    let handle = |update| service.clone().handle_claimed(update);
    // Connections that nobody closes must not keep the bot from ending.
    let all_is_in = CancellationToken::new();
    let (_, end, _, ()) = tokio::join!(
        stop.run_until_cancelled(profile::publish(&service.bot)),
        async {
            let _end = all_is_in.clone().drop_guard();
            receive(&poller, webhook, intake, &stop).await
        },
        all_is_in.run_until_cancelled(intake::carry(
            (&service.api, &service.bot, &service.answered),
            waiting,
            &desk,
            &stop
        )),
        desk.work(&service.api, pile, &stop, handle),
    );
    end
}

/// Receives updates in one of the two ways. A way in that fails ends the bot.
async fn receive(
    bot: &Bot,
    webhook: Option<(TcpListener, Webhook)>,
    intake: Intake,
    stop: &CancellationToken,
) -> anyhow::Result<()> {
    let Some((listener, webhook)) = webhook else {
        polling::poll(bot, intake, stop).await;
        return Ok(());
    };
    let (served, ()) = tokio::join!(
        webhook::serve(listener, &webhook, intake, stop),
        webhook::announce(bot, &webhook, stop)
    );
    stop.cancel();
    served
}

fn connect(settings: &Settings, timeout: Duration) -> anyhow::Result<Bot> {
    let client = teloxide::net::default_reqwest_settings().timeout(timeout).build();
    let mut url = settings.telegram_api_url.clone();
    // The address of a method is this one and more segments.
    if let Ok(mut segments) = url.path_segments_mut() {
        segments.pop_if_empty();
    }
    let token = settings.telegram_bot_token.expose_secret();
    Ok(Bot::with_client(token, client.context("HTTP client")?).set_api_url(url))
}

/// Asks Telegram who the bot is, until it answers. `None` when told to stop before.
async fn meet(bot: &Bot, stop: &CancellationToken) -> anyhow::Result<Option<Me>> {
    let mut pause = Pause::default();
    loop {
        match stop.run_until_cancelled(bot.get_me().into_future()).await {
            None => return Ok(None),
            Some(Ok(me)) => return Ok(Some(me)),
            Some(Err(RequestError::Api(ApiError::InvalidToken))) => {
                bail!("TELEGRAM_BOT_TOKEN is refused by Telegram: ask @BotFather for the present one")
            }
            Some(Err(error)) => {
                tracing::warn!(reason = describe(&error), "Telegram does not answer");
                if stop.run_until_cancelled(pause.wait()).await.is_none() {
                    return Ok(None);
                }
            }
        }
    }
}

/// What every update is handled with.
#[derive(Debug)]
struct Service {
    api: ApiClient,
    bot: Bot,
    clock: SharedClock,
    /// Commands may carry it.
    name: String,
    answered: AnsweredTaps,
}

impl Service {
    /// Handles an update as it was kept.
    async fn handle_claimed(
        self: Arc<Self>,
        ClaimedUpdate { update_id, body, .. }: ClaimedUpdate,
    ) -> Outcome {
        match intake::parse(&body) {
            // Boxed, because handlers are large and the desk holds many.
            Ok(update) => self.handle(update).boxed().await,
            Err(error) => {
                tracing::error!(update = update_id, %error, "an update cannot be read");
                Outcome::Handled
            }
        }
    }

    /// Handles an update. Whatever happens inside, the outcome is one of three.
    async fn handle(&self, update: Update) -> Outcome {
        let Some(incoming) = schema::read(&update, &self.name) else {
            return Outcome::Handled;
        };
        let Ok(user) = i64::try_from(incoming.from.id.0) else {
            return Outcome::Handled;
        };
        let language = incoming.from.language_code.as_deref().map(Locale::for_language_tag);
        let ctx = Context {
            api: self.api.clone(),
            bot: self.bot.clone(),
            chat: Chat::new(self.bot.clone(), incoming.chat.id),
            now: self.clock.now(),
            update: update.id.0.into(),
            user: UserId(user),
            language: language.unwrap_or_default(),
            tap: self.tap_of(&update),
        };
        let kind = incoming.route.kind();
        let started = Instant::now();
        let work = AssertUnwindSafe(schema::dispatch(&ctx, incoming.route, &self.name)).catch_unwind();
        let outcome = conclude(&ctx, ctx.answering_soon(Box::pin(work)).await).await;
        metrics::counter!("bot_updates_total", "kind" => kind, "outcome" => outcome.name()).increment(1);
        metrics::histogram!("bot_update_seconds").record(started.elapsed().as_secs_f64());
        outcome
    }

    fn tap_of(&self, update: &Update) -> Option<Tap> {
        match &update.kind {
            UpdateKind::CallbackQuery(query) => {
                Some(Tap::new(query.id.clone(), self.answered.take(&query.id)))
            }
            _ => None,
        }
    }
}

async fn conclude(ctx: &Context, result: Result<Handled, Box<dyn Any + Send>>) -> Outcome {
    let outcome = match result {
        Ok(Ok(())) => Outcome::Handled,
        Ok(Err(trouble)) => judge(ctx, &trouble).await,
        Err(panic) => {
            tracing::error!(update = ctx.update, reason = words_of(panic.as_ref()), "a handler panicked");
            ctx.apologize().await;
            Outcome::Handled
        }
    };
    // Nothing was said, and the button must not keep spinning.
    ctx.acknowledge().await;
    outcome
}

async fn judge(ctx: &Context, trouble: &Trouble) -> Outcome {
    match trouble.verdict() {
        Verdict::Again => {
            tracing::warn!(update = ctx.update, %trouble, "an update waits for the API");
            Outcome::Again
        }
        Verdict::AgainAFewTimes => {
            tracing::warn!(update = ctx.update, %trouble, "an update could not be answered");
            Outcome::Unanswered
        }
        Verdict::LetGo => Outcome::Handled,
        Verdict::Apologize => {
            tracing::error!(update = ctx.update, %trouble, "an update could not be handled");
            ctx.apologize().await;
            Outcome::Handled
        }
    }
}

fn words_of(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("unknown")
}
