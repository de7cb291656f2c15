//! Each connection is an open file, and of those a process may have only so many.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// What the process opens besides: the connections to Postgres, listeners, and whatever else runs in it.
const OTHERS: u32 = 128;

/// Raises the limit of open files as far as the process may, and tells how many of `wanted` connections fit.
pub(super) fn room_for(wanted: u32) -> usize {
    let room = limit().map_or(wanted, |limit| wanted.min(limit.saturating_sub(OTHERS).max(1)));
    if room < wanted {
        tracing::warn!(wanted, room, "MAX_CONNECTIONS is more than this process may open: see `ulimit -Hn`");
    }
    room.try_into().unwrap_or(usize::MAX)
}

/// The raised limit; none when there is none.
fn limit() -> Option<u32> {
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let raised = Rlimit { current: maximum, maximum };
    let limit = match setrlimit(Resource::Nofile, raised) {
        Ok(()) => maximum,
        // Some systems allow less than they say.
        Err(error) => {
            tracing::warn!(%error, "the limit of open files cannot be raised");
            current
        }
    };
    limit.map(|limit| limit.try_into().unwrap_or(u32::MAX))
}
