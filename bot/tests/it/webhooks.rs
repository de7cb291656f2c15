//! Webhook mode: Telegram posts updates to an address of ours, behind which any number of bots may stand.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use reqwest::StatusCode;
use sandbox::{Actor, Failure, Person};
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};

use crate::harness::Harness;

const SECRET: &str = "secret-of_the-test-suite";

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A bot to which Telegram posts, and the address that it posts to.
async fn hooked() -> (Harness, String) {
    let port = free_port();
    let url = format!("http://127.0.0.1:{port}/telegram");
    let mut harness = Harness::set().await;
    harness.posts_to(&url, port, SECRET);
    harness.run_bot();
    harness
        .until("Telegram knows the webhook", |harness| harness.telegram.webhook_url() == Some(url.clone()))
        .await;
    (harness, url)
}

async fn posts(url: &str, secret: Option<&str>, body: &str) -> StatusCode {
    let http = reqwest::Client::builder().timeout(Duration::from_secs(20)).build().unwrap();
    let request = http.post(url).body(body.to_owned());
    let request = match secret {
        Some(secret) => request.header("X-Telegram-Bot-Api-Secret-Token", secret),
        None => request,
    };
    request.send().await.unwrap().status()
}

/// Anna says something, as Telegram would post it.
fn said(update_id: i64, text: &str) -> Value {
    let anna = json!({"id": 1001, "is_bot": false, "first_name": "Anna", "language_code": "en"});
    let chat = json!({"id": 1001, "type": "private", "first_name": "Anna"});
    json!({"update_id": update_id, "message": {
        "message_id": 900_000 + update_id, "date": 0, "chat": chat, "from": anna, "text": text,
    }})
}

#[tokio::test]
async fn a_conversation_by_webhook_is_as_any_other() {
    let (harness, _) = hooked().await;
    let anna = harness.anna_with(&["Read"]).await;
    anna.says("/today").await;
    anna.taps("Read").await;
    assert_eq!(anna.chat().last().labels()[0], ["✅ Read · 🔥1", "…"]);
    harness.expect_good_manners();
}

#[tokio::test]
async fn whoever_does_not_know_the_secret_is_turned_away() {
    let (harness, url) = hooked().await;
    harness.anna_with(&[]).await;
    let before = harness.api.kept_updates();
    let update = said(1, "/help").to_string();
    for secret in [None, Some(""), Some("secret-of_the-test-suitf"), Some("secret-of_the-test-suite2")] {
        assert_eq!(posts(&url, secret, &update).await, StatusCode::UNAUTHORIZED, "{secret:?}");
    }
    let long = "x".repeat(2 * 1024 * 1024);
    assert_eq!(posts(&url, None, &long).await, StatusCode::UNAUTHORIZED);
    assert_eq!(posts(&format!("{url}/other"), Some(SECRET), &update).await, StatusCode::NOT_FOUND);
    assert_eq!(harness.api.kept_updates(), before);
}

#[tokio::test]
async fn what_is_no_update_is_taken_and_let_go() {
    let (harness, url) = hooked().await;
    let anna = harness.anna_with(&[]).await;
    let long = said(1, &"x".repeat(100 * 1024)).to_string();
    let far_too_long = "x".repeat(2 * 1024 * 1024);
    for body in ["", "hello", "[]", "{}", r#"{"update_id":"one"}"#, &long, &far_too_long] {
        assert_eq!(posts(&url, Some(SECRET), body).await, StatusCode::OK, "{}", &body[..body.len().min(30)]);
    }
    let strange = r#"{"update_id":2,"message":{"date":"yesterday"}}"#;
    assert_eq!(posts(&url, Some(SECRET), strange).await, StatusCode::OK);
    anna.says("/today").await;
    assert!(anna.chat().last().text.starts_with("📋"));
}

#[tokio::test]
async fn an_update_that_is_posted_again_is_handled_once() {
    let (harness, url) = hooked().await;
    let anna = harness.anna_with(&[]).await;
    let before = anna.chat().sent_by_bot();
    let update = said(1, "/help").to_string();
    let post = || posts(&url, Some(SECRET), &update);
    assert_eq!(tokio::join!(post(), post(), post()), (StatusCode::OK, StatusCode::OK, StatusCode::OK));
    harness.api.clone().until_done_with(1).await;
    assert_eq!(post().await, StatusCode::OK, "long after");
    anna.says("/today").await;
    assert_eq!(anna.chat().sent_by_bot(), before + 2);
}

#[tokio::test]
async fn what_cannot_be_kept_is_posted_again() {
    let (harness, url) = hooked().await;
    let anna = harness.anna_with(&[]).await;
    harness.api.goes_away();
    assert_eq!(
        posts(&url, Some(SECRET), &said(1, "/help").to_string()).await,
        StatusCode::SERVICE_UNAVAILABLE
    );
    let today = anna.says_and_leaves("/today");
    harness.api.comes_back();
    anna.waits_for(today).await;
    assert!(anna.chat().last().text.starts_with("📋"));
}

#[tokio::test]
async fn a_bot_that_asks_for_updates_removes_the_webhook_of_another_time() {
    let (mut harness, _) = hooked().await;
    harness.stop_bot().await;
    assert!(harness.telegram.webhook_url().is_some(), "others may stand behind it");
    harness.asks_for_updates();
    harness.run_bot();
    harness.anna().says("/start").await;
    assert_eq!(harness.telegram.webhook_url(), None);
}

#[tokio::test]
async fn an_answer_that_telegram_never_takes_is_given_up_and_the_chat_goes_on() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    harness.telegram.fails(Failure::DropsConnection, "sendMessage", 1000);
    let help = anna.says_and_leaves("/help");
    let today = anna.says_and_leaves("/today");
    anna.waits_for(help).await;
    harness.telegram.recovers();
    anna.waits_for(today).await;
    assert!(anna.chat().last().text.starts_with("📋"));
}

/// Hands each connection to the next of several, as a balancer does.
async fn balancer(ports: [u16; 2]) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let turn = Arc::new(AtomicUsize::new(0));
    tokio::spawn(async move {
        while let Ok((mut incoming, _)) = listener.accept().await {
            let port = ports[turn.fetch_add(1, Ordering::Relaxed) % ports.len()];
            tokio::spawn(async move {
                if let Ok(mut outgoing) = TcpStream::connect(("127.0.0.1", port)).await {
                    tokio::io::copy_bidirectional(&mut incoming, &mut outgoing).await.ok();
                }
            });
        }
    });
    address
}

#[tokio::test(flavor = "multi_thread")]
async fn two_bots_behind_one_address_answer_each_chat_in_its_order() {
    let ports = [free_port(), free_port()];
    let url = format!("http://{}/telegram", balancer(ports).await);
    let mut harness = Harness::set().await;
    for port in ports {
        harness.posts_to(&url, port, SECRET);
        harness.run_bot_beside();
    }
    harness
        .until("Telegram knows the webhook", |harness| harness.telegram.webhook_url() == Some(url.clone()))
        .await;
    let people: Vec<Actor> =
        (2000..2020).map(|id| harness.telegram.person(Person::new(id, "Anna").language("en"))).collect();
    for person in &people {
        person.says("/start").await;
        person.says("Berlin").await;
    }
    let wishes: Vec<String> = (0..50).map(|number| format!("Wish {number};")).collect();
    let mut last = Vec::new();
    for wish in &wishes {
        last = people.iter().map(|person| person.says_and_leaves(wish)).collect();
    }
    for (person, last) in people.iter().zip(last) {
        tokio::time::timeout(Duration::from_mins(1), person.waits_for(last)).await.unwrap();
        let messages = person.chat().bot_messages();
        let answers: Vec<_> = messages.iter().filter(|message| message.text.contains("Wish ")).collect();
        assert_eq!(answers.len(), wishes.len(), "{}", person.chat());
        for (answer, wish) in answers.iter().zip(&wishes) {
            assert!(answer.text.contains(wish.as_str()), "{wish}: {}", answer.text);
        }
    }
}
