//! The binaries, each as a process of its own; only Telegram and the clock are the sandbox's.

use std::fs::File;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use core_shared::client::ApiClient;
use core_shared::domain::UserId;
use rustix::process::{Pid, Signal, kill_process};
use sandbox::{Clock, Handle, Limits, Sandbox};
use sqlx::postgres::PgPoolOptions;
use tempfile::TempDir;

pub(crate) const TOKEN: &str = "1000:AAtoken-of-the-test-suite";
pub(crate) const BOT_KEY: &str = "bot-key-of-the-test-suite-only";
pub(crate) const SCHEDULER_KEY: &str = "scheduler-key-of-the-test-suite-only";

/// Where processes write what they complain of, in the directory of a stage.
const LOG: &str = "log";

/// One of the binaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Service {
    Api,
    Bot,
    Scheduler,
}

impl Service {
    pub(crate) const ALL: [Self; 3] = [Self::Api, Self::Bot, Self::Scheduler];

    fn binary(self) -> PathBuf {
        binary(match self {
            Self::Api => "api-sandboxed",
            Self::Bot => "bot-sandboxed",
            Self::Scheduler => "scheduler",
        })
    }
}

/// A binary beside the test's own.
pub(crate) fn binary(name: &str) -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let path = test.parent().and_then(Path::parent).unwrap().join(name);
    assert!(path.exists(), "{} is not built: run `cargo xtask test`", path.display());
    path
}

/// What processes need to find each other: a Telegram with its clock, a database, an address for the API.
pub(crate) struct Stage {
    pub(crate) sandbox: Sandbox,
    pub(crate) database_url: String,
    api_url: String,
    clock_file: PathBuf,
    data: TempDir,
}

impl Stage {
    /// `limits` is the pace that Telegram allows; without it anything goes.
    pub(crate) async fn over(database_url: String, limits: Option<Limits>) -> Self {
        core_shared::runtime::install_tls();
        let data = tempfile::tempdir().unwrap();
        let clock_file = data.path().join("clock");
        let clock = Clock::new().mirrored_to(&clock_file).unwrap();
        let settings =
            sandbox::Settings { token: TOKEN.to_owned(), clock, limits, ..sandbox::Settings::default() };
        let sandbox = Sandbox::start(settings).await.unwrap();
        heeds_the_database(&sandbox, &database_url);
        let api_url = format!("http://{}", free_address());
        Self { sandbox, database_url, api_url, clock_file, data }
    }

    /// Starts a binary; `settings` are variables on top of those that all have.
    pub(crate) fn starts(&self, service: Service, settings: &[(&str, &str)]) -> Running {
        let child = Command::new(service.binary())
            .env_clear()
            .env("DATABASE_URL", &self.database_url)
            .env("API_BIND", self.api_url.trim_start_matches("http://"))
            .env("API_URL", &self.api_url)
            .env("TELEGRAM_BOT_TOKEN", TOKEN)
            .env("TELEGRAM_API_URL", self.sandbox.url())
            .env("BOT_API_KEY", BOT_KEY)
            .env("SCHEDULER_API_KEY", SCHEDULER_KEY)
            .env("SANDBOX_CLOCK_FILE", &self.clock_file)
            .env("RUST_LOG", "error")
            .envs(settings.iter().copied())
            .stdin(Stdio::null())
            .stdout(self.log())
            .stderr(self.log())
            .spawn()
            .unwrap();
        Running(child)
    }

    /// What processes complain of goes to a file.
    fn log(&self) -> File {
        File::options().create(true).append(true).open(self.data.path().join(LOG)).unwrap()
    }

    /// What processes have complained of until now.
    pub(crate) fn errors(&self) -> String {
        std::fs::read_to_string(self.data.path().join(LOG)).unwrap_or_default()
    }

    pub(crate) async fn waits_for_the_api(&self) {
        // A client repeats its calls until the API answers.
        let nobody = self.client().get_user(UserId(1)).await.unwrap_err();
        assert!(!nobody.is_unavailable(), "{nobody}");
    }

    pub(crate) fn client(&self) -> ApiClient {
        ApiClient::new(&self.api_url, BOT_KEY.into())
    }
}

impl Drop for Stage {
    #[expect(clippy::print_stdout, reason = "whoever reads why a story failed wants to know")]
    fn drop(&mut self) {
        if std::thread::panicking() {
            println!("{}", self.errors());
        }
    }
}

/// People wait until the bot has handled what they did, which the database knows: it confirms what is only kept.
pub(crate) fn heeds_the_database(sandbox: &Handle, database_url: &str) {
    let db = PgPoolOptions::new().max_connections(4).connect_lazy(database_url).unwrap();
    sandbox.heeds(move |update| {
        let db = db.clone();
        async move {
            let mut looks = tokio::time::interval(Duration::from_millis(5));
            loop {
                looks.tick().await;
                let sql =
                    "select exists (select from updates where update_id = $1 and finished_at is not null)";
                // Whoever kills the database is waited for, too.
                if sqlx::query_scalar(sql).bind(update).fetch_one(&db).await.unwrap_or(false) {
                    return;
                }
            }
        }
    });
}

pub(crate) fn free_address() -> String {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}

/// A process that is killed when nobody wants it any more.
#[derive(Debug)]
pub(crate) struct Running(Child);

impl Running {
    /// kill -9.
    pub(crate) fn dies(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }

    /// Whether it ended by itself.
    pub(crate) fn has_ended(&mut self) -> bool {
        self.0.try_wait().unwrap().is_some()
    }

    /// SIGTERM, and the orderly end that follows.
    pub(crate) async fn stops(mut self) {
        kill_process(Pid::from_child(&self.0), Signal::TERM).unwrap();
        let status = tokio::task::spawn_blocking(move || self.0.wait().unwrap()).await.unwrap();
        assert!(status.success(), "{status}");
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// One process of each service.
pub(crate) struct Processes {
    pub(crate) stage: Stage,
    running: Vec<(Service, Running)>,
}

impl Processes {
    pub(crate) async fn start() -> Self {
        let stage = Stage::over(fresh_database().await, None).await;
        let running = Service::ALL.map(|service| (service, stage.starts(service, &[]))).into();
        stage.waits_for_the_api().await;
        Self { stage, running }
    }

    /// kill -9, and a start anew.
    pub(crate) fn kills(&mut self, victim: Service) {
        let index = self.running.iter().position(|(service, _)| *service == victim).unwrap();
        self.running.swap_remove(index).1.dies();
        self.running.push((victim, self.stage.starts(victim, &[])));
    }
}

pub(crate) async fn fresh_database() -> String {
    let template = format!("habits_{}", migrations::fingerprint());
    embedded_postgres::testing::database(&template, migrations::up).await.unwrap()
}
