//! A fresh database per test, copied from a template that is migrated once per cluster.

use anyhow::{Context as _, ensure};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};

use super::server;
use crate::Server;
use crate::server::quoted;

/// What `create database` copies a template under; any other session on the template would stop it.
const LOCK_TEMPLATE: &str = "select pg_advisory_lock(hashtextextended($1, 0))";

/// Creates a database that nobody else has, as a copy of `template`, and returns its URL. The first call for a
/// template in a cluster makes it by `migrate`; its name should carry a fingerprint of what `migrate` does.
pub async fn database(
    template: &str,
    migrate: impl AsyncFnOnce(&str) -> anyhow::Result<()>,
) -> anyhow::Result<String> {
    let server = server().await;
    let mut connection = PgConnection::connect(&server.url("postgres")).await?;
    ensure_template(server, &mut connection, template, migrate).await?;
    let name = unused_name(&mut connection).await?;
    let create = format!("create database {} template {}", quoted(&name), quoted(template));
    run(&mut connection, create).await?;
    connection.close().await?;
    Ok(server.url(&name))
}

/// Makes the template unless it exists. Others who want the same one wait; a half-made one is thrown away.
async fn ensure_template(
    server: &Server,
    connection: &mut PgConnection,
    template: &str,
    migrate: impl AsyncFnOnce(&str) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    if exists(connection, template).await? {
        return Ok(());
    }
    sqlx::query(LOCK_TEMPLATE).bind(template).execute(&mut *connection).await?;
    if !exists(connection, template).await? {
        let unfinished = format!("{template}_unfinished");
        ensure!(unfinished.len() < 64, "the template name {template:?} is too long");
        run(connection, format!("drop database if exists {} with (force)", quoted(&unfinished))).await?;
        run(connection, format!("create database {}", quoted(&unfinished))).await?;
        migrate(&server.url(&unfinished)).await.context("the template database cannot be migrated")?;
        close_to_sessions(connection, &unfinished).await?;
        run(connection, format!("alter database {} rename to {}", quoted(&unfinished), quoted(template)))
            .await?;
    }
    sqlx::query("select pg_advisory_unlock_all()").execute(connection).await?;
    Ok(())
}

async fn exists(connection: &mut PgConnection, database: &str) -> sqlx::Result<bool> {
    sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
        .bind(database)
        .fetch_one(connection)
        .await
}

/// Ends every session on `database` and lets no new one in: a pool that the migration left behind would stop each copy.
async fn close_to_sessions(connection: &mut PgConnection, database: &str) -> sqlx::Result<()> {
    run(connection, format!("alter database {} with allow_connections false", quoted(database))).await?;
    sqlx::query("select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = $1")
        .bind(database)
        .execute(connection)
        .await?;
    Ok(())
}

/// A name that no other test has, in this process or another: the cluster hands out the number.
async fn unused_name(connection: &mut PgConnection) -> sqlx::Result<String> {
    sqlx::query_scalar("select 't_' || pg_current_xact_id()").fetch_one(connection).await
}

async fn run(connection: &mut PgConnection, sql: String) -> sqlx::Result<()> {
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(connection).await?;
    Ok(())
}
