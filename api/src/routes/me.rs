//! `/v1/me`

use axum::Json;
use core_shared::contract::me::MeBody;

use crate::caller::{Caller, Person};
use crate::credentials::TokenKind;

/// Look whom the credential speaks for
#[utoipa::path(get, path = "/v1/me", tag = "me", responses((status = 200, body = MeBody)))]
pub(super) async fn get_me(caller: Caller) -> Json<MeBody> {
    Json(match caller {
        Caller::Service(service) => {
            MeBody::Service { name: service.name.as_ref().to_owned(), scope: service.scope }
        }
        Caller::Person(Person { kind: TokenKind::Personal, user, access, expires_at, .. }) => {
            MeBody::Token { user, access, expires_at }
        }
        Caller::Person(Person { kind: TokenKind::Session, user, access, expires_at, .. }) => {
            MeBody::Session { user, access, expires_at }
        }
    })
}
