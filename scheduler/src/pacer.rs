//! The even pacer: each message leaves at the slot that the API gave it, so that all schedulers together keep to the
//! budget of the bot. Even, because a burst within the second is refused although the second as a whole would fit.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep};

/// A slot missed by more is given up: the slots of others lie there, as far as the API hands them out ahead.
const PATIENCE: Duration = Duration::from_secs(2);

/// A timer is late by a millisecond or two, and by more on a busy machine. So much is made up for by the messages behind
/// it: within a second that is half a percent. One percent is left below the limit of Telegram, and the network needs the
/// other half. Making up for more would bring one message too many into some second, and a refusal costs far more than
/// the moment.
const HICCUP: Duration = Duration::from_millis(5);

/// A moment at which one message may leave, and how far it is to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Slot {
    pub(crate) at: Instant,
    pub(crate) interval: Duration,
}

impl Slot {
    /// The slots of a claim, from the first on.
    pub(crate) fn row(first: Instant, interval: Duration) -> impl Iterator<Item = Self> {
        (0..).map(move |number| Self { at: first + interval * number, interval })
    }
}

/// The slot is over, or falls into a silence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Missed;

/// For how long nothing at all should be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Silence {
    /// Telegram asks for it, from everybody who shares the token.
    ForAll(Duration),
    /// Something is wrong here; others may be fine.
    ForMe(Duration),
}

/// Lets messages leave at their slots.
#[derive(Debug)]
pub(crate) struct Pacer(Mutex<Pace>);

impl Pacer {
    pub(crate) fn new() -> Self {
        Self(Mutex::new(Pace::new(Instant::now())))
    }

    /// Waits for a slot and takes it.
    pub(crate) async fn leave(&self, slot: Slot) -> Result<(), Missed> {
        loop {
            let taken = self.pace().take(slot, Instant::now());
            match taken {
                Ok(()) => return Ok(()),
                Err(Wait::For(wait)) => sleep(wait).await,
                Err(Wait::ForEver) => return Err(Missed),
            }
        }
    }

    /// Waits until no silence is left.
    pub(crate) async fn open(&self) {
        while let Some(wait) = self.silence() {
            sleep(wait).await;
        }
    }

    /// Nobody here sends until the silence is over.
    pub(crate) fn hold(&self, silence: Silence) {
        let is_new = self.silence().is_none();
        self.pace().hold(silence, Instant::now());
        if is_new {
            tracing::warn!(?silence, "nothing is sent for a while");
        }
    }

    /// How long nothing may leave.
    pub(crate) fn silence(&self) -> Option<Duration> {
        let now = Instant::now();
        remaining(self.pace().silent_until, now)
    }

    /// How long nobody else should send either.
    pub(crate) fn silence_for_all(&self) -> Option<Duration> {
        let now = Instant::now();
        remaining(self.pace().all_silent_until, now)
    }

    fn pace(&self) -> MutexGuard<'_, Pace> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn remaining(until: Instant, now: Instant) -> Option<Duration> {
    until.checked_duration_since(now).filter(|wait| !wait.is_zero())
}

/// How long a slot has to be waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wait {
    For(Duration),
    ForEver,
}

/// When the next message may leave: values in, values out.
#[derive(Debug)]
struct Pace {
    /// No message leaves earlier, whatever its slot: a claim that was answered slowly must not cause a burst.
    next: Instant,
    silent_until: Instant,
    all_silent_until: Instant,
}

impl Pace {
    fn new(now: Instant) -> Self {
        Self { next: now, silent_until: now, all_silent_until: now }
    }

    /// Takes `slot` at `now`, or tells how far away it is.
    fn take(&mut self, slot: Slot, now: Instant) -> Result<(), Wait> {
        if slot.at < self.silent_until || now.saturating_duration_since(slot.at) > PATIENCE {
            return Err(Wait::ForEver);
        }
        let due = slot.at.max(self.next);
        let wait = due.saturating_duration_since(now);
        if !wait.is_zero() {
            return Err(Wait::For(wait));
        }
        // A slot taken a little late moves none of those after it, or every hiccup of a timer would cost rate.
        let is_on_time = now.saturating_duration_since(due) < HICCUP;
        let counted_from = if is_on_time { due } else { now };
        self.next = counted_from + slot.interval;
        Ok(())
    }

    fn hold(&mut self, silence: Silence, now: Instant) {
        match silence {
            Silence::ForAll(silence) => {
                self.silent_until = self.silent_until.max(now + silence);
                self.all_silent_until = self.all_silent_until.max(now + silence);
            }
            Silence::ForMe(silence) => self.silent_until = self.silent_until.max(now + silence),
        }
    }
}

#[cfg(test)]
mod tests;
