//! Telegram's pace: so many messages a second over all chats, and so many in one chat. Counted in real time, which the movable
//! clock does not touch: a jump of a week does not make the network faster.

use std::{collections::HashMap, time::Duration};

use tokio::time::Instant;

/// How fast a bot may send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Messages a second over all chats.
    pub per_second: u32,
    /// Messages a second in one chat, in the long run.
    pub per_chat_per_second: u32,
    /// Messages in one chat that may come at once.
    pub per_chat_burst: u32,
}

impl Limits {
    /// What Telegram's FAQ names: 30 a second, one a second per chat with short bursts tolerated.
    pub const fn of_telegram() -> Self {
        Self { per_second: 30, per_chat_per_second: 1, per_chat_burst: 5 }
    }
}

/// What was sent lately.
#[derive(Debug, Default)]
pub(crate) struct Pace {
    all: Allowance,
    chats: HashMap<i64, Allowance>,
}

impl Pace {
    /// Counts a message, or says how many seconds it came too early.
    pub(crate) fn count(&mut self, limits: Limits, chat: Option<i64>, now: Instant) -> Result<(), u32> {
        let all = Rate::new(limits.per_second, limits.per_second);
        let one = Rate::new(limits.per_chat_per_second, limits.per_chat_burst);
        all.check(&self.all, now)?;
        if let Some(chat) = chat {
            let allowance = self.chats.entry(chat).or_default();
            one.check(allowance, now)?;
            one.spend(allowance, now);
        }
        all.spend(&mut self.all, now);
        Ok(())
    }
}

/// When the messages sent so far would have been sent at an even pace.
#[derive(Debug, Default)]
struct Allowance {
    paid_until: Option<Instant>,
}

struct Rate {
    interval: Duration,
    /// How far `paid_until` may run ahead.
    ahead: Duration,
}

impl Rate {
    fn new(per_second: u32, burst: u32) -> Self {
        let interval = Duration::from_secs(1) / per_second.max(1);
        Self { interval, ahead: interval * burst.max(1) }
    }

    fn check(&self, allowance: &Allowance, now: Instant) -> Result<(), u32> {
        let until = allowance.paid_until.unwrap_or(now).max(now) + self.interval;
        let excess = until.duration_since(now).saturating_sub(self.ahead);
        if excess.is_zero() {
            return Ok(());
        }
        Err(u32::try_from(excess.as_millis().div_ceil(1000)).unwrap_or(u32::MAX))
    }

    fn spend(&self, allowance: &mut Allowance, now: Instant) {
        allowance.paid_until = Some(allowance.paid_until.unwrap_or(now).max(now) + self.interval);
    }
}
