//! The binaries, each as a process of its own; only Telegram and the clock are the sandbox's.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use sandbox::{Clock, Sandbox};
use tempfile::TempDir;

use crate::story;

const TOKEN: &str = "1000:AAtoken-of-the-test-suite";
const BOT_KEY: &str = "bot-key-of-the-test-suite-only";
const SCHEDULER_KEY: &str = "scheduler-key-of-the-test-suite-only";

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
fn binary(name: &str) -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let path = test.parent().and_then(Path::parent).unwrap().join(name);
    assert!(path.exists(), "{} is not built: run `cargo xtask test`", path.display());
    path
}

pub(crate) struct Processes {
    pub(crate) sandbox: Sandbox,
    pub(crate) api_url: String,
    database_url: String,
    clock_file: PathBuf,
    running: Vec<(Service, Child)>,
    _data: TempDir,
}

impl Processes {
    pub(crate) async fn start() -> Self {
        core_shared::runtime::install_tls();
        let template = format!("habits_{}", migrations::fingerprint());
        let database_url = embedded_postgres::testing::database(&template, migrations::up).await.unwrap();
        let data = tempfile::tempdir().unwrap();
        let clock_file = data.path().join("clock");
        let clock = Clock::new().mirrored_to(&clock_file).unwrap();
        let settings = sandbox::Settings { token: TOKEN.to_owned(), clock, ..sandbox::Settings::default() };
        let sandbox = Sandbox::start(settings).await.unwrap();
        let api_url = format!("http://{}", free_address());
        let mut processes =
            Self { sandbox, api_url, database_url, clock_file, running: Vec::new(), _data: data };
        for service in Service::ALL {
            processes.starts(service);
        }
        processes.waits_for_the_api().await;
        processes
    }

    pub(crate) fn starts(&mut self, service: Service) {
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
            .stdin(Stdio::null())
            .spawn()
            .unwrap();
        self.running.push((service, child));
    }

    /// kill -9, and a start anew.
    pub(crate) fn kills(&mut self, victim: Service) {
        let index = self.running.iter().position(|(service, _)| *service == victim).unwrap();
        let (_, mut child) = self.running.swap_remove(index);
        child.kill().unwrap();
        child.wait().unwrap();
        self.starts(victim);
    }

    async fn waits_for_the_api(&self) {
        let client = core_shared::client::ApiClient::new(&self.api_url, BOT_KEY.into());
        // A client repeats its calls until the API answers.
        let nobody = client.get_user(core_shared::domain::UserId(1)).await.unwrap_err();
        assert!(!nobody.is_unavailable(), "{nobody}");
    }

    pub(crate) fn client(&self) -> core_shared::client::ApiClient {
        core_shared::client::ApiClient::new(&self.api_url, BOT_KEY.into())
    }
}

impl Drop for Processes {
    fn drop(&mut self) {
        for (_, child) in &mut self.running {
            // It may have ended by itself.
            child.kill().ok();
            child.wait().ok();
        }
    }
}

fn free_address() -> String {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_new_makes_a_habit_keeps_it_and_misses_a_day() {
    let processes = Processes::start().await;
    story::from_start_to_a_missed_day(&processes.sandbox, &processes.database_url).await;
    story::assert_telegram_was_content(&processes.sandbox);
}

#[test]
fn a_bad_value_stops_the_start_and_names_its_variable() {
    let table = [
        ("api-sandboxed", "API_BIND", "localhost"),
        ("api-sandboxed", "METRICS_BIND", "9100"),
        ("api-sandboxed", "DATABASE_URL", "hunter2"),
        ("api-sandboxed", "LOG_FORMAT", "xml"),
        ("api-sandboxed", "RUST_LOG", "a=b=c"),
        ("api-sandboxed", "SENTRY_DSN", "hunter2"),
        ("api-sandboxed", "BOT_API_KEY", "hunter2 with spaces"),
        ("api-sandboxed", "TASKS_API_KEY", "hunter2 with spaces"),
        ("api-sandboxed", "TASK_HOSTS", "https://example.org/"),
        ("api-sandboxed", "TASK_PRIVATE_NETWORKS", "10.0.0.0"),
        ("scheduler", "TASK_PRIVATE_NETWORKS", "10.0.0.0"),
        ("bot-sandboxed", "TELEGRAM_BOT_TOKEN", "hunter2"),
        ("bot-sandboxed", "TELEGRAM_API_URL", "nowhere"),
        ("bot-sandboxed", "API_URL", "ftp://nowhere"),
        ("bot-sandboxed", "BOT_API_KEY", ""),
        ("scheduler", "TELEGRAM_BOT_TOKEN", ""),
        ("scheduler", "API_URL", "nowhere"),
        ("scheduler", "SCHEDULER_API_KEY", ""),
        ("migrate", "DATABASE_URL", "hunter2"),
    ];
    for (name, variable, value) in table {
        let output = Command::new(binary(name))
            .env_clear()
            .env("DATABASE_URL", "postgres://nobody@127.0.0.1:1/nothing")
            .env("API_BIND", "127.0.0.1:0")
            .env("TELEGRAM_BOT_TOKEN", TOKEN)
            .env("BOT_API_KEY", BOT_KEY)
            .env("SCHEDULER_API_KEY", SCHEDULER_KEY)
            .env("SANDBOX_CLOCK_FILE", "/nonexistent")
            .env(variable, value)
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success(), "{name} {variable}={value}");
        assert!(told.contains(variable), "{name} {variable}={value}: {told}");
        assert!(!told.contains("hunter2"), "{name} {variable}: a secret is told: {told}");
    }
}
