//! Everything that can go wrong in a request, and the problem that the caller gets to see.
//!
//! A caller learns what to do. Causes of a 500 go to the log, once, under the request id.

use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use core_shared::contract::problem::{InvalidValue, PROBLEM_MEDIA_TYPE, Problem, ProblemKind};

pub(crate) type ApiResult<T> = Result<T, ApiError>;

#[derive(Debug)]
pub(crate) struct ApiError {
    kind: ProblemKind,
    detail: Option<String>,
    errors: Vec<InvalidValue>,
    headers: Vec<(HeaderName, HeaderValue)>,
}

/// Seconds after which a caller may try again when a dependency is down.
const RETRY_SECONDS: HeaderValue = HeaderValue::from_static("1");

impl ApiError {
    pub(crate) fn new(kind: ProblemKind) -> Self {
        Self { kind, detail: None, errors: Vec::new(), headers: Vec::new() }
    }

    /// What is not there, or not yours: the answer is the same.
    pub(crate) fn not_found() -> Self {
        Self::new(ProblemKind::NotFound)
    }

    pub(crate) fn invalid(value: InvalidValue) -> Self {
        Self { errors: vec![value], ..Self::new(ProblemKind::Invalid) }
    }

    /// A bug or a broken row: told to the log, not to the caller.
    pub(crate) fn internal(cause: &dyn std::fmt::Display) -> Self {
        tracing::error!(%cause, "request failed");
        Self::new(ProblemKind::Internal)
    }

    #[must_use]
    pub(crate) fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// The same for somebody at a terminal.
    pub(crate) fn into_words(self) -> anyhow::Error {
        let title = self.kind.title();
        anyhow::anyhow!(
            "{}",
            self.detail.map_or_else(|| title.to_owned(), |detail| format!("{title}: {detail}"))
        )
    }

    /// More headers on the answer.
    #[must_use]
    pub(crate) fn headers(mut self, headers: impl IntoIterator<Item = (HeaderName, HeaderValue)>) -> Self {
        self.headers.extend(headers);
        self
    }
}

impl From<sqlx::Error> for ApiError {
    fn from(error: sqlx::Error) -> Self {
        if is_connection_trouble(&error) {
            tracing::warn!(cause = %error, "the database is away");
            return Self::new(ProblemKind::Unavailable).detail("the database cannot be reached; try again");
        }
        Self::internal(&error)
    }
}

/// Trouble that passes: nothing is wrong with the request.
fn is_connection_trouble(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::Protocol(_) => true,
        // Connection exceptions, operator intervention (shutdown, crash), too many connections.
        sqlx::Error::Database(db) => {
            db.code().is_some_and(|code| code.starts_with("08") || code.starts_with("57P") || code == "53300")
        }
        _ => false,
    }
}

/// Turns the violation of a named constraint into a problem, and leaves other errors as they are.
pub(crate) trait OnConstraint<T> {
    fn on_constraint(self, name: &str, problem: impl FnOnce() -> ApiError) -> ApiResult<T>;
}

impl<T> OnConstraint<T> for Result<T, sqlx::Error> {
    fn on_constraint(self, name: &str, problem: impl FnOnce() -> ApiError) -> ApiResult<T> {
        self.map_err(|error| match error.as_database_error() {
            Some(db) if db.constraint() == Some(name) => problem(),
            _ => error.into(),
        })
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let problem = Problem {
            kind: self.kind.uri(),
            title: self.kind.title().to_owned(),
            status: self.kind.status(),
            detail: self.detail,
            request_id: crate::request_id::current(),
            errors: self.errors,
        };
        let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&problem).unwrap_or_default();
        let mut response = (status, [(CONTENT_TYPE, PROBLEM_MEDIA_TYPE)], body).into_response();
        response.headers_mut().extend(self.headers);
        match self.kind {
            ProblemKind::Unauthorized => {
                let challenge = HeaderValue::from_static("Bearer, ApiKey header=\"X-API-Key\"");
                response.headers_mut().insert(WWW_AUTHENTICATE, challenge);
            }
            ProblemKind::Unavailable => {
                response.headers_mut().insert(RETRY_AFTER, RETRY_SECONDS);
            }
            _ => {}
        }
        response
    }
}
