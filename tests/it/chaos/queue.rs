//! What the database says of the queue. It tells nobody when something changes there, so it is asked.

use std::collections::HashSet;

use jiff::Timestamp;
use sqlx::{Connection as _, PgConnection};

/// The queue of deliveries at one moment.
#[derive(Debug)]
pub(super) struct Queue {
    /// All that there ever were.
    pub(super) planned: i64,
    /// Those that nobody has settled.
    pub(super) open: i64,
    /// Of the open ones, those that nobody holds and that need not wait.
    pub(super) due: i64,
    /// When the last lease and the last pause of an open one is over, in seconds since 1970.
    pub(super) held_until: Option<i64>,
}

impl Queue {
    pub(super) async fn at(database_url: &str, now: Timestamp) -> sqlx::Result<Self> {
        let mut db = PgConnection::connect(database_url).await?;
        let (planned, open, due, held_until) = sqlx::query_as(
            "select count(*),
                    count(*) filter (where state = 'open'),
                    count(*) filter (where state = 'open' and ready_at <= to_timestamp($1)),
                    max(extract(epoch from ready_at)::bigint + 1) filter (where state = 'open')
             from deliveries",
        )
        .bind(now.as_duration().as_secs_f64())
        .fetch_one(&mut db)
        .await?;
        Ok(Self { planned, open, due, held_until })
    }
}

/// Whose deliveries are settled.
pub(super) async fn settled(database_url: &str) -> sqlx::Result<HashSet<i64>> {
    let mut db = PgConnection::connect(database_url).await?;
    let users: Vec<i64> =
        sqlx::query_scalar("select user_id from deliveries where state <> 'open'").fetch_all(&mut db).await?;
    Ok(users.into_iter().collect())
}
