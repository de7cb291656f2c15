//! A service queues a call, and it arrives where it shall, with a proof that its receiver can check. It queues a message,
//! and the user sees it.

use axum::Router;
use axum::http::HeaderMap;
use axum::routing::post;
use core_shared::client::ApiClient;
use core_shared::contract::problem::ProblemKind;
use core_shared::contract::tasks::{CreateTask, TaskState};
use hmac::{KeyInit as _, Mac as _};
use serde_json::json;
use tokio::sync::mpsc;

use crate::one_process::OneProcess;
use crate::story;

/// Somebody on this machine who is called: the address, and the calls that come.
async fn receiver() -> (String, mpsc::Receiver<(HeaderMap, String)>) {
    let (calls, received) = mpsc::channel(8);
    let note = move |headers: HeaderMap, body: String| {
        let calls = calls.clone();
        async move { calls.send((headers, body)).await.unwrap() }
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/hook", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, Router::new().route("/hook", post(note))).await });
    (address, received)
}

fn key(product: &OneProcess, name: &str) -> String {
    std::fs::read_to_string(product.keys_dir.join(name)).unwrap()
}

fn service(product: &OneProcess) -> ApiClient {
    ApiClient::new(&product.api_url, key(product, "tasks").into())
}

fn task(json: serde_json::Value) -> CreateTask {
    serde_json::from_value(json).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_arrives_once_and_its_receiver_can_tell_that_it_is_ours() {
    let (url, mut received) = receiver().await;
    let hosts = ["--task-hosts=127.0.0.1", "--task-private-networks=127.0.0.0/8"];
    let product = OneProcess::start_with(&hosts).await;
    let service = service(&product);
    let task = task(json!({"dedup_key": "invoice/17", "call": {"url": url, "body": "{\"paid\":true}"}}));
    let queued = service.create_task(&task).await.unwrap();
    assert_eq!(service.create_task(&task).await.unwrap().id, queued.id);

    let (headers, body) = received.recv().await.unwrap();
    assert_eq!(body, "{\"paid\":true}");
    assert_eq!(headers["x-habit-tracker-task"], queued.id.to_string());
    let signature = headers["x-habit-tracker-signature"].to_str().unwrap();
    let (at, proof) = signature.strip_prefix("t=").unwrap().split_once(",v1=").unwrap();
    let mut mac = hmac::Hmac::<sha2::Sha256>::new_from_slice(key(&product, "signing").as_bytes()).unwrap();
    mac.update(format!("{at}.{body}").as_bytes());
    mac.verify_slice(&hex::decode(proof).unwrap()).unwrap();

    product.stops().await;
    assert!(received.try_recv().is_err(), "it was called once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_of_a_service_is_seen_once_and_exactly_as_it_is() {
    let product = OneProcess::start().await;
    let anna = product.person(1001, "Anna", "en");
    let service = service(&product);
    let text = "<b>a & b</b> 🚀";
    let message = task(json!({"dedup_key": "offer/1", "message": {"user": 1001, "text": text}}));
    let unknown = service.create_task(&message).await.unwrap_err();
    assert_eq!(unknown.kind(), Some(ProblemKind::Invalid), "{unknown}");

    anna.says("/start").await;
    let queued = service.create_task(&message).await.unwrap();
    assert_eq!(service.create_task(&message).await.unwrap().id, queued.id);
    let seen = anna.sees(text).await;
    assert_eq!((seen.text.as_str(), seen.silent, seen.labels().len()), (text, false, 0));
    story::post_is_settled(&product.database_url).await;
    assert_eq!(service.get_task(queued.id).await.unwrap().state, TaskState::Done);

    let silent = json!({"dedup_key": "offer/2", "message": {"user": 1001, "text": "psst", "silent": true}});
    service.create_task(&task(silent)).await.unwrap();
    assert!(anna.sees("psst").await.silent);
    let copies = anna.chat().messages().iter().filter(|message| message.text == text).count();
    assert_eq!(copies, 1, "{}", anna.chat().transcript());
    story::assert_telegram_was_content(&product.sandbox);
    product.stops().await;
}
