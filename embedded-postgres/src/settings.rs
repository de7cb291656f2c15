//! What a caller decides about a cluster. Everything else follows from these four answers.

use std::path::PathBuf;

/// Connections that a small installation needs: the two pools of an API, a migration, and a person with `psql`.
const DEFAULT_CONNECTIONS: u16 = 40;

/// Where a cluster lives and how it is run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The directory that holds `data-<major>`, the lock and the log. It is created when it does not exist.
    pub data_dir: PathBuf,
    pub durability: Durability,
    pub max_connections: u16,
    /// Libraries for `shared_preload_libraries`. Those that this Postgres does not have are left out with a warning.
    pub preload: Vec<String>,
}

impl Settings {
    /// A durable cluster of the usual size in `data_dir`.
    pub fn new(data_dir: impl Into<PathBuf>) -> Self {
        Self {
            data_dir: data_dir.into(),
            durability: Durability::Full,
            max_connections: DEFAULT_CONNECTIONS,
            preload: Vec::new(),
        }
    }
}

/// What survives a power cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Every acknowledged transaction.
    Full,
    /// Nothing is promised: for clusters that are thrown away, where it saves most of the time of a test run.
    None,
}

impl Durability {
    /// The server settings that this choice stands for.
    pub(crate) fn options(self) -> &'static [&'static str] {
        match self {
            Self::Full => &["fsync=on", "synchronous_commit=on", "full_page_writes=on"],
            Self::None => {
                &["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum_naptime=1h"]
            }
        }
    }
}
