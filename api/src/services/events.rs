//! Events: what has happened to a user, and where to go on reading.

use core_shared::contract::events::{EVENTS_PAGE, EventsBody};
use core_shared::domain::{EventId, UserId};
use sqlx::PgPool;

use super::page::{self, More, Page};
use super::users::known;
use crate::error::ApiResult;
use crate::repositories::events;

pub(crate) async fn list(db: &PgPool, user: UserId, page: Page<'_>) -> ApiResult<EventsBody> {
    let (limit, behind) = (page.limit(EVENTS_PAGE)?, page.behind::<EventId>()?);
    let mut found = events::list(db, user, behind.unwrap_or(EventId(0)), page::looked_for(limit)).await?;
    if found.is_empty() {
        known(db, user).await?;
    }
    let more = page::cut(&mut found, limit) == More::Yes;
    let last = found.last().map(|last| last.id).or(behind);
    Ok(EventsBody { next: last.map(|last| last.to_string()), events: found, more })
}
