//! A sandbox with a state file: a restart finds people, messages and waiting updates.

use sandbox::{Person, Settings};
use serde_json::json;

use crate::bot::stage_with;

#[tokio::test]
async fn a_restart_finds_everything_where_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let settings =
        || Settings { state_file: Some(folder.path().join("sandbox.json")), ..Settings::default() };
    let before = stage_with(settings()).await;
    let anna = before.anna().await;
    let button = json!({"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]});
    before
        .bot
        .ok(
            "sendMessage",
            json!({"chat_id": 1001, "text": "<b>Go?</b>", "parse_mode": "HTML", "reply_markup": button}),
        )
        .await;
    before.bot.ok("setMyCommands", json!({"commands": [{"command": "start", "description": "Begin"}]})).await;
    anna.sends_document_and_leaves("a.txt", b"\x00text\xff");
    let waiting = anna.says_and_leaves("still waiting").expect("an update");
    before.sandbox.stop().await;

    let after = stage_with(settings()).await;
    let updates = after.bot.ok("getUpdates", json!({})).await;
    assert_eq!(updates[1]["update_id"], waiting);
    let document = &updates[0]["message"]["document"];
    let file = after.bot.ok("getFile", json!({"file_id": document["file_id"]})).await;
    let path = format!("/file/bot{}/{}", crate::bot::TOKEN, file["file_path"].as_str().expect("a path"));
    assert_eq!(after.bot.get(&path).await.bytes().await.expect("bytes"), &b"\x00text\xff"[..]);
    let anna = after.sandbox.person(Person::new(1001, "somebody else"));
    assert!(anna.chat().transcript().starts_with("#1 Anna: /start\n#2 Bot: Go?\n    [Go]\n"));
    after.bot.ok("editMessageText", json!({"chat_id": 1001, "message_id": 2, "text": "Gone"})).await;
    let next = after.bot.ok("sendMessage", json!({"chat_id": 1001, "text": "Next"})).await;
    assert_eq!(next["message_id"], 5);
    assert_eq!(after.sandbox.commands(1001, "ru").len(), 1);
}
