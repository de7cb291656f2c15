//! The bot as people meet it: it runs whole, between a stand-in for Telegram and a stand-in for the API, and is
//! looked at through the chat alone.

mod arriving;
mod checking;
mod configuration;
mod forms;
mod harness;
mod lasting;
mod stand_in;
mod texts;
