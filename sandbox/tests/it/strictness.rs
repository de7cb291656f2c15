//! What Telegram refuses is refused, in Telegram's words.

use serde_json::{Value, json};

use crate::bot::stage;

fn button(value: &Value) -> Value {
    json!({"chat_id": 1001, "text": "x", "reply_markup": {"inline_keyboard": [[value]]}})
}

fn copying(text: &str) -> Value {
    button(&json!({"text": "x", "copy_text": {"text": text}}))
}

fn text(text: &str) -> Value {
    json!({"chat_id": 1001, "text": text})
}

fn html(text: &str) -> Value {
    json!({"chat_id": 1001, "text": text, "parse_mode": "HTML"})
}

fn rows(rows: usize, per_row: usize) -> Value {
    let row = vec![json!({"text": "x", "callback_data": "x"}); per_row];
    json!({"chat_id": 1001, "text": "x", "reply_markup": {"inline_keyboard": vec![row; rows]}})
}

/// Messages that are not sent, and why.
fn unsendable() -> Vec<(Value, &'static str)> {
    vec![
        (json!({"chat_id": 1001}), "message text is empty"),
        (json!({"text": "x"}), "chat_id is empty"),
        (json!({"chat_id": 5, "text": "x"}), "chat not found"),
        (json!({"chat_id": "@anna", "text": "x"}), "chat not found"),
        (text(""), "message text is empty"),
        (text(" \n "), "text must be non-empty"),
        (html("<b> </b>"), "text must be non-empty"),
        (text(&"я".repeat(4097)), "message is too long"),
        (json!({"chat_id": 1001, "text": "x", "txet": "y"}), "unknown parameter \"txet\""),
        (json!({"chat_id": 1001, "text": 5}), "parameter \"text\" must be of type String"),
        (json!({"chat_id": "me", "text": "x"}), "parameter \"chat_id\" must be of type Integer"),
        (
            json!({"chat_id": 1001, "text": "x", "protect_content": 3}),
            "parameter \"protect_content\" must be of type Boolean",
        ),
        (
            json!({"chat_id": 1001, "text": "x", "parse_mode": null}),
            "parameter \"parse_mode\" must be of type String",
        ),
        (json!({"chat_id": 1001, "text": "x", "parse_mode": "Html5"}), "unsupported parse_mode"),
        (
            json!({"chat_id": 1001, "text": "x", "reply_markup": "{"}),
            "can't parse reply keyboard markup JSON object",
        ),
        (json!({"chat_id": 1001, "text": "x", "reply_markup": {}}), "object expected as reply markup"),
        (
            json!({"chat_id": 1001, "text": "x", "reply_parameters": {"message_id": 99}}),
            "message to be replied not found",
        ),
        (
            json!({"chat_id": 1001, "text": "x", "entities": [{"type": "bold", "offset": 0, "length": 2}]}),
            "entity is out of the text",
        ),
        (html("a < b"), "can't parse entities: Unsupported start tag \"\" at byte offset 2"),
        (html("ы<br>"), "can't parse entities: Unsupported start tag \"br\" at byte offset 2"),
        (html("<b>x"), "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
        (html("x</b>"), "can't parse entities: Unexpected end tag at byte offset 1"),
    ]
}

/// Buttons that are not taken, and why.
fn unpressable() -> Vec<(Value, &'static str)> {
    vec![
        (button(&json!({"text": "x", "callback_data": ""})), "BUTTON_DATA_INVALID"),
        (button(&json!({"text": "x", "callback_data": "ы".repeat(33)})), "BUTTON_DATA_INVALID"),
        (
            button(&json!({"text": "x"})),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (button(&json!({"text": "", "callback_data": "x"})), "inline keyboard button text must be non-empty"),
        (
            button(&json!({"text": "x", "callback_data": "x", "url": "https://a.b"})),
            "can't parse inline keyboard button: exactly one of the optional fields must be used",
        ),
        (
            button(&json!({"text": "x", "callback_data": "x", "color": "red"})),
            "unknown field \"color\" in reply markup",
        ),
        (
            button(&json!({"text": "x", "url": "ftp://a.b"})),
            "inline keyboard button URL 'ftp://a.b' is invalid: Unsupported URL protocol",
        ),
        (
            button(&json!({"text": "x", "url": "http://localhost:80"})),
            "inline keyboard button URL 'http://localhost:80' is invalid: Wrong HTTP URL",
        ),
        (
            button(&json!({"text": "x", "web_app": {"url": "http://a.b"}})),
            "inline keyboard button Web App URL 'http://a.b' is invalid: Only HTTPS links are allowed",
        ),
        (copying(""), "BUTTON_COPY_TEXT_INVALID"),
        (copying(&"ы".repeat(257)), "BUTTON_COPY_TEXT_INVALID"),
        (
            button(&json!({"text": "x", "copy_text": {"text": "x", "title": "y"}})),
            "unknown field \"title\" in reply markup",
        ),
        (
            button(&json!({"text": "x", "copy_text": {"text": "x"}, "callback_data": "x"})),
            "can't parse inline keyboard button: exactly one of the optional fields must be used",
        ),
        (
            button(&json!({"text": "x", "callback_data": "x", "style": "blue"})),
            "invalid button style specified",
        ),
        (rows(1, 9), "reply markup is too long"),
        (rows(13, 8), "reply markup is too long"),
    ]
}

#[tokio::test]
async fn messages_that_telegram_refuses_are_refused() {
    let stage = stage().await;
    let anna = stage.anna().await;
    let cases = [unsendable(), unpressable()].concat();
    for (params, reason) in &cases {
        assert_eq!(
            stage.bot.refused("sendMessage", params.clone()).await,
            format!("Bad Request: {reason}"),
            "{params}"
        );
    }
    assert_eq!(anna.chat().sent_by_bot(), 0);
    assert_eq!(stage.sandbox.refusals().len(), cases.len());
}

#[tokio::test]
async fn the_limits_themselves_are_allowed() {
    let stage = stage().await;
    stage.anna().await;
    stage.bot.ok("sendMessage", text(&"я".repeat(4096))).await;
    stage.bot.ok("sendMessage", html(&format!("<b>{}</b>", "&lt;".repeat(4096)))).await;
    stage.bot.ok("sendMessage", button(&json!({"text": "x", "callback_data": "ы".repeat(32)}))).await;
    stage.bot.ok("sendMessage", rows(12, 8)).await;
    stage.bot.ok("sendMessage", copying("x")).await;
    stage.bot.ok("sendMessage", copying(&"ы".repeat(256))).await;
    stage.bot.ok("sendMessage", html("Tom & Jerry > all &lt;3")).await;
}

#[tokio::test]
async fn a_spoiler_hides_words_but_no_code() {
    let stage = stage().await;
    let anna = stage.anna().await;
    stage.bot.ok("sendMessage", html("<tg-spoiler>word</tg-spoiler>")).await;
    let kinds = || anna.chat().last().entities.into_iter().map(|entity| entity.kind).collect::<Vec<_>>();
    assert_eq!(kinds(), ["spoiler"]);
    stage.bot.ok("sendMessage", html("<tg-spoiler><code>word</code></tg-spoiler>")).await;
    assert_eq!(kinds(), ["code"]);
}

#[tokio::test]
async fn edits_that_telegram_refuses_are_refused() {
    let stage = stage().await;
    stage.anna().await;
    let keyboard = json!({"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]});
    stage
        .bot
        .ok(
            "sendMessage",
            json!({"chat_id": 1001, "text": "<b>x</b>", "parse_mode": "HTML", "reply_markup": keyboard}),
        )
        .await;
    stage
        .bot
        .ok("sendMessage", json!({"chat_id": 1001, "text": "y", "reply_markup": {"keyboard": [["z"]]}}))
        .await;
    let not_modified = "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message";
    let edit = |message: i64, text: &str| json!({"chat_id": 1001, "message_id": message, "text": text});
    let cases = [
        ("editMessageText", json!({"chat_id": 1001, "text": "x"}), "message identifier is not specified"),
        ("editMessageText", edit(99, "z"), "message to edit not found"),
        ("editMessageText", edit(1, "z"), "message can't be edited"),
        ("editMessageText", edit(3, "z"), "message can't be edited"),
        ("editMessageText", edit(2, &"x".repeat(4097)), "MESSAGE_TOO_LONG"),
        (
            "editMessageText",
            json!({"chat_id": 1001, "message_id": 2, "text": "<b>x</b>", "parse_mode": "HTML", "reply_markup": keyboard}),
            not_modified,
        ),
        (
            "editMessageText",
            json!({"chat_id": 1001, "message_id": 2, "text": "z", "reply_markup": {"remove_keyboard": true}}),
            "inline keyboard expected",
        ),
        (
            "editMessageReplyMarkup",
            json!({"chat_id": 1001, "message_id": 2, "reply_markup": keyboard}),
            not_modified,
        ),
        (
            "editMessageCaption",
            json!({"chat_id": 1001, "message_id": 2, "caption": "z"}),
            "there is no caption in the message to edit",
        ),
        ("deleteMessage", json!({"chat_id": 1001, "message_id": 99}), "message to delete not found"),
    ];
    for (method, params, reason) in cases {
        assert_eq!(
            stage.bot.refused(method, params.clone()).await,
            format!("Bad Request: {reason}"),
            "{params}"
        );
    }
    // The same words without the bold are a change.
    stage
        .bot
        .ok(
            "editMessageText",
            json!({"chat_id": 1001, "message_id": 2, "text": "x", "reply_markup": keyboard}),
        )
        .await;
}

#[tokio::test]
async fn a_tap_is_answered_once_and_shortly() {
    let stage = stage().await;
    let anna = stage.anna().await;
    stage.bot.ok("sendMessage", button(&json!({"text": "Go", "callback_data": "go"}))).await;
    anna.taps_and_leaves("Go");
    let updates = stage.bot.ok("getUpdates", json!({})).await;
    let id = &updates[0]["callback_query"]["id"];
    let answer = |text: &str| json!({"callback_query_id": id, "text": text});
    assert_eq!(
        stage.bot.refused("answerCallbackQuery", answer(&"x".repeat(201))).await,
        "Bad Request: MESSAGE_TOO_LONG"
    );
    stage.bot.ok("answerCallbackQuery", answer(&"x".repeat(200))).await;
    let too_late = "Bad Request: query is too old and response timeout expired or query ID is invalid";
    assert_eq!(stage.bot.refused("answerCallbackQuery", answer("again")).await, too_late);
    assert_eq!(stage.bot.refused("answerCallbackQuery", json!({"callback_query_id": "5"})).await, too_late);
    assert_eq!(stage.bot.refused("answerCallbackQuery", json!({})).await, too_late);
}

#[tokio::test]
async fn other_methods_have_their_limits_too() {
    let stage = stage().await;
    stage.anna().await;
    let command = |name: &str, words: &str| json!({"commands": [{"command": name, "description": words}]});
    let cases = [
        ("setMyCommands", command("Start", "x"), "BOT_COMMAND_INVALID"),
        ("setMyCommands", command(&"a".repeat(33), "x"), "BOT_COMMAND_INVALID"),
        ("setMyCommands", command("start", ""), "BOT_COMMAND_DESCRIPTION_INVALID"),
        ("setMyCommands", command("start", &"x".repeat(257)), "BOT_COMMAND_DESCRIPTION_INVALID"),
        ("setMyCommands", json!({"commands": [], "language_code": "rus"}), "invalid language code specified"),
        (
            "sendChatAction",
            json!({"chat_id": 1001, "action": "thinking"}),
            "wrong parameter action in request",
        ),
        ("sendPhoto", json!({"chat_id": 1001}), "there is no photo in the request"),
        (
            "sendPhoto",
            json!({"chat_id": 1001, "photo": "https://a.b/c.png"}),
            "failed to get HTTP URL content",
        ),
        (
            "sendDocument",
            json!({"chat_id": 1001, "document": "nothing"}),
            "wrong remote file identifier specified: Wrong string length",
        ),
        ("getFile", json!({"file_id": "nothing"}), "invalid file_id"),
        (
            "setMyShortDescription",
            json!({"short_description": "x".repeat(121)}),
            "BOT_SHORT_DESCRIPTION_INVALID",
        ),
        ("getChat", json!({"chat_id": 5}), "chat not found"),
    ];
    for (method, params, reason) in cases {
        assert_eq!(
            stage.bot.refused(method, params.clone()).await,
            format!("Bad Request: {reason}"),
            "{params}"
        );
    }
}

#[tokio::test]
async fn a_wrong_token_or_method_is_refused() {
    let stage = stage().await;
    let unauthorized = stage.bot.get("/bot1000:wrong/getMe").await;
    assert_eq!(unauthorized.status(), 401);
    let body: Value = unauthorized.json().await.expect("JSON");
    assert_eq!(body, json!({"ok": false, "error_code": 401, "description": "Unauthorized"}));
    let (status, body) = stage.bot.call("sendEverything", json!({})).await;
    assert_eq!((status, &body["description"]), (404, &json!("Not Found: method not found")));
}

#[tokio::test]
async fn only_a_message_that_is_there_is_pinned_and_only_what_is_pinned_is_taken_down() {
    let stage = stage().await;
    let anna = stage.anna().await;
    let sent = stage.bot.ok("sendMessage", text("x")).await;
    let one = |id: &Value| json!({"chat_id": 1001, "message_id": id});
    let missing = one(&json!(99));
    assert_eq!(
        stage.bot.refused("pinChatMessage", missing.clone()).await,
        "Bad Request: message to pin not found"
    );
    stage.bot.ok("pinChatMessage", one(&sent["message_id"])).await;
    assert_eq!(anna.chat().pinned(), [anna.chat().last()]);
    for wrong in [missing, json!({"chat_id": 5, "message_id": sent["message_id"]})] {
        stage.bot.refused("unpinChatMessage", wrong).await;
    }
    stage.bot.ok("unpinChatMessage", one(&sent["message_id"])).await;
    assert!(anna.chat().pinned().is_empty());
    assert_eq!(
        stage.bot.refused("unpinChatMessage", one(&sent["message_id"])).await,
        "Bad Request: message to unpin not found"
    );
}
