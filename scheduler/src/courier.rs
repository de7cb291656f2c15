//! Brings deliveries to Telegram: claim → send → report, three stages that run beside each other, so that
//! waiting for one never costs the pace of another. Nothing is kept here: what is lost comes back with its lease.

mod claiming;
mod reporting;
mod sending;

use std::sync::{Arc, Mutex};

use core_shared::client::ApiClient;
use core_shared::contract::deliveries::{ClaimedDelivery, DeliveryOutcome, DeliveryReport, MAX_CLAIM};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::bell::Listener;
use crate::chat_pace::ChatPace;
use crate::letter::Postage;
use crate::pacer::{Pacer, Slot};
use crate::stopping;
use crate::telegram::Telegram;

/// Deliveries in one claim, as many as the API gives: at the highest rate they are half a second of sending. It gives
/// none whose slot is further away than about two seconds, so that what is claimed was judged a moment ago.
const PAGE: usize = MAX_CLAIM as usize;

/// The next page is claimed while this one is being sent, and no further ahead.
const CLAIMED_AHEAD: usize = 2 * PAGE;

/// Outcomes that wait for a report, as many as one takes. Beyond them sending waits: what cannot be reported might be
/// sent twice.
const UNREPORTED: usize = MAX_CLAIM as usize;

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
    pub(crate) fn new(api: ApiClient, telegram: Telegram) -> Arc<Self> {
        let (pacer, chats, turn) = (Pacer::new(), Mutex::default(), tokio::sync::Mutex::default());
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
        stopping::finish(work, stop, "deliveries").await;
    }
}

/// A delivery, and when it may leave.
#[derive(Debug)]
struct Claimed {
    delivery: ClaimedDelivery,
    slot: Slot,
    postage: Postage,
}

impl Claimed {
    fn report(&self, outcome: DeliveryOutcome) -> DeliveryReport {
        let ClaimedDelivery { user, id, attempt, .. } = self.delivery;
        DeliveryReport { user, id, attempt, outcome }
    }
}
