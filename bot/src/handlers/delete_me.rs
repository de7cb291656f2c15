//! `/delete_me`: says what would go, asks for a word, and deletes everything when that word comes.

use core_shared::domain::Locale;
use core_shared::screen::Screen;
use teloxide::types::MessageId;

use crate::context::{Context, Person, Spot};
use crate::dialogue::Stage;
use crate::export::Amounts;
use crate::handlers::{export, stages};
use crate::trouble::{Handled, is_not_found};
use crate::views::delete_me;

pub(crate) async fn command(ctx: &Context) -> Handled {
    let person = ctx.person().await?;
    if let Some(handled) = stages::handled_before(ctx, &person).await {
        return handled;
    }
    ctx.close_form(&person).await?;
    ask(ctx, &person, Spot::NewMessage, delete_me::question).await
}

pub(crate) async fn tapped(ctx: &Context, message: MessageId) -> Handled {
    let person = ctx.person().await?;
    ctx.acknowledge().await;
    if let Some(handled) = stages::handled_before(ctx, &person).await {
        return handled;
    }
    ctx.close_form_elsewhere(&person, message).await?;
    ask(ctx, &person, Spot::Message(message), delete_me::question).await
}

/// Something was written while the word was asked for.
pub(crate) async fn typed(ctx: &Context, person: &Person, text: &str) -> Handled {
    if !is_word(person.locale(), text) {
        ctx.close_form(person).await?;
        return ask(ctx, person, Spot::NewMessage, delete_me::asked_again).await;
    }
    ctx.close_form(person).await?;
    match ctx.api.delete_user(ctx.user).await {
        Err(error) if !is_not_found(&error) => return Err(error.into()),
        Ok(()) | Err(_) => {}
    }
    say_goodbye(ctx, person.locale()).await
}

/// Whether the word has done its work already: it came again, because the bot died before it was confirmed. Nobody
/// who has left shall be made known again by that.
pub(crate) async fn was_done_by(ctx: &Context, text: &str) -> Handled<Option<Locale>> {
    let Some(locale) = Locale::ALL.into_iter().find(|locale| is_word(*locale, text)) else {
        return Ok(None);
    };
    match ctx.api.get_user(ctx.user).await {
        Ok(_) => Ok(None),
        Err(error) if is_not_found(&error) => Ok(Some(locale)),
        Err(error) => Err(error.into()),
    }
}

pub(crate) async fn say_goodbye(ctx: &Context, locale: Locale) -> Handled {
    ctx.show(Spot::NewMessage, &delete_me::goodbye(locale)).await?;
    Ok(())
}

pub(crate) async fn question(ctx: &Context, person: &Person) -> Handled<Screen> {
    Ok(delete_me::question(person.locale(), amounts(ctx, person).await?))
}

async fn ask(ctx: &Context, person: &Person, spot: Spot, screen: fn(Locale, Amounts) -> Screen) -> Handled {
    let screen = screen(person.locale(), amounts(ctx, person).await?);
    let message = ctx.show(spot, &screen).await?;
    ctx.enter(Stage::DeleteMe, Some(message)).await
}

async fn amounts(ctx: &Context, person: &Person) -> Handled<Amounts> {
    Ok(export::gather(ctx, person.user.clone()).await?.amounts())
}

fn is_word(locale: Locale, text: &str) -> bool {
    text.trim().to_lowercase() == delete_me::word(locale).to_lowercase()
}
