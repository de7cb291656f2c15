//! Pauses that grow while something is out of order.

use std::time::Duration;

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
