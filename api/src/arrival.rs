//! How bodies arrive: JSON, in time, not too large, and all of them together within a bound. Nothing is read of what is
//! refused by its head.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, HttpBody as _};
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use core_shared::contract::problem::ProblemKind;
use futures_util::StreamExt as _;
use metrics::counter;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use crate::error::{ApiError, ApiResult};

/// Far more than any body of this API needs.
const MAX_BODY_BYTES: usize = 1024 * 1024;

/// Where bodies are put while they are under way and being worked on.
#[derive(Debug, Clone)]
pub(crate) struct Arrivals {
    room: Arc<Semaphore>,
    patience: Duration,
}

/// The room that a body takes; to be held as long as the body is.
#[derive(Debug, Default)]
pub(crate) struct Room(Option<OwnedSemaphorePermit>);

impl Arrivals {
    pub(crate) fn new(max_bytes: u32, patience: Duration) -> Self {
        Self {
            room: Arc::new(Semaphore::new(max_bytes.try_into().unwrap_or(Semaphore::MAX_PERMITS))),
            patience,
        }
    }

    /// The request with its whole body, once that is here.
    pub(crate) async fn whole(&self, request: Request) -> ApiResult<(Request, Room)> {
        if request.body().is_end_stream() {
            return Ok((request, Room::default()));
        }
        let (head, body) = request.into_parts();
        require_json(&head.headers)?;
        if body.size_hint().lower() > MAX_BODY_BYTES as u64 {
            return Err(ApiError::new(ProblemKind::TooLarge));
        }
        let arrived = timeout(self.patience, self.read(body)).await;
        let (bytes, room) = arrived.map_err(|_| ApiError::new(ProblemKind::TooSlow))??;
        Ok((Request::from_parts(head, bytes.into()), room))
    }

    async fn read(&self, body: Body) -> ApiResult<(Vec<u8>, Room)> {
        let (mut bytes, mut room) = (Vec::new(), Room::default());
        let mut parts = body.into_data_stream();
        while let Some(part) = parts.next().await {
            let part =
                part.map_err(|_| ApiError::new(ProblemKind::Malformed).detail("the body ended early"))?;
            if bytes.len() + part.len() > MAX_BODY_BYTES {
                return Err(ApiError::new(ProblemKind::TooLarge));
            }
            room.grow(&self.room, part.len())?;
            bytes.extend_from_slice(&part);
        }
        Ok((bytes, room))
    }
}

impl Room {
    fn grow(&mut self, all: &Arc<Semaphore>, bytes: usize) -> ApiResult<()> {
        let more = bytes.try_into().ok().and_then(|bytes| all.clone().try_acquire_many_owned(bytes).ok());
        let Some(more) = more else {
            counter!("api_requests_refused_total", "reason" => "bodies").increment(1);
            return Err(
                ApiError::new(ProblemKind::Unavailable).detail("too much is sent at once; nothing was done")
            );
        };
        match &mut self.0 {
            Some(room) => room.merge(more),
            None => self.0 = Some(more),
        }
        Ok(())
    }
}

/// Refuses a body that does not say it is JSON.
pub(crate) fn require_json(headers: &HeaderMap) -> ApiResult<()> {
    let media_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let is_json = ["application/json", "application/merge-patch+json"]
        .iter()
        .any(|json| essence.eq_ignore_ascii_case(json));
    if is_json { Ok(()) } else { Err(ApiError::new(ProblemKind::UnsupportedMediaType)) }
}
