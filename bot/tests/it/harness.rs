//! Starts the bot between its two stand-ins, and stops or kills it.

use std::sync::Arc;
use std::time::Duration;

use core_shared::clock::Clock as _;
use core_shared::runtime::optional::Optional;
use core_shared::runtime::telemetry::{LogFormat, TelemetrySettings};
use jiff::Timestamp;
use sandbox::{Actor, Clock, Person, Sandbox};
use secrecy::SecretString;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::stand_in::StandIn;

/// Monday, 4 March 2030, noon in London: 13:00 in Berlin.
pub(crate) const MONDAY_NOON: &str = "2030-03-04T12:00:00Z";

/// A bot that needs longer than this to stop is stuck.
const LONGEST_STOP: Duration = Duration::from_secs(3);

const LONGEST_WAIT: Duration = Duration::from_secs(20);

pub(crate) struct Harness {
    pub(crate) telegram: Sandbox,
    pub(crate) api: StandIn,
    settings: bot::Settings,
    running: Option<Running>,
    beside: Vec<Running>,
}

struct Running {
    task: JoinHandle<anyhow::Result<()>>,
    stop: CancellationToken,
}

/// The clock of the sandbox, as the product knows clocks.
#[derive(Debug)]
struct Followed(Clock);

impl core_shared::clock::Clock for Followed {
    fn now(&self) -> Timestamp {
        self.0.now()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Harness {
    pub(crate) async fn start() -> Self {
        let mut harness = Self::set().await;
        harness.run_bot();
        harness
    }

    /// Everything but the bot.
    pub(crate) async fn set() -> Self {
        let telegram = Sandbox::start(sandbox::Settings::default()).await.unwrap();
        telegram.clock().move_to(MONDAY_NOON.parse().unwrap()).unwrap();
        let (api, address) = StandIn::start(telegram.clock().clone()).await;
        let witness = api.clone();
        telegram.heeds(move |update| witness.clone().until_done_with(update));
        let settings = bot::Settings {
            telegram_bot_token: SecretString::from(sandbox::Settings::default().token),
            telegram_api_url: telegram.url().parse().unwrap(),
            api_url: format!("http://{address}").parse().unwrap(),
            bot_api_key: SecretString::from("key"),
            webhook: bot::WebhookSettings {
                webhook_url: Optional(None),
                webhook_bind: ([127, 0, 0, 1], 0).into(),
                webhook_secret: SecretString::from(""),
            },
            metrics_bind: Optional(None),
            telemetry: TelemetrySettings {
                log_format: LogFormat::Text,
                rust_log: "info".to_owned(),
                sentry_dsn: SecretString::from(""),
            },
        };
        Self { telegram, api, settings, running: None, beside: Vec::new() }
    }

    /// Bots that run from now on have Telegram post to this address, and listen on this port behind it.
    pub(crate) fn posts_to(&mut self, url: &str, port: u16, secret: &str) {
        let webhook = &mut self.settings.webhook;
        webhook.webhook_url = url.parse().unwrap();
        webhook.webhook_bind.set_port(port);
        webhook.webhook_secret = SecretString::from(secret);
    }

    /// Bots that run from now on ask.
    pub(crate) fn asks_for_updates(&mut self) {
        self.settings.webhook.webhook_url = Optional(None);
    }

    pub(crate) fn run_bot(&mut self) {
        self.running = Some(self.new_bot());
    }

    /// One more.
    pub(crate) fn run_bot_beside(&mut self) {
        let bot = self.new_bot();
        self.beside.push(bot);
    }

    fn new_bot(&self) -> Running {
        let clock = Arc::new(Followed(self.telegram.clock().clone()));
        assert!(clock.now() >= MONDAY_NOON.parse::<Timestamp>().unwrap());
        let stop = CancellationToken::new();
        let task = tokio::spawn(bot::run(self.settings.clone(), clock, stop.clone()));
        Running { task, stop }
    }

    /// Stops it in order.
    pub(crate) async fn stop_bot(&mut self) {
        let mut running = self.running.take().expect("the bot runs");
        running.stop.cancel();
        let ended = tokio::time::timeout(LONGEST_STOP, &mut running.task).await;
        ended.expect("the bot stops in time").unwrap().unwrap();
    }

    /// Ends it in the middle of whatever it does.
    pub(crate) async fn kill_bot(&mut self) {
        let mut running = self.running.take().expect("the bot runs");
        running.task.abort();
        assert!((&mut running.task).await.unwrap_err().is_cancelled());
    }

    pub(crate) fn anna(&self) -> Actor {
        self.telegram.person(Person::new(1001, "Anna").language("en"))
    }

    pub(crate) fn boris(&self) -> Actor {
        self.telegram.person(Person::new(1002, "Борис").language("ru"))
    }

    /// Anna lives in Berlin and keeps these habits, each asked for at 21:00.
    pub(crate) async fn anna_with(&self, habits: &[&str]) -> Actor {
        let anna = self.anna();
        anna.says("/start").await;
        anna.says("Berlin").await;
        for habit in habits {
            anna.says(&format!("/new {habit}")).await;
            anna.taps("Every day").await;
            anna.taps("21:00").await;
        }
        anna
    }

    /// Waits until something is so that the chat does not show.
    pub(crate) async fn until(&self, what: &str, is_so: impl Fn(&Self) -> bool) {
        let mut looks = tokio::time::interval(Duration::from_millis(10));
        let seen = async {
            while !is_so(self) {
                looks.tick().await;
            }
        };
        tokio::time::timeout(LONGEST_WAIT, seen)
            .await
            .unwrap_or_else(|_| panic!("it never came to be that {what}"));
    }

    /// Nothing that the bot sent was refused, and every tap was answered.
    pub(crate) fn expect_good_manners(&self) {
        assert!(self.telegram.refusals().is_empty(), "{:#?}", self.telegram.refusals());
        assert_eq!(self.telegram.unanswered_callbacks(), Vec::<String>::new());
    }

    /// As above, but something was shown twice, which Telegram points out and people do not see.
    pub(crate) fn expect_nothing_worse_than_repetition(&self) {
        let is_worse = |refusal: &sandbox::Refusal| {
            !refusal.description.contains("message is not modified")
                && !refusal.description.contains("query is too old")
        };
        let worse: Vec<_> = self.telegram.refusals().into_iter().filter(is_worse).collect();
        assert!(worse.is_empty(), "{worse:#?}");
        assert_eq!(self.telegram.unanswered_callbacks(), Vec::<String>::new());
    }
}
