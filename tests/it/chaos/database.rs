//! The database that a story is told over: one of those that all tests share, or one whose Postgres may crash.

use embedded_postgres::testing::{Crash, crash};
use embedded_postgres::{Server, Settings};
use tempfile::TempDir;

use crate::processes::fresh_database;

const NAME: &str = "habits";

pub(crate) struct Database {
    pub(super) url: String,
    own: Option<Own>,
}

/// A durable cluster, as the product has one: what was acknowledged survives.
struct Own {
    server: Option<Server>,
    data: TempDir,
}

impl Database {
    pub(super) async fn shared() -> Self {
        Self { url: fresh_database().await, own: None }
    }

    pub(super) async fn of_its_own() -> Self {
        let data = tempfile::tempdir().unwrap();
        let server = Server::start(Settings::new(data.path())).await.unwrap();
        server.ensure_database(NAME).await.unwrap();
        let url = server.url(NAME);
        migrations::up(&url).await.unwrap();
        Self { url, own: Some(Own { server: Some(server), data }) }
    }

    /// Ends it in the middle of everything, and starts it again.
    pub(super) async fn crashes(&mut self, how: Crash) {
        let Own { server, data } = self.own.as_mut().expect("a Postgres that others use must not crash");
        crash(server.take().unwrap(), how).await;
        *server = Some(Server::start(Settings::new(data.path())).await.unwrap());
    }
}
