//! What the bot does, a file for each feature: the API is called, a view is made of the answer, and shown. No
//! handler formats a text, and every one may run twice for the same update.

pub(crate) mod archive;
pub(crate) mod cancel;
pub(crate) mod chatter;
pub(crate) mod check;
pub(crate) mod combined;
pub(crate) mod day_menu;
pub(crate) mod delete_me;
pub(crate) mod editing;
pub(crate) mod explanation;
pub(crate) mod export;
pub(crate) mod habits;
pub(crate) mod help;
pub(crate) mod history;
pub(crate) mod language;
pub(crate) mod new_habit;
pub(crate) mod new_token;
pub(crate) mod pause;
pub(crate) mod privacy;
pub(crate) mod quick_add;
pub(crate) mod reminders;
pub(crate) mod replies;
pub(crate) mod settings;
pub(crate) mod stages;
pub(crate) mod start;
pub(crate) mod still_there;
pub(crate) mod templates;
pub(crate) mod today;
pub(crate) mod tokens;
pub(crate) mod zone;
