//! Webhooks: updates are posted with the secret, and again until they are taken; polling is closed meanwhile.

use axum::{
    Json, Router,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use sandbox::Person;
use serde_json::{Value, json};
use tokio::{net::TcpListener, sync::mpsc};

use crate::bot::stage;

type Seen = mpsc::Sender<(String, Value)>;

async fn hook() -> (String, mpsc::Receiver<(String, Value)>) {
    let (sender, receiver) = mpsc::channel(10);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}/hook", listener.local_addr().expect("an address"));
    let app = Router::new().route("/hook", post(take)).with_state(sender);
    tokio::spawn(async move { axum::serve(listener, app).await });
    (url, receiver)
}

/// Refuses what it sees for the first time, takes it when it comes again.
async fn take(State(seen): State<Seen>, headers: HeaderMap, Json(update): Json<Value>) -> StatusCode {
    let secret = headers["X-Telegram-Bot-Api-Secret-Token"].to_str().expect("text").to_owned();
    seen.send((secret, update)).await.expect("the test listens");
    if seen.capacity() == 9 { StatusCode::INTERNAL_SERVER_ERROR } else { StatusCode::OK }
}

#[tokio::test]
async fn an_update_is_posted_until_it_is_taken() {
    let stage = stage().await;
    let (url, mut seen) = hook().await;
    stage.bot.ok("setWebhook", json!({"url": url, "secret_token": "s3cret"})).await;
    let refusal = stage.bot.refused("getUpdates", json!({})).await;
    assert!(
        refusal.starts_with("Conflict: can't use getUpdates method while webhook is active"),
        "{refusal}"
    );
    let anna = stage.sandbox.person(Person::new(1001, "Anna"));
    anna.says("hello").await;
    let mut posts = Vec::new();
    while let Ok(post) = seen.try_recv() {
        posts.push(post);
    }
    assert_eq!(posts.len(), 2, "refused once, taken once");
    assert_eq!(posts[0], posts[1]);
    assert_eq!(posts[0].0, "s3cret");
    assert_eq!(posts[0].1["message"]["text"], "hello");
    let info = stage.bot.ok("getWebhookInfo", json!({})).await;
    assert_eq!(info["pending_update_count"], 0);
    assert_eq!(info["last_error_message"], "Wrong response from the webhook: 500");
    stage.bot.ok("deleteWebhook", json!({})).await;
    stage.bot.ok("getUpdates", json!({})).await;
}
