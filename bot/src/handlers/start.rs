//! `/start`: greets and asks for the zone; somebody who is known comes home, and keeps every setting.

use crate::context::{Context, Person, Spot};
use crate::dialogue::{Arrival, Wish};
use crate::handlers::{stages, today};
use crate::trouble::Handled;
use crate::views;

pub(crate) async fn command(ctx: &Context) -> Handled {
    // Whoever comes back after a block can be reached again.
    ctx.introduce().await?;
    let person = ctx.person().await?;
    match person.dialogue.arrival(ctx.update) {
        Arrival::LongAgo => Ok(()),
        Arrival::Again if person.dialogue.stage.is_open() => stages::show_again(ctx, &person).await,
        Arrival::Again | Arrival::New => greet(ctx, &person).await,
    }
}

async fn greet(ctx: &Context, person: &Person) -> Handled {
    let locale = person.locale();
    if person.user.zone.is_none() {
        ctx.close_form(person).await?;
        ctx.show(Spot::NewMessage, &views::start::greeting(locale)).await?;
        return stages::ask_zone(ctx, person, Wish::Begin).await;
    }
    ctx.leave_form(person).await?;
    let today = ctx.api.get_today(ctx.user).await?;
    today::show(ctx, Spot::NewMessage, &today, |home| views::start::welcome_back(locale, home)).await
}

/// Somebody who had blocked the bot lets it write again.
pub(crate) async fn unblocked(ctx: &Context) -> Handled {
    ctx.introduce().await?;
    Ok(())
}

/// Spoken to in a group.
pub(crate) async fn in_group(ctx: &Context, bot: &str) -> Handled {
    ctx.show(Spot::NewMessage, &views::start::in_group(ctx.language, bot)).await?;
    Ok(())
}
