//! The one place where the program reads the clock.
//!
//! Time is an argument everywhere else: a request, an update or a job run reads its [`Clock`] once and
//! passes the value on. Other implementations exist only where they are composed: in tests and in the sandbox.

use std::fmt::Debug;
use std::sync::Arc;

use jiff::Timestamp;

/// Tells the present instant.
pub trait Clock: Debug + Send + Sync + 'static {
    fn now(&self) -> Timestamp;
}

/// A clock that is handed to everything that runs.
pub type SharedClock = Arc<dyn Clock>;

/// The time of the machine: the only clock of a production binary.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one caller of the system time")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

impl SystemClock {
    pub fn shared() -> SharedClock {
        Arc::new(Self)
    }
}

/// Follows a sandbox in another process: the machine's time plus an offset in milliseconds that the
/// sandbox keeps in a small file. Only the `*-sandboxed` binaries are built with it.
#[cfg(feature = "sandbox-clock")]
#[derive(Debug, Clone)]
pub struct FollowedClock {
    offset_file: std::path::PathBuf,
}

#[cfg(feature = "sandbox-clock")]
impl FollowedClock {
    pub fn new(offset_file: impl Into<std::path::PathBuf>) -> Self {
        Self { offset_file: offset_file.into() }
    }

    /// The clock of the sandbox that the environment names.
    pub fn from_environment() -> Self {
        Self::new(
            std::env::var_os("SANDBOX_CLOCK_FILE").expect("SANDBOX_CLOCK_FILE names the file of a sandbox"),
        )
    }

    fn offset(&self) -> jiff::SignedDuration {
        let text = std::fs::read_to_string(&self.offset_file).unwrap_or_default();
        jiff::SignedDuration::from_millis(text.trim().parse().unwrap_or(0))
    }
}

#[cfg(feature = "sandbox-clock")]
impl Clock for FollowedClock {
    fn now(&self) -> Timestamp {
        SystemClock.now() + self.offset()
    }
}
