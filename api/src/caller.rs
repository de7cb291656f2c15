//! Who is calling.

use std::sync::Arc;

use core_shared::contract::keys::Scope;
use core_shared::contract::tokens::TokenAccess;
use core_shared::domain::{KeyId, TokenId, UserId};
use jiff::Timestamp;

use crate::credentials::TokenKind;

/// Whoever a credential was taken from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Caller {
    Service(Service),
    Person(Person),
}

/// A service, by its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Service {
    pub(crate) key: KeyId,
    /// What its tasks belong to.
    pub(crate) name: Arc<str>,
    pub(crate) scope: Scope,
}

/// A user, by a token or a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) user: UserId,
    pub(crate) token: TokenId,
    pub(crate) kind: TokenKind,
    pub(crate) access: TokenAccess,
    pub(crate) expires_at: Timestamp,
}
