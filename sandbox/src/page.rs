//! The chat page: its files, which are part of the program, and the endpoints below `/sandbox/` that it talks to. Nothing of it comes
//! from another host.

use std::sync::Arc;

use axum::{
    Router,
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};

use crate::world::World;

mod acting;
mod moving;
mod watching;

/// The page's files: name, kind, content.
const ASSETS: [(&str, &str, &str); 11] = [
    ("layout.css", "text/css", include_str!("page/layout.css")),
    ("chat.css", "text/css", include_str!("page/chat.css")),
    ("panels.css", "text/css", include_str!("page/panels.css")),
    ("app.js", "text/javascript", include_str!("page/app.js")),
    ("server.js", "text/javascript", include_str!("page/server.js")),
    ("people.js", "text/javascript", include_str!("page/people.js")),
    ("messages.js", "text/javascript", include_str!("page/messages.js")),
    ("formatting.js", "text/javascript", include_str!("page/formatting.js")),
    ("composer.js", "text/javascript", include_str!("page/composer.js")),
    ("clock.js", "text/javascript", include_str!("page/clock.js")),
    ("dom.js", "text/javascript", include_str!("page/dom.js")),
];

/// The page loads nothing from elsewhere and runs nothing that stands in a message.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
                      connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

pub(crate) fn routes() -> Router<Arc<World>> {
    Router::new()
        .route("/", get(index))
        .route("/favicon.ico", get(async || StatusCode::NO_CONTENT))
        .route("/sandbox/assets/{name}", get(asset))
        .route("/sandbox/events", get(watching::events))
        .route("/sandbox/file/{id}", get(acting::file))
        .route("/sandbox/people", post(acting::meet))
        .route("/sandbox/say", post(acting::say))
        .route("/sandbox/tap", post(acting::tap))
        .route("/sandbox/press", post(acting::press))
        .route("/sandbox/location", post(acting::share_location))
        .route("/sandbox/upload", post(acting::upload))
        .route("/sandbox/block", post(acting::block))
        .route("/sandbox/unblock", post(acting::unblock))
        .route("/sandbox/read", post(acting::read))
        .route("/sandbox/clock", post(moving::move_clock))
}

async fn index() -> Response {
    let headers =
        [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CONTENT_SECURITY_POLICY, POLICY)];
    (headers, include_str!("page/index.html")).into_response()
}

async fn asset(Path(name): Path<String>) -> Response {
    match ASSETS.iter().find(|(known, _, _)| *known == name) {
        Some((_, kind, content)) => {
            let headers = [
                (header::CONTENT_TYPE, format!("{kind}; charset=utf-8")),
                (header::CACHE_CONTROL, "no-cache".to_owned()),
            ];
            (headers, *content).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
