//! Messages that are accepted: how they come back, and in which forms a call may arrive.

use serde_json::json;

use crate::bot::{TOKEN, stage};

#[tokio::test]
async fn a_name_with_markup_looks_exactly_like_itself() {
    let stage = stage().await;
    let anna = stage.anna().await;
    let name = "<b>a & b</b> 🚀 \"quoted\"";
    stage.bot.ok("sendMessage", json!({"chat_id": 1001, "text": name})).await;
    assert_eq!(anna.chat().last().text, name);
    let escaped = "<i>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</i>";
    let message =
        stage.bot.ok("sendMessage", json!({"chat_id": 1001, "text": escaped, "parse_mode": "HTML"})).await;
    assert_eq!(message["text"], name);
    assert_eq!(message["entities"], json!([{"type": "italic", "offset": 0, "length": 24}]));
    assert_eq!(anna.chat().last().raw, escaped);
}

#[tokio::test]
async fn a_message_comes_back_whole() {
    let stage = stage().await;
    stage.anna().await;
    let keyboard = json!({"inline_keyboard": [[{"text": "Go", "callback_data": "go", "style": "success"}], [{"text": "Site", "url": "https://example.org/"}]]});
    let message = stage
        .bot
        .ok("sendMessage", json!({"chat_id": 1001, "text": "  hi  ", "reply_markup": keyboard, "reply_parameters": {"message_id": 1}}))
        .await;
    assert_eq!(message["text"], "hi", "texts are trimmed");
    assert_eq!(message["reply_markup"], keyboard);
    assert_eq!(
        message["from"],
        json!({"id": 1000, "is_bot": true, "first_name": "Sandbox Bot", "username": "sandbox_bot"})
    );
    assert_eq!(message["reply_to_message"]["text"], "/start");
}

#[tokio::test]
async fn calls_may_come_as_query_form_or_multipart() {
    let stage = stage().await;
    let anna = stage.anna().await;
    let by_query = stage.bot.get(&format!("/bot{TOKEN}/SENDMESSAGE?chat_id=1001&text=by%20query")).await;
    assert_eq!(by_query.status(), 200);
    let form = stage
        .bot
        .post("sendMessage")
        .header("Content-Type", "application/x-www-form-urlencoded")
        .body("chat_id=1001&text=by+form&disable_notification=true&reply_markup=%7B%22inline_keyboard%22%3A%5B%5B%7B%22text%22%3A%22x%22%2C%22callback_data%22%3A%22y%22%7D%5D%5D%7D")
        .send()
        .await
        .expect("an answer");
    assert_eq!(form.status(), 200);
    assert_eq!(anna.chat().last().labels(), [["x"]]);
    assert!(anna.chat().last().silent);
}

#[tokio::test]
async fn a_file_may_be_attached_under_any_name_and_sent_again_by_its_id() {
    let stage = stage().await;
    let anna = stage.anna().await;
    let boundary = "----limit";
    let mut body = Vec::new();
    for (name, value) in [
        ("chat_id", "1001"),
        ("document", "attach://f1"),
        ("caption", "<b>Your</b> list"),
        ("parse_mode", "HTML"),
    ] {
        body.extend(
            format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                .bytes(),
        );
    }
    body.extend(
        format!("--{boundary}\r\nContent-Disposition: form-data; name=\"f1\"; filename=\"list.csv\"\r\nContent-Type: text/csv\r\n\r\na,b\r\n--{boundary}--\r\n")
            .bytes(),
    );
    let sent = stage
        .bot
        .post("sendDocument")
        .header("Content-Type", format!("multipart/form-data; boundary={boundary}"))
        .body(body)
        .send()
        .await
        .expect("an answer");
    let answer: serde_json::Value = sent.json().await.expect("JSON");
    let document = &answer["result"]["document"];
    assert_eq!((&document["file_name"], &document["file_size"]), (&json!("list.csv"), &json!(3)), "{answer}");
    assert_eq!(anna.chat().last().caption(), Some("Your list"));
    let again = stage.bot.ok("sendDocument", json!({"chat_id": 1001, "document": document["file_id"]})).await;
    assert_eq!(again["document"], *document);
}

#[tokio::test]
async fn an_edit_without_buttons_takes_them_away() {
    let stage = stage().await;
    let anna = stage.anna().await;
    let keyboard = json!({"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]});
    stage.bot.ok("sendMessage", json!({"chat_id": 1001, "text": "Go?", "reply_markup": keyboard})).await;
    let edited =
        stage.bot.ok("editMessageText", json!({"chat_id": 1001, "message_id": 2, "text": "Gone"})).await;
    assert!(edited.get("reply_markup").is_none() && edited["edit_date"].is_i64());
    assert!(anna.chat().last().keyboard().is_empty());
    stage.bot.ok("deleteMessage", json!({"chat_id": 1001, "message_id": 2})).await;
    assert_eq!(anna.chat().messages().len(), 1);
}

#[tokio::test]
async fn commands_depend_on_the_language() {
    let stage = stage().await;
    stage.anna().await;
    let list = |words: &str| json!([{"command": "start", "description": words}]);
    stage.bot.ok("setMyCommands", json!({"commands": list("Begin")})).await;
    stage.bot.ok("setMyCommands", json!({"commands": list("Начать"), "language_code": "ru"})).await;
    assert_eq!(stage.sandbox.commands(1001, "ru")[0].description, "Начать");
    assert_eq!(stage.sandbox.commands(1001, "en-GB")[0].description, "Begin");
    assert_eq!(stage.bot.ok("getMyCommands", json!({"language_code": "ru"})).await, list("Начать"));
}
