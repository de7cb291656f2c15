//! A Telegram that does next to nothing: it answers as the real one does when all is well, and remembers what people got to
//! see, and when. It checks nothing and has no limits; what it saves is left for what is measured.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::extract::{Path, State};
use axum::routing::any;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::{Notify, Semaphore};
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout};

use super::account::{Seen, Shown};

/// Updates that are handed out at once.
const PAGE: usize = 100;

/// As a running server, until it is dropped.
#[derive(Debug)]
pub(super) struct Telegram {
    pub(super) url: String,
    desk: Arc<Desk>,
    server: JoinHandle<std::io::Result<()>>,
}

#[derive(Debug)]
struct Desk {
    seen: Mutex<Vec<Seen>>,
    waiting: Mutex<VecDeque<(i64, Value)>>,
    told: Notify,
    next_message: AtomicI64,
    /// A permit for each bot that has said how it wants to be told updates.
    ready: Semaphore,
}

/// What is needed of a call, whatever the method is.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Parameters {
    chat_id: i64,
    message_id: i64,
    callback_query_id: String,
    offset: i64,
    timeout: u64,
}

impl Telegram {
    pub(super) async fn start() -> anyhow::Result<Self> {
        let desk = Arc::new(Desk {
            seen: Mutex::default(),
            waiting: Mutex::default(),
            told: Notify::new(),
            // Far above the messages that people tap on.
            next_message: AtomicI64::new(1_000_000_000),
            ready: Semaphore::new(0),
        });
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}", listener.local_addr()?);
        let app = Router::new().route("/{bot}/{method}", any(call)).with_state(desk.clone());
        let server = tokio::spawn(axum::serve(listener, app).into_future());
        Ok(Self { url, desk, server })
    }

    /// Waits until so many bots are ready to be told updates.
    pub(super) async fn until_ready(&self, bots: u32) -> anyhow::Result<()> {
        self.desk.ready.acquire_many(bots).await?.forget();
        Ok(())
    }

    /// Has an update ready for the next question.
    pub(super) fn tells(&self, update: impl FnOnce(i64) -> Value, ids: &AtomicI64) {
        let mut waiting = unpoisoned(&self.desk.waiting);
        let id = ids.fetch_add(1, Ordering::Relaxed);
        waiting.push_back((id, update(id)));
        drop(waiting);
        self.desk.told.notify_one();
    }

    /// How many calls people got to see.
    pub(super) fn count(&self) -> usize {
        unpoisoned(&self.desk.seen).len()
    }

    pub(super) fn seen(&self) -> Vec<Seen> {
        unpoisoned(&self.desk.seen).clone()
    }
}

impl Drop for Telegram {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn call(
    State(desk): State<Arc<Desk>>,
    Path((_, method)): Path<(String, String)>,
    body: String,
) -> String {
    let at = Instant::now();
    let parameters: Parameters = serde_json::from_str(&body).unwrap_or_default();
    let result = match method.as_str() {
        "GetMe" => me(),
        "GetUpdates" => desk.updates(&parameters).await,
        "SendMessage" => {
            desk.see(at, parameters.chat_id, Shown::Message);
            message(parameters.chat_id, desk.next_message.fetch_add(1, Ordering::Relaxed))
        }
        "EditMessageText" | "EditMessageReplyMarkup" => {
            let number = usize::try_from(parameters.message_id - 1).unwrap_or(usize::MAX);
            desk.see(at, parameters.chat_id, Shown::Edit(number));
            message(parameters.chat_id, parameters.message_id)
        }
        "AnswerCallbackQuery" => {
            let number = parameters.callback_query_id.parse().unwrap_or(usize::MAX);
            desk.see(at, parameters.chat_id, Shown::Answer(number));
            Value::Bool(true)
        }
        "SetWebhook" => {
            desk.ready.add_permits(1);
            Value::Bool(true)
        }
        _ => Value::Bool(true),
    };
    format!(r#"{{"ok":true,"result":{result}}}"#)
}

impl Desk {
    fn see(&self, at: Instant, chat: i64, shown: Shown) {
        unpoisoned(&self.seen).push(Seen { at, chat, shown });
    }

    /// Everything from the offset on, as soon as there is something.
    async fn updates(&self, parameters: &Parameters) -> Value {
        self.ready.add_permits(1);
        let some = async {
            loop {
                let told = self.told.notified();
                if let Some(updates) = self.from(parameters.offset) {
                    return updates;
                }
                told.await;
            }
        };
        timeout(Duration::from_secs(parameters.timeout), some).await.unwrap_or_else(|_elapsed| json!([]))
    }

    fn from(&self, offset: i64) -> Option<Value> {
        let mut waiting = unpoisoned(&self.waiting);
        while waiting.front().is_some_and(|(id, _)| *id < offset) {
            waiting.pop_front();
        }
        let page: Vec<Value> = waiting.iter().take(PAGE).map(|(_, update)| update.clone()).collect();
        (!page.is_empty()).then_some(Value::Array(page))
    }
}

fn me() -> Value {
    json!({
        "id": 1000, "is_bot": true, "first_name": "Habits", "username": "habits_bot", "can_join_groups": true,
        "can_read_all_group_messages": false, "supports_inline_queries": false, "has_main_web_app": false,
        "can_connect_to_business": false
    })
}

fn message(chat: i64, id: i64) -> Value {
    json!({
        "message_id": id, "date": 1_764_000_000, "text": "Today",
        "chat": {"id": chat, "type": "private", "first_name": "Anna"},
        "from": {"id": 1000, "is_bot": true, "first_name": "Habits", "username": "habits_bot"}
    })
}

fn unpoisoned<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
