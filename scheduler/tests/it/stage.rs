//! The stage: an API that hands out what a test puts there and a Telegram that answers as a test wants, with
//! everything that they were told.

mod api;
mod receiver;
mod telegram;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::http::HeaderMap;
use clap::Parser as _;
use scheduler::Settings;
use secrecy::SecretString;
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// What never happens must not hang a test for ever.
const PATIENCE: Duration = Duration::from_secs(30);

/// Between the slots that the API hands out.
pub(crate) const SLOT: Duration = Duration::from_micros(33_784);

pub(crate) const TOKEN: &str = "123:token";
pub(crate) const KEY: &str = "scheduler-key";

/// How Telegram answers.
#[derive(Debug, Clone)]
pub(crate) enum Mood {
    /// It takes every message.
    Well,
    /// It refuses every message with this answer.
    Refuses(u16, Value),
    /// It refuses this method, and takes everything else.
    RefusesOnly(&'static str, u16, Value),
    /// It says nothing until its mood changes.
    Hangs,
}

/// A call that Telegram got, and when.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) at: Instant,
    pub(crate) method: String,
    pub(crate) body: Value,
}

/// A call that a receiver got.
#[derive(Debug, Clone)]
pub(crate) struct Received {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

/// What both neighbours know.
#[derive(Debug, Default)]
pub(crate) struct Play {
    pub(crate) due: VecDeque<Value>,
    pub(crate) reports: Vec<Value>,
    /// In seconds, as reported.
    pub(crate) silences: Vec<u64>,
    /// Where the slots of the next claim begin.
    next_slot: Option<Instant>,
    pub(crate) calls: Vec<Call>,
    pub(crate) rollovers: usize,
    /// So many requests to the API fail, each with 503.
    pub(crate) api_fails: usize,
    /// So many claims find only what is wanted no longer.
    pub(crate) empty_pages: usize,
    pub(crate) due_calls: VecDeque<Value>,
    pub(crate) call_reports: Vec<Value>,
    /// The scheduler is told to stop while it claims calls.
    pub(crate) stops_at_claim: bool,
    /// What a receiver of calls got.
    pub(crate) received: Vec<Received>,
    /// So many rollovers say that there is more.
    pub(crate) more_rollovers: usize,
}

#[derive(Debug)]
pub(crate) struct Stage {
    pub(crate) play: Mutex<Play>,
    mood: watch::Sender<Mood>,
    changed: watch::Sender<()>,
    stop: CancellationToken,
    address: String,
}

impl Stage {
    pub(crate) async fn open() -> Arc<Self> {
        core_shared::runtime::install_tls();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let stage = Arc::new(Self {
            play: Mutex::default(),
            mood: watch::Sender::new(Mood::Well),
            changed: watch::Sender::new(()),
            stop: CancellationToken::new(),
            address: format!("http://{}", listener.local_addr().unwrap()),
        });
        let app = Router::new()
            .merge(api::routes())
            .merge(telegram::routes())
            .merge(receiver::routes())
            .with_state(Arc::clone(&stage));
        tokio::spawn(async move { axum::serve(listener, app).await });
        stage
    }

    /// Starts a scheduler that may call this machine.
    pub(crate) fn start(&self) -> JoinHandle<anyhow::Result<()>> {
        self.start_allowing("127.0.0.0/8,::1/128")
    }

    /// Starts a scheduler that may call these networks besides the public one.
    pub(crate) fn start_allowing(&self, networks: &str) -> JoinHandle<anyhow::Result<()>> {
        let mut settings =
            Settings::parse_from(["scheduler", "--telegram-bot-token=x", "--scheduler-api-key=x"]);
        settings.telegram_bot_token = SecretString::from(TOKEN);
        settings.scheduler_api_key = SecretString::from(KEY);
        settings.telegram_api_url.clone_from(&self.address);
        settings.api_url.clone_from(&self.address);
        settings.task_private_networks = networks.parse().unwrap();
        tokio::spawn(scheduler::run(settings, self.stop.clone()))
    }

    pub(crate) fn stop(&self) {
        self.stop.cancel();
    }

    /// Changes the play, and tells those who wait.
    pub(crate) fn play<T>(&self, change: impl FnOnce(&mut Play) -> T) -> T {
        let result = change(&mut self.play.lock().unwrap());
        self.changed.send_replace(());
        result
    }

    pub(crate) fn telegram_is(&self, mood: Mood) {
        self.mood.send_replace(mood);
    }

    /// Makes a reminder due for each of these users; the delivery has the number of its place, from 1.
    pub(crate) fn remind(&self, users: impl IntoIterator<Item = i64>) {
        self.play(|play| {
            for (id, user) in (1..).zip(users) {
                play.due.push_back(delivery(id, user, &reminder(id, &json!({}))));
            }
        });
    }

    /// Makes a call due: to a path of the receiver, or to another address.
    pub(crate) fn call(&self, id: i64, to: &str, fields: &Value) {
        let url = if to.starts_with('/') { format!("{}/receiver{to}", self.address) } else { to.to_owned() };
        let mut call = json!({"url": url, "body": "{}"});
        call.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        let claimed = json!({"id": id, "attempt": 1, "call": call, "signature": "t=1,v1=00"});
        self.play(|play| play.due_calls.push_back(claimed));
    }

    /// The same receiver by the name of this machine.
    pub(crate) fn by_name(&self, path: &str) -> String {
        format!("{}/receiver{path}", self.address.replace("127.0.0.1", "localhost"))
    }

    /// The reports of calls, once there are as many, in the order of the tasks.
    pub(crate) async fn call_reports(&self, count: usize) -> Vec<Value> {
        self.until(|play| play.call_reports.len() >= count).await;
        let mut reports = self.play(|play| play.call_reports.clone());
        reports.sort_by_key(|report| report["id"].as_i64());
        reports
    }

    /// Waits until the play has come so far.
    pub(crate) async fn until(&self, is_so: impl Fn(&Play) -> bool) {
        let mut changed = self.changed.subscribe();
        let waiting = async {
            while !is_so(&self.play.lock().unwrap()) {
                changed.changed().await.unwrap();
            }
        };
        let waited = tokio::time::timeout(PATIENCE, waiting).await;
        assert!(waited.is_ok(), "it never came to this: {:#?}", self.play.lock().unwrap());
    }

    /// The reports, once there are as many, in the order of the deliveries.
    pub(crate) async fn reports(&self, count: usize) -> Vec<Value> {
        self.until(|play| play.reports.len() >= count).await;
        let mut reports = self.play(|play| play.reports.clone());
        reports.sort_by_key(|report| report["id"].as_i64());
        reports
    }
}

/// The reminder of one habit, with these fields beside those that every one has.
pub(crate) fn reminder(id: i64, fields: &Value) -> Value {
    let mut reminder = json!({
        "kind": "reminder", "delivery": id, "is_combined": false, "is_late": false, "today": "2026-11-20",
        "habits": [{
            "habit": 7, "habit_name": "Read", "habit_kind": "build", "day": "2026-11-20", "state": "pending", "streak": 3,
        }],
    });
    reminder.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    reminder
}

pub(crate) fn delivery(id: i64, user: i64, content: &Value) -> Value {
    json!({
        "id": id, "attempt": 1, "user": user, "locale": "en", "due_at": "2026-11-20T20:00:00Z", "content": content,
    })
}

/// How many reports have this outcome.
pub(crate) fn count(reports: &[Value], kind: &str) -> usize {
    reports.iter().filter(|report| report["outcome"]["kind"] == kind).count()
}
