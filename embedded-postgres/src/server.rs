//! A running cluster: started step by step, used through its URL, stopped in order. Dropping it without `stop`
//! shuts it down too, only nobody waits for it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use tokio::time::sleep;

use crate::address;
use crate::binaries::Binaries;
use crate::error::StartError;
use crate::identity::{self, Identity};
use crate::lock::Lock;
use crate::log::Log;
use crate::process::Process;
use crate::settings::Settings;
use crate::{cluster, command_line, predecessor, socket};

/// A crash in the middle of much writing is replayed before the first answer; on a slow card that takes a while.
const READY_WITHIN: Duration = Duration::from_mins(2);

/// Postgres does not tell when it is ready, so it is asked, this often.
const ASK_EVERY: Duration = Duration::from_millis(20);

/// The database that always exists.
const MAINTENANCE: &str = "postgres";

/// SQLSTATE `duplicate_database`: somebody else created it a moment ago.
const DUPLICATE_DATABASE: &str = "42P04";

/// A cluster that answers.
#[derive(Debug)]
pub struct Server {
    place: Place,
}

#[derive(Debug)]
enum Place {
    /// Field order is drop order: Postgres is asked to stop before the directory is given free.
    Ours { process: Process, socket_dir: PathBuf, _lock: Lock },
    /// Somebody else runs it.
    #[cfg(feature = "testing")]
    Elsewhere { url: String },
}

impl Server {
    /// Starts the cluster in `settings.data_dir`, creating it first if there is none, and waits until it answers.
    pub async fn start(settings: Settings) -> Result<Self, StartError> {
        fs::create_dir_all(&settings.data_dir).map_err(StartError::io("create", &settings.data_dir))?;
        let data_dir = identity::resolved(&settings.data_dir)?;
        let lock = Lock::take(&data_dir)?;
        let binaries = Binaries::find(&data_dir, &cluster::majors_in(&data_dir)).await?;
        let identity = Identity::choose(&binaries.program("postgres"))?;
        // On the heap: whoever awaits this keeps a small future.
        Box::pin(Self::start_as(identity, binaries, lock, data_dir, &settings)).await
    }

    async fn start_as(
        identity: Identity,
        binaries: Binaries,
        lock: Lock,
        data_dir: PathBuf,
        settings: &Settings,
    ) -> Result<Self, StartError> {
        identity.check_reach(&data_dir)?;
        identity.check_reach(&binaries.dir)?;
        predecessor::wait_until_gone(&cluster::dir_of(&data_dir, binaries.major)).await?;
        let data = ensure_cluster(&data_dir, &binaries, &identity, settings).await?;
        let socket_dir = socket::prepare(&data_dir)?;
        identity.hand_over(&socket_dir)?;
        let (log, log_file) = Log::open(&data_dir)?;

        let program = binaries.program("postgres");
        let mut command = identity.command(&program);
        command_line::say(&mut command, &data, &socket_dir, &binaries, settings);
        let errors = log_file.try_clone().map_err(StartError::io("open", &log.path))?;
        command.stdin(Stdio::null()).stdout(log_file).stderr(errors).current_dir("/");
        let process = Process::spawn(command).await.map_err(StartError::io("run", &program))?;

        let server = Self { place: Place::Ours { process, socket_dir, _lock: lock } };
        server.wait_until_ready(log).await?;
        tracing::info!(major = binaries.major, dir = %data.display(), "PostgreSQL is running");
        Ok(server)
    }

    /// A cluster that this process did not start and does not stop.
    #[cfg(feature = "testing")]
    pub(crate) fn elsewhere(url: String) -> Self {
        Self { place: Place::Elsewhere { url } }
    }

    /// The connection URL of `database`, for pools and for the `DATABASE_URL` of child processes.
    pub fn url(&self, database: &str) -> String {
        match &self.place {
            Place::Ours { socket_dir, .. } => address::over_socket(socket_dir, database),
            #[cfg(feature = "testing")]
            Place::Elsewhere { url } => address::with_database(url, database),
        }
    }

    /// Creates the database `name` unless it exists.
    pub async fn ensure_database(&self, name: &str) -> sqlx::Result<()> {
        let mut connection = PgConnection::connect(&self.url(MAINTENANCE)).await?;
        let existing: Option<i32> = sqlx::query_scalar("select 1 from pg_database where datname = $1")
            .bind(name)
            .fetch_optional(&mut connection)
            .await?;
        if existing.is_none() {
            let created = sqlx::raw_sql(AssertSqlSafe(format!("create database {}", quoted(name))))
                .execute(&mut connection)
                .await;
            match created {
                Err(sqlx::Error::Database(error))
                    if error.code().is_some_and(|code| code == DUPLICATE_DATABASE) => {}
                other => other.map(|_| ())?,
            }
        }
        connection.close().await
    }

    /// Returns when Postgres has ended, which nobody asked it to: a reason to end as well.
    pub async fn exited(&self) -> ExitStatus {
        match &self.place {
            Place::Ours { process, .. } => process.exited().await,
            #[cfg(feature = "testing")]
            Place::Elsewhere { .. } => std::future::pending().await,
        }
    }

    /// Shuts the cluster down and returns when it is down: with open connections in well under a second, at worst
    /// within half a minute.
    pub async fn stop(self) {
        match self.place {
            Place::Ours { process, socket_dir, _lock } => {
                let status = process.stop().await;
                tracing::info!(%status, "PostgreSQL has stopped");
                // An empty directory that stays is used again by the next start.
                let _ = fs::remove_dir_all(socket_dir);
            }
            #[cfg(feature = "testing")]
            Place::Elsewhere { .. } => {}
        }
    }

    /// Ends it by a signal that leaves no time to write anything down.
    #[cfg(feature = "testing")]
    pub(crate) async fn end_by(self, signal: rustix::process::Signal) {
        if let Place::Ours { process, .. } = &self.place {
            process.end_by(signal).await;
        }
    }

    async fn wait_until_ready(&self, log: Log) -> Result<(), StartError> {
        let url = self.url(MAINTENANCE);
        tokio::select! {
            status = self.exited() => {
                Err(StartError::Exited { status: status.to_string(), tail: log.tail(), log: log.path })
            }
            () = answer(&url) => Ok(()),
            () = sleep(READY_WITHIN) => {
                let seconds = READY_WITHIN.as_secs();
                Err(StartError::NotReady { seconds, tail: log.tail(), log: log.path })
            }
        }
    }
}

async fn answer(url: &str) {
    loop {
        if let Ok(connection) = PgConnection::connect(url).await {
            // It answered; how the goodbye ends does not matter.
            let _ = connection.close().await;
            return;
        }
        sleep(ASK_EVERY).await;
    }
}

async fn ensure_cluster(
    data_dir: &Path,
    binaries: &Binaries,
    identity: &Identity,
    settings: &Settings,
) -> Result<PathBuf, StartError> {
    let (data_dir, binaries, identity) = (data_dir.to_owned(), binaries.clone(), identity.clone());
    let durability = settings.durability;
    tokio::task::spawn_blocking(move || cluster::ensure(&data_dir, &binaries, &identity, durability))
        .await
        .expect("creating a cluster does not panic, and nobody cancels it")
}

/// `name` as an SQL identifier.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;
    use crate::Durability;

    #[tokio::test]
    async fn root_without_namespaces_runs_it_as_another_user_and_can_go_back() {
        if !rustix::process::geteuid().is_root() {
            return;
        }
        let dir = tempfile::tempdir().unwrap();
        fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let settings = Settings { durability: Durability::None, ..Settings::new(dir.path()) };
        let data_dir = identity::resolved(dir.path()).unwrap();
        let binaries = Binaries::find(&data_dir, &[]).await.unwrap();
        let lock = Lock::take(&data_dir).unwrap();
        let other = identity::another_user().unwrap();
        let first = Server::start_as(other, binaries, lock, data_dir, &settings).await.unwrap();
        first.ensure_database("habits").await.unwrap();
        first.stop().await;

        let second = Server::start(settings).await.unwrap();
        PgConnection::connect(&second.url("habits")).await.unwrap().close().await.unwrap();
        second.stop().await;
    }
}
