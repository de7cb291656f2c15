//! The all-in-one, started inside the test.

use std::path::PathBuf;

use habit_tracker::{House, Settings};
use metrics_exporter_prometheus::PrometheusBuilder;
use sandbox::{Actor, AllowedPace, Handle, Person};
use tempfile::TempDir;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::processes::heeds_the_database;
use crate::story;

pub(crate) struct OneProcess {
    pub(crate) sandbox: Handle,
    pub(crate) api_url: String,
    pub(crate) bot_key: String,
    pub(crate) keys_dir: PathBuf,
    pub(crate) database_url: String,
    stop: CancellationToken,
    running: JoinHandle<anyhow::Result<()>>,
    _data: TempDir,
}

/// The settings of a person who sets nothing, but for a database of its own and free ports.
fn settings(arguments: &[&str]) -> Settings {
    let nothing =
        ["habit-tracker", "--api-bind=127.0.0.1:0", "--sandbox-bind=127.0.0.1:0", "--rust-log=warn"];
    <Settings as clap::Parser>::parse_from(nothing.iter().chain(arguments))
}

impl OneProcess {
    pub(crate) async fn start() -> Self {
        Self::start_with(&[]).await
    }

    /// With settings that somebody makes.
    pub(crate) async fn start_with(arguments: &[&str]) -> Self {
        core_shared::runtime::install_tls();
        let template = format!("habits_{}", migrations::fingerprint());
        let url = embedded_postgres::testing::database(&template, migrations::up).await.unwrap();
        let data = tempfile::tempdir().unwrap();
        let data_dir = format!("--data-dir={}", data.path().display());
        let mut settings = settings(&[&[data_dir.as_str()], arguments].concat());
        settings.database_url = url.clone().into();
        settings.sandbox_limits = AllowedPace::None;
        let metrics = PrometheusBuilder::new().build_recorder().handle();
        let house = House::open(settings, metrics).await.unwrap();
        let (sandbox, api_url) = (house.sandbox().unwrap(), house.api_url());
        heeds_the_database(&sandbox, &url);
        let keys_dir = house.keys_dir();
        let bot_key = std::fs::read_to_string(keys_dir.join("bot")).unwrap();
        let stop = CancellationToken::new();
        let running = tokio::spawn(house.run(stop.clone()));
        Self { sandbox, api_url, bot_key, keys_dir, database_url: url, stop, running, _data: data }
    }

    pub(crate) fn person(&self, id: i64, name: &str, language: &str) -> Actor {
        self.sandbox.person(Person::new(id, name).language(language))
    }

    /// Ctrl-C.
    pub(crate) async fn stops(self) {
        self.stop.cancel();
        self.running.await.unwrap().unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_new_makes_a_habit_keeps_it_and_misses_a_day() {
    let product = OneProcess::start().await;
    story::from_start_to_a_missed_day(&product.sandbox, &product.database_url).await;
    story::assert_telegram_was_content(&product.sandbox);
    product.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn stopping_takes_less_than_five_seconds_and_everything_is_there_afterwards() {
    let product = OneProcess::start().await;
    let anna = product.person(1001, "Anna", "en");
    story::makes_a_habit(&anna, "Read 20 pages").await;
    let begun = std::time::Instant::now();
    product.stops().await;
    assert!(begun.elapsed().as_secs() < 5, "{:?}", begun.elapsed());
}
