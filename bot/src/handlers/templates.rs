//! The first habit with one tap: a template is kept, and the day with its row to tap is shown in the same message.

use core_shared::callback::Template;
use teloxide::types::MessageId;

use crate::context::{Context, Spot};
use crate::dialogue::Wish;
use crate::handlers::{new_habit, stages};
use crate::trouble::{Handled, is_quota};
use crate::{templates, views};

/// However often a template of one message is tapped, it makes one habit.
pub(crate) async fn chosen(ctx: &Context, message: MessageId, template: Template) -> Handled {
    let person = ctx.person().await?;
    ctx.acknowledge().await;
    if person.user.zone.is_none() {
        if let Some(handled) = stages::handled_before(ctx, &person).await {
            return handled;
        }
        ctx.close_form(&person).await?;
        return stages::ask_zone(ctx, &person, Wish::Begin).await;
    }
    let key = format!("template-{template:?}-{message}");
    let habit = templates::habit(person.locale(), template);
    let habit = match ctx.api.create_habit(ctx.user, &habit, &key).await {
        Err(error) if is_quota(&error) => {
            return new_habit::refuse_one_more(ctx, &person, Spot::Message(message)).await;
        }
        made => made?,
    };
    let today = ctx.api.get_today(ctx.user).await?;
    let kept = views::templates::kept(person.locale(), &habit, views::today::today(&today, 0));
    ctx.show(Spot::Message(message), &kept).await?;
    Ok(())
}
