//! The desk: updates that a claim has handed out are handled beside each other, and what became of them is reported. The
//! report also asks for the next ones, so that a chat goes on at once. Whoever takes longer says so every second: the
//! lease of a bot that was killed runs out soon, that of a slow handler does not.

mod ledger;
mod outcome;

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use core_shared::client::{ApiClient, ClientResult};
use core_shared::contract::updates::{
    ClaimedUpdate, MAX_UPDATES, ReportUpdates, ReportedUpdatesBody, UpdateReport,
};
use futures_util::FutureExt as _;
use futures_util::future::{BoxFuture, OptionFuture};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::task::JoinSet;
use tokio::time::{Instant, MissedTickBehavior, interval, timeout};
use tokio_util::sync::CancellationToken;

use ledger::Ledger;
pub(crate) use outcome::Outcome;

/// Updates that are handled beside each other: enough to fill the time in which others wait for an answer.
const PLACES: usize = 64;

/// How often the desk looks for what others have left, and says that it is still at work.
const TICK: Duration = Duration::from_secs(1);

/// A handler that takes longer is stuck: what it waits for has timeouts of its own.
const LONGEST: Duration = Duration::from_mins(2);

/// What is being handled when the bot is stopped may take so long to end.
const FAREWELL: Duration = Duration::from_millis(1500);

/// The last report may take so long; if it is lost, the leases run out.
const LAST_REPORT: Duration = Duration::from_millis(800);

/// Where what was claimed is put down.
#[derive(Debug, Clone)]
pub(crate) struct Desk {
    places: Arc<Semaphore>,
    claimed: mpsc::Sender<Begun>,
    bell: Arc<Notify>,
}

/// What was put down and not begun yet.
pub(crate) type Pile = mpsc::Receiver<Begun>;

/// Room for some updates.
#[derive(Debug)]
pub(crate) struct Places(OwnedSemaphorePermit);

/// An update with the place at which it is handled.
#[derive(Debug)]
pub(crate) struct Begun {
    update: ClaimedUpdate,
    place: OwnedSemaphorePermit,
}

impl Places {
    pub(crate) fn count(&self) -> u32 {
        self.0.num_permits().try_into().unwrap_or(MAX_UPDATES)
    }
}

impl Desk {
    pub(crate) fn new() -> (Self, Pile) {
        // Each of them holds a place, so there are never more.
        let (claimed, pile) = mpsc::channel(PLACES);
        (Self { places: Arc::new(Semaphore::new(PLACES)), claimed, bell: Arc::default() }, pile)
    }

    /// Room for as many updates as there is, up to `most`; none when there is none.
    pub(crate) fn places(&self, most: usize) -> Option<Places> {
        let free = self.places.available_permits().min(most).try_into().ok().filter(|free| *free > 0)?;
        // Somebody else may have taken them meanwhile; then theirs are the updates.
        self.places.clone().try_acquire_many_owned(free).ok().map(Places)
    }

    /// Has updates handled that were claimed for these places.
    pub(crate) fn begin(&self, updates: Vec<ClaimedUpdate>, Places(mut places): Places) {
        for update in updates {
            let place = places.split(1).expect("a claim hands out no more than it was asked for");
            // It is refused only after the end, and then the lease runs out.
            self.claimed.try_send(Begun { update, place }).ok();
        }
    }

    /// There may be more than what was claimed.
    pub(crate) fn look_again(&self) {
        self.bell.notify_one();
    }

    /// Has everything handled that is put down, and claims what there is, until `stop`.
    pub(crate) async fn work<F: Future<Output = Outcome> + Send + 'static>(
        &self,
        api: &ApiClient,
        mut pile: Pile,
        stop: &CancellationToken,
        handle: impl Fn(ClaimedUpdate) -> F,
    ) {
        let mut ledger = Ledger::default();
        let mut at_work = JoinSet::new();
        let mut call: OptionFuture<BoxFuture<'_, Called>> = None.into();
        let mut is_calling = false;
        let mut ticks = interval(TICK);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            if !is_calling && ledger.has_to_call() {
                is_calling = true;
                let most = if ledger.has_to_look() { PLACES / 2 } else { 0 };
                call = Some(self.call(api, ledger.take_reports(Instant::now()), most).boxed()).into();
            }
            tokio::select! {
                () = stop.cancelled() => break,
                Some(Begun { update, place }) = pile.recv() => {
                    let (id, attempt) = (update.update_id, update.attempt);
                    let task = at_work.spawn(at_its_place(handle(update), place));
                    ledger.begin(task.id(), id, attempt, Instant::now());
                }
                Some(ended) = at_work.join_next_with_id() => match ended {
                    Ok((task, outcome)) => ledger.end(task, outcome),
                    Err(panic) => ledger.end(panic.id(), Outcome::Unanswered),
                },
                Some(called) = &mut call, if is_calling => {
                    is_calling = false;
                    call = None.into();
                    self.settle(called, &mut ledger);
                }
                () = self.bell.notified() => ledger.look(),
                _ = ticks.tick() => ledger.tick(),
            }
        }
        if let Ok(Some(called)) = timeout(LAST_REPORT, call).await {
            self.settle(called, &mut ledger);
        }
        self.close(api, pile, at_work, ledger).await;
    }

    /// Reports, and claims: each report may free a chat, and one more tells whether others have left something. The other
    /// places are for what is being stored meanwhile.
    async fn call(&self, api: &ApiClient, reports: Vec<UpdateReport>, most: usize) -> Called {
        let places = self.places(most.max(reports.len() + 1));
        let claim = places.as_ref().map_or(0, Places::count);
        let request = ReportUpdates { reports, claim };
        let answer = api.report_updates(&request).await;
        Called { reports: request.reports, places, answer }
    }

    fn settle(&self, Called { reports, places, answer }: Called, ledger: &mut Ledger) {
        match answer {
            Ok(ReportedUpdatesBody { claim, .. }) => {
                if let Some(places) = places {
                    self.begin(claim.updates, places);
                }
                if claim.more {
                    ledger.look();
                }
            }
            Err(error) if error.is_unavailable() => {
                tracing::warn!(%error, "nothing is claimed nor reported");
                ledger.put_back(reports);
            }
            Err(error) => tracing::error!(%error, "reports are refused, and their updates come again"),
        }
    }

    /// Lets end what can end soon, and hands back the rest.
    async fn close(
        &self,
        api: &ApiClient,
        mut pile: Pile,
        mut at_work: JoinSet<Outcome>,
        mut ledger: Ledger,
    ) {
        let farewell = async {
            while let Some(ended) = at_work.join_next_with_id().await {
                if let Ok((task, outcome)) = ended {
                    ledger.end(task, outcome);
                }
            }
        };
        if timeout(FAREWELL, farewell).await.is_err() {
            tracing::warn!("updates are left for others, or for the next start");
            at_work.shutdown().await;
        }
        pile.close();
        while let Some(Begun { update, .. }) = pile.recv().await {
            ledger.hand_back(update.update_id, update.attempt);
        }
        let reports = ledger.last_reports();
        for page in reports.chunks(MAX_UPDATES as usize) {
            let request = ReportUpdates { reports: page.to_vec(), claim: 0 };
            match timeout(LAST_REPORT, api.report_updates(&request)).await {
                Ok(Ok(_)) => {}
                Ok(Err(error)) => tracing::warn!(%error, "the last updates will be handled again"),
                Err(_elapsed) => tracing::warn!("the last updates will be handled again"),
            }
        }
    }
}

/// A call that has come to an end.
struct Called {
    reports: Vec<UpdateReport>,
    places: Option<Places>,
    answer: ClientResult<ReportedUpdatesBody>,
}

async fn at_its_place(work: impl Future<Output = Outcome>, place: OwnedSemaphorePermit) -> Outcome {
    let outcome = timeout(LONGEST, work).await;
    drop(place);
    outcome.unwrap_or_else(|_elapsed| {
        tracing::error!("a handler is stuck and was ended");
        Outcome::Unanswered
    })
}
