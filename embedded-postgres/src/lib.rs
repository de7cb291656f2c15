//! A private, real Postgres cluster as a child process: found or fetched, created, started, stopped, and never
//! left behind. It owns the data below one directory and listens on one unix socket that only its user can reach.
//! Needs a unix system.

mod address;
mod binaries;
mod child;
mod cluster;
mod command_line;
#[cfg(feature = "download")]
mod download;
mod error;
mod identity;
mod lock;
mod log;
mod predecessor;
mod process;
mod server;
mod settings;
mod socket;
#[cfg(feature = "testing")]
pub mod testing;

pub use error::StartError;
pub use server::Server;
pub use settings::{Durability, Settings};
