//! The way in: what Telegram sends is kept by the API before anything is done about it. Whoever receives waits for that,
//! and only then tells Telegram that it has arrived.

mod arrival;

use core_shared::client::{ApiClient, ClientError};
use core_shared::contract::updates::{ClaimedUpdatesBody, MAX_UPDATES, NewUpdate, StoreUpdates};
use futures_util::future::join_all;
use serde_json::Value;
use teloxide::Bot;
use teloxide::types::CallbackQueryId;
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;

use arrival::{Arrival, read, tap_of};
pub(crate) use arrival::{NoUpdate, number_of, parse};

use crate::answered_taps::AnsweredTaps;
use crate::desk::{Desk, Places};
use crate::telegram::answer;

/// Arrivals that wait for the call before theirs: more than Telegram has under way at once.
const QUEUE: usize = 1000;

/// Bytes that go with one call: half of what the API takes.
const MAX_BYTES: usize = 512 * 1024;

/// Whether an update is in good hands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kept {
    Yes,
    /// The API is away: Telegram has to send it again.
    No,
}

/// Where updates are handed in.
#[derive(Debug, Clone)]
pub(crate) struct Intake(mpsc::Sender<Waiting>);

/// An update on its way to the API, and who waits for it.
#[derive(Debug)]
pub(crate) struct Waiting {
    arrival: Arrival,
    kept: oneshot::Sender<Kept>,
}

impl Intake {
    pub(crate) fn new() -> (Self, mpsc::Receiver<Waiting>) {
        let (sender, receiver) = mpsc::channel(QUEUE);
        (Self(sender), receiver)
    }

    /// Keeps an update as Telegram sent it.
    pub(crate) async fn keep(&self, raw: Value) -> Result<Kept, NoUpdate> {
        let (kept, answer) = oneshot::channel();
        // Nobody is there to take it only when the bot has stopped.
        let sent = self.0.send(Waiting { arrival: read(raw)?, kept }).await;
        if sent.is_err() {
            return Ok(Kept::No);
        }
        Ok(answer.await.unwrap_or(Kept::No))
    }

    /// Keeps a batch in its order. What is no update is told to the log: it would come again for ever.
    pub(crate) async fn keep_all(&self, batch: Vec<Value>) -> Kept {
        let kept = join_all(batch.into_iter().map(|raw| self.keep(raw))).await;
        let is_kept = |kept: Result<Kept, NoUpdate>| match kept {
            Ok(kept) => kept == Kept::Yes,
            Err(no_update) => {
                tracing::error!(%no_update, "something that came from Telegram is let go");
                true
            }
        };
        if kept.into_iter().map(is_kept).fold(true, std::ops::BitAnd::bitand) { Kept::Yes } else { Kept::No }
    }
}

/// Takes what has been handed in to the API, all that waits with one call, until nobody hands in any more. What the
/// API hands out in return goes to the desk.
pub(crate) async fn carry(
    (api, bot, answered): (&ApiClient, &Bot, &AnsweredTaps),
    mut waiting: mpsc::Receiver<Waiting>,
    desk: &Desk,
    stop: &CancellationToken,
) {
    let mut next = None;
    while let Some(first) = match next.take() {
        Some(first) => Some(first),
        None => waiting.recv().await,
    } {
        let mut bytes = first.arrival.bytes;
        let mut batch = vec![first];
        while batch.len() < MAX_UPDATES as usize
            && let Ok(another) = waiting.try_recv()
        {
            bytes += another.arrival.bytes;
            if bytes > MAX_BYTES {
                next = Some(another);
                break;
            }
            batch.push(another);
        }
        let taps: Vec<CallbackQueryId> =
            batch.iter().filter_map(|waiting| tap_of(&waiting.arrival)).collect();
        if deliver(api, batch, desk, stop).await == Kept::No {
            // Without words, while the API is away: a button must not keep spinning.
            for tap in taps.iter().filter(|tap| answered.is_first(tap)) {
                answer(bot, tap, None).await;
            }
        }
    }
}

async fn deliver(api: &ApiClient, batch: Vec<Waiting>, desk: &Desk, stop: &CancellationToken) -> Kept {
    let updates: Vec<NewUpdate> = batch.iter().map(|waiting| waiting.arrival.update.clone()).collect();
    let kept = match store(api, updates, desk, stop).await {
        Ok(()) => Kept::Yes,
        Err(error) if error.is_unavailable() => {
            tracing::warn!(%error, "updates could not be kept");
            Kept::No
        }
        Err(error) if batch.len() == 1 => {
            tracing::error!(%error, update = batch[0].arrival.update.update_id, "an update is let go: it is refused");
            Kept::Yes
        }
        Err(_) => {
            // One of them is refused, and must not take the others with it.
            let mut kept = Kept::Yes;
            for waiting in batch {
                if Box::pin(deliver(api, vec![waiting], desk, stop)).await == Kept::No {
                    kept = Kept::No;
                }
            }
            return kept;
        }
    };
    for Waiting { kept: answer, .. } in batch {
        // Whoever waited may have gone.
        answer.send(kept).ok();
    }
    kept
}

/// Stores updates, and claims as many as can be begun at once.
async fn store(
    api: &ApiClient,
    updates: Vec<NewUpdate>,
    desk: &Desk,
    stop: &CancellationToken,
) -> Result<(), ClientError> {
    // One more than there are, so that a full page means that others have left something.
    let places = if stop.is_cancelled() { None } else { desk.places(updates.len() + 1) };
    let claim = places.as_ref().map_or(0, Places::count);
    let is_short = (claim as usize) < updates.len();
    let answer = api.store_updates(&StoreUpdates { updates, claim }).await?;
    let ClaimedUpdatesBody { updates, more, .. } = answer.claim;
    if let Some(places) = places {
        desk.begin(updates, places);
    }
    if more || is_short {
        desk.look_again();
    }
    Ok(())
}
