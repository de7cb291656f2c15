//! The guard before every operation: who is calling, how often, and whether they may.

use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{RawPathParams, Request, State};
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::Response;
use core_shared::contract::API_KEY_HEADER;
use core_shared::contract::keys::Scope;
use core_shared::contract::problem::ProblemKind;
use core_shared::contract::tokens::TokenAccess;
use jiff::Timestamp;

use crate::caller::{Caller, Person, Service};
use crate::credentials::{Claim, TokenKind};
use crate::error::{ApiError, ApiResult};
use crate::extract::Now;
use crate::repositories::tokens;
use crate::state::AppState;

/// Who may call an operation. The scope `admin` may call every one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// Services with the scope.
    Service(Scope),
    /// Services with the scope `bot`, and the user whose data it is: with a token that may write, or for reading with any.
    User,
    /// Services with the scope `bot`, and the user in a session: what a token that was lost must not be able to do.
    Account,
    /// Whoever shows a credential that is valid.
    Anyone,
    /// Everybody; a credential that is shown has to be valid.
    Open,
}

/// Lets a request pass when its caller may, with the [`Caller`] in its extensions.
pub(crate) async fn guard(
    State((state, access)): State<(AppState, Access)>,
    path: Result<RawPathParams, RawPathParamsRejection>,
    mut request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let now = state.clock.now();
    let Some(caller) = caller(&state, request.headers(), now).await? else {
        if access == Access::Open {
            request.extensions_mut().insert(Now(now));
            return Ok(next.run(request).await);
        }
        return Err(unauthorized("send a service key in X-API-Key, or a token as Authorization: Bearer"));
    };
    let allowance = state.rate_limits.spend(&caller)?;
    let addressed = path.as_ref().ok().and_then(addressed_user);
    if let Err(refusal) = admit(&caller, access, request.method(), addressed) {
        return Ok(allowance.told(refusal));
    }
    state.last_uses.note(&caller, now);
    request.extensions_mut().insert(Now(now));
    request.extensions_mut().insert(caller);
    Ok(allowance.told(next.run(request).await))
}

/// Who shows the credential of a request; `None` when it has none.
pub(crate) async fn caller(
    state: &AppState,
    headers: &HeaderMap,
    now: Timestamp,
) -> ApiResult<Option<Caller>> {
    let known = match (headers.get(API_KEY_HEADER), headers.get(AUTHORIZATION)) {
        (None, None) => return Ok(None),
        (Some(_), Some(_)) => return Err(unauthorized("send X-API-Key or Authorization, not both")),
        (Some(key), None) => service(state, key.as_bytes(), now).await?,
        (None, Some(authorization)) => bearer(state, authorization.to_str().unwrap_or_default(), now).await?,
    };
    known
        .map(Some)
        .ok_or_else(|| unauthorized("the key or token is not known, was taken back or has expired"))
}

async fn service(state: &AppState, key: &[u8], now: Timestamp) -> ApiResult<Option<Caller>> {
    Ok(state.keys.service(&state.db, key, now).await?.map(Caller::Service))
}

/// A token, a session or, for programs that can send nothing else, a service key.
async fn bearer(state: &AppState, authorization: &str, now: Timestamp) -> ApiResult<Option<Caller>> {
    let Some((scheme, shown)) = authorization.split_once(' ') else { return Ok(None) };
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Ok(None);
    }
    let shown = shown.trim();
    match Claim::read(shown) {
        Some(claim) => person(state, claim, shown, now).await.map(|found| found.map(Caller::Person)),
        None => service(state, shown.as_bytes(), now).await,
    }
}

async fn person(state: &AppState, claim: Claim, shown: &str, now: Timestamp) -> ApiResult<Option<Person>> {
    let shown = state.keys.hasher().hash(shown.as_bytes());
    let place = state.gate.enter()?;
    let stored = tokens::find(&state.db, claim.user, claim.id).await?;
    // The body, which may be slow to arrive, is not waited for with a place in hand.
    drop(place);
    let stored =
        stored.filter(|stored| stored.hash.is_some_and(|hash| hash.is(&shown)) && now < stored.expires_at);
    let Claim { kind, user, id: token } = claim;
    Ok(stored.map(|stored| Person {
        user,
        token,
        kind,
        access: stored.access,
        expires_at: stored.expires_at,
    }))
}

fn unauthorized(detail: &str) -> ApiError {
    ApiError::new(ProblemKind::Unauthorized).detail(detail)
}

/// Whether a caller may.
fn admit(caller: &Caller, access: Access, method: &Method, addressed: Option<&str>) -> ApiResult<()> {
    match caller {
        Caller::Service(service) => admit_service(service, access),
        Caller::Person(person) => admit_person(person, access, method, addressed),
    }
}

/// The `{user}` of the address.
fn addressed_user(path: &RawPathParams) -> Option<&str> {
    path.iter().find(|(name, _)| *name == "user").map(|(_, user)| user)
}

fn admit_service(Service { scope, .. }: &Service, access: Access) -> ApiResult<()> {
    let needed = match access {
        Access::Anyone => return Ok(()),
        Access::Service(needed) => needed,
        Access::User | Access::Account | Access::Open => Scope::Bot,
    };
    if scope.allows(needed) {
        return Ok(());
    }
    let detail = format!("the scope of this key is {}, {} is needed", scope.name(), needed.name());
    Err(ApiError::new(ProblemKind::Forbidden).detail(detail))
}

/// What belongs to somebody else is not there, whatever may be done with it.
fn admit_person(person: &Person, access: Access, method: &Method, addressed: Option<&str>) -> ApiResult<()> {
    let forbidden = |detail| Err(ApiError::new(ProblemKind::Forbidden).detail(detail));
    let is_foreign = addressed.is_none_or(|user| user.parse() != Ok(person.user));
    match access {
        Access::Service(_) | Access::Open => {
            forbidden("this is for services; a token speaks for its user alone")
        }
        Access::User | Access::Account if is_foreign => Err(ApiError::not_found()),
        Access::Account if person.kind == TokenKind::Personal => {
            forbidden("a token cannot do this; it takes the chat with the bot, or a session")
        }
        Access::User if person.access == TokenAccess::Read && !method.is_safe() => {
            forbidden("this token may only read")
        }
        Access::User | Access::Account | Access::Anyone => Ok(()),
    }
}
