//! Sessions: an hour of a user's own, for whoever proves to be them.

use core_shared::contract::keys::Scope;
use core_shared::contract::problem::{InvalidValue, ProblemKind};
use core_shared::contract::sessions::{CreateSession, SessionBody};
use core_shared::contract::tokens::TokenAccess;
use core_shared::domain::UserId;
use jiff::{SignedDuration, Timestamp};

use crate::caller::Caller;
use crate::credentials::{Made, TokenKind};
use crate::error::{ApiError, ApiResult, OnConstraint as _};
use crate::mini_app::LaunchError;
use crate::repositories::tokens::{self, NewToken};
use crate::state::AppState;

/// Long enough for a look at the calendar; the page opens another one by itself.
const LIFETIME: SignedDuration = SignedDuration::from_hours(1);

/// Pages that one person has open at once; the oldest ends for a newer one.
const MAX_SESSIONS: i64 = 10;

pub(crate) async fn create(
    state: &AppState,
    caller: Option<&Caller>,
    create: &CreateSession,
    now: Timestamp,
) -> ApiResult<SessionBody> {
    let user = user(state, caller, create, now)?;
    let expires_at = now + LIFETIME;
    let id = tokens::next_id(&state.db).await?;
    let made = Made::token(TokenKind::Session, user, id);
    let hash = state.keys.hasher().hash(made.secret.expose().as_bytes());
    let access = TokenAccess::Write;
    let new = NewToken { user, id, name: None, access, made: &made, hash: &hash, expires_at };
    tokens::insert(&state.db, new, now).await.on_constraint("tokens_user_fkey", || {
        ApiError::not_found().detail("the user has never written to the bot: open its chat and press Start")
    })?;
    tokens::delete_expired(&state.db, user, now).await?;
    tokens::delete_old_sessions(&state.db, user, MAX_SESSIONS).await?;
    Ok(SessionBody { user, expires_at, secret: made.secret })
}

/// Whose session it shall be.
fn user(
    state: &AppState,
    caller: Option<&Caller>,
    create: &CreateSession,
    now: Timestamp,
) -> ApiResult<UserId> {
    let invalid = |pointer, detail: &str| Err(ApiError::invalid(InvalidValue::in_body(pointer, detail)));
    match (&create.init_data, create.user) {
        (Some(init_data), None) => launched(state, init_data, now),
        (None, Some(user)) => speaks_for_everybody(caller).map(|()| user),
        (None, None) => invalid("/init_data", "is missing, and so is user; send one of the two"),
        (Some(_), Some(_)) => invalid("/user", "does not go with init_data, which names the user"),
    }
}

fn launched(state: &AppState, init_data: &str, now: Timestamp) -> ApiResult<UserId> {
    let user = state.mini_app.user(init_data, now).map_err(refused)?;
    state.rate_limits.spend_of_user(user)?;
    Ok(user)
}

fn refused(error: LaunchError) -> ApiError {
    match error {
        LaunchError::NoBot | LaunchError::Unreadable | LaunchError::NoUser => {
            ApiError::invalid(InvalidValue::in_body("/init_data", error.to_string()))
        }
        LaunchError::Unproven | LaunchError::Forged | LaunchError::TooOld | LaunchError::TooEarly => {
            ApiError::new(ProblemKind::Unauthorized).detail(error.to_string())
        }
    }
}

fn speaks_for_everybody(caller: Option<&Caller>) -> ApiResult<()> {
    match caller {
        Some(Caller::Service(service)) if service.scope.allows(Scope::Bot) => Ok(()),
        Some(_) => {
            Err(ApiError::new(ProblemKind::Forbidden).detail("a session for a user takes the scope bot"))
        }
        None => Err(ApiError::new(ProblemKind::Unauthorized)
            .detail("a session for a user takes a service key; send it in X-API-Key")),
    }
}
