//! How many connections may be open at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use metrics::{Gauge, counter, gauge};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Places for connections.
#[derive(Debug)]
pub(super) struct Places {
    free: Arc<Semaphore>,
    was_full: AtomicBool,
}

/// One connection's place; dropping it makes room for another.
pub(super) struct Place {
    taken: Gauge,
    _place: OwnedSemaphorePermit,
}

impl Places {
    pub(super) fn new(count: usize) -> Self {
        Self { free: Arc::new(Semaphore::new(count)), was_full: AtomicBool::new(false) }
    }

    /// A place, or none. Then the log says so once, until there has been one again.
    pub(super) fn take(&self) -> Option<Place> {
        let place = self.free.clone().try_acquire_owned().ok();
        let was_full = self.was_full.swap(place.is_none(), Ordering::Relaxed);
        if place.is_none() {
            counter!("api_connections_refused_total").increment(1);
            if !was_full {
                tracing::warn!("as many connections are open as may be; more are closed at once");
            }
        }
        place.map(Place::new)
    }
}

impl Place {
    fn new(place: OwnedSemaphorePermit) -> Self {
        let taken = gauge!("api_connections");
        taken.increment(1);
        Self { taken, _place: place }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.taken.decrement(1);
    }
}
