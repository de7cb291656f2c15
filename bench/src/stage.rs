//! The database that a run works on: a Postgres of its own with the durability of a production one, thrown away at
//! the end.

use anyhow::Context as _;
use embedded_postgres::{Server, Settings};
use sqlx::PgPool;
use sqlx::postgres::PgPoolOptions;
use tempfile::TempDir;

/// The API's pool, the benchmark's own and one to spare.
const CONNECTIONS: u16 = 40;

#[derive(Debug)]
pub(crate) struct Stage {
    pub(crate) database_url: String,
    pub(crate) db: PgPool,
    server: Server,
    _dir: TempDir,
}

impl Stage {
    /// A cluster with the present schema and nobody in it.
    async fn open() -> anyhow::Result<Self> {
        let dir = tempfile::tempdir()?;
        let settings = Settings {
            max_connections: CONNECTIONS,
            preload: vec!["pg_stat_statements".to_owned()],
            ..Settings::new(dir.path())
        };
        let server = Box::pin(Server::start(settings)).await.context("a PostgreSQL is needed")?;
        server.ensure_database("bench").await?;
        let database_url = server.url("bench");
        migrations::up(&database_url).await?;
        let db = PgPoolOptions::new().max_connections(4).connect(&database_url).await?;
        Ok(Self { database_url, db, server, _dir: dir })
    }

    /// Opens a stage for `run`, and closes it whatever comes of that.
    pub(crate) async fn during(run: impl AsyncFnOnce(&Self) -> anyhow::Result<()>) -> anyhow::Result<()> {
        let stage = Box::pin(Self::open()).await?;
        let outcome = Box::pin(run(&stage)).await;
        stage.close().await;
        outcome
    }

    async fn close(self) {
        self.db.close().await;
        self.server.stop().await;
    }
}
