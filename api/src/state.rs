//! What every request needs: the database, the clock and the keys that let callers in.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use anyhow::Context as _;
use core_shared::clock::SharedClock;
use jiff::{SignedDuration, Timestamp};
use secrecy::ExposeSecret;
use sqlx::PgPool;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

use crate::arrival::Arrivals;
use crate::gate::Gate;
use crate::keyring::{KeySettings, Keyring};
use crate::last_uses::LastUses;
use crate::mini_app::MiniApp;
use crate::rate_limits::RateLimits;
use crate::send_rate::SendRate;
use crate::settings::{CallSettings, Patience, Quotas, Settings};

/// Two cores are kept busy by fewer; more only wait for each other in Postgres.
const MAX_CONNECTIONS: u32 = 16;

/// How long a request waits for a connection before it is told to come back.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);

/// Connections for the queue: schedulers are few, and must not take those that people wait for.
const QUEUE_CONNECTIONS: u32 = 8;

#[derive(Debug, Clone)]
pub struct AppState {
    pub(crate) db: PgPool,
    /// The same database, for statements about the queue. Each is planned anew: within a minute it grows from nothing to
    /// a hundred thousand rows, and a plan that was made for an empty table and kept would read all of them.
    pub(crate) queue: PgPool,
    pub(crate) closed: Arc<LastMinute>,
    pub(crate) clock: SharedClock,
    pub(crate) keys: Arc<Keyring>,
    pub(crate) rate_limits: Arc<RateLimits>,
    pub(crate) last_uses: Arc<LastUses>,
    pub(crate) mini_app: Arc<MiniApp>,
    pub(crate) arrivals: Arrivals,
    pub(crate) gate: Gate,
    pub(crate) patience: Patience,
    pub(crate) rate: SendRate,
    /// Reminders that are due for longer come as part of one "you were asked for".
    pub(crate) late_after: SignedDuration,
    pub(crate) calls: Arc<CallSettings>,
    pub(crate) quotas: Quotas,
}

impl AppState {
    /// Connects to the database and makes the keys of the settings known in it.
    pub async fn connect(settings: &Settings, clock: SharedClock) -> anyhow::Result<Self> {
        // What can be wrong with the settings is told before anybody waits for a database.
        let keys = KeySettings::check(&settings.keys)?;
        let mini_app =
            MiniApp::new(&settings.telegram_bot_token, settings.telegram_bot_id.0, &settings.launches)?;
        let limits = settings.limits;
        let db = connect(settings).await?;
        let queue = PgPoolOptions::new()
            .max_connections(QUEUE_CONNECTIONS)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .test_before_acquire(false)
            .connect_lazy_with(options(settings)?.statement_cache_capacity(0));
        let keys = Keyring::open(keys, &db, clock.now()).await.context("service keys")?;
        Ok(Self {
            db,
            queue,
            closed: Arc::default(),
            clock,
            keys: Arc::new(keys),
            rate_limits: Arc::new(RateLimits::new(settings.rates)),
            last_uses: Arc::default(),
            mini_app: Arc::new(mini_app),
            arrivals: Arrivals::new(limits.max_bytes_of_bodies, limits.patience.body),
            gate: Gate::new(limits.max_concurrent_requests),
            patience: limits.patience,
            rate: settings.reminders.telegram_rate,
            late_after: SignedDuration::from_mins(settings.reminders.late_after_minutes.into()),
            calls: Arc::new(settings.calls.clone()),
            quotas: settings.quotas,
        })
    }

    pub(crate) async fn close(&self) {
        self.queue.close().await;
        self.db.close().await;
    }
}

/// Connections to a database that has every migration.
pub(crate) async fn connect(settings: &Settings) -> anyhow::Result<PgPool> {
    let db = PgPoolOptions::new()
        .max_connections(MAX_CONNECTIONS)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        // A ping before each use would double the statements; a dead connection shows itself.
        .test_before_acquire(false)
        .connect_with(options(settings)?)
        .await
        .context("DATABASE_URL: the database cannot be reached")?;
    let missing = migrations::pending(&db).await?;
    anyhow::ensure!(
        missing.is_empty(),
        "the database misses migrations ({}): run `migrate`",
        missing.join(", ")
    );
    Ok(db)
}

fn options(settings: &Settings) -> anyhow::Result<PgConnectOptions> {
    // The value holds a password, so it is not part of the message.
    settings.database_url.expose_secret().parse().map_err(|_| {
        anyhow::anyhow!("DATABASE_URL is not of the form postgres://user:password@host/database")
    })
}

/// The last minute in which nobody was found whose reminders of a day that is over were unanswered. Days end at full
/// minutes, so looking again within it would find nobody either, and looking costs a read of all that is unanswered.
#[derive(Debug, Default)]
pub(crate) struct LastMinute(AtomicI64);

impl LastMinute {
    pub(crate) fn is_new(&self, now: Timestamp) -> bool {
        self.0.load(Ordering::Relaxed) != minute(now)
    }

    pub(crate) fn set(&self, now: Timestamp) {
        self.0.store(minute(now), Ordering::Relaxed);
    }
}

fn minute(now: Timestamp) -> i64 {
    now.as_second().div_euclid(60)
}
