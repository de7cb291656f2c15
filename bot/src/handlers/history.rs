//! The days of a habit, a month at a time, and each of them to be corrected. Past days are, those to come are not.

use core_shared::contract::executions::ExecutionBody;
use core_shared::contract::habits::HabitBody;
use core_shared::contract::users::UserBody;
use core_shared::domain::HabitId;
use core_shared::screen::Screen;
use jiff::civil::Date;

use crate::context::Context;
use crate::trouble::{Handled, is_not_found};
use crate::views;

/// Whether the day belongs to what has been of the habit.
pub(crate) fn can_be_marked(user: &UserBody, habit: &HabitBody, day: Date) -> bool {
    (habit.starts_on..=user.today).contains(&day)
}

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

pub(crate) async fn day(ctx: &Context, user: &UserBody, habit: &HabitBody, day: Date) -> Handled<Screen> {
    let executions = executions(ctx, habit.id, day, day).await?;
    Ok(views::history::day(user.locale, habit, day, executions.first()))
}

/// None of a habit that was deleted meanwhile: the next tap says so.
async fn executions(ctx: &Context, habit: HabitId, from: Date, to: Date) -> Handled<Vec<ExecutionBody>> {
    match ctx.api.list_executions(ctx.user, habit, from, to).await {
        Ok(body) => Ok(body.executions),
        Err(error) if is_not_found(&error) => Ok(Vec::new()),
        Err(error) => Err(error.into()),
    }
}
