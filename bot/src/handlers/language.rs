//! `/language`, and the language buttons of the greeting.

use core_shared::contract::users::PatchUser;
use core_shared::domain::Locale;
use teloxide::types::MessageId;

use crate::context::{Context, Spot};
use crate::dialogue::Stage;
use crate::handlers::stages;
use crate::trouble::Handled;
use crate::views;

pub(crate) async fn command(ctx: &Context) -> Handled {
    let person = ctx.person().await?;
    ctx.leave_form(&person).await?;
    ctx.show(Spot::NewMessage, &views::language::question(person.locale())).await?;
    Ok(())
}

/// The message answers in the new language, and so does the question for the zone below the greeting.
pub(crate) async fn chosen(ctx: &Context, message: MessageId, locale: Locale) -> Handled {
    let mut person = ctx.person().await?;
    let patch = PatchUser { locale: Some(locale), ..PatchUser::default() };
    person.user = ctx.api.patch_user(ctx.user, &patch).await?;
    ctx.acknowledge().await;
    let is_new = person.user.zone.is_none();
    let screen = if is_new { views::start::greeting(locale) } else { views::language::question(locale) };
    ctx.show(Spot::Message(message), &screen).await?;
    if matches!(person.dialogue.stage, Stage::Zone { .. }) {
        stages::show_again(ctx, &person).await?;
    }
    Ok(())
}
