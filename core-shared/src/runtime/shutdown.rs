//! Stopping in order: one token that everything long-running listens to.

use tokio_util::sync::CancellationToken;

/// A token that is cancelled by Ctrl-C or SIGTERM.
pub fn on_signal() -> CancellationToken {
    let token = CancellationToken::new();
    let signalled = token.clone();
    tokio::spawn(async move {
        wait_for_signal().await;
        tracing::info!("stopping");
        signalled.cancel();
    });
    token
}

async fn wait_for_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate()).expect("SIGTERM can be listened to");
    tokio::select! {
        result = tokio::signal::ctrl_c() => result.expect("Ctrl-C can be listened to"),
        _ = terminate.recv() => {}
    }
}
