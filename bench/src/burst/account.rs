//! What Telegram took, and when: an account of one burst. Pure.

use jiff::{SignedDuration, Timestamp};
use sandbox::Actor;

use crate::figures::{count, percentile};

#[derive(Debug)]
pub(crate) struct Account {
    /// People who got at least one message.
    pub(crate) reached: usize,
    /// When each message was accepted, in order.
    accepted: Vec<Timestamp>,
    due: Timestamp,
}

impl Account {
    /// Reads the chats of those who were to be reminded.
    pub(super) fn of(reminded: &[Actor], due: Timestamp) -> Self {
        let chats = reminded.iter().map(Actor::chat);
        Self::new(chats.map(|chat| chat.bot_messages().iter().map(|message| message.date).collect()), due)
    }

    fn new(chats: impl Iterator<Item = Vec<Timestamp>>, due: Timestamp) -> Self {
        let chats: Vec<_> = chats.filter(|messages: &Vec<_>| !messages.is_empty()).collect();
        let mut accepted: Vec<Timestamp> = chats.iter().flatten().copied().collect();
        accepted.sort_unstable();
        Self { reached: chats.len(), accepted, due }
    }

    pub(super) fn accepted(&self) -> usize {
        self.accepted.len()
    }

    /// From the first to the last.
    pub(super) fn per_second(&self) -> f64 {
        match self.accepted.as_slice() {
            [first, .., last] => count(self.accepted.len() - 1) / seconds(*first, *last),
            _ => 0.0,
        }
    }

    pub(super) fn accepted_between(&self, from: Timestamp, to: Timestamp) -> usize {
        self.accepted.iter().filter(|at| (from..to).contains(at)).count()
    }

    /// Up to `to` or the last message, whichever is earlier.
    pub(super) fn per_second_between(&self, from: Timestamp, to: Timestamp) -> f64 {
        let end = self.accepted.last().map_or(to, |last| to.min(*last));
        count(self.accepted_between(from, to)) / seconds(from, end)
    }

    /// Seconds by which so many percent of the messages were late at the most.
    pub(super) fn late(&self, percent: usize) -> f64 {
        let late: Vec<f64> = self.accepted.iter().map(|at| seconds(self.due, *at)).collect();
        percentile(&late, percent)
    }

    /// The fullest second, wherever it begins.
    pub(super) fn most_in_a_second(&self) -> usize {
        let mut most = 0;
        let mut oldest = 0;
        for (index, at) in self.accepted.iter().enumerate() {
            while at.duration_since(self.accepted[oldest]) >= SignedDuration::from_secs(1) {
                oldest += 1;
            }
            most = most.max(index + 1 - oldest);
        }
        most
    }

    pub(super) fn longest_pause(&self) -> f64 {
        let pauses = self.accepted.windows(2).map(|pair| seconds(pair[0], pair[1]));
        pauses.fold(0.0, f64::max)
    }
}

fn seconds(from: Timestamp, to: Timestamp) -> f64 {
    to.duration_since(from).as_secs_f64()
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "milliseconds and halves, which come out exactly")]
mod tests {
    use super::*;

    fn after(millis: i64) -> Timestamp {
        Timestamp::from_millisecond(1_000_000 + millis).unwrap()
    }

    #[test]
    fn a_burst_is_told_by_who_was_reached_and_when() {
        let chats = [vec![after(500)], vec![after(1000), after(2500)], vec![], vec![after(1400)]];
        let account = Account::new(chats.into_iter(), after(0));
        assert_eq!((account.reached, account.accepted()), (3, 4));
        assert_eq!(account.per_second(), 1.5);
        assert_eq!([account.late(50), account.late(99)], [1.0, 2.5]);
        assert_eq!(account.most_in_a_second(), 3);
        assert_eq!(account.longest_pause(), 1.1);
        assert_eq!(account.per_second_between(after(1000), after(9000)), 2.0);
    }

    #[test]
    fn nothing_is_an_account_too() {
        let account = Account::new(std::iter::empty(), after(0));
        assert_eq!((account.reached, account.most_in_a_second()), (0, 0));
        assert_eq!((account.per_second(), account.late(99), account.longest_pause()), (0.0, 0.0, 0.0));
    }
}
