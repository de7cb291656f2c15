//! What the bot talks to: Telegram with a token, the sandbox without one.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use core_shared::clock::{Clock, SharedClock, SystemClock};
use jiff::Timestamp;
use sandbox::{BotProfile, Sandbox};
use secrecy::SecretString;

use crate::settings::Settings;

/// The token that the sandbox asks for. It opens nothing else.
const SANDBOX_TOKEN: &str = "1000:AAsandbox-opens-nothing-but-the-sandbox";

pub(crate) struct Telegram {
    pub(crate) token: SecretString,
    pub(crate) url: String,
    pub(crate) clock: SharedClock,
    pub(crate) sandbox: Option<Sandbox>,
}

/// The sandbox's clock, which a person can move, in the place of the machine's.
#[derive(Debug)]
struct MovableClock(sandbox::Clock);

impl Clock for MovableClock {
    fn now(&self) -> Timestamp {
        self.0.now()
    }
}

impl Telegram {
    pub(crate) async fn open(settings: &Settings) -> anyhow::Result<Self> {
        if settings.is_sandbox() {
            return Self::open_sandbox(settings).await;
        }
        Ok(Self {
            token: settings.telegram_bot_token.clone(),
            url: settings.telegram_api_url.clone(),
            clock: SystemClock::shared(),
            sandbox: None,
        })
    }

    async fn open_sandbox(settings: &Settings) -> anyhow::Result<Self> {
        let dir = settings.home();
        std::fs::create_dir_all(&dir).with_context(|| format!("{} cannot be created", dir.display()))?;
        let clock = clock(&dir)?;
        let sandbox = Sandbox::start(sandbox::Settings {
            bind: settings.sandbox_bind,
            token: SANDBOX_TOKEN.to_owned(),
            clock: clock.clone(),
            bot: BotProfile { first_name: "Habits".to_owned(), ..BotProfile::default() },
            limits: settings.sandbox_limits.limits(),
            people: sandbox::Settings::default_people(),
            state_file: Some(dir.join("chats.json")),
        });
        let sandbox = sandbox.await.with_context(|| format!("SANDBOX_BIND={}", settings.sandbox_bind))?;
        Ok(Self {
            token: SecretString::from(SANDBOX_TOKEN),
            url: sandbox.url(),
            clock: Arc::new(MovableClock(clock)),
            sandbox: Some(sandbox),
        })
    }
}

/// The clock goes on where it was left: time in the database never runs backwards.
fn clock(dir: &Path) -> anyhow::Result<sandbox::Clock> {
    sandbox::Clock::new().mirrored_to(dir.join("clock")).context("the clock of the sandbox")
}
