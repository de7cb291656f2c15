//! Long polling that confirms an update after it was handled, never before: the next question for updates carries the
//! id behind the last one that is done. Updates of one chat are handled in their order, those of others beside them.

mod cursor;

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::Mutex;
use std::time::Duration;

use futures_util::future::BoxFuture;
use futures_util::{FutureExt as _, StreamExt as _};
use teloxide::payloads::GetUpdatesSetters as _;
use teloxide::prelude::Requester as _;
use teloxide::types::{AllowedUpdate, ChatId, Update};
use teloxide::{ApiError, Bot, RequestError};
use tokio_util::sync::CancellationToken;

use crate::telegram::describe;

use cursor::Cursor;
pub(crate) use cursor::Outcome;

/// Telegram answers a question for updates after so many seconds at the latest.
const LONG_POLL_SECONDS: u32 = 25;

/// The connection has to live longer than the long poll it carries.
pub(crate) const TIMEOUT: Duration = Duration::from_secs(40);

/// Chats that are handled beside each other: enough to fill the time in which others wait for an answer.
const CONCURRENT_CHATS: usize = 32;

/// What is being handled when the bot is stopped may take so long to end.
const FAREWELL: Duration = Duration::from_secs(2);

/// The last confirmation may take so long; if it is lost, the updates come again.
const LAST_CONFIRMATION: Duration = Duration::from_millis(800);

const ALLOWED: [AllowedUpdate; 3] =
    [AllowedUpdate::Message, AllowedUpdate::CallbackQuery, AllowedUpdate::MyChatMember];

/// Asks for updates and has them handled, until `stop`.
pub(crate) async fn poll<F: Future<Output = Outcome> + Send>(
    bot: &Bot,
    stop: &CancellationToken,
    handle: impl Fn(Update) -> F + Sync,
) {
    let cursor = Mutex::new(Cursor::default());
    let mut pause = Pause::default();
    while let Some(answer) = stop.run_until_cancelled(next_updates(bot, &cursor)).await {
        let is_in_order = match answer {
            Ok(updates) => {
                let batch = locked(&cursor).receive(updates);
                until_stopped(stop, handle_all(batch, &cursor, &handle)).await;
                !locked(&cursor).is_waiting()
            }
            Err(error) => {
                complain(bot, &error).await;
                false
            }
        };
        if is_in_order {
            pause = Pause::default();
        } else {
            stop.run_until_cancelled(pause.wait()).await;
        }
    }
    confirm(bot, &cursor).await;
}

async fn next_updates(bot: &Bot, cursor: &Mutex<Cursor>) -> Result<Vec<Update>, RequestError> {
    let mut request = bot.get_updates().timeout(LONG_POLL_SECONDS).allowed_updates(ALLOWED);
    request.offset = locked(cursor).offset();
    request.await
}

async fn handle_all<F: Future<Output = Outcome> + Send>(
    batch: Vec<Update>,
    cursor: &Mutex<Cursor>,
    handle: &(impl Fn(Update) -> F + Sync),
) {
    let work: Vec<BoxFuture<'_, ()>> =
        by_chat(batch).into_iter().map(|updates| handle_in_order(updates, cursor, handle).boxed()).collect();
    futures_util::stream::iter(work).buffer_unordered(CONCURRENT_CHATS).collect::<()>().await;
}

async fn handle_in_order<F: Future<Output = Outcome> + Send>(
    updates: Vec<Update>,
    cursor: &Mutex<Cursor>,
    handle: &(impl Fn(Update) -> F + Sync),
) {
    for update in updates {
        let id = update.id.0;
        let outcome = handle(update).await;
        locked(cursor).record(id, outcome);
        if outcome != Outcome::Handled {
            // The later ones of this chat wait for it.
            break;
        }
    }
}

/// Updates without a chat have nothing to wait for.
fn by_chat(batch: Vec<Update>) -> Vec<Vec<Update>> {
    let mut chats: BTreeMap<ChatId, Vec<Update>> = BTreeMap::new();
    let mut others = Vec::new();
    for update in batch {
        match update.chat().map(|chat| chat.id) {
            Some(chat) => chats.entry(chat).or_default().push(update),
            None => others.push(vec![update]),
        }
    }
    others.extend(chats.into_values());
    others
}

/// Lets the work end; once stopped, only for a short while.
async fn until_stopped(stop: &CancellationToken, work: impl Future<Output = ()>) {
    let too_long = async {
        stop.cancelled().await;
        tokio::time::sleep(FAREWELL).await;
    };
    tokio::select! {
        () = work => {}
        () = too_long => tracing::warn!("updates are left for the next start"),
    }
}

async fn complain(bot: &Bot, error: &RequestError) {
    let reason = describe(error);
    match error {
        RequestError::Api(ApiError::TerminatedByOtherGetUpdates) => {
            tracing::error!(reason, "another bot runs with the same token");
        }
        RequestError::Api(ApiError::InvalidToken) => tracing::error!(reason, "the token is refused"),
        RequestError::Api(_) if reason.contains("webhook is active") => remove_webhook(bot).await,
        _ => tracing::warn!(reason, "updates could not be asked for"),
    }
}

async fn remove_webhook(bot: &Bot) {
    tracing::warn!("a webhook is set; it is removed, because this bot asks for its updates");
    if let Err(error) = bot.delete_webhook().await {
        tracing::warn!(reason = describe(&error), "the webhook could not be removed");
    }
}

/// Confirms what was handled since the last question.
async fn confirm(bot: &Bot, cursor: &Mutex<Cursor>) {
    let Some(offset) = locked(cursor).unconfirmed() else {
        return;
    };
    let request = bot.get_updates().offset(offset).limit(1).timeout(0);
    match tokio::time::timeout(LAST_CONFIRMATION, request.into_future()).await {
        Ok(Ok(_)) => {}
        Ok(Err(error)) => tracing::warn!(reason = describe(&error), "the last updates will come again"),
        Err(_elapsed) => tracing::warn!("the last updates will come again"),
    }
}

fn locked(cursor: &Mutex<Cursor>) -> std::sync::MutexGuard<'_, Cursor> {
    cursor.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Pauses that grow while something is out of order.
#[derive(Debug)]
pub(crate) struct Pause {
    next: Duration,
}

impl Default for Pause {
    fn default() -> Self {
        Self { next: Self::FIRST }
    }
}

impl Pause {
    const FIRST: Duration = Duration::from_millis(500);
    const LONGEST: Duration = Duration::from_secs(15);

    pub(crate) async fn wait(&mut self) {
        let pause = self.next;
        self.next = (pause * 2).min(Self::LONGEST);
        tokio::time::sleep(pause).await;
    }
}
