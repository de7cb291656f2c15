//! When credentials were used the last time: kept in memory, and written down once a minute.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use core_shared::domain::{KeyId, TokenId, UserId};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use tokio_util::sync::CancellationToken;

use crate::caller::{Caller, Person, Service};
use crate::repositories::{keys, tokens};
use crate::state::AppState;

/// Whoever looks for a key that is not used any more thinks in days.
const WRITTEN_EVERY: Duration = Duration::from_mins(1);

#[derive(Debug, Default)]
pub(crate) struct LastUses(Mutex<Uses>);

#[derive(Debug, Default)]
struct Uses {
    keys: HashMap<KeyId, Timestamp>,
    tokens: HashMap<(UserId, TokenId), Timestamp>,
}

impl LastUses {
    /// Takes note of a use, without a statement.
    pub(crate) fn note(&self, caller: &Caller, now: Timestamp) {
        let mut uses = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match caller {
            Caller::Service(Service { key, .. }) => uses.keys.insert(*key, now),
            Caller::Person(Person { user, token, .. }) => uses.tokens.insert((*user, *token), now),
        };
    }

    fn take(&self) -> Uses {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Writes uses down until `stop`, and what is left at the end.
pub(crate) async fn write_down(state: AppState, stop: CancellationToken) {
    while stop.run_until_cancelled(tokio::time::sleep(WRITTEN_EVERY)).await.is_some() {
        state.rate_limits.forget_the_idle();
        write(&state).await;
    }
    write(&state).await;
}

/// A use that cannot be written down is forgotten: the next one will be.
pub(crate) async fn write(state: &AppState) {
    let Uses { keys: of_keys, tokens: of_tokens } = state.last_uses.take();
    let (ids, at): (Vec<i64>, Vec<_>) = of_keys.into_iter().map(|(key, at)| (key.0, at.to_sqlx())).unzip();
    if !ids.is_empty()
        && let Err(error) = keys::update_last_uses(&state.db, &ids, &at).await
    {
        tracing::warn!(%error, "when keys were used last is not written down");
    }
    let mut columns = (Vec::new(), Vec::new(), Vec::new());
    for ((user, token), at) in of_tokens {
        columns.0.push(user.0);
        columns.1.push(token.0);
        columns.2.push(at.to_sqlx());
    }
    let (users, ids, at) = columns;
    if !ids.is_empty()
        && let Err(error) = tokens::update_last_uses(&state.db, &users, &ids, &at).await
    {
        tracing::warn!(%error, "when tokens were used last is not written down");
    }
}
