//! The schema, step by step, forwards and backwards.
//!
//! A step is two files of plain SQL in `sql/` and a line in `STEPS`. Steps that have been released are
//! never changed; what they add up to is `schema.sql`.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use anyhow::Context as _;
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::SqlxPostgresConnector;
use sqlx::postgres::{PgConnection, PgPoolOptions};
use sqlx::{Connection as _, PgPool};

/// Held while steps run, so that processes that start at the same moment take turns.
const LOCK: i64 = 0x0068_6162_6974;

/// Every step in the order in which it was made.
const STEPS: [Step; 28] = [
    step!("m20261121_000001_users"),
    step!("m20261121_000002_habits"),
    step!("m20261121_000003_reminders"),
    step!("m20261121_000004_api_keys"),
    step!("m20261121_000005_dialogues"),
    step!("m20261121_000006_periods"),
    step!("m20261121_000007_strength"),
    step!("m20261128_000008_amounts"),
    step!("m20261128_000009_rests"),
    step!("m20261128_000010_targets"),
    step!("m20261128_000011_freezes"),
    step!("m20261128_000012_rollovers"),
    step!("m20261128_000013_send_pace"),
    step!("m20261128_000014_reminder_weekdays"),
    step!("m20261128_000015_dead_letters"),
    step!("m20261128_000016_quiet_hours"),
    step!("m20261128_000017_messages"),
    step!("m20261128_000018_tasks"),
    step!("m20261128_000019_message_tasks"),
    step!("m20261128_000020_queue_without_keys"),
    step!("m20261128_000021_order_and_tags"),
    step!("m20261128_000022_single_reminders"),
    step!("m20261128_000023_service_keys"),
    step!("m20261128_000024_tokens"),
    step!("m20261128_000030_updates"),
    step!("m20261128_000040_reviewed_through"),
    step!("m20261128_000041_proofs"),
    step!("m20261128_000050_pinned_today"),
];

/// One step: what it does, and how it is undone.
#[derive(Debug, Clone, Copy)]
struct Step {
    name: &'static str,
    up: &'static str,
    down: &'static str,
}

macro_rules! step {
    ($name:literal) => {
        Step {
            name: $name,
            up: include_str!(concat!("../sql/", $name, ".up.sql")),
            down: include_str!(concat!("../sql/", $name, ".down.sql")),
        }
    };
}
use step;

impl MigrationName for Step {
    fn name(&self) -> &str {
        self.name
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(self.up).await.map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(self.down).await.map(drop)
    }
}

struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        STEPS.into_iter().map(|step| Box::new(step) as Box<dyn MigrationTrait>).collect()
    }
}

/// Which way to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Every step that is missing.
    Up,
    /// The newest so many steps, undone.
    Down { steps: u32 },
}

/// Brings the database at `url` to the newest schema. Safe to call from several processes at once.
pub async fn up(url: &str) -> anyhow::Result<()> {
    run(url, Direction::Up).await
}

/// Runs steps on the database at `url`, one process at a time.
pub async fn run(url: &str, direction: Direction) -> anyhow::Result<()> {
    let mut lock = PgConnection::connect(url).await.context("the database cannot be reached")?;
    sqlx::query("select pg_advisory_lock($1)").bind(LOCK).execute(&mut lock).await?;
    let pool = PgPoolOptions::new().max_connections(1).connect(url).await?;
    let done = steps(&pool, direction).await;
    pool.close().await;
    // The lock ends with its connection, whatever happened.
    lock.close().await?;
    done.context("a migration failed; the database is as it was before that step")
}

async fn steps(pool: &PgPool, direction: Direction) -> Result<(), DbErr> {
    let db = SqlxPostgresConnector::from_sqlx_postgres_pool(pool.clone());
    match direction {
        Direction::Up => Migrator::up(&db, None).await,
        Direction::Down { steps } => Migrator::down(&db, Some(steps)).await,
    }
}

/// The names of all steps, oldest first.
pub fn names() -> impl Iterator<Item = &'static str> {
    STEPS.iter().map(|step| step.name)
}

/// Tells two schemas apart: changes with every step.
pub fn fingerprint() -> String {
    let mut hasher = DefaultHasher::new();
    for step in &STEPS {
        (step.name, step.up).hash(&mut hasher);
    }
    format!("{:016x}", hasher.finish())
}

/// The names of steps that the database at `pool` has not seen.
pub async fn pending(pool: &PgPool) -> anyhow::Result<Vec<String>> {
    let db = SqlxPostgresConnector::from_sqlx_postgres_pool(pool.clone());
    let pending = Migrator::get_pending_migrations(&db).await?;
    Ok(pending.iter().map(|step| step.name().to_owned()).collect())
}
