//! A stand-in for Telegram: the Bot API over HTTP, as strict as the real one; a chat page for a person; a driver that plays people in
//! tests; and a clock that both can move. It knows nothing of the bot that lives in it.

mod actions;
mod bot_api;
mod callbacks;
mod clock;
mod connection;
mod driver;
mod failures;
mod files;
mod formatting;
mod html;
mod journal;
mod keeping;
mod keyboard;
mod limits;
mod message;
mod options;
mod page;
mod people;
mod profile;
mod refusal;
mod server;
mod settings;
mod updates;
mod world;

pub use actions::Impossible;
pub use callbacks::Answer;
pub use clock::{Clock, ClockError};
pub use driver::{Actor, ChatView};
pub use failures::{ANY_METHOD, Failure};
pub use files::StoredFile;
pub use formatting::Entity;
pub use journal::{Answered, Posted};
pub use keyboard::{Action, Asks, Button, Markup, ReplyButton, ReplyKeyboard};
pub use limits::Limits;
pub use message::{Author, Media, Message};
pub use options::{AllowedPace, Options};
pub use people::Person;
pub use profile::Command;
pub use refusal::Refusal;
pub use server::{Handle, Sandbox};
pub use settings::{BotProfile, Settings};
