//! Use cases: one function each. Read, decide in the domain, write.

pub(crate) mod call_targets;
pub(crate) mod calls;
pub(crate) mod dead_letters;
pub(crate) mod deliveries;
pub(crate) mod dialogues;
pub(crate) mod events;
pub(crate) mod executions;
pub(crate) mod explanation;
pub(crate) mod habit_order;
pub(crate) mod habits;
pub(crate) mod history;
pub(crate) mod idempotency;
pub(crate) mod keys;
mod outgoing;
pub(crate) mod page;
mod quotas;
pub(crate) mod reminders;
pub(crate) mod rollovers;
pub(crate) mod schedules;
pub(crate) mod sessions;
pub(crate) mod settlement;
pub(crate) mod statistics;
pub(crate) mod tasks;
pub(crate) mod today;
pub(crate) mod tokens;
pub(crate) mod users;
pub(crate) mod verification;
