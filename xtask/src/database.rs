//! A Postgres for the length of one command, with every migration applied where that is asked for.

use anyhow::Context as _;
use embedded_postgres::{Server, testing};

/// The name of the migrated database.
const MIGRATED: &str = "migrated";

/// Starts a cluster, gives `work` the URL of its maintenance database, and stops it whatever happened.
pub(crate) async fn with_cluster<T>(
    work: impl AsyncFnOnce(&Server) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let server = Box::pin(testing::start()).await.context("a PostgreSQL is needed")?;
    let outcome = Box::pin(work(&server)).await;
    testing::discard(server).await;
    outcome
}

/// The URL of a database with the present schema.
pub(crate) async fn migrated(server: &Server) -> anyhow::Result<String> {
    server.ensure_database(MIGRATED).await?;
    let url = server.url(MIGRATED);
    migrations::up(&url).await.context("the migrations fail")?;
    Ok(url)
}
