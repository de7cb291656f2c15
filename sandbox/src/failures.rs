//! Failures on demand: the next calls of a method, or a share of them, go wrong as they do with the real Telegram.

/// A way to fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// 429 with `retry_after` in seconds; nothing is done.
    TooManyRequests { retry_after: u32 },
    /// 500; nothing is done.
    ServerError,
    /// Does what was asked, then drops the connection: the caller cannot know.
    DropsAnswer,
    /// Does what was asked and keeps the connection open without a word, until the caller has had enough.
    KeepsAnswer,
    /// Drops the connection and does nothing.
    DropsConnection,
}

/// Stands for every method but getUpdates.
pub const ANY_METHOD: &str = "*";

#[derive(Debug, Default)]
pub(crate) struct Failures {
    planned: Vec<Planned>,
    often: Vec<Often>,
}

#[derive(Debug)]
struct Planned {
    failure: Failure,
    method: String,
    left: u32,
}

#[derive(Debug)]
struct Often {
    failure: Failure,
    method: String,
    percent: u32,
    dice: Dice,
}

impl Failures {
    pub(crate) fn plan(&mut self, failure: Failure, method: &str, times: u32) {
        self.planned.push(Planned { failure, method: method.to_owned(), left: times });
    }

    pub(crate) fn often(&mut self, failure: Failure, method: &str, percent: u32, seed: u64) {
        self.often.push(Often { failure, method: method.to_owned(), percent, dice: Dice(seed) });
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    /// How the call that just came in fails, if it does.
    pub(crate) fn next(&mut self, method: &str) -> Option<Failure> {
        self.planned.retain(|planned| planned.left > 0);
        if let Some(planned) = self.planned.iter_mut().find(|planned| covers(&planned.method, method)) {
            planned.left -= 1;
            return Some(planned.failure);
        }
        let mut covering = self.often.iter_mut().filter(|often| covers(&often.method, method));
        covering.find_map(|often| (often.dice.percent() < often.percent).then_some(often.failure))
    }
}

fn covers(pattern: &str, method: &str) -> bool {
    if pattern == ANY_METHOD {
        return !method.eq_ignore_ascii_case("getUpdates");
    }
    pattern.eq_ignore_ascii_case(method)
}

/// The same seed fails the same calls.
#[derive(Debug)]
struct Dice(u64);

impl Dice {
    /// A number below 100, by the mixing function of `SplitMix64`.
    fn percent(&mut self) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        u32::try_from((mixed ^ (mixed >> 31)) % 100).expect("a remainder of 100 is small")
    }
}
