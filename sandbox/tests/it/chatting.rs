//! The driver: what people do is finished when the call returns, and what they see can be waited for.

use sandbox::Person;
use serde_json::json;

use crate::bot::stage;

#[tokio::test]
async fn what_the_bot_answers_is_there_when_says_returns() {
    let stage = stage().await.with_parrot();
    let anna = stage.sandbox.person(Person::new(1001, "Anna"));
    anna.says("hello").await;
    let chat = anna.chat();
    assert_eq!(chat.last().text, "You said hello");
    assert_eq!(chat.last().labels(), [["✅ Done"]]);
    assert_eq!(chat.sent_by_bot(), 1);
    assert_eq!(chat.transcript(), "#1 Anna: hello\n#2 Bot: You said hello\n    [✅ Done]\n");
}

#[tokio::test]
async fn a_tap_edits_the_message_and_shows_a_toast() {
    let stage = stage().await.with_parrot();
    let anna = stage.sandbox.person(Person::new(1001, "Anna"));
    anna.says("one").await;
    anna.says("two").await;
    anna.taps("✅").await;
    assert_eq!(anna.toast().as_deref(), Some("got done two"), "the newest button is tapped");
    let edited = anna.chat().last();
    assert_eq!(edited.text, "Edited: done two");
    assert!(edited.is_edited() && edited.keyboard().is_empty());
    assert!(stage.sandbox.unanswered_callbacks().is_empty());
    assert!(stage.sandbox.refusals().is_empty());
}

#[tokio::test]
async fn a_forged_tap_carries_any_data() {
    let stage = stage().await.with_parrot();
    let anna = stage.sandbox.person(Person::new(1001, "Anna"));
    anna.says("one").await;
    anna.tap_data(2, "delete everything").await;
    assert_eq!(anna.sees("Edited").await.text, "Edited: delete everything");
}

#[tokio::test]
async fn two_people_have_chats_of_their_own() {
    let stage = stage().await.with_parrot();
    let anna = stage.sandbox.person(Person::new(1001, "Anna"));
    let boris = stage.sandbox.person(Person::new(1002, "Борис").language("ru"));
    anna.says("from Anna").await;
    boris.says("от Бориса").await;
    assert_eq!(anna.chat().last().text, "You said from Anna");
    assert_eq!(boris.chat().last().text, "You said от Бориса");
}

#[tokio::test]
async fn a_keyboard_button_sends_its_label_or_a_place() {
    let stage = stage().await.with_parrot();
    let anna = stage.sandbox.person(Person::new(1001, "Anna"));
    anna.says("hi").await;
    let keyboard = json!({"keyboard": [["Yes"], [{"text": "📍 Here", "request_location": true}]]});
    stage.bot.ok("sendMessage", json!({"chat_id": 1001, "text": "Where?", "reply_markup": keyboard})).await;
    anna.presses("Yes").await;
    assert_eq!(anna.chat().last().text, "You said Yes");
    anna.presses("Here").await;
    assert_eq!(anna.chat().last().text, "You are at 52.52");
    assert!(anna.chat().reply_keyboard().is_none(), "the answer took the keyboard away");
}

#[tokio::test]
async fn somebody_can_wait_for_a_message_that_comes_by_itself() {
    let stage = stage().await;
    let anna = stage.anna().await;
    let bot = stage.bot.clone();
    let (seen, _) = tokio::join!(anna.sees("Good evening"), async {
        bot.ok("sendMessage", json!({"chat_id": 1001, "text": "Good evening, Anna"})).await
    });
    assert_eq!(seen.text, "Good evening, Anna");
}

#[tokio::test]
#[should_panic(expected = "no inline button [Cancel]")]
async fn a_button_that_is_not_there_cannot_be_tapped() {
    let stage = stage().await.with_parrot();
    let anna = stage.sandbox.person(Person::new(1001, "Anna"));
    anna.says("hi").await;
    anna.taps("Cancel").await;
}

#[tokio::test]
async fn photos_documents_replies_and_edits_reach_the_bot() {
    let stage = stage().await;
    let anna = stage.sandbox.person(Person::new(1001, "Anna"));
    anna.says_and_leaves("first");
    let bot = stage.bot.clone();
    let confirm = async {
        let mut kinds = Vec::new();
        let mut offset = 0;
        while kinds.len() < 5 {
            let updates = bot.ok("getUpdates", json!({"offset": offset, "timeout": 30})).await;
            for update in updates.as_array().expect("a list") {
                offset = update["update_id"].as_i64().expect("an id") + 1;
                kinds.push(update.clone());
            }
        }
        bot.ok("getUpdates", json!({"offset": offset})).await;
        kinds
    };
    let act = async {
        anna.sends_photo().await;
        anna.sends_document("list.csv", b"a,b\n").await;
        anna.replies_to(1, "to the first").await;
        anna.edits(1, "changed").await;
    };
    let (updates, ()) = tokio::join!(confirm, act);
    assert_eq!(updates[1]["message"]["photo"][0]["width"], 1);
    let document = &updates[2]["message"]["document"];
    assert_eq!((&document["file_name"], &document["mime_type"]), (&json!("list.csv"), &json!("text/csv")));
    assert_eq!(updates[3]["message"]["reply_to_message"]["text"], "first");
    assert_eq!(updates[4]["edited_message"]["text"], "changed");
    let file = stage.bot.ok("getFile", json!({"file_id": document["file_id"]})).await;
    let path = file["file_path"].as_str().expect("a path");
    let bytes =
        stage.bot.get(&format!("/file/bot{}/{path}", crate::bot::TOKEN)).await.bytes().await.expect("bytes");
    assert_eq!(&bytes[..], b"a,b\n");
}
