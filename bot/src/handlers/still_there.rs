//! The answer to whether reminders shall go on.

use core_shared::callback::Reminding;
use core_shared::contract::users::{PatchUser, PutUser};
use core_shared::still_there;
use teloxide::types::MessageId;

use crate::context::{Context, Spot};
use crate::trouble::Handled;

/// The question shows what was decided, and the way back.
pub(crate) async fn decided(ctx: &Context, message: MessageId, reminding: Reminding) -> Handled {
    let is_wanted = reminding == Reminding::On;
    if is_wanted {
        // Somebody is there: what fell silent may speak again.
        ctx.api.put_user(ctx.user, &PutUser::default()).await?;
    }
    let change = PatchUser { reminding: Some(is_wanted), ..PatchUser::default() };
    let user = ctx.api.patch_user(ctx.user, &change).await?;
    ctx.acknowledge().await;
    let screen = still_there::answered(user.locale, reminding);
    ctx.show(Spot::Message(message), &screen).await.map(drop)
}
