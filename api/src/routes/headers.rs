//! What every answer tells browsers and caches, whoever made it.

use std::time::Duration;

use axum::extract::Request;
use axum::http::header::{
    ACCEPT, AUTHORIZATION, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_MATCH,
    IF_NONE_MATCH, LOCATION, REFERRER_POLICY, RETRY_AFTER, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{Extensions, HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Version};
use axum::middleware::Next;
use axum::response::Response;
use core_shared::contract::{API_KEY_HEADER, IDEMPOTENCY_KEY_HEADER, REQUEST_ID_HEADER};
use tower_http::compression::predicate::{Predicate, SizeAbove};
use tower_http::compression::{CompressionLayer, CompressionLevel};
use tower_http::cors::{AllowOrigin, Any, CorsLayer};

use super::documents;
use crate::cors_origins::CorsOrigins;

/// Answers of this API are data: nothing in them is to be run, shown in a frame or taken for another type.
const DATA: [(HeaderName, HeaderValue); 4] = [
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'")),
];

/// The page of the reference brings what it needs: its own scripts, styles in its elements, pictures in its styles. It
/// calls this API and nobody else.
const PAGE_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
     connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);

/// Somebody's data, and what is true at this moment only.
const NOT_KEPT: HeaderValue = HeaderValue::from_static("no-store");

/// The reference changes with a release, and may lag behind it by this.
const KEPT_SHORTLY: HeaderValue = HeaderValue::from_static("public, max-age=300");

/// Less than that fits into one packet anyhow.
const WORTH_COMPRESSING: u64 = 1024;

/// How long a browser remembers what it may do.
const PREFLIGHT_HOLDS: Duration = Duration::from_hours(1);

/// What a page needs to read besides the body.
const EXPOSED: [HeaderName; 8] = [
    ETAG,
    LOCATION,
    RETRY_AFTER,
    HeaderName::from_static("idempotency-replayed"),
    HeaderName::from_static("ratelimit-limit"),
    HeaderName::from_static("ratelimit-remaining"),
    HeaderName::from_static("ratelimit-reset"),
    HeaderName::from_static(REQUEST_ID_HEADER),
];

/// Adds to every answer what is not said otherwise.
pub(super) async fn add(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let (is_document, is_page) = (documents::is_document(path), documents::is_page(path));
    let mut response = next.run(request).await;
    let is_kept = is_document && response.status().is_success();
    let headers = response.headers_mut();
    headers.entry(CACHE_CONTROL).or_insert(if is_kept { KEPT_SHORTLY } else { NOT_KEPT });
    if is_page {
        headers.insert(CONTENT_SECURITY_POLICY, PAGE_POLICY);
    }
    for (name, value) in DATA {
        headers.entry(name).or_insert(value);
    }
    response
}

/// Compresses JSON for whoever asks. The files of the reference page stay as they are: anybody may ask for them, and
/// each time it would cost more than all else.
pub(super) fn compression() -> CompressionLayer<impl Predicate> {
    let worthwhile = SizeAbove::new(WORTH_COMPRESSING).and(is_json);
    CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(worthwhile)
}

fn is_json(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains("json"))
}

/// Lets pages of these origins call; none without any. Credentials are headers that a page has to set itself, so nothing
/// is sent along by a browser.
pub(super) fn cors(origins: &CorsOrigins) -> Option<CorsLayer> {
    let origins = match origins {
        CorsOrigins::Any => AllowOrigin::from(Any),
        CorsOrigins::These(origins) if origins.is_empty() => return None,
        CorsOrigins::These(origins) => AllowOrigin::list(origins.iter().cloned()),
    };
    let sent = [
        ACCEPT,
        AUTHORIZATION,
        CONTENT_TYPE,
        IF_MATCH,
        IF_NONE_MATCH,
        HeaderName::from_static(API_KEY_HEADER),
        HeaderName::from_static(IDEMPOTENCY_KEY_HEADER),
        HeaderName::from_static(REQUEST_ID_HEADER),
    ];
    let methods = [Method::GET, Method::PUT, Method::POST, Method::PATCH, Method::DELETE];
    let layer = CorsLayer::new().allow_origin(origins).allow_methods(methods).allow_headers(sent);
    Some(layer.expose_headers(EXPOSED).max_age(PREFLIGHT_HOLDS))
}
