//! The Telegram front end: an update is parsed, the API is called, a view is made of the answer and sent.
//!
//! Data is reached through the REST API only. An update is confirmed to Telegram after the API has kept it, and is handed
//! out again when whoever handled it died; every handler may run twice.

mod answered_taps;
mod commands;
mod context;
mod desk;
mod dialogue;
mod editing;
mod export;
mod form;
mod handlers;
mod intake;
mod pause;
pub mod places;
mod polling;
mod profile;
mod quick_add;
mod replies;
mod schema;
mod service;
mod settings;
mod telegram;
mod templates;
mod token_form;
mod trouble;
mod typed_amount;
mod typed_date;
mod typed_range;
mod typed_setting;
mod typed_time;
mod views;
mod webhook;

pub use service::{run, start};
pub use settings::Settings;
pub use webhook::{WebhookSettings, WebhookUrl};
