//! The sandbox's time: the real clock plus an offset that only grows. This is the one place of the crate that reads the
//! system time; everything else asks a `Clock`.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;

/// Why a clock was not moved.
#[derive(Debug)]
pub enum ClockError {
    /// Time runs forwards only: what was scheduled, dated and counted stays true.
    Backwards,
    /// Beyond the range of a timestamp (the year 9999).
    OutOfRange,
    /// The offset could not be written for the other processes.
    Mirror(io::Error),
}

impl std::fmt::Display for ClockError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Backwards => formatter.write_str("the clock moves forwards only"),
            Self::OutOfRange => formatter.write_str("the clock cannot be moved that far"),
            Self::Mirror(error) => write!(formatter, "the clock's offset could not be written: {error}"),
        }
    }
}

impl std::error::Error for ClockError {}

/// A clock that a person or a test can move forwards. Clones share one time.
#[derive(Debug, Clone)]
pub struct Clock {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    /// Milliseconds ahead of the real time; the channel tells who waits for a move.
    offset: watch::Sender<i64>,
    /// Held while moving, so that two moves add up and are written in order.
    mirrors: Mutex<Vec<PathBuf>>,
}

impl Default for Clock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock {
    /// A clock that shows the real time until it is moved.
    pub fn new() -> Self {
        let shared = Shared { offset: watch::Sender::new(0), mirrors: Mutex::new(Vec::new()) };
        Self { shared: Arc::new(shared) }
    }

    /// The present moment of the sandbox.
    pub fn now(&self) -> Timestamp {
        let offset = SignedDuration::from_millis(self.offset_millis());
        real_time().saturating_add(offset).unwrap_or(Timestamp::MAX)
    }

    /// How far the clock is ahead of the real time.
    pub fn offset_millis(&self) -> i64 {
        *self.shared.offset.borrow()
    }

    /// Moves the clock forwards by a span (`std::time::Duration` or `jiff::SignedDuration`).
    pub fn advance(&self, by: impl TryInto<SignedDuration>) -> Result<Timestamp, ClockError> {
        let by = by.try_into().map_err(|_| ClockError::OutOfRange)?;
        self.move_by(|_| by)
    }

    /// Moves the clock forwards to a moment.
    pub fn move_to(&self, moment: Timestamp) -> Result<Timestamp, ClockError> {
        self.move_by(|now| moment.duration_since(now))
    }

    /// Also keeps the offset, in milliseconds as decimal text, in a file that other processes can follow. An offset that the
    /// file already holds is taken over if it is larger: after a restart the time goes on where it was.
    pub fn mirrored_to(self, path: impl AsRef<Path>) -> Result<Self, ClockError> {
        let path = path.as_ref().to_owned();
        let known = match fs::read_to_string(&path) {
            Ok(text) => text.trim().parse().unwrap_or(0),
            Err(error) if error.kind() == io::ErrorKind::NotFound => 0,
            Err(error) => return Err(ClockError::Mirror(error)),
        };
        {
            let mut mirrors = self.shared.mirrors.lock().unwrap_or_else(PoisonError::into_inner);
            let folder = path.parent().unwrap_or(Path::new(""));
            fs::create_dir_all(folder).map_err(ClockError::Mirror)?;
            let offset = known.max(self.offset_millis());
            write_offset(&path, offset).map_err(ClockError::Mirror)?;
            mirrors.push(path);
            self.shared.offset.send_replace(offset);
        }
        Ok(self)
    }

    /// Tells of every move.
    pub(crate) fn moves(&self) -> watch::Receiver<i64> {
        self.shared.offset.subscribe()
    }

    fn move_by(&self, span: impl FnOnce(Timestamp) -> SignedDuration) -> Result<Timestamp, ClockError> {
        let mirrors = self.shared.mirrors.lock().unwrap_or_else(PoisonError::into_inner);
        let now = self.now();
        let span = span(now);
        if span.is_negative() {
            return Err(ClockError::Backwards);
        }
        now.checked_add(span).map_err(|_| ClockError::OutOfRange)?;
        // Rounded up, so that after `move_to(t)` the clock shows t or later, never a fraction before it.
        let millis = milliseconds(span)?;
        let offset = self.offset_millis().checked_add(millis).ok_or(ClockError::OutOfRange)?;
        for path in mirrors.iter() {
            write_offset(path, offset).map_err(ClockError::Mirror)?;
        }
        self.shared.offset.send_replace(offset);
        Ok(self.now())
    }
}

/// Whole milliseconds, rounded up.
fn milliseconds(span: SignedDuration) -> Result<i64, ClockError> {
    const NANOS: i128 = 1_000_000;
    i64::try_from((span.as_nanos() + NANOS - 1) / NANOS).map_err(|_| ClockError::OutOfRange)
}

/// The one reading of the system time.
#[expect(clippy::disallowed_methods, reason = "the sandbox's clock stands on the real time")]
fn real_time() -> Timestamp {
    Timestamp::now()
}

/// Written beside and renamed, so that a reader never sees half a number.
fn write_offset(path: &Path, offset: i64) -> io::Result<()> {
    let beside = path.with_extension("tmp");
    fs::write(&beside, offset.to_string())?;
    fs::rename(&beside, path)
}
