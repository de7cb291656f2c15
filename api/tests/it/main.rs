//! The API through its public edge: HTTP in front, a real Postgres behind, a clock that the test moves.

mod authorization;
mod check_ins;
mod documents;
mod habits;
mod harness;
mod nasty_input;
mod reminders;
mod rollovers;
mod users;
