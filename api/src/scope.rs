//! What a service key allows.

/// What a service key allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Everything that users can do, for every user.
    Bot,
    /// Planning, claiming, reporting and rollover.
    Scheduler,
    /// Queueing work, and seeing what became of it.
    Tasks,
    /// Everything.
    Admin,
}

impl Scope {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Bot => "bot",
            Self::Scheduler => "scheduler",
            Self::Tasks => "tasks",
            Self::Admin => "admin",
        }
    }

    pub(crate) fn allows(self, needed: Self) -> bool {
        self == needed || self == Self::Admin
    }
}
