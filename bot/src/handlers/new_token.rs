//! The form of a new token. Nobody can show a secret twice, so the step that makes it is kept before it is taken: when it comes
//! again, the token that it made before is taken back, and another one is shown in the same message.

use core_shared::client::ClientError;
use core_shared::contract::problem::ProblemKind;
use core_shared::contract::tokens::{CreateToken, NewTokenBody, TokenAccess, TokenBody, TokensBody};
use core_shared::domain::Locale;
use teloxide::types::MessageId;

use crate::context::{Context, Person, Spot};
use crate::dialogue::{Making, Stage};
use crate::handlers::{stages, tokens};
use crate::token_form::{self, Answer, EarlierTry, Hint, Step};
use crate::trouble::Handled;
use crate::views::{self, new_token};

/// "＋ Token" was tapped: its message becomes the form.
pub(crate) async fn tapped_new(ctx: &Context, message: MessageId) -> Handled {
    let person = ctx.person().await?;
    if let Some(handled) = stages::handled_before(ctx, &person).await {
        return handled;
    }
    let present = ctx.api.list_tokens(ctx.user).await?.tokens;
    if present.len() >= TokensBody::MOST {
        ctx.toast(&views::tokens::too_many_toast(person.locale())).await;
        return tokens::show_list(ctx, message, &person.user, 0).await;
    }
    ctx.acknowledge().await;
    ctx.close_form(&person).await?;
    go_to(ctx, &person, name_stage(person.locale(), &present), Spot::Message(message)).await
}

pub(crate) async fn name_taken(ctx: &Context, message: MessageId) -> Handled {
    answered(ctx, message, Answer::TakeName).await
}

pub(crate) async fn access_chosen(ctx: &Context, message: MessageId, access: TokenAccess) -> Handled {
    answered(ctx, message, Answer::Access(access)).await
}

pub(crate) async fn days_chosen(ctx: &Context, message: MessageId, days: u16) -> Handled {
    answered(ctx, message, Answer::Days(days)).await
}

/// Text was written while the form was open.
pub(crate) async fn typed(ctx: &Context, person: &Person, text: &str) -> Handled {
    let present = ctx.api.list_tokens(ctx.user).await?.tokens;
    match token_form::step(&person.dialogue.stage, &Answer::Text(text), &present) {
        Step::To(stage) => {
            ctx.close_form(person).await?;
            go_to(ctx, person, stage, Spot::NewMessage).await
        }
        Step::Ask(hint) => {
            ctx.close_form(person).await?;
            ask_again(ctx, person, person.dialogue.stage.clone(), hint, Spot::NewMessage).await
        }
        Step::Make(_) | Step::Unfit => stages::show_again(ctx, person).await,
    }
}

/// A button of the form was tapped; on an older form it is old.
async fn answered(ctx: &Context, message: MessageId, answer: Answer<'_>) -> Handled {
    let person = ctx.person().await?;
    if !person.is_at_form(message) {
        return ctx.say_button_is_old(person.locale(), message).await;
    }
    ctx.acknowledge().await;
    if let Some(handled) = stages::handled_before(ctx, &person).await {
        return handled;
    }
    let present = ctx.api.list_tokens(ctx.user).await?.tokens;
    match token_form::step(&person.dialogue.stage, &answer, &present) {
        Step::To(stage) => go_to(ctx, &person, stage, Spot::Message(message)).await,
        Step::Make(token) => begin(ctx, &person, token, message).await,
        Step::Ask(hint) => {
            let stage = name_stage(person.locale(), &present);
            ask_again(ctx, &person, stage, hint, Spot::Message(message)).await
        }
        Step::Unfit => stages::show_again(ctx, &person).await,
    }
}

/// Keeps what is to be made and where it will be shown, and makes it.
async fn begin(ctx: &Context, person: &Person, token: CreateToken, form: MessageId) -> Handled {
    let place = ctx.show(Spot::NewMessage, &new_token::place(person.locale())).await?;
    let making = Making { token, since: ctx.now, shown_in: place.0 };
    ctx.enter(Stage::TokenMaking(making.clone()), Some(form)).await?;
    make(ctx, person, &making, form).await
}

/// Makes the token and shows it. Done again, it leaves one token, and the secret on the screen is that one's.
pub(super) async fn make(ctx: &Context, person: &Person, making: &Making, form: MessageId) -> Handled {
    match create(ctx, making).await? {
        Created::Now(made) => {
            let place = Spot::Message(MessageId(making.shown_in));
            ctx.show(place, &new_token::secret(person.locale(), &made)).await?;
        }
        Created::Before => {}
        Created::Not(refusal) => return refused(ctx, person, making, refusal, form).await,
    }
    let list = tokens::list_screen(ctx, &person.user, tokens::NEWEST).await?;
    let form = ctx.show(Spot::Message(form), &list).await?;
    ctx.enter(Stage::TokenMade, Some(form)).await
}

/// What came of making a token.
#[derive(Debug)]
enum Created {
    Now(NewTokenBody),
    /// By an earlier try, and the secret was seen.
    Before,
    Not(Refusal),
}

/// Why the API makes no token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refusal {
    NameTaken,
    TooMany,
}

impl Refusal {
    fn read(error: &ClientError) -> Option<Self> {
        match error.kind()? {
            ProblemKind::NameTaken => Some(Self::NameTaken),
            ProblemKind::QuotaReached => Some(Self::TooMany),
            _ => None,
        }
    }
}

/// Makes the token, instead of the one that an earlier try has left behind.
async fn create(ctx: &Context, making: &Making) -> Handled<Created> {
    let tried = try_to_create(ctx, making).await?;
    if !matches!(tried, Created::Not(_)) {
        return Ok(tried);
    }
    let present = ctx.api.list_tokens(ctx.user).await?.tokens;
    match token_form::earlier_try(making, &present) {
        Some(EarlierTry::Unused(lost)) => {
            tokens::revoke(ctx, lost).await?;
            try_to_create(ctx, making).await
        }
        Some(EarlierTry::Used) => Ok(Created::Before),
        None => Ok(tried),
    }
}

async fn try_to_create(ctx: &Context, making: &Making) -> Handled<Created> {
    match ctx.api.create_token(ctx.user, &making.token).await {
        Ok(made) => Ok(Created::Now(made)),
        Err(error) => Refusal::read(&error).map(Created::Not).ok_or_else(|| error.into()),
    }
}

/// Says what to do instead, where the form is.
async fn refused(
    ctx: &Context,
    person: &Person,
    making: &Making,
    refusal: Refusal,
    form: MessageId,
) -> Handled {
    let place = MessageId(making.shown_in);
    ctx.chat.remove(place, &views::tokens::removed(person.locale())).await?;
    let present = ctx.api.list_tokens(ctx.user).await?.tokens;
    match refusal {
        Refusal::NameTaken => {
            let stage = name_stage(person.locale(), &present);
            ask_again(ctx, person, stage, Hint::NameTaken, Spot::Message(form)).await
        }
        // The list says that there are as many as there can be.
        Refusal::TooMany => {
            let list = views::tokens::list(&person.user, &present, 0);
            let form = ctx.show(Spot::Message(form), &list).await?;
            ctx.enter(Stage::TokenMade, Some(form)).await
        }
    }
}

fn name_stage(locale: Locale, present: &[TokenBody]) -> Stage {
    Stage::TokenName { offered: token_form::free_name(&new_token::usual_name(locale), present) }
}

async fn go_to(ctx: &Context, person: &Person, stage: Stage, spot: Spot) -> Handled {
    let message = match stages::question(ctx, person, &stage) {
        Some(screen) => Some(ctx.show(spot, &screen).await?),
        None => None,
    };
    ctx.enter(stage, message).await
}

async fn ask_again(ctx: &Context, person: &Person, stage: Stage, hint: Hint, spot: Spot) -> Handled {
    let Some(question) = stages::question(ctx, person, &stage) else {
        return Ok(());
    };
    let hinted = new_token::hinted(person.locale(), hint, question);
    let message = ctx.show(spot, &hinted).await?;
    ctx.enter(stage, Some(message)).await
}
