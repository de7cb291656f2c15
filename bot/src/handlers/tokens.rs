//! `/api`: the tokens of a person's own programs, and taking one back. How one is made is in [`super::new_token`].

use core_shared::contract::tokens::TokenBody;
use core_shared::contract::users::UserBody;
use core_shared::domain::TokenId;
use core_shared::screen::Screen;
use teloxide::types::MessageId;

use crate::context::{Context, Spot};
use crate::trouble::{Handled, is_not_found};
use crate::views;

/// The page that the newest token is on: the last one.
pub(crate) const NEWEST: u16 = u16::MAX;

pub(crate) async fn command(ctx: &Context) -> Handled {
    let person = ctx.person().await?;
    ctx.leave_form(&person).await?;
    let screen = list_screen(ctx, &person.user, 0).await?;
    ctx.show(Spot::NewMessage, &screen).await?;
    Ok(())
}

pub(crate) async fn list(ctx: &Context, message: MessageId, page: u16) -> Handled {
    let user = ctx.known_user().await?;
    ctx.acknowledge().await;
    show_list(ctx, message, &user, page).await
}

pub(crate) async fn token(ctx: &Context, message: MessageId, token: TokenId) -> Handled {
    let user = ctx.known_user().await?;
    let Some(token) = find(ctx, token).await? else {
        return gone(ctx, message, &user).await;
    };
    ctx.acknowledge().await;
    ctx.show(Spot::Message(message), &views::tokens::token(&user, &token)).await?;
    Ok(())
}

pub(crate) async fn ask_take_back(ctx: &Context, message: MessageId, token: TokenId) -> Handled {
    let user = ctx.known_user().await?;
    let Some(token) = find(ctx, token).await? else {
        return gone(ctx, message, &user).await;
    };
    ctx.acknowledge().await;
    ctx.show(Spot::Message(message), &views::tokens::take_back_question(user.locale, &token)).await?;
    Ok(())
}

/// Taking back what was taken back already is the same.
pub(crate) async fn take_back(ctx: &Context, message: MessageId, token: TokenId) -> Handled {
    let user = ctx.known_user().await?;
    revoke(ctx, token).await?;
    ctx.toast(&views::tokens::taken_back_toast(user.locale)).await;
    show_list(ctx, message, &user, 0).await
}

/// "Remove this message", on one that shows a secret.
pub(crate) async fn remove_message(ctx: &Context, message: MessageId) -> Handled {
    let user = ctx.known_user().await?;
    ctx.acknowledge().await;
    Ok(ctx.chat.remove(message, &views::tokens::removed(user.locale)).await?)
}

pub(super) async fn revoke(ctx: &Context, token: TokenId) -> Handled {
    match ctx.api.revoke_token(ctx.user, token).await {
        Err(error) if !is_not_found(&error) => Err(error.into()),
        Ok(()) | Err(_) => Ok(()),
    }
}

pub(super) async fn show_list(ctx: &Context, message: MessageId, user: &UserBody, page: u16) -> Handled {
    let screen = list_screen(ctx, user, page).await?;
    ctx.show(Spot::Message(message), &screen).await?;
    Ok(())
}

pub(super) async fn list_screen(ctx: &Context, user: &UserBody, page: u16) -> Handled<Screen> {
    let tokens = ctx.api.list_tokens(ctx.user).await?.tokens;
    Ok(views::tokens::list(user, &tokens, page))
}

async fn find(ctx: &Context, token: TokenId) -> Handled<Option<TokenBody>> {
    let tokens = ctx.api.list_tokens(ctx.user).await?.tokens;
    Ok(tokens.into_iter().find(|present| present.id == token))
}

/// The token is gone: its message becomes the list of the others.
async fn gone(ctx: &Context, message: MessageId, user: &UserBody) -> Handled {
    ctx.toast(&views::tokens::gone_toast(user.locale)).await;
    show_list(ctx, message, user, 0).await
}
