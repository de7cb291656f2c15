//! Who is calling: a request passes when its service key has the scope of the operation.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use core_shared::contract::API_KEY_HEADER;
use core_shared::contract::problem::ProblemKind;

use crate::error::ApiError;
use crate::keyring::Caller;
use crate::scope::Scope;
use crate::state::AppState;

/// Lets a request pass when its key has the scope, with the [`Caller`] in its extensions.
pub(crate) async fn require(
    State((state, needed)): State<(AppState, Scope)>,
    mut request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let key = request.headers().get(API_KEY_HEADER).ok_or_else(|| {
        ApiError::new(ProblemKind::Unauthorized).detail("send a service key in the header X-API-Key")
    })?;
    match state.keys.caller(key.as_bytes()) {
        None => Err(ApiError::new(ProblemKind::Unauthorized).detail("the key in X-API-Key is not known")),
        Some(caller) if caller.scope.allows(needed) => {
            request.extensions_mut().insert(caller);
            Ok(next.run(request).await)
        }
        Some(Caller { scope, .. }) => {
            let detail = format!("the scope of this key is {}, {} is needed", scope.name(), needed.name());
            Err(ApiError::new(ProblemKind::Forbidden).detail(detail))
        }
    }
}
