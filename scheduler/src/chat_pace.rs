//! The pace of one chat: Telegram takes about one message a second for each. Several habits due for one person
//! in the same minute leave one after the other, without holding up anybody else.

use std::collections::HashMap;
use std::time::Duration;

use core_shared::domain::UserId;
use tokio::time::Instant;

/// Between two messages to the same person.
const INTERVAL: Duration = Duration::from_secs(1);

/// Between two messages to the same group: Telegram takes twenty a minute.
const GROUP_INTERVAL: Duration = Duration::from_secs(3);

/// A message whose turn is further away is better asked for again later.
const PATIENCE: Duration = Duration::from_secs(5);

/// Above this many chats, those whose turn has come are forgotten.
const REMEMBERED: usize = 1024;

/// When each chat may be written to next.
#[derive(Debug, Default)]
pub(crate) struct ChatPace(HashMap<UserId, Instant>);

impl ChatPace {
    /// Takes the next turn in a chat, or tells in how many seconds there will be one.
    pub(crate) fn turn(&mut self, chat: UserId, now: Instant) -> Result<Instant, u32> {
        if self.0.len() >= REMEMBERED {
            self.0.retain(|_, next| *next > now);
        }
        let turn = self.0.get(&chat).map_or(now, |next| now.max(*next));
        let wait = turn - now;
        if wait > PATIENCE {
            return Err(u32::try_from(wait.as_secs()).unwrap_or(u32::MAX));
        }
        self.0.insert(chat, turn + interval(chat));
        Ok(turn)
    }
}

/// Groups have negative ids.
fn interval(chat: UserId) -> Duration {
    if chat.0 < 0 { GROUP_INTERVAL } else { INTERVAL }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANNA: UserId = UserId(1);
    const BORIS: UserId = UserId(2);

    #[test]
    fn messages_to_one_chat_are_a_second_apart_and_others_do_not_wait() {
        let now = Instant::now();
        let mut pace = ChatPace::default();
        assert_eq!(pace.turn(ANNA, now), Ok(now));
        assert_eq!(pace.turn(ANNA, now), Ok(now + INTERVAL));
        assert_eq!(pace.turn(ANNA, now), Ok(now + INTERVAL * 2));
        assert_eq!(pace.turn(BORIS, now), Ok(now));
    }

    #[test]
    fn a_group_gets_twenty_messages_a_minute() {
        let now = Instant::now();
        let mut pace = ChatPace::default();
        assert_eq!(
            [pace.turn(UserId(-7), now), pace.turn(UserId(-7), now)],
            [Ok(now), Ok(now + GROUP_INTERVAL)]
        );
    }

    #[test]
    fn a_turn_far_away_is_not_taken() {
        let now = Instant::now();
        let mut pace = ChatPace::default();
        let turns: Vec<_> = (0..8).map(|_| pace.turn(ANNA, now)).collect();
        assert!(turns[..6].iter().all(Result::is_ok));
        assert_eq!(turns[6..], [Err(6), Err(6)]);
        assert_eq!(pace.turn(ANNA, now + Duration::from_secs(6)), Ok(now + Duration::from_secs(6)));
    }

    #[test]
    fn chats_whose_turn_has_come_are_forgotten() {
        let now = Instant::now();
        let mut pace = ChatPace::default();
        for user in 0..2000 {
            pace.turn(UserId(user), now + INTERVAL * 10 * u32::try_from(user).unwrap()).unwrap();
        }
        assert!(pace.0.len() <= REMEMBERED, "{}", pace.0.len());
    }
}
