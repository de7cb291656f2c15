//! The ground floor from outside, against data that somebody else computed.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

mod loop_vectors;
