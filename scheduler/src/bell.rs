//! A bell wakes those who listen. It carries nothing: rings while a listener is busy are heard once, so work
//! never overlaps itself and never queues up.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{sleep, timeout};

/// Who hears nothing for this long looks anyway: cron compares clocks, and is silent for as long as the
/// machine's clock was set back.
const LONGEST_SILENCE: Duration = Duration::from_secs(5);

/// Rings for all its listeners.
#[derive(Debug, Clone)]
pub(crate) struct Bell(watch::Sender<()>);

impl Bell {
    pub(crate) fn new() -> Self {
        Self(watch::Sender::new(()))
    }

    #[cfg(test)]
    pub(crate) fn subscribe(&self) -> watch::Receiver<()> {
        self.0.subscribe()
    }

    pub(crate) fn ring(&self) {
        self.0.send_replace(());
    }

    /// A listener that hears its first ring at once: what became due before the start is due.
    pub(crate) fn listen(&self) -> Listener {
        let mut rings = self.0.subscribe();
        rings.mark_changed();
        Listener(rings)
    }
}

/// Hears one bell.
#[derive(Debug)]
pub(crate) struct Listener(watch::Receiver<()>);

impl Listener {
    /// Waits for a ring since the last time.
    pub(crate) async fn heard(&mut self) {
        if let Ok(Err(_no_bell_left)) = timeout(LONGEST_SILENCE, self.0.changed()).await {
            sleep(LONGEST_SILENCE).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt as _;

    use super::*;

    #[tokio::test]
    async fn rings_while_a_listener_is_busy_are_heard_once() {
        let bell = Bell::new();
        let mut listener = bell.listen();
        assert!(listener.heard().now_or_never().is_some(), "the first is free");
        assert!(listener.heard().now_or_never().is_none());
        bell.ring();
        bell.ring();
        assert!(listener.heard().now_or_never().is_some());
        assert!(listener.heard().now_or_never().is_none());
    }
}
