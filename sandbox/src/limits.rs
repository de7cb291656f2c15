//! Telegram's pace: so many messages a second over all chats, and so many in one chat. Counted in real time, which the movable
//! clock does not touch: a jump of a week does not make the network faster. Instants in, verdicts out.

use std::{
    collections::{HashMap, VecDeque},
    time::Duration,
};

use tokio::time::Instant;

const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_mins(1);

/// How fast a bot may send. Edits are messages, answers to taps are not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Messages within any one second, over all chats.
    pub per_second: u32,
    /// Messages a second in one chat, in the long run.
    pub per_chat_per_second: u32,
    /// Messages in one chat that may come at once.
    pub per_chat_burst: u32,
    /// Messages within any one minute in one group.
    pub per_group_per_minute: u32,
}

impl Limits {
    /// What Telegram's FAQ names: 30 a second, one a second per chat, 20 a minute per group. It tolerates "short bursts" in
    /// a chat and does not say how short; five are what a bot needs that answers one message with a few of its own.
    pub const fn of_telegram() -> Self {
        Self { per_second: 30, per_chat_per_second: 1, per_chat_burst: 5, per_group_per_minute: 20 }
    }
}

/// What was sent lately.
#[derive(Debug, Default)]
pub(crate) struct Pace {
    all: Window,
    chats: HashMap<i64, Allowance>,
    groups: HashMap<i64, Window>,
}

impl Pace {
    /// Counts a message, or says how many seconds it came too early. What is refused does not count.
    pub(crate) fn count(&mut self, limits: Limits, chat: Option<i64>, now: Instant) -> Result<(), u32> {
        let one = Rate::new(limits.per_chat_per_second, limits.per_chat_burst);
        let mut wait = self.all.wait(limits.per_second, SECOND, now);
        if let Some(chat) = chat {
            wait = wait.max(one.wait(self.chats.entry(chat).or_default(), now));
        }
        // Groups have negative ids.
        let mut group = chat.filter(|chat| *chat < 0).map(|chat| self.groups.entry(chat).or_default());
        if let Some(group) = &mut group {
            wait = wait.max(group.wait(limits.per_group_per_minute, MINUTE, now));
        }
        if !wait.is_zero() {
            return Err(whole_seconds(wait));
        }
        self.all.add(now);
        if let Some(allowance) = chat.and_then(|chat| self.chats.get_mut(&chat)) {
            one.spend(allowance, now);
        }
        if let Some(group) = group {
            group.add(now);
        }
        Ok(())
    }
}

/// Rounded up, as whoever comes back early is refused again.
fn whole_seconds(wait: Duration) -> u32 {
    u32::try_from(wait.as_millis().div_ceil(1000)).unwrap_or(u32::MAX).max(1)
}

/// A window that slides: the moments of the messages in it, oldest first.
#[derive(Debug, Default)]
struct Window(VecDeque<Instant>);

impl Window {
    /// How long until there is room for one more; nothing when there is.
    fn wait(&mut self, most: u32, span: Duration, now: Instant) -> Duration {
        while self.0.front().is_some_and(|sent| now.duration_since(*sent) >= span) {
            self.0.pop_front();
        }
        // After the limit has fallen, several have to leave.
        let too_many = self.0.len().checked_sub(usize::try_from(most).unwrap_or(usize::MAX));
        let Some(surplus) = too_many else { return Duration::ZERO };
        self.0.get(surplus).map_or(span, |sent| (*sent + span).duration_since(now))
    }

    fn add(&mut self, now: Instant) {
        self.0.push_back(now);
    }
}

/// A bucket: when the messages sent so far would have been sent at an even pace.
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
        let interval = SECOND / per_second.max(1);
        Self { interval, ahead: interval * burst.max(1) }
    }

    fn wait(&self, allowance: &Allowance, now: Instant) -> Duration {
        let until = allowance.paid_until.unwrap_or(now).max(now) + self.interval;
        until.duration_since(now).saturating_sub(self.ahead)
    }

    fn spend(&self, allowance: &mut Allowance, now: Instant) {
        allowance.paid_until = Some(allowance.paid_until.unwrap_or(now).max(now) + self.interval);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits =
        Limits { per_second: 3, per_chat_per_second: 1, per_chat_burst: 2, per_group_per_minute: 4 };

    /// How the message to each chat, so many milliseconds after the first, fares.
    fn verdicts(limits: Limits, sent: &[(u64, i64)]) -> Vec<Result<(), u32>> {
        let (mut pace, start) = (Pace::default(), Instant::now());
        let after = |millis| start + Duration::from_millis(millis);
        sent.iter().map(|(millis, chat)| pace.count(limits, Some(*chat), after(*millis))).collect()
    }

    #[test]
    fn the_second_slides_and_does_not_begin_anew() {
        let sent = [(0, 1), (900, 2), (950, 3), (999, 4), (1000, 5), (1001, 6), (1900, 7)];
        let expected = [Ok(()), Ok(()), Ok(()), Err(1), Ok(()), Err(1), Ok(())];
        assert_eq!(verdicts(LIMITS, &sent), expected);
    }

    #[test]
    fn what_is_refused_does_not_count() {
        let sent = [(0, 1), (1, 2), (2, 3), (500, 4), (600, 5), (1000, 6), (1001, 7), (1002, 8), (1003, 9)];
        let verdicts = verdicts(LIMITS, &sent);
        assert_eq!(verdicts[3..], [Err(1), Err(1), Ok(()), Ok(()), Ok(()), Err(1)]);
    }

    #[test]
    fn a_chat_takes_a_short_burst_and_then_one_a_second() {
        let sent = [(0, 1), (100, 1), (200, 1), (1000, 1), (1100, 1), (2000, 1)];
        let expected = [Ok(()), Ok(()), Err(1), Ok(()), Err(1), Ok(())];
        assert_eq!(verdicts(LIMITS, &sent), expected);
    }

    #[test]
    fn a_group_takes_so_many_a_minute() {
        let sent = [(0, -1), (2000, -1), (4000, -1), (6000, -1), (8000, -1), (8000, 1), (60_000, -1)];
        let expected = [Ok(()), Ok(()), Ok(()), Ok(()), Err(52), Ok(()), Ok(())];
        assert_eq!(verdicts(LIMITS, &sent), expected);
    }

    #[test]
    fn a_limit_that_falls_counts_what_was_sent_before() {
        let (mut pace, start) = (Pace::default(), Instant::now());
        for chat in 0..3 {
            assert_eq!(pace.count(LIMITS, Some(chat), start + Duration::from_millis(300)), Ok(()));
        }
        let fallen = Limits { per_second: 1, ..LIMITS };
        assert_eq!(pace.count(fallen, Some(4), start + Duration::from_millis(1299)), Err(1));
        assert_eq!(pace.count(fallen, Some(4), start + Duration::from_millis(1300)), Ok(()));
        let none = Limits { per_second: 0, ..LIMITS };
        assert_eq!(pace.count(none, Some(5), start + Duration::from_secs(9)), Err(1));
    }
}
