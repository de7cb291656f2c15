//! Brings deliveries to Telegram: claim → send → report, three stages that run beside each other, so that
//! waiting for one never costs the pace of another. Nothing is kept here: what is lost comes back with its lease.

mod claiming;
mod reporting;
mod sending;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use core_shared::client::ApiClient;
use core_shared::contract::deliveries::{ClaimedDelivery, DeliveryOutcome, DeliveryReport};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;

use crate::bell::Listener;
use crate::chat_pace::ChatPace;
use crate::pacer::Pacer;
use crate::telegram::Telegram;

/// Deliveries in one claim: about a second of sending, so that what is claimed was judged a moment ago.
const PAGE: usize = 30;

/// The next page is claimed while this one is being sent, and no further ahead.
const CLAIMED_AHEAD: usize = 2 * PAGE;

/// Messages under way at the same time. A round trip of two seconds at full pace needs this many; above it
/// Telegram is in trouble, and more of them would only be more to repeat.
const MOST_IN_FLIGHT: usize = 64;

/// Outcomes that wait for a report. Beyond them sending waits: what cannot be reported might be sent twice.
const UNREPORTED: usize = 64;

/// A delivery claimed longer ago is handed back, well before its lease can run out while it is being sent.
const FRESH_FOR: Duration = Duration::from_secs(10);

/// After this the rest is left to its leases.
const STOP_WITHIN: Duration = Duration::from_secs(4);

/// The postman of one bot.
#[derive(Debug)]
pub(crate) struct Courier {
    api: ApiClient,
    telegram: Telegram,
    pacer: Pacer,
    chats: Mutex<ChatPace>,
    /// Held by a claim and by a report until it has arrived, so that no claim hands out what is waiting to be
    /// reported.
    turn: tokio::sync::Mutex<()>,
}

impl Courier {
    pub(crate) fn new(api: ApiClient, telegram: Telegram, rate: f64) -> Arc<Self> {
        let (pacer, chats, turn) = (Pacer::new(rate), Mutex::default(), tokio::sync::Mutex::default());
        Arc::new(Self { api, telegram, pacer, chats, turn })
    }

    /// Delivers what is due until `stop`, then finishes what was started and hands back the rest.
    pub(crate) async fn deliver(self: Arc<Self>, post: Listener, stop: &CancellationToken) {
        let (claims, claimed) = mpsc::channel(CLAIMED_AHEAD);
        let (reports, outcomes) = mpsc::channel(UNREPORTED);
        let work = async {
            // Each stage ends when the one before it has ended and everything from it is done.
            tokio::join!(
                claiming::claim_all(&self, post, claims, stop),
                sending::send_all(&self, claimed, reports, stop),
                reporting::report_all(&self, outcomes),
            )
        };
        let too_late = async {
            stop.cancelled().await;
            sleep(STOP_WITHIN).await;
        };
        tokio::select! {
            _ = work => {}
            () = too_late => tracing::warn!("stopped in the middle: some deliveries are left to their leases"),
        }
    }
}

/// A delivery, and when it was claimed.
#[derive(Debug)]
struct Claimed {
    delivery: ClaimedDelivery,
    at: Instant,
}

impl Claimed {
    fn is_fresh(&self) -> bool {
        self.at.elapsed() < FRESH_FOR
    }

    fn report(&self, outcome: DeliveryOutcome) -> DeliveryReport {
        let ClaimedDelivery { user, id, attempt, .. } = self.delivery;
        DeliveryReport { user, id, attempt, outcome }
    }
}
