//! What people see: pure functions from data and language to a screen. Nothing is awaited here, and nothing is
//! formatted anywhere else.

pub(crate) mod card;
pub(crate) mod day_menu;
mod day_states;
pub(crate) mod delete_me;
pub(crate) mod editing;
pub(crate) mod explanation;
pub(crate) mod habits;
pub(crate) mod help;
pub(crate) mod history;
pub(crate) mod language;
pub(crate) mod left_open;
pub(crate) mod new_habit;
pub(crate) mod new_token;
pub(crate) mod pause;
pub(crate) mod privacy;
pub(crate) mod quick_add;
pub(crate) mod settings;
pub(crate) mod start;
pub(crate) mod templates;
pub(crate) mod toasts;
pub(crate) mod today;
pub(crate) mod tokens;
pub(crate) mod zone;

#[cfg(test)]
mod gallery;
#[cfg(test)]
pub(crate) mod sketch;

use core_shared::callback::Callback;
use core_shared::domain::Locale;
use core_shared::screen::Button;
use core_shared::texts::{plain, shortened};

/// A button whose label is the text `id`.
fn button(locale: Locale, id: &str, callback: Callback) -> Button {
    Button::new(plain(locale, id, &[]), callback)
}
