//! The form of a new token, question by question, and the one message that shows its secret.

use core_shared::callback::Callback;
use core_shared::contract::tokens::{NewTokenBody, TokenAccess};
use core_shared::domain::{Locale, TokenName};
use core_shared::screen::{Button, Html, Keyboard, Screen};
use core_shared::texts::{html, plain};

use super::{button, new_habit, tokens};
use crate::token_form::{DAYS, Hint};

/// What a token is called by somebody who does not care.
pub(crate) fn usual_name(locale: Locale) -> String {
    plain(locale, "token-usual-name", &[])
}

pub(crate) fn name_question(locale: Locale, offered: &TokenName) -> Screen {
    let rows = [vec![Button::new(offered.as_str(), Callback::TakeTokenName)], vec![cancel(locale)]];
    Screen::new(html(locale, "new-token-name", &[]), Keyboard::rows(rows))
}

pub(crate) fn access_question(locale: Locale, name: &TokenName) -> Screen {
    let rows = [
        vec![
            button(locale, "button-token-read", Callback::Access(TokenAccess::Read)),
            button(locale, "button-token-write", Callback::Access(TokenAccess::Write)),
        ],
        vec![cancel(locale)],
    ];
    Screen::new(html(locale, "new-token-access", &[("name", name.as_str().into())]), Keyboard::rows(rows))
}

pub(crate) fn days_question(locale: Locale, name: &TokenName, access: TokenAccess) -> Screen {
    let [days, season, year] = DAYS.map(|days| Callback::ValidFor { days });
    let rows = [
        vec![
            button(locale, "button-token-month", days),
            button(locale, "button-token-season", season),
            button(locale, "button-token-year", year),
        ],
        vec![cancel(locale)],
    ];
    let args = [("name", name.as_str().into()), ("access", tokens::access(locale, access).into())];
    Screen::new(html(locale, "new-token-days", &args), Keyboard::rows(rows))
}

/// Where the secret will be in a moment.
pub(crate) fn place(locale: Locale) -> Screen {
    Screen::new(html(locale, "new-token-place", &[]), Keyboard::rows([vec![remove(locale)]]))
}

/// The secret, this once. It is behind a spoiler alone: Telegram shows code to everybody, also within one.
pub(crate) fn secret(locale: Locale, made: &NewTokenBody) -> Screen {
    let secret = made.secret.expose();
    let args = [("name", made.token.name.as_str().into()), ("secret", secret.into())];
    let rows = [vec![Button::copying(plain(locale, "button-copy", &[]), secret)], vec![remove(locale)]];
    Screen::new(html(locale, "new-token-secret", &args), Keyboard::rows(rows))
}

/// The question again, with the reason why the answer was not taken.
pub(crate) fn hinted(locale: Locale, hint: Hint, question: Screen) -> Screen {
    let reason = match hint {
        Hint::Name(error) => new_habit::name_hint(locale, error),
        Hint::NameTaken => html(locale, "token-name-taken", &[]),
        Hint::Buttons => html(locale, "buttons-hint", &[]),
    };
    Screen::new(Html::lines([reason, Html::default(), question.text]), question.keyboard)
}

fn cancel(locale: Locale) -> Button {
    button(locale, "button-cancel", Callback::Cancel)
}

fn remove(locale: Locale) -> Button {
    button(locale, "button-remove-message", Callback::RemoveMessage)
}

#[cfg(test)]
mod tests;
