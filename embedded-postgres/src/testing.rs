//! A cluster for tests and a fresh database for each of them. The cluster is shared by a test process, or by all
//! of them when `TEST_POSTGRES_URL` names one; a migrated template makes each database a copy of a tenth of a second.

mod database;
mod leftovers;
mod schema;

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process;

use rustix::process::Signal;
use tokio::sync::OnceCell;

use crate::{Durability, Server, Settings, StartError};

pub use database::database;
pub use schema::schema_dump;

/// Names a running cluster that all test processes share, as `cargo xtask test` provides it.
pub const URL_VARIABLE: &str = "TEST_POSTGRES_URL";

/// Two cores run tens of tests at once, each with a small pool.
const CONNECTIONS: u16 = 300;

/// Counts statements, for tests that assert how many a request makes.
const STATEMENT_COUNTER: &str = "pg_stat_statements";

/// The cluster of this test process. It ends with the process, and the next one clears its directory.
pub async fn server() -> &'static Server {
    static SERVER: OnceCell<Server> = OnceCell::const_new();
    SERVER.get_or_init(find_or_start).await
}

/// What a cluster for tests in `data_dir` is like: fast, roomy, counting statements, not to be trusted with data.
fn settings(data_dir: PathBuf) -> Settings {
    Settings {
        durability: Durability::None,
        max_connections: CONNECTIONS,
        preload: vec![STATEMENT_COUNTER.to_owned()],
        ..Settings::new(data_dir)
    }
}

/// Starts a cluster for tests that belongs to the caller, who ends it with [`discard`].
pub async fn start() -> Result<Server, StartError> {
    leftovers::clear();
    Server::start(settings(leftovers::dir_of(process::id()))).await
}

/// Stops the cluster that [`start`] gave to this process and removes its data.
pub async fn discard(server: Server) {
    server.stop().await;
    // What cannot be removed now is a leftover that the next start clears.
    let _ = fs::remove_dir_all(leftovers::dir_of(process::id()));
}

/// How a cluster ends that was given no time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Crash {
    /// An immediate shutdown: every process ends at once, and nothing is written down.
    Immediate,
    /// kill -9 of the main process: the others notice that it is gone.
    Killed,
}

/// Ends a cluster, which starts again on the same data and under the same URL.
pub async fn crash(server: Server, crash: Crash) {
    let signal = match crash {
        Crash::Immediate => Signal::QUIT,
        Crash::Killed => Signal::KILL,
    };
    server.end_by(signal).await;
}

async fn find_or_start() -> Server {
    if let Ok(url) = env::var(URL_VARIABLE) {
        return Server::elsewhere(url);
    }
    match start().await {
        Ok(server) => server,
        Err(error) => panic!("the tests need a PostgreSQL: {error}"),
    }
}
