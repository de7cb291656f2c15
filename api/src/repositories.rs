//! Where SQL lives: one statement per function, executor first, owner second.

pub(crate) mod calls;
pub(crate) mod dead_letters;
pub(crate) mod deliveries;
pub(crate) mod dialogues;
pub(crate) mod events;
pub(crate) mod executions;
pub(crate) mod habit_order;
pub(crate) mod habits;
pub(crate) mod health;
mod history;
pub(crate) mod idempotency_keys;
pub(crate) mod keys;
pub(crate) mod local_times;
pub(crate) mod quotas;
pub(crate) mod reminders;
pub(crate) mod rollovers;
pub(crate) mod send_pace;
pub(crate) mod tasks;
pub(crate) mod today;
pub(crate) mod tokens;
pub(crate) mod updates;
pub(crate) mod users;
