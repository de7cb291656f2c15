//! The bot as people meet it: it runs whole, between a stand-in for Telegram and a stand-in for the API, and is
//! looked at through the chat alone.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod arriving;
mod checking;
mod combining;
mod configuration;
mod days;
mod editing;
mod failing;
mod forms;
mod harness;
mod history;
mod interrupting;
mod lasting;
mod leaving;
mod left_open;
mod measuring;
mod pausing;
mod quick_adding;
mod quitting;
mod reaching;
mod replying;
mod settings;
mod stand_in;
mod texts;
mod tokens;
mod webhooks;
