//! Takes connections, and keeps each only as long as somebody speaks, is being answered, or listens.
//!
//! Nobody who is slow holds up somebody else: what a connection costs is bounded in memory and in time
//! ([ADR 17](../../docs/adr/0017-overload-and-slow-clients.md)).

mod lingering;
mod open_files;
mod places;

use std::io;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulConnection, GracefulShutdown};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;
use tokio_io_timeout::TimeoutWriter;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;

use self::lingering::Lingering;
use self::places::Places;
use crate::settings::{Limits, Patience};

/// The head of a request, and what is read or written at once. Heads of this API take less than one; times twenty
/// thousand connections it is memory that a small machine has.
const MAX_HEAD_BYTES: usize = 16 * 1024;

/// How long nobody is let in when the system has no room for another connection.
const PAUSE_WITHOUT_ROOM: Duration = Duration::from_millis(100);

/// Serves `app` until `stop`, then finishes what is under way.
pub(crate) async fn serve(listener: TcpListener, app: Router, limits: &Limits, stop: CancellationToken) {
    let places = Places::new(open_files::room_for(limits.max_connections));
    let http = protocol(limits.patience);
    let (connections, abandoned) = (GracefulShutdown::new(), CancellationToken::new());
    while let Some(stream) = stop.run_until_cancelled(accept(&listener)).await {
        let Some(place) = places.take() else { continue };
        let connection = connection(stream, app.clone(), &http, limits.patience);
        let (connection, abandoned) = (connections.watch(connection), abandoned.clone());
        tokio::spawn(async move {
            if let Some(Err(error)) = abandoned.run_until_cancelled(connection).await {
                tracing::debug!(%error, "a connection has ended early");
            }
            drop(place);
        });
    }
    // Who comes now is refused, and goes to another replica or comes back.
    drop(listener);
    if timeout(limits.patience.stop, connections.shutdown()).await.is_err() {
        tracing::warn!("stopped before every request was answered");
        abandoned.cancel();
    }
}

fn protocol(patience: Patience) -> http1::Builder {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(patience.head).max_buf_size(MAX_HEAD_BYTES);
    http
}

fn connection(
    stream: TcpStream,
    app: Router,
    http: &http1::Builder,
    patience: Patience,
) -> impl GracefulConnection<Error = hyper::Error> + Send + use<> {
    // Without it, small answers wait for the acknowledgement of earlier ones.
    stream.set_nodelay(true).ok();
    let mut stream = TimeoutWriter::new(stream);
    stream.set_timeout(Some(patience.write));
    let stream = Lingering::new(Box::pin(stream));
    let service = service_fn(move |request: Request<Incoming>| app.clone().oneshot(request.map(Body::new)));
    http.serve_connection(TokioIo::new(stream), service)
}

/// The next connection. Trouble passes: connections that end while they wait are skipped, and when there is no room for
/// another, time is given to those that are there.
async fn accept(listener: &TcpListener) -> TcpStream {
    let mut is_told = false;
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return stream,
            Err(error) if is_of_one_connection(&error) => {}
            Err(error) => {
                if !is_told {
                    tracing::error!(%error, "no connection can be taken");
                    is_told = true;
                }
                tokio::time::sleep(PAUSE_WITHOUT_ROOM).await;
            }
        }
    }
}

fn is_of_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}
