//! What was answered, when, and in which order: an account of one run. Pure.

use std::collections::{HashMap, HashSet, VecDeque};
use std::time::Duration;

use tokio::time::Instant;

use super::deeds::Deed;

/// An update that is to be answered. Its place in the list is its number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Due {
    pub(super) chat: i64,
    pub(super) deed: Deed,
    pub(super) at: Instant,
}

/// A call of the bot that somebody sees in their chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Shown {
    /// The tap of the update with this number was answered.
    Answer(usize),
    /// The message was edited that the update with this number has tapped.
    Edit(usize),
    /// A new message. Only commands bring one, so it belongs to the next command of the chat.
    Message,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    pub(super) at: Instant,
    /// As the call names it; answers to taps name none.
    pub(super) chat: i64,
    pub(super) shown: Shown,
}

#[derive(Debug, Default)]
pub(super) struct Account {
    /// Of each update, from when it was due until the first that was seen of it.
    pub(super) waits: Vec<Option<Duration>>,
    /// Updates of which something was never seen.
    pub(super) lost: usize,
    /// What was seen more than once, or without an update.
    pub(super) doubled: usize,
    /// What was seen after something of a later update of the same chat.
    pub(super) out_of_order: usize,
    pub(super) last: Option<Instant>,
}

impl Account {
    /// Takes what was seen in its order.
    pub(super) fn of(due: &[Due], seen: &[Seen]) -> Self {
        let mut commands: HashMap<i64, VecDeque<usize>> = HashMap::new();
        for (number, update) in due.iter().enumerate().filter(|(_, update)| update.deed == Deed::Today) {
            commands.entry(update.chat).or_default().push_back(number);
        }
        let mut account = Self { waits: vec![None; due.len()], ..Self::default() };
        let (mut latest, mut known) = (HashMap::new(), HashSet::new());
        for Seen { at, chat, shown } in seen {
            let number = match shown {
                Shown::Answer(number) | Shown::Edit(number) => Some(*number),
                Shown::Message => commands.get_mut(chat).and_then(VecDeque::pop_front),
            };
            let Some((number, update)) = number.and_then(|number| Some((number, due.get(number)?))) else {
                account.doubled += 1;
                continue;
            };
            if !known.insert((number, *shown)) {
                account.doubled += 1;
            }
            let latest = latest.entry(update.chat).or_insert(number);
            if number < *latest {
                account.out_of_order += 1;
            }
            *latest = number.max(*latest);
            account.waits[number].get_or_insert(at.duration_since(update.at));
            account.last = Some(*at);
        }
        let is_complete = |(number, update): (usize, &Due)| match update.deed {
            Deed::Today => known.contains(&(number, Shown::Message)),
            Deed::Check | Deed::Add | Deed::Card => [Shown::Answer(number), Shown::Edit(number)]
                .iter()
                .all(|shown| known.contains(&(number, *shown))),
        };
        account.lost = due.iter().enumerate().filter(|update| !is_complete(*update)).count();
        account
    }
}

/// How many calls are seen when all is well.
pub(super) fn expected(due: &[Due]) -> usize {
    due.iter().map(|update| if update.deed == Deed::Today { 1 } else { 2 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Chat 7 taps twice and asks for its list between them; chat 8 asks for its own.
    fn run(seen: &[(i64, Shown)]) -> Account {
        let begin = Instant::now();
        let after = |millis: usize| begin + Duration::from_millis(millis as u64);
        let deeds = [(7, Deed::Check), (7, Deed::Today), (7, Deed::Card), (8, Deed::Today)];
        let due: Vec<_> =
            deeds.iter().map(|(chat, deed)| Due { chat: *chat, deed: *deed, at: begin }).collect();
        let seen = seen.iter().enumerate();
        let seen: Vec<_> = seen
            .map(|(index, (chat, shown))| Seen { at: after(index), chat: *chat, shown: *shown })
            .collect();
        Account::of(&due, &seen)
    }

    const ALL: [(i64, Shown); 6] = [
        (7, Shown::Answer(0)),
        (8, Shown::Message),
        (7, Shown::Edit(0)),
        (7, Shown::Message),
        (7, Shown::Edit(2)),
        (7, Shown::Answer(2)),
    ];

    fn troubles(account: &Account) -> [usize; 3] {
        [account.lost, account.doubled, account.out_of_order]
    }

    #[test]
    fn an_answer_is_the_first_that_is_seen_of_an_update() {
        let account = run(&ALL);
        assert_eq!(troubles(&account), [0, 0, 0]);
        let waits = [0, 3, 4, 1].map(|millis| Some(Duration::from_millis(millis)));
        assert_eq!(account.waits, waits);
    }

    #[test]
    fn what_is_lost_doubled_or_out_of_order_is_told() {
        assert_eq!(troubles(&run(&ALL[..5])), [1, 0, 0]);
        assert_eq!(troubles(&run(&[])), [4, 0, 0]);
        let twice: Vec<_> = ALL.into_iter().chain([(7, Shown::Answer(2)), (8, Shown::Message)]).collect();
        assert_eq!(troubles(&run(&twice)), [0, 2, 0]);
        let mut swapped = ALL;
        swapped.swap(2, 3);
        assert_eq!(
            troubles(&run(&swapped)),
            [0, 0, 1],
            "the list came before the answer to the tap before it"
        );
    }
}
