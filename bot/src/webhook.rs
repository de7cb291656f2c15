//! Webhook mode: Telegram posts updates to an address of ours. Each is kept by the API before Telegram is told that it
//! has arrived; what could not be kept is refused, and so it comes again. Any number of processes may stand behind one
//! address.

mod settings;

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use axum::Router;
use axum::body::{Body, Bytes, HttpBody as _};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use secrecy::{ExposeSecret as _, SecretString};
use subtle::ConstantTimeEq as _;
use teloxide::Bot;
use teloxide::payloads::SetWebhookSetters as _;
use teloxide::prelude::Requester as _;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

pub use settings::{WebhookSettings, WebhookUrl};

use crate::intake::{Intake, Kept};
use crate::pause::Pause;
use crate::polling::ALLOWED;
use crate::telegram::describe;

/// Comes with every update, so that nobody else can make some up.
const SECRET_HEADER: &str = "x-telegram-bot-api-secret-token";

/// The largest update that is looked at. What is kept is far smaller.
const MAX_BODY_BYTES: usize = 1024 * 1024;

/// A body that takes longer does not come from Telegram.
const PATIENCE: Duration = Duration::from_secs(10);

/// What is arriving when the bot is stopped may take so long; then it comes again.
const FAREWELL: Duration = Duration::from_secs(1);

/// As many as Telegram allows: an answer takes as long as keeping an update, not as long as handling it.
const MAX_CONNECTIONS: u8 = 100;

/// Where Telegram finds us, and what it proves itself with.
#[derive(Debug, Clone)]
pub(crate) struct Webhook {
    pub(crate) url: WebhookUrl,
    pub(crate) secret: SecretString,
}

pub(crate) async fn listen(settings: &WebhookSettings) -> anyhow::Result<TcpListener> {
    let address = settings.webhook_bind;
    TcpListener::bind(address).await.with_context(|| format!("WEBHOOK_BIND={address}"))
}

struct Door {
    secret: SecretString,
    intake: Intake,
}

/// Takes what Telegram posts, until `stop`.
pub(crate) async fn serve(
    listener: TcpListener,
    webhook: &Webhook,
    intake: Intake,
    stop: &CancellationToken,
) -> anyhow::Result<()> {
    let door = Door { secret: webhook.secret.clone(), intake };
    let app = Router::new().route(webhook.url.path(), post(take)).with_state(Arc::new(door));
    let served = axum::serve(listener, app).with_graceful_shutdown(stop.clone().cancelled_owned());
    let too_long = async {
        stop.cancelled().await;
        tokio::time::sleep(FAREWELL).await;
    };
    tokio::select! {
        served = served.into_future() => served.context("the webhook has ended"),
        () = too_long => Ok(()),
    }
}

/// Tells Telegram where to post, until it has understood. Nothing is taken back at the end: others may still listen.
pub(crate) async fn announce(bot: &Bot, webhook: &Webhook, stop: &CancellationToken) {
    let mut pause = Pause::default();
    loop {
        let request = bot
            .set_webhook(webhook.url.as_url().clone())
            .secret_token(webhook.secret.expose_secret())
            .allowed_updates(ALLOWED)
            .max_connections(MAX_CONNECTIONS);
        match stop.run_until_cancelled(request.into_future()).await {
            None => return,
            Some(Ok(_)) => {
                tracing::info!(url = %webhook.url.as_url(), "Telegram posts updates here");
                return;
            }
            Some(Err(error)) => {
                tracing::error!(reason = describe(&error), "Telegram does not take WEBHOOK_URL");
            }
        }
        if stop.run_until_cancelled(pause.wait()).await.is_none() {
            return;
        }
    }
}

async fn take(State(door): State<Arc<Door>>, request: Request) -> StatusCode {
    if !door.knows(request.headers()) {
        return StatusCode::UNAUTHORIZED;
    }
    let body = request.into_body();
    if body.size_hint().lower() > MAX_BODY_BYTES as u64 {
        // Whatever it is, it would come again for ever.
        tracing::error!("an update that is too long is let go");
        return StatusCode::OK;
    }
    match read(body).await {
        Some(bytes) => door.take(&bytes).await,
        None => StatusCode::BAD_REQUEST,
    }
}

async fn read(body: Body) -> Option<Bytes> {
    tokio::time::timeout(PATIENCE, axum::body::to_bytes(body, MAX_BODY_BYTES)).await.ok()?.ok()
}

impl Door {
    fn knows(&self, headers: &HeaderMap) -> bool {
        let shown = headers.get(SECRET_HEADER).map(axum::http::HeaderValue::as_bytes).unwrap_or_default();
        self.secret.expose_secret().as_bytes().ct_eq(shown).into()
    }

    async fn take(&self, bytes: &[u8]) -> StatusCode {
        let Ok(raw) = serde_json::from_slice(bytes) else {
            tracing::error!("something that is no JSON was posted with our secret, and is let go");
            return StatusCode::OK;
        };
        match self.intake.keep(raw).await {
            Ok(Kept::Yes) => StatusCode::OK,
            Ok(Kept::No) => StatusCode::SERVICE_UNAVAILABLE,
            Err(no_update) => {
                // It would come again for ever, and hold up its chat.
                tracing::error!(%no_update, "something was posted with our secret, and is let go");
                StatusCode::OK
            }
        }
    }
}
