//! Everything that is kept of a person, or of one of their habits, sent to them as a document.

use core_shared::client::ClientResult;
use core_shared::contract::executions::ExecutionBody;
use core_shared::contract::habits::{HabitBody, HabitStatus};
use core_shared::contract::tokens::TokensBody;
use core_shared::contract::users::UserBody;

use teloxide::types::MessageId;

use crate::context::Context;
use crate::export::{Export, ExportedHabit, pieces};
use crate::handlers::habits;
use crate::trouble::{Handled, is_not_found};
use crate::views;

pub(crate) async fn tapped(ctx: &Context) -> Handled {
    let user = ctx.known_user().await?;
    ctx.acknowledge().await;
    let export = gather(ctx, user).await?;
    let caption = views::delete_me::caption(export.user.locale, export.amounts());
    ctx.chat.send_document(export.file_name(), export.document(), &caption).await?;
    Ok(())
}

pub(crate) async fn gather(ctx: &Context, user: UserBody) -> Handled<Export> {
    let (active, archived, TokensBody { tokens }) = tokio::try_join!(
        ctx.api.list_habits(ctx.user, HabitStatus::Active),
        ctx.api.list_habits(ctx.user, HabitStatus::Archived),
        ctx.api.list_tokens(ctx.user)
    )?;
    let mut habits = Vec::new();
    for habit in active.habits.into_iter().chain(archived.habits) {
        habits.extend(gather_habit(ctx, &user, habit).await?);
    }
    Ok(Export { exported_at: ctx.now, user, habits, tokens })
}

/// `None` for a habit that was deleted meanwhile.
async fn gather_habit(ctx: &Context, user: &UserBody, habit: HabitBody) -> Handled<Option<ExportedHabit>> {
    let gathered = async {
        let schedules = ctx.api.list_schedules(ctx.user, habit.id).await?.schedules;
        Ok((schedules, entries(ctx, user, &habit).await?))
    };
    match gathered.await {
        Ok((schedules, executions)) => Ok(Some(ExportedHabit { habit, schedules, executions })),
        Err(error) if is_not_found(&error) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Every day that something was recorded on.
pub(crate) async fn entries(
    ctx: &Context,
    user: &UserBody,
    habit: &HabitBody,
) -> ClientResult<Vec<ExecutionBody>> {
    let mut entries = Vec::new();
    for days in pieces(habit.starts_on, user.today) {
        entries.extend(ctx.api.list_executions(ctx.user, habit.id, days.from, days.to).await?.executions);
    }
    Ok(entries)
}

/// One habit, to be kept before it is deleted or taken elsewhere. The screen stays; the document comes below it.
pub(crate) async fn habit(ctx: &Context, message: MessageId, user: &UserBody, habit: HabitBody) -> Handled {
    let Some(export) = gather_habit(ctx, user, habit).await? else {
        return habits::gone(ctx, message).await;
    };
    ctx.acknowledge().await;
    let caption = views::card::document_caption(user.locale, &export.habit);
    ctx.chat.send_document(export.file_name(), export.document(), &caption).await?;
    Ok(())
}
