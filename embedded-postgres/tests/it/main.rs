//! The launcher against the PostgreSQL of this machine: what it promises to the program that starts it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod databases;
mod lifecycle;
mod ownership;
