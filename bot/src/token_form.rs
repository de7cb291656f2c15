//! The form of a new token: which answer leads to which stage. Pure: a stage, an answer and the present tokens in, a step
//! out.

use core_shared::contract::tokens::{CreateToken, TokenAccess, TokenBody};
use core_shared::domain::text_line::TextLineError;
use core_shared::domain::{TokenId, TokenName};
use jiff::SignedDuration;

use crate::dialogue::{Making, Stage};

/// For how many days a token can be made: a try, a season, a year.
pub(crate) const DAYS: [u16; 3] = [30, 90, 365];

/// The clocks of two machines may be so far apart.
const APART: SignedDuration = SignedDuration::from_mins(5);

/// What a person answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Answer<'a> {
    Text(&'a str),
    TakeName,
    Access(TokenAccess),
    Days(u16),
}

/// What follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    To(Stage),
    /// Everything is known.
    Make(CreateToken),
    /// The same question again, with the reason.
    Ask(Hint),
    /// It does not answer the present question.
    Unfit,
}

/// Why an answer is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hint {
    Name(TextLineError),
    NameTaken,
    Buttons,
}

pub(crate) fn step(stage: &Stage, answer: &Answer<'_>, present: &[TokenBody]) -> Step {
    match (stage, answer) {
        (Stage::TokenName { .. }, Answer::Text(text)) => match TokenName::parse(text) {
            Ok(name) => named(name, present),
            Err(error) => Step::Ask(Hint::Name(error)),
        },
        (Stage::TokenName { offered }, Answer::TakeName) => named(offered.clone(), present),
        (Stage::TokenAccess { name }, Answer::Access(access)) => {
            Step::To(Stage::TokenDays { name: name.clone(), access: *access })
        }
        (Stage::TokenDays { name, access }, Answer::Days(days)) if DAYS.contains(days) => {
            if is_taken(name, present) {
                return Step::Ask(Hint::NameTaken);
            }
            Step::Make(CreateToken { name: name.clone(), access: *access, valid_days: Some(*days) })
        }
        (Stage::TokenAccess { .. } | Stage::TokenDays { .. }, Answer::Text(_)) => Step::Ask(Hint::Buttons),
        _ => Step::Unfit,
    }
}

fn named(name: TokenName, present: &[TokenBody]) -> Step {
    if is_taken(&name, present) { Step::Ask(Hint::NameTaken) } else { Step::To(Stage::TokenAccess { name }) }
}

fn is_taken(name: &TokenName, present: &[TokenBody]) -> bool {
    present.iter().any(|token| token.name == *name)
}

/// The usual name, or with the lowest number that makes it free.
pub(crate) fn free_name(usual: &str, present: &[TokenBody]) -> TokenName {
    let numbered = (2..).map(|number| format!("{usual} {number}"));
    let is_free = |name: &String| present.iter().all(|token| token.name.as_str() != name);
    let free = std::iter::once(usual.to_owned()).chain(numbered).find(is_free);
    let free = free.expect("there are more numbers than tokens");
    TokenName::parse(&free).expect("the usual name is short in every language")
}

/// What became of the step when it was taken before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EarlierTry {
    /// It made this token; whether anybody has seen the secret is not known.
    Unused(TokenId),
    /// It made a token, and somebody has seen the secret: it was used.
    Used,
}

/// The name was free when the step began, so a token that was made since then is the step's own.
pub(crate) fn earlier_try(making: &Making, present: &[TokenBody]) -> Option<EarlierTry> {
    let is_own =
        |token: &&TokenBody| token.name == making.token.name && token.created_at >= making.since - APART;
    let own = present.iter().find(is_own)?;
    Some(if own.last_used_at.is_some() { EarlierTry::Used } else { EarlierTry::Unused(own.id) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::sketch::token;

    fn name(text: &str) -> TokenName {
        TokenName::parse(text).unwrap()
    }

    fn asked_for_name() -> Stage {
        Stage::TokenName { offered: name("My program") }
    }

    #[test]
    fn a_name_then_what_it_allows_then_for_how_long_make_a_token() {
        let Step::To(access) = step(&asked_for_name(), &Answer::Text(" Watch "), &[]) else { panic!() };
        assert_eq!(access, Stage::TokenAccess { name: name("Watch") });
        let Step::To(days) = step(&access, &Answer::Access(TokenAccess::Write), &[]) else { panic!() };
        let Step::Make(token) = step(&days, &Answer::Days(90), &[]) else { panic!() };
        let wanted = CreateToken { name: name("Watch"), access: TokenAccess::Write, valid_days: Some(90) };
        assert_eq!(token, wanted);
    }

    #[test]
    fn a_name_that_is_taken_is_asked_for_again_typed_or_offered() {
        let present = [token(1, "My program")];
        for answer in [Answer::Text("My program"), Answer::TakeName] {
            assert_eq!(step(&asked_for_name(), &answer, &present), Step::Ask(Hint::NameTaken));
        }
        let days = Stage::TokenDays { name: name("My program"), access: TokenAccess::Read };
        assert_eq!(step(&days, &Answer::Days(30), &present), Step::Ask(Hint::NameTaken));
        assert_eq!(free_name("My program", &present), name("My program 2"));
        assert_eq!(free_name("My program", &[]), name("My program"));
    }

    #[test]
    fn an_answer_that_cannot_be_taken_says_why() {
        let too_long = Step::Ask(Hint::Name(TextLineError::TooLong { max: 50 }));
        assert_eq!(step(&asked_for_name(), &Answer::Text(&"я".repeat(51)), &[]), too_long);
        let access = Stage::TokenAccess { name: name("Watch") };
        assert_eq!(step(&access, &Answer::Text("all"), &[]), Step::Ask(Hint::Buttons));
    }

    #[test]
    fn a_button_of_another_question_and_made_up_days_lead_nowhere() {
        let days = Stage::TokenDays { name: name("Watch"), access: TokenAccess::Read };
        assert!(matches!(step(&days, &Answer::Days(30), &[]), Step::Make(_)));
        for made_up in [0, 31, 366, u16::MAX] {
            assert_eq!(step(&days, &Answer::Days(made_up), &[]), Step::Unfit, "{made_up}");
        }
        for stage in [Stage::Idle, Stage::Name, Stage::TokenMade, asked_for_name()] {
            assert_eq!(step(&stage, &Answer::Days(30), &[]), Step::Unfit);
            assert_eq!(step(&stage, &Answer::Access(TokenAccess::Read), &[]), Step::Unfit);
        }
    }

    #[test]
    fn a_token_of_this_name_that_was_made_since_the_step_began_is_its_own() {
        let made = token(7, "Watch");
        let later = |seconds| made.created_at + SignedDuration::from_secs(seconds);
        let making = |name: &str, since| Making {
            token: CreateToken {
                name: TokenName::parse(name).unwrap(),
                access: TokenAccess::Read,
                valid_days: None,
            },
            since,
            shown_in: 1,
        };
        let tried = |making: &Making, token: &TokenBody| earlier_try(making, std::slice::from_ref(token));
        let own = Some(EarlierTry::Unused(made.id));
        assert_eq!(tried(&making("Watch", later(-30)), &made), own);
        assert_eq!(tried(&making("Watch", later(200)), &made), own, "clocks are apart");
        assert_eq!(tried(&making("Watch", later(400)), &made), None, "it was there before");
        assert_eq!(tried(&making("Phone", later(-30)), &made), None);
        let used = TokenBody { last_used_at: Some(later(10)), ..made.clone() };
        assert_eq!(tried(&making("Watch", later(-30)), &used), Some(EarlierTry::Used));
    }
}
