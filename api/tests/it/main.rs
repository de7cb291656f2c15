//! The API through its public edge: HTTP in front, a real Postgres behind, a clock that the test moves.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails right there")]

mod amounts;
mod anything;
mod authorization;
mod browsers;
mod calls;
mod check_ins;
mod dead_letters;
mod documents;
mod habits;
mod harness;
mod message_tasks;
mod messages;
mod nagging;
mod nasty_input;
mod nasty_tasks;
mod nasty_wire;
mod overload;
mod planning;
mod reminders;
mod rests;
mod rollovers;
mod schedules;
mod send_pace;
mod settling;
mod slow_clients;
mod statistics;
mod tasks;
mod travels;
mod users;
mod verification;
mod wire;
