//! The Telegram front end: an update is parsed, the API is called, a view is made of the answer and sent.
//!
//! Data is reached through the REST API only. An update is confirmed to Telegram after it was handled, so
//! that a bot that dies in between gets it again; every handler may run twice.

mod commands;
mod context;
mod dialogue;
mod export;
mod form;
mod handlers;
pub mod places;
mod polling;
mod profile;
mod quick_add;
mod schema;
mod service;
mod settings;
mod telegram;
mod token_form;
mod trouble;
mod typed_date;
mod typed_range;
mod typed_setting;
mod typed_time;
mod views;

pub use service::{run, start};
pub use settings::Settings;
