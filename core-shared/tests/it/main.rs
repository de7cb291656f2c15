//! The ground floor from outside, against data that somebody else computed and
//! against the rules themselves.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

mod histories;
mod loop_vectors;
mod reference;
mod rules;
mod travels;
