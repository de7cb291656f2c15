//! What the tests of other crates get: a migrated database each, and the schema as text.

use embedded_postgres::testing::{database, schema_dump, server};
use sqlx::{Connection as _, PgConnection};

const TEMPLATE: &str = "embedded_postgres_template_1";

async fn fresh() -> (String, PgConnection) {
    let url = database(TEMPLATE, async |url| {
        let mut connection = PgConnection::connect(url).await?;
        sqlx::query("create table notes (id bigint primary key)").execute(&mut connection).await?;
        // Left open on purpose: a migration's pool may linger.
        std::mem::forget(connection);
        Ok(())
    })
    .await
    .unwrap();
    let connection = PgConnection::connect(&url).await.unwrap();
    (url, connection)
}

#[tokio::test]
async fn each_test_has_a_migrated_database_of_its_own() {
    let ((_, mut first), (_, mut second)) = tokio::join!(fresh(), fresh());
    sqlx::query("insert into notes values (1)").execute(&mut first).await.unwrap();
    let seen: i64 = sqlx::query_scalar("select count(*) from notes").fetch_one(&mut second).await.unwrap();
    assert_eq!(seen, 0);
}

#[tokio::test]
async fn a_migration_that_fails_leaves_no_template() {
    let template = "embedded_postgres_template_broken";
    let failed = database(template, async |_| anyhow::bail!("no")).await.unwrap_err();
    assert_eq!(failed.root_cause().to_string(), "no");
    database(template, async |_| Ok(())).await.unwrap();
}

#[tokio::test]
async fn the_schema_is_text_without_versions() {
    let (url, _connection) = fresh().await;
    let schema = tokio::task::spawn_blocking(move || schema_dump(&url)).await.unwrap().unwrap();
    assert!(schema.starts_with("CREATE TABLE public.notes"), "{schema}");
    assert!(!schema.contains("Dumped"), "{schema}");
}

#[tokio::test]
async fn the_server_of_the_tests_is_one() {
    let (first, second) = tokio::join!(server(), server());
    assert!(std::ptr::eq(first, second));
}
