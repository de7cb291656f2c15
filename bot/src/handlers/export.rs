//! Everything that is kept of a person, sent to them as a document.

use core_shared::contract::habits::{HabitBody, HabitStatus};
use core_shared::contract::tokens::TokensBody;
use core_shared::contract::users::UserBody;

use crate::context::Context;
use crate::export::{Export, ExportedHabit, pieces};
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
    let schedules = match ctx.api.list_schedules(ctx.user, habit.id).await {
        Ok(body) => body.schedules,
        Err(error) if is_not_found(&error) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let mut executions = Vec::new();
    for days in pieces(habit.starts_on, user.today) {
        match ctx.api.list_executions(ctx.user, habit.id, days.from, days.to).await {
            Ok(body) => executions.extend(body.executions),
            Err(error) if is_not_found(&error) => return Ok(None),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(Some(ExportedHabit { habit, schedules, executions }))
}
