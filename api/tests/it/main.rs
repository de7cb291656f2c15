//! The API through its public edge: HTTP in front, a real Postgres behind, a clock that the test moves.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails right there")]

mod amounts;
mod anything;
mod authorization;
mod calls;
mod check_ins;
mod copying;
mod dead_letters;
mod deliveries;
mod documents;
mod etags;
mod events;
mod habit_order;
mod habits;
mod harness;
mod idempotency;
mod keys;
mod leaving;
mod message_tasks;
mod messages;
mod nagging;
mod nasty_input;
mod nasty_tasks;
mod planning;
mod quotas;
mod rate_limits;
mod reminders;
mod rests;
mod rollovers;
mod schedules;
mod send_pace;
mod sessions;
mod settling;
mod single_reminders;
mod statistics;
mod tags;
mod tasks;
mod tokens;
mod travels;
mod users;
mod verification;
