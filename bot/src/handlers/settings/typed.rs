//! A setting in words: asked for in the message that was tapped, answered with the overview below.

use core_shared::callback::TypedSetting;
use teloxide::types::MessageId;

use crate::context::{Context, Person, Spot};
use crate::dialogue::Stage;
use crate::handlers::stages;
use crate::trouble::{Handled, is_invalid};
use crate::typed_setting::{self, Complaint};
use crate::views;
use crate::views::settings::typed::{asked_again, question};

pub(crate) async fn ask(ctx: &Context, message: MessageId, setting: TypedSetting) -> Handled {
    let person = ctx.person().await?;
    ctx.acknowledge().await;
    if let Some(handled) = stages::handled_before(ctx, &person).await {
        return handled;
    }
    ctx.close_form_elsewhere(&person, message).await?;
    let shown = ctx.show(Spot::Message(message), &question(person.locale(), setting)).await?;
    ctx.enter(Stage::Setting { setting }, Some(shown)).await
}

pub(crate) async fn typed(ctx: &Context, person: &Person, setting: TypedSetting, text: &str) -> Handled {
    let patch = match typed_setting::read(setting, text, person.user.today) {
        Ok(patch) => patch,
        Err(complaint) => return ask_again(ctx, person, setting, complaint).await,
    };
    let user = match ctx.api.patch_user(ctx.user, &patch).await {
        Ok(user) => user,
        // Everything else was looked at before.
        Err(error) if is_invalid(&error) => {
            return ask_again(ctx, person, setting, Complaint::TooFar).await;
        }
        Err(error) => return Err(error.into()),
    };
    ctx.close_form(person).await?;
    ctx.show(Spot::NewMessage, &views::settings::saved(&user, ctx.now)).await?;
    ctx.enter(Stage::Idle, None).await
}

async fn ask_again(ctx: &Context, person: &Person, setting: TypedSetting, complaint: Complaint) -> Handled {
    ctx.close_form(person).await?;
    let screen = asked_again(person.locale(), setting, complaint);
    let message = ctx.show(Spot::NewMessage, &screen).await?;
    ctx.enter(Stage::Setting { setting }, Some(message)).await
}
