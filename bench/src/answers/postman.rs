//! How updates get to the bots: one bot asks for them, or all of them are posted to, one after the other, as a balancer
//! does. What is not taken is posted again.

use std::net::{SocketAddr, TcpListener};
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde_json::Value;
use tokio::sync::Semaphore;
use tokio::time::sleep;

use super::telegram::Telegram;
use crate::caller::{Answer, Caller};

/// What the posts prove themselves with.
pub(super) const SECRET: &str = "secret-of-the-benchmark";

/// Connections over all bots: what the bot asks Telegram for.
const CONNECTIONS: usize = 100;

/// Before an update that was not taken is posted again.
const PAUSE: Duration = Duration::from_millis(250);

#[derive(Debug)]
pub(super) struct Postman {
    ids: AtomicI64,
    doors: Vec<Door>,
    turn: AtomicUsize,
    refused: AtomicUsize,
    connections: Semaphore,
}

/// Where one of the bots listens.
#[derive(Debug)]
struct Door {
    address: SocketAddr,
    callers: Mutex<Vec<Caller>>,
}

/// Addresses that nobody uses.
pub(super) fn free_addresses(count: u32) -> std::io::Result<Vec<SocketAddr>> {
    let listeners: Vec<_> = (0..count).map(|_| TcpListener::bind("127.0.0.1:0")).collect::<Result<_, _>>()?;
    listeners.iter().map(TcpListener::local_addr).collect()
}

impl Postman {
    /// One for bots at these addresses; without any, the bot asks.
    pub(super) fn new(addresses: &[SocketAddr]) -> Self {
        let door = |address: &SocketAddr| Door { address: *address, callers: Mutex::default() };
        Self {
            ids: AtomicI64::new(1),
            doors: addresses.iter().map(door).collect(),
            turn: AtomicUsize::new(0),
            refused: AtomicUsize::new(0),
            connections: Semaphore::new(CONNECTIONS),
        }
    }

    /// How often an update was not taken.
    pub(super) fn refused(&self) -> usize {
        self.refused.load(Ordering::Relaxed)
    }

    /// Brings an update, and returns when Telegram may bring the next one of its chat.
    pub(super) async fn brings(
        &self,
        telegram: &Telegram,
        update: impl FnOnce(i64) -> Value,
    ) -> anyhow::Result<()> {
        if self.doors.is_empty() {
            telegram.tells(update, &self.ids);
            return Ok(());
        }
        let body = update(self.ids.fetch_add(1, Ordering::Relaxed)).to_string();
        let request = format!(
            "POST /telegram HTTP/1.1\r\nhost: bot\r\nx-telegram-bot-api-secret-token: {SECRET}\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        let _connection = self.connections.acquire().await?;
        while !self.post(request.as_bytes()).await {
            self.refused.fetch_add(1, Ordering::Relaxed);
            sleep(PAUSE).await;
        }
        Ok(())
    }

    async fn post(&self, request: &[u8]) -> bool {
        let turn = self.turn.fetch_add(1, Ordering::Relaxed);
        let door = &self.doors[turn % self.doors.len()];
        door.post(request).await.is_ok_and(|answer| answer == Answer::Served)
    }
}

impl Door {
    async fn post(&self, request: &[u8]) -> std::io::Result<Answer> {
        let idle = self.callers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut caller = match idle {
            Some(caller) => caller,
            None => Caller::connect(self.address).await?,
        };
        let answer = caller.call(request).await?;
        self.callers.lock().unwrap_or_else(PoisonError::into_inner).push(caller);
        Ok(answer)
    }
}
