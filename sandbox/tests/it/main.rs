//! The sandbox seen from outside: a bot that speaks plain HTTP, and people that the driver plays.

mod bot;
mod chatting;
mod clock;
mod failing;
mod keeping;
mod page;
mod polling;
mod sending;
mod strictness;
mod webhooks;
