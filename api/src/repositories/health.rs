//! Whether the database answers.

use sqlx::PgExecutor;

pub(crate) async fn ping(db: impl PgExecutor<'_>) -> sqlx::Result<()> {
    sqlx::query_scalar!("select 1").fetch_one(db).await.map(drop)
}
