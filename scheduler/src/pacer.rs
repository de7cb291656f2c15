//! The even pacer: one message every 1/rate of a second for all chats together, and silence when Telegram asks
//! for it. Even, because a burst within the second is refused although the second as a whole would fit.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep};

/// Messages a second: just under the 30 that Telegram grants one bot, because a network delays messages
/// unevenly and the last percent would be refused.
pub const DEFAULT_RATE: f64 = 29.6;

/// A silence up to this long is waited out; for a longer one, whoever wants to send had better give up.
const PATIENCE: Duration = Duration::from_secs(2);

/// Nothing may leave for longer than anybody should wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Held;

/// Hands out the moments at which messages may leave.
#[derive(Debug)]
pub(crate) struct Pacer(Mutex<Slots>);

impl Pacer {
    pub(crate) fn new(rate: f64) -> Self {
        Self(Mutex::new(Slots::new(rate, Instant::now())))
    }

    /// Waits for the next slot and takes it.
    pub(crate) async fn slot(&self) -> Result<(), Held> {
        loop {
            let taken = self.slots().take(Instant::now());
            match taken {
                Ok(()) => return Ok(()),
                Err(wait) if wait > PATIENCE => return Err(Held),
                Err(wait) => sleep(wait).await,
            }
        }
    }

    /// Waits until the next slot is near.
    pub(crate) async fn open(&self) {
        while let Some(wait) = self.silence() {
            sleep(wait).await;
        }
    }

    /// Nobody gets a slot for `silence`.
    pub(crate) fn hold(&self, silence: Duration) {
        let is_new = self.silence().is_none();
        self.slots().hold(Instant::now() + silence);
        if is_new {
            tracing::warn!(seconds = silence.as_secs(), "Telegram asks for silence");
        }
    }

    /// How long nothing may leave, if that is longer than the ordinary pace.
    pub(crate) fn silence(&self) -> Option<Duration> {
        self.slots().silence(Instant::now())
    }

    fn slots(&self) -> MutexGuard<'_, Slots> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// When the next message may leave: values in, values out.
#[derive(Debug)]
struct Slots {
    interval: Duration,
    next: Instant,
}

impl Slots {
    fn new(rate: f64, now: Instant) -> Self {
        Self { interval: Duration::from_secs_f64(1.0 / rate), next: now }
    }

    /// Takes the slot of `now`, or tells how far away the next one is.
    fn take(&mut self, now: Instant) -> Result<(), Duration> {
        let wait = self.next.saturating_duration_since(now);
        if !wait.is_zero() {
            return Err(wait);
        }
        // A slot taken a little late moves none of those after it, or every hiccup of a timer would cost
        // rate. One taken after a rest starts a new row: idleness saves nothing up.
        let late = now.saturating_duration_since(self.next);
        self.next = if late < self.interval { self.next + self.interval } else { now + self.interval };
        Ok(())
    }

    fn hold(&mut self, until: Instant) {
        self.next = self.next.max(until);
    }

    fn silence(&self, now: Instant) -> Option<Duration> {
        let wait = self.next.saturating_duration_since(now);
        (wait > self.interval).then_some(wait)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TENTH: Duration = Duration::from_millis(100);

    fn ten_a_second() -> (Slots, Instant) {
        let start = Instant::now();
        (Slots::new(10.0, start), start)
    }

    /// When `count` messages leave that all want to leave from `start` on, with a timer that is `late`.
    fn departures(slots: &mut Slots, start: Instant, late: Duration, count: usize) -> Vec<Instant> {
        let mut now = start;
        let mut left = Vec::new();
        while left.len() < count {
            match slots.take(now) {
                Ok(()) => left.push(now),
                Err(wait) => now += wait + late,
            }
        }
        left
    }

    #[test]
    fn slots_are_evenly_apart() {
        let (mut slots, start) = ten_a_second();
        let left = departures(&mut slots, start, Duration::ZERO, 50);
        for (n, at) in (0..).zip(left) {
            assert_eq!(at, start + TENTH * n);
        }
    }

    #[test]
    fn a_late_timer_costs_no_rate() {
        let (mut slots, start) = ten_a_second();
        let left = departures(&mut slots, start, Duration::from_millis(30), 101);
        assert_eq!(left[100] - start, TENTH * 100 + Duration::from_millis(30));
    }

    #[test]
    fn idleness_saves_up_no_burst() {
        let (mut slots, start) = ten_a_second();
        slots.take(start).unwrap();
        let later = start + Duration::from_hours(1);
        assert_eq!(slots.take(later), Ok(()));
        assert_eq!(slots.take(later), Err(TENTH));
    }

    #[test]
    fn silence_holds_everybody_and_a_shorter_one_does_not_end_it() {
        let (mut slots, start) = ten_a_second();
        let seconds = Duration::from_secs;
        slots.hold(start + seconds(30));
        slots.hold(start + seconds(5));
        assert_eq!(slots.silence(start + seconds(10)), Some(seconds(20)));
        assert_eq!(slots.take(start + seconds(29)), Err(seconds(1)));
        assert_eq!(slots.take(start + seconds(30)), Ok(()));
        assert_eq!(slots.take(start + seconds(30)), Err(TENTH), "no burst after the silence");
    }

    #[test]
    fn the_ordinary_pace_is_no_silence() {
        let (mut slots, start) = ten_a_second();
        slots.take(start).unwrap();
        assert_eq!(slots.silence(start), None);
    }

    #[tokio::test]
    async fn who_would_wait_too_long_is_told_so() {
        let pacer = Pacer::new(1000.0);
        assert_eq!(pacer.slot().await, Ok(()));
        assert_eq!(pacer.slot().await, Ok(()));
        pacer.hold(Duration::from_mins(1));
        assert_eq!(pacer.slot().await, Err(Held));
    }
}
