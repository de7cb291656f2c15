//! A person's tokens: what they are for, the list of them, each with its facts, and taking one back.

use core_shared::callback::Callback;
use core_shared::contract::tokens::{TokenAccess, TokenBody, TokensBody};
use core_shared::contract::users::UserBody;
use core_shared::domain::{Calendar, DayStart, Locale, Zone};
use core_shared::screen::{Button, Html, Keyboard, Screen, Style};
use core_shared::texts::{self, html, plain};
use jiff::Timestamp;
use jiff::civil::Date;

use super::{button, help, settings, shortened};

/// More rows than this are scrolled on a phone.
const PAGE: usize = 8;

const LONGEST_NAME: usize = 40;

/// A page of the list; one that is no longer there is the last one.
pub(crate) fn list(user: &UserBody, tokens: &[TokenBody], page: u16) -> Screen {
    let locale = user.locale;
    let last = tokens.len().saturating_sub(1) / PAGE;
    let page = usize::from(page).min(last);
    let shown = &tokens[page * PAGE..tokens.len().min((page + 1) * PAGE)];
    let mut lines = vec![html(locale, "tokens-headline", &[]), html(locale, "tokens-purpose", &[])];
    for token in shown {
        lines.extend([Html::default(), headline(locale, token), facts(user, token)]);
    }
    if tokens.len() >= TokensBody::MOST {
        lines.extend([Html::default(), too_many(locale)]);
    }
    let mut rows: Vec<Vec<Button>> = shown.iter().map(|token| vec![row(token)]).collect();
    rows.push(turns(page, last));
    if tokens.len() < TokensBody::MOST {
        rows.push(vec![button(locale, "button-new-token", Callback::NewToken)]);
    }
    rows.push(vec![settings::back(locale)]);
    Screen::new(Html::lines(lines), Keyboard::rows(rows))
}

pub(crate) fn token(user: &UserBody, token: &TokenBody) -> Screen {
    let locale = user.locale;
    let made = [("date", texts::date_with_year(locale, day_of(user, token.created_at)).into())];
    let text = Html::lines([
        html(locale, "token-title", &[("name", token.name.as_str().into())]),
        html(locale, "token-prefix", &[("prefix", token.prefix.as_str().into())]),
        Html::default(),
        access(locale, token.access),
        html(locale, "token-card-until", &[("date", until(user, token).into())]),
        html(locale, "token-card-used", &[("used", used(user, token).into())]),
        html(locale, "token-card-made", &made),
    ]);
    let rows = [
        vec![button(locale, "button-take-back", Callback::AskTakeBack { token: token.id })],
        vec![button(locale, "button-to-tokens", Callback::Tokens { page: 0 })],
    ];
    Screen::new(text, Keyboard::rows(rows))
}

/// Asks once, and says what stops.
pub(crate) fn take_back_question(locale: Locale, token: &TokenBody) -> Screen {
    let row = vec![
        button(locale, "button-take-back", Callback::TakeBack { token: token.id }).styled(Style::Danger),
        button(locale, "button-keep", Callback::Token { token: token.id }),
    ];
    let text = html(locale, "take-back-question", &[("name", token.name.as_str().into())]);
    Screen::new(text, Keyboard::rows([row]))
}

/// What is left of a message that can no longer be deleted.
pub(crate) fn removed(locale: Locale) -> Screen {
    Screen::new(html(locale, "message-removed", &[]), help::ways(locale))
}

pub(crate) fn taken_back_toast(locale: Locale) -> String {
    plain(locale, "toast-taken-back", &[])
}

pub(crate) fn gone_toast(locale: Locale) -> String {
    plain(locale, "toast-token-gone", &[])
}

pub(crate) fn too_many_toast(locale: Locale) -> String {
    plain(locale, "tokens-too-many", &[("most", most())])
}

fn too_many(locale: Locale) -> Html {
    html(locale, "tokens-too-many", &[("most", most())])
}

fn most() -> texts::Arg<'static> {
    u32::try_from(TokensBody::MOST).unwrap_or(u32::MAX).into()
}

/// "👁 reads"
pub(super) fn access(locale: Locale, access: TokenAccess) -> Html {
    let id = match access {
        TokenAccess::Read => "token-reads",
        TokenAccess::Write => "token-writes",
    };
    html(locale, id, &[])
}

fn headline(locale: Locale, token: &TokenBody) -> Html {
    let (name, prefix) = (token.name.as_str().into(), token.prefix.as_str().into());
    html(locale, "token-headline", &[("name", name), ("prefix", prefix)])
}

fn facts(user: &UserBody, token: &TokenBody) -> Html {
    let locale = user.locale;
    let until = html(locale, "token-until", &[("date", until(user, token).into())]);
    Html::dotted([access(locale, token.access), until, Html::escaped(&used(user, token))])
}

fn until(user: &UserBody, token: &TokenBody) -> String {
    texts::date_with_year(user.locale, day_of(user, token.expires_at))
}

fn used(user: &UserBody, token: &TokenBody) -> String {
    let locale = user.locale;
    match token.last_used_at.map(|at| day_of(user, at)) {
        None => plain(locale, "token-unused", &[]),
        Some(day) if day == user.today => plain(locale, "token-used-today", &[]),
        Some(day) => plain(locale, "token-used", &[("date", texts::date_with_year(locale, day).into())]),
    }
}

/// The date on their calendar, from midnight to midnight.
fn day_of(user: &UserBody, at: Timestamp) -> Date {
    let zone = user.zone.clone().unwrap_or_else(Zone::utc);
    Calendar::new(zone, DayStart::MIDNIGHT).day_of(at)
}

fn row(token: &TokenBody) -> Button {
    let icon = match token.access {
        TokenAccess::Read => "👁",
        TokenAccess::Write => "✏️",
    };
    let name = shortened(token.name.as_str(), LONGEST_NAME);
    Button::new(format!("{icon} {name}"), Callback::Token { token: token.id })
}

fn turns(page: usize, last: usize) -> Vec<Button> {
    let turn = |to: usize| Callback::Tokens { page: u16::try_from(to).unwrap_or(u16::MAX) };
    let back = (page > 0).then(|| Button::new(format!("‹ {page}"), turn(page - 1)));
    let on = (page < last).then(|| Button::new(format!("{} ›", page + 2), turn(page + 1)));
    back.into_iter().chain(on).collect()
}

#[cfg(test)]
mod tests;
