//! Why the numbers are what they are.

use core_shared::domain::HabitId;
use teloxide::types::MessageId;

use crate::context::{Context, Spot};
use crate::handlers::habits;
use crate::trouble::{Handled, is_not_found};
use crate::views;

pub(crate) async fn show(ctx: &Context, message: MessageId, habit: HabitId) -> Handled {
    let user = ctx.known_user().await?;
    let both = tokio::try_join!(ctx.api.get_habit(ctx.user, habit), ctx.api.get_explanation(ctx.user, habit));
    let (habit, explanation) = match both {
        Ok(both) => both,
        Err(error) if is_not_found(&error) => return habits::gone(ctx, message).await,
        Err(error) => return Err(error.into()),
    };
    ctx.acknowledge().await;
    let screen = views::explanation::explanation(user.locale, &habit, &explanation);
    ctx.show(Spot::Message(message), &screen).await?;
    Ok(())
}
