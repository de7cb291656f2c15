//! What travels between the API and its clients: one file per resource, shared by both sides.
//!
//! JSON in `snake_case`, instants in RFC 3339, civil dates as `YYYY-MM-DD`, times of day as `HH:MM`.

pub mod calls;
pub mod dead_letters;
pub mod deliveries;
pub mod dialogues;
pub mod events;
pub mod executions;
pub mod habit_order;
pub mod habits;
pub mod keys;
pub mod me;
mod patch;
pub mod problem;
pub mod reminders;
pub mod rollovers;
pub mod schedules;
mod secret;
pub mod sessions;
pub mod statistics;
pub mod tasks;
pub mod today;
pub mod tokens;
pub mod updates;
pub mod users;
pub mod verification;

pub use secret::Secret;

/// Carries the service key of a caller.
pub const API_KEY_HEADER: &str = "x-api-key";

/// Makes a creating call safe to repeat: for a day, the same key creates once.
pub const IDEMPOTENCY_KEY_HEADER: &str = "idempotency-key";

/// Says `true` on an answer to a request that was answered before.
pub const IDEMPOTENCY_REPLAYED_HEADER: &str = "idempotency-replayed";

/// Names a request in answers and logs; taken over from the caller when sent.
pub const REQUEST_ID_HEADER: &str = "x-request-id";
