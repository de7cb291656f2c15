//! A service queues a call, and it arrives where it shall, with a proof that its receiver can check.

use axum::Router;
use axum::http::HeaderMap;
use axum::routing::post;
use core_shared::client::ApiClient;
use core_shared::contract::tasks::CreateTask;
use hmac::{KeyInit as _, Mac as _};
use serde_json::json;
use tokio::sync::mpsc;

use crate::one_process::OneProcess;

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

#[tokio::test(flavor = "multi_thread")]
async fn a_call_arrives_once_and_its_receiver_can_tell_that_it_is_ours() {
    let (url, mut received) = receiver().await;
    let hosts = ["--task-hosts=127.0.0.1", "--task-private-networks=127.0.0.0/8"];
    let product = OneProcess::start_with(&hosts).await;
    let key = |name: &str| std::fs::read_to_string(product.keys_dir.join(name)).unwrap();
    let service = ApiClient::new(&product.api_url, key("tasks").into());
    let task = json!({"dedup_key": "invoice/17", "call": {"url": url, "body": "{\"paid\":true}"}});
    let task: CreateTask = serde_json::from_value(task).unwrap();
    let queued = service.create_task(&task).await.unwrap();
    assert_eq!(service.create_task(&task).await.unwrap().id, queued.id);

    let (headers, body) = received.recv().await.unwrap();
    assert_eq!(body, "{\"paid\":true}");
    assert_eq!(headers["x-habit-tracker-task"], queued.id.to_string());
    let signature = headers["x-habit-tracker-signature"].to_str().unwrap();
    let (at, proof) = signature.strip_prefix("t=").unwrap().split_once(",v1=").unwrap();
    let mut mac = hmac::Hmac::<sha2::Sha256>::new_from_slice(key("signing").as_bytes()).unwrap();
    mac.update(format!("{at}.{body}").as_bytes());
    mac.verify_slice(&hex::decode(proof).unwrap()).unwrap();

    product.stops().await;
    assert!(received.try_recv().is_err(), "it was called once");
}
