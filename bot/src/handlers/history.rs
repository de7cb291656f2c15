//! The days of a habit, a month at a time. Each of them opens as all that can be said of a day.

use core_shared::contract::executions::ExecutionBody;
use core_shared::contract::habits::HabitBody;
use core_shared::contract::users::UserBody;
use core_shared::domain::HabitId;
use core_shared::screen::Screen;
use jiff::civil::Date;

use crate::context::Context;
use crate::trouble::{Handled, is_not_found};
use crate::views;

/// A month before the first one of the habit shows that, one that has not begun the present one.
pub(crate) async fn month(
    ctx: &Context,
    user: &UserBody,
    habit: &HabitBody,
    (year, month): (i16, i8),
) -> Handled<Screen> {
    let wanted = Date::new(year, month, 1).unwrap_or(user.today);
    let first = wanted.max(habit.starts_on.first_of_month()).min(user.today.first_of_month());
    let executions = executions(ctx, habit.id, first, first.last_of_month()).await?;
    Ok(views::history::month(user, habit, first, &executions))
}

/// None of a habit that was deleted meanwhile: the next tap says so.
async fn executions(ctx: &Context, habit: HabitId, from: Date, to: Date) -> Handled<Vec<ExecutionBody>> {
    match ctx.api.list_executions(ctx.user, habit, from, to).await {
        Ok(body) => Ok(body.executions),
        Err(error) if is_not_found(&error) => Ok(Vec::new()),
        Err(error) => Err(error.into()),
    }
}
