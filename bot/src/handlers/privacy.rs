//! `/privacy`: what is kept.

use crate::context::{Context, Spot};
use crate::trouble::Handled;
use crate::views;

pub(crate) async fn command(ctx: &Context) -> Handled {
    let person = ctx.person().await?;
    ctx.leave_form(&person).await?;
    ctx.show(Spot::NewMessage, &views::privacy::privacy(person.locale())).await?;
    Ok(())
}
