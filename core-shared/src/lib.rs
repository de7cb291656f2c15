//! The ground floor: what the product computes, the words it speaks on the wire, and the texts people read.
//!
//! Without features this crate does no IO. `client` adds the typed API client, `runtime` what every
//! binary needs to start, log and stop, `openapi` and `sqlx` only derive traits on the same types.

pub mod callback;
#[cfg(feature = "client")]
pub mod client;
pub mod clock;
pub mod contract;
pub mod day_icon;
pub mod domain;
pub mod overview_message;
pub mod public_address;
pub mod reminder_message;
#[cfg(feature = "runtime")]
pub mod runtime;
#[cfg(feature = "openapi")]
mod schemas;
pub mod screen;
pub mod still_there;
pub mod texts;
pub mod today_message;
