//! The scheduler against stand-ins for its two neighbours, the API and Telegram, both over HTTP.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

mod calling;
mod delivering;
mod outages;
mod pinning;
mod stage;
mod stopping;
