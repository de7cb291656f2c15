//! getUpdates: what confirms, what waits, who is ended.

use std::time::Instant;

use sandbox::Person;
use serde_json::{Value, json};

use crate::bot::stage;

fn texts(updates: &Value) -> Vec<&str> {
    let updates = updates.as_array().expect("updates are a list");
    updates.iter().map(|update| update["message"]["text"].as_str().expect("a text")).collect()
}

#[tokio::test]
async fn an_update_comes_again_until_a_later_offset_confirms_it() {
    let stage = stage().await;
    let anna = stage.sandbox.person(Person::new(1001, "Anna"));
    let first = anna.says_and_leaves("one").expect("an update");
    anna.says_and_leaves("two");
    anna.says_and_leaves("three");
    for _ in 0..2 {
        assert_eq!(texts(&stage.bot.ok("getUpdates", json!({})).await), ["one", "two", "three"]);
    }
    assert_eq!(texts(&stage.bot.ok("getUpdates", json!({"limit": 1})).await), ["one"]);
    assert_eq!(texts(&stage.bot.ok("getUpdates", json!({"offset": first + 1})).await), ["two", "three"]);
    assert_eq!(texts(&stage.bot.ok("getUpdates", json!({"offset": -1})).await), ["three"]);
    assert_eq!(stage.sandbox.waiting_updates(), 1, "a negative offset forgets what came before");
}

#[tokio::test]
async fn a_long_poll_ends_when_something_happens() {
    let stage = stage().await;
    let anna = stage.sandbox.person(Person::new(1001, "Anna").language("pt-br"));
    let begun = Instant::now();
    let (updates, _) = tokio::join!(stage.bot.ok("getUpdates", json!({"timeout": 50})), async {
        anna.says_and_leaves("/start now")
    });
    assert!(begun.elapsed().as_secs() < 20);
    let message = &updates[0]["message"];
    assert_eq!(message["from"]["language_code"], "pt-br");
    assert_eq!(message["entities"], json!([{"type": "bot_command", "offset": 0, "length": 6}]));
    assert_eq!(message["chat"], json!({"id": 1001, "type": "private", "first_name": "Anna"}));
}

#[tokio::test]
async fn a_second_poller_ends_the_first() {
    let stage = stage().await;
    let bot = stage.bot.clone();
    let first = tokio::spawn(async move { bot.call("getUpdates", json!({"timeout": 50})).await });
    // Which of two calls arrives first is not ours to say: poll until the first was there to be ended.
    let (status, answer) = loop {
        stage.bot.ok("getUpdates", json!({})).await;
        if first.is_finished() {
            break first.await.expect("the poll ends");
        }
    };
    assert_eq!(status, 409);
    let words = answer["description"].as_str().expect("words");
    assert!(words.starts_with("Conflict: terminated by other getUpdates request"), "{words}");
}

#[tokio::test]
async fn only_the_kinds_that_were_asked_for_come() {
    let stage = stage().await;
    stage.bot.ok("getUpdates", json!({"allowed_updates": ["callback_query"]})).await;
    let anna = stage.sandbox.person(Person::new(1001, "Anna"));
    assert_eq!(anna.says_and_leaves("nobody hears this"), None);
    stage.bot.ok("getUpdates", json!({"allowed_updates": []})).await;
    assert!(anna.says_and_leaves("this is heard").is_some());
}

#[tokio::test]
async fn a_waiting_poll_is_answered_when_the_sandbox_stops() {
    let stage = stage().await;
    let bot = stage.bot.clone();
    let (started, has_started) = tokio::sync::oneshot::channel();
    let poll = tokio::spawn(async move {
        bot.ok("getMe", json!({})).await;
        started.send(()).expect("the test waits");
        bot.post("getUpdates").json(&json!({"timeout": 50})).send().await
    });
    has_started.await.expect("the poll begins");
    stage.sandbox.stop().await;
    // Either the poll was under way and is answered, or it came too late and finds nobody.
    match poll.await.expect("the poll ends") {
        Ok(answer) => assert_eq!(answer.json::<Value>().await.expect("JSON")["result"], json!([])),
        Err(error) => assert!(error.is_connect() || error.is_request(), "{error}"),
    }
}
