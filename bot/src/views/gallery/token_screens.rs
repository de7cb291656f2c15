//! Tokens: the list, each of them, the form of a new one, and the one message that shows its secret.

use core_shared::contract::Secret;
use core_shared::contract::tokens::{NewTokenBody, TokenAccess, TokenBody};
use core_shared::domain::TokenName;
use core_shared::domain::text_line::TextLineError;
use core_shared::screen::Screen;

use super::super::sketch::{token, user};
use super::super::{new_token, tokens};
use super::samples::now;
use super::variants::{by_name_up_to, by_number_up_to, each, only};
use super::{Exhibit, Variant};
use crate::token_form::Hint;

pub(super) fn exhibits() -> Vec<Exhibit> {
    vec![
        exhibit!(list = tokens::list, |locale| by_number_up_to(TokenName::MAX_CHARS, |names| {
            let tokens: Vec<TokenBody> = (1..).zip(names).map(|(id, name)| token(id, name)).collect();
            list(&user(locale), &tokens, 1)
        })),
        exhibit!(card = tokens::token, |locale| of_tokens(|token| card(&user(locale), token))),
        exhibit!(question = tokens::take_back_question, |locale| {
            of_tokens(|token| question(locale, token))
        }),
        exhibit!(removed = tokens::removed, |locale| only(removed(locale))),
        exhibit!(question = new_token::name_question, |locale| named(|name| question(locale, name))),
        exhibit!(question = new_token::access_question, |locale| named(|name| question(locale, name))),
        exhibit!(question = new_token::days_question, |locale| {
            named(|name| question(locale, name, TokenAccess::Write))
        }),
        exhibit!(place = new_token::place, |locale| only(place(locale))),
        exhibit!(secret = new_token::secret, |locale| of_tokens(|token| {
            let made = Secret::new(format!("htp_{}_{}_{}", i64::MAX, i64::MAX, "f".repeat(64)));
            secret(locale, &NewTokenBody { token: token.clone(), secret: made })
        })),
        exhibit!(hinted = new_token::hinted, |locale| {
            let offered = TokenName::parse(&new_token::usual_name(locale)).unwrap();
            each(hints(), |hint| hinted(locale, hint, new_token::name_question(locale, &offered)))
        }),
    ]
}

fn of_tokens(screen: impl Fn(&TokenBody) -> Screen) -> Vec<Variant> {
    by_name_up_to(TokenName::MAX_CHARS, |name| {
        screen(&TokenBody { last_used_at: Some(now()), access: TokenAccess::Write, ..token(7, name) })
    })
}

fn named(screen: impl Fn(&TokenName) -> Screen) -> Vec<Variant> {
    by_name_up_to(TokenName::MAX_CHARS, |name| screen(&TokenName::parse(name).unwrap()))
}

fn hints() -> [(&'static str, Hint); 3] {
    [
        ("a name that is too long", Hint::Name(TextLineError::TooLong { max: TokenName::MAX_CHARS })),
        ("a name that is taken", Hint::NameTaken),
        ("words where there are buttons", Hint::Buttons),
    ]
}
