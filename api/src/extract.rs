//! What routes take from a request, with a problem instead of a library's own words when it is not there.

pub(crate) mod body;
mod caller;
mod complaint;
pub(crate) mod conditions;
pub(crate) mod idempotency_key;
pub(crate) mod now;
pub(crate) mod path;
pub(crate) mod query;

pub(crate) use body::Body;
pub(crate) use conditions::IfNoneMatch;
pub(crate) use idempotency_key::IdempotencyKey;
pub(crate) use now::Now;
pub(crate) use path::Path;
pub(crate) use query::Query;
