//! The chat page from outside: its files, and the endpoints that it talks to.

use sandbox::{Person, Settings};
use serde_json::{Value, json};

use crate::bot::{Stage, stage, stage_with};

/// Does what the page does.
async fn act(stage: &Stage, path: &str, body: Value) -> (u16, Value) {
    let request = stage.bot.client().post(format!("{}/sandbox/{path}", stage.sandbox.url())).json(&body);
    let response = request.send().await.expect("the sandbox answers");
    (response.status().as_u16(), response.json().await.expect("answers are JSON"))
}

/// The first picture that a watching page gets.
async fn picture(stage: &Stage, person: i64) -> Value {
    let mut events = stage.bot.get(&format!("/sandbox/events?person={person}")).await;
    let mut text = String::new();
    while !text.contains("\n\n") {
        let chunk = events.chunk().await.expect("the line is up").expect("pictures follow each other");
        text.push_str(&String::from_utf8_lossy(&chunk));
    }
    let data = text.trim().strip_prefix("data: ").expect("an event");
    serde_json::from_str(data).expect("a picture is JSON")
}

#[tokio::test]
async fn the_page_and_its_files_come_from_the_sandbox_alone() {
    let stage = stage().await;
    let page = stage.bot.get("/").await.text().await.expect("text");
    let mut files: Vec<&str> = page.split('"').filter(|text| text.starts_with("/sandbox/assets/")).collect();
    let imports = ["server", "people", "messages", "formatting", "composer", "clock", "dom"];
    let imports: Vec<String> = imports.iter().map(|name| format!("/sandbox/assets/{name}.js")).collect();
    files.extend(imports.iter().map(String::as_str));
    for file in files {
        let response = stage.bot.get(file).await;
        assert_eq!(response.status(), 200, "{file}");
        let text = response.text().await.expect("text");
        let addresses = text.matches("://").count();
        let namespaces =
            text.matches("http://www.w3.org/2000/svg").count() + text.matches("`http://${value}`").count();
        assert_eq!(addresses, namespaces, "{file} names another host");
    }
}

#[tokio::test]
async fn a_person_chats_through_the_page() {
    let stage = stage_with(Settings { people: Settings::default_people(), ..Settings::default() })
        .await
        .with_parrot();
    let (_, clara) = act(&stage, "people", json!({"first_name": "Clara", "language": "de"})).await;
    assert_eq!(clara["id"], 1003);
    act(&stage, "say", json!({"person": 1003, "text": "<b>a & b</b>"})).await;
    let actor = stage.sandbox.person(Person::new(1003, ""));
    let message = actor.sees("You said <b>a & b</b>").await;
    let (_, tapped) =
        act(&stage, "tap", json!({"person": 1003, "message": message.id, "data": "done"})).await;
    actor.sees("Edited: done").await;
    let picture = picture(&stage, 1003).await;
    assert_eq!(picture["people"].as_array().map(Vec::len), Some(3));
    assert_eq!(picture["people"][2]["unread"], 1);
    assert_eq!(picture["chat"]["messages"][0]["text"], "<b>a & b</b>");
    assert_eq!(picture["chat"]["taps"][0]["id"], tapped["query"]);
    assert_eq!(picture["chat"]["taps"][0]["answer"]["text"], "got done");
}

#[tokio::test]
async fn the_page_moves_the_clock_in_a_zone() {
    let stage = stage().await;
    let (status, answer) =
        act(&stage, "clock", json!({"kind": "time", "time": "21:00", "zone": "Asia/Kathmandu"})).await;
    assert_eq!(status, 200);
    let moment =
        jiff::Timestamp::from_millisecond(answer["now"].as_i64().expect("a moment")).expect("in range");
    let there = moment.in_tz("Asia/Kathmandu").expect("the zone is known");
    assert_eq!((there.hour(), there.minute()), (21, 0));
    let (status, answer) = act(&stage, "clock", json!({"kind": "by", "seconds": -5})).await;
    assert_eq!((status, &answer["error"]), (422, &json!("the clock moves forwards only")));
}

#[tokio::test]
async fn what_a_person_cannot_do_is_said() {
    let stage = stage().await;
    stage.anna().await;
    act(&stage, "block", json!({"person": 1001})).await;
    let (status, answer) = act(&stage, "say", json!({"person": 1001, "text": "hi"})).await;
    assert_eq!((status, &answer["error"]), (422, &json!("the person blocked the bot")));
    act(&stage, "unblock", json!({"person": 1001})).await;
    let place = json!({"person": 1001, "latitude": 91.0, "longitude": 0.0});
    assert_eq!(act(&stage, "location", place).await.0, 422);
    assert_eq!(act(&stage, "say", json!({"person": 7, "text": "hi"})).await.0, 422);
}
