//! Migrations on a real Postgres: there, back and there again, and by two at the same moment.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails right there")]

use embedded_postgres::testing;
use migrations::Direction;
use sqlx::PgPool;

/// A database without any tables.
async fn empty_database() -> String {
    testing::database("empty", async |_| Ok(())).await.unwrap()
}

async fn dump(url: &str) -> String {
    let url = url.to_owned();
    tokio::task::spawn_blocking(move || testing::schema_dump(&url)).await.unwrap().unwrap()
}

async fn tables(url: &str) -> i64 {
    let db = PgPool::connect(url).await.unwrap();
    let count = "select count(*) from information_schema.tables
                 where table_schema = 'public' and table_name <> 'seaql_migrations'";
    sqlx::query_scalar(count).fetch_one(&db).await.unwrap()
}

#[tokio::test]
async fn every_step_can_be_undone_and_done_again() {
    let url = empty_database().await;
    migrations::up(&url).await.unwrap();
    let schema = dump(&url).await;
    let steps = u32::try_from(migrations::names().count()).unwrap();
    for undone in 1..=steps {
        migrations::run(&url, Direction::Down { steps: undone }).await.unwrap();
        if undone == steps {
            assert_eq!(tables(&url).await, 0);
        }
        migrations::up(&url).await.unwrap();
        assert_eq!(dump(&url).await, schema, "after undoing {undone}");
    }
}

#[tokio::test]
async fn two_that_start_at_the_same_moment_take_turns() {
    let url = empty_database().await;
    let (one, two) = tokio::join!(migrations::up(&url), migrations::up(&url));
    one.unwrap();
    two.unwrap();
    assert!(tables(&url).await > 0);
}

#[tokio::test]
async fn the_schema_that_reviewers_read_is_the_one_that_the_steps_make() {
    let url = empty_database().await;
    migrations::up(&url).await.unwrap();
    let kept = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/schema.sql")).unwrap();
    assert!(dump(&url).await == kept, "migrations/schema.sql is old: run `cargo xtask schema`");
}
