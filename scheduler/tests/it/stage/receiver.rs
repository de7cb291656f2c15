//! Who is called: notes every call, and answers as its path says.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::any;

use super::{Mood, Received, Stage};

/// Far more than anybody reads.
const MUCH: usize = 64 * 1024 * 1024;

pub(super) fn routes() -> Router<Arc<Stage>> {
    Router::new().route("/receiver/{answer}", any(receive)).route("/receiver/{answer}/{*rest}", any(receive))
}

async fn receive(State(stage): State<Arc<Stage>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, MUCH).await.unwrap();
    let path = parts.uri.path().to_owned();
    let answer = path.trim_start_matches("/receiver/").split('/').next().unwrap().to_owned();
    stage.play(|play| {
        play.received.push(Received {
            method: parts.method.to_string(),
            path,
            headers: parts.headers,
            body: String::from_utf8(body.to_vec()).unwrap(),
        });
    });
    let with = |status: StatusCode, name: HeaderName, value: &str| {
        (status, [(name, value.to_owned())]).into_response()
    };
    match answer.as_str() {
        "ok" => StatusCode::NO_CONTENT.into_response(),
        "away" => with(StatusCode::SERVICE_UNAVAILABLE, header::RETRY_AFTER, "120"),
        "redirect" => with(StatusCode::FOUND, header::LOCATION, "http://169.254.169.254/latest/meta-data/"),
        "home" => with(StatusCode::TEMPORARY_REDIRECT, header::LOCATION, "/receiver/ok/after-a-redirect"),
        "much" => vec![b'x'; MUCH].into_response(),
        "hangs" => {
            let mut mood = stage.mood.subscribe();
            mood.wait_for(|mood| !matches!(mood, Mood::Hangs)).await.unwrap();
            StatusCode::OK.into_response()
        }
        status => StatusCode::from_u16(status.parse().unwrap()).unwrap().into_response(),
    }
}
