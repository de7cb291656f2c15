//! Stories of the whole product: real services, a real Postgres, a strict stand-in for Telegram, one clock.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails right there")]

mod blocking;
mod bots;
mod chaos;
mod configuration;
mod crashes;
mod crawler;
mod dice;
mod editing;
mod history;
mod nasty_names;
mod onboarding;
mod one_process;
mod outage;
mod pace;
mod people;
mod pinned;
mod processes;
mod quick_adding;
mod settings;
mod story;
mod tasks;
mod three_processes;
mod tokens;
mod tour;
