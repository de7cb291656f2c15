//! Failures on demand, limits, and what people's blocking does.

use sandbox::{ANY_METHOD, Answered, Failure, Limits, Person, Settings};
use serde_json::json;

use crate::bot::{Bot, stage, stage_with};

#[tokio::test]
async fn too_many_requests_says_when_to_come_back() {
    let stage = stage().await;
    stage.anna().await;
    stage.sandbox.fails(Failure::TooManyRequests { retry_after: 3 }, "sendMessage", 1);
    let params = json!({"chat_id": 1001, "text": "hi"});
    let (status, answer) = stage.bot.call("sendMessage", params.clone()).await;
    assert_eq!(status, 429);
    assert_eq!(
        answer,
        json!({"ok": false, "error_code": 429, "description": "Too Many Requests: retry after 3", "parameters": {"retry_after": 3}})
    );
    stage.bot.ok("sendMessage", params).await;
    assert!(stage.sandbox.refusals().is_empty(), "failures on demand are no refusals");
}

#[tokio::test]
async fn a_server_error_does_nothing() {
    let stage = stage().await;
    let anna = stage.anna().await;
    stage.sandbox.fails(Failure::ServerError, ANY_METHOD, 1);
    let (status, _) = stage.bot.call("sendMessage", json!({"chat_id": 1001, "text": "hi"})).await;
    assert_eq!(status, 500);
    assert_eq!(anna.chat().sent_by_bot(), 0);
}

#[tokio::test]
async fn a_lost_answer_was_still_acted_upon() {
    let stage = stage().await;
    let anna = stage.anna().await;
    stage.sandbox.fails(Failure::DropsAnswer, "sendMessage", 1);
    let lost = stage.bot.post("sendMessage").json(&json!({"chat_id": 1001, "text": "hi"})).send().await;
    assert!(lost.is_err(), "there is no answer");
    assert_eq!(anna.chat().last().text, "hi");
}

#[tokio::test]
async fn a_dropped_connection_was_not_acted_upon() {
    let stage = stage().await;
    let anna = stage.anna().await;
    stage.sandbox.fails(Failure::DropsConnection, "sendMessage", 1);
    let lost = stage.bot.post("sendMessage").json(&json!({"chat_id": 1001, "text": "hi"})).send().await;
    assert!(lost.is_err(), "there is no answer");
    assert_eq!(anna.chat().sent_by_bot(), 0);
}

#[tokio::test]
async fn the_journal_tells_who_sent_a_message_and_whether_the_answer_was_lost() {
    let stage = stage().await;
    let anna = stage.anna().await;
    let params = json!({"chat_id": anna.id(), "text": "hi"});
    let [first, second] = ["first", "second"].map(|name| Bot::new(&stage.sandbox.url_for(name)));
    let sent = first.ok("sendMessage", params.clone()).await;
    let edit = json!({"chat_id": anna.id(), "message_id": sent["message_id"], "text": "hello"});
    first.ok("editMessageText", edit).await;
    for failure in [Failure::ServerError, Failure::DropsConnection, Failure::DropsAnswer] {
        stage.sandbox.fails(failure, "sendMessage", 1);
        second.post("sendMessage").json(&params).send().await.ok();
    }
    stage.sandbox.has_posted(2).await;
    let journal = stage.sandbox.journal();
    let told: Vec<_> = journal.iter().map(|posted| (posted.caller.as_str(), posted.answered)).collect();
    assert_eq!(told, [("first", Answered::AtOnce), ("second", Answered::Never)]);
    assert_eq!(journal[0].message, sent["message_id"]);
}

#[tokio::test]
async fn an_answer_that_is_kept_was_still_acted_upon() {
    let stage = stage().await;
    let anna = stage.anna().await;
    stage.sandbox.fails(Failure::KeepsAnswer, "sendMessage", 1);
    let params = json!({"chat_id": anna.id(), "text": "hi"});
    let waits = stage.bot.post("sendMessage").json(&params).send();
    tokio::select! {
        answer = waits => panic!("{answer:?}"),
        () = stage.sandbox.has_posted(1) => assert_eq!(anna.chat().last().text, "hi"),
    }
}

#[tokio::test]
async fn a_share_of_the_calls_fails_until_the_sandbox_recovers() {
    let stage = stage().await;
    stage.anna().await;
    stage.sandbox.fails_often(Failure::ServerError, "sendMessage", 30, 7);
    let mut failed = 0;
    for number in 0..100 {
        let (status, _) =
            stage.bot.call("sendMessage", json!({"chat_id": 1001, "text": format!("{number}")})).await;
        failed += u32::from(status == 500);
    }
    assert!((15..=45).contains(&failed), "{failed} of 100");
    stage.sandbox.recovers();
    stage.bot.ok("sendMessage", json!({"chat_id": 1001, "text": "hi"})).await;
}

#[tokio::test]
async fn a_bot_that_sends_too_fast_is_told_to_wait() {
    let settings = Settings {
        limits: Some(Limits { per_chat_burst: 2, ..Limits::of_telegram() }),
        ..Settings::default()
    };
    let stage = stage_with(settings).await;
    stage.anna().await;
    let params = json!({"chat_id": 1001, "text": "hi"});
    stage.bot.ok("sendMessage", params.clone()).await;
    stage.bot.ok("sendMessage", params.clone()).await;
    let (status, answer) = stage.bot.call("sendMessage", params).await;
    assert_eq!((status, &answer["parameters"]["retry_after"]), (429, &json!(1)));
}

#[tokio::test]
async fn the_limit_can_change_and_an_edit_counts_while_an_answer_to_a_tap_does_not() {
    let stage = stage().await;
    let anna = stage.sandbox.acquaintance(Person::new(1001, "Anna"));
    let keyboard = json!({"inline_keyboard": [[{"text": "Yes", "callback_data": "yes"}]]});
    let params = json!({"chat_id": 1001, "text": "hi", "reply_markup": keyboard});
    let sent = stage.bot.ok("sendMessage", params).await;
    stage.sandbox.grants(Some(Limits { per_second: 0, ..Limits::of_telegram() }));
    let edit = json!({"chat_id": 1001, "message_id": sent["message_id"], "text": "ho"});
    let (status, answer) = stage.bot.call("editMessageText", edit.clone()).await;
    assert_eq!((status, &answer["parameters"]["retry_after"]), (429, &json!(1)));

    anna.taps_and_leaves("Yes");
    let updates = stage.bot.ok("getUpdates", json!({})).await;
    let tap = &updates[0]["callback_query"]["id"];
    stage.bot.ok("answerCallbackQuery", json!({"callback_query_id": tap})).await;

    stage.sandbox.grants(None);
    stage.bot.ok("editMessageText", edit).await;
    assert_eq!(anna.chat().last().text, "ho");
}

#[tokio::test]
async fn nobody_can_be_written_to_who_blocked_the_bot_or_never_wrote() {
    let stage = stage().await;
    let anna = stage.anna().await;
    stage.sandbox.person(Person::new(1002, "Борис"));
    let to = |chat: i64| json!({"chat_id": chat, "text": "hi"});
    let stranger = stage.bot.refused("sendMessage", to(1002)).await;
    assert_eq!(stranger, "Forbidden: bot can't initiate conversation with a user");
    assert_eq!(stage.bot.refused("sendMessage", to(5)).await, "Bad Request: chat not found");

    let bot = stage.bot.clone();
    let take = |offset: i64| {
        let bot = bot.clone();
        async move { bot.ok("getUpdates", json!({"offset": offset, "timeout": 30})).await }
    };
    let (updates, ()) = tokio::join!(
        async {
            let updates = take(0).await;
            take_next(&bot, &updates).await;
            updates
        },
        anna.blocks_bot()
    );
    let change = &updates[0]["my_chat_member"];
    assert_eq!(
        (&change["old_chat_member"]["status"], &change["new_chat_member"]["status"]),
        (&json!("member"), &json!("kicked"))
    );
    let (status, answer) = stage.bot.call("sendMessage", to(1001)).await;
    assert_eq!(
        (status, answer["description"].as_str()),
        (403, Some("Forbidden: bot was blocked by the user"))
    );
    let (updates, ()) = tokio::join!(
        async {
            let updates = take(0).await;
            take_next(&bot, &updates).await;
            updates
        },
        anna.unblocks_bot()
    );
    assert_eq!(updates[0]["my_chat_member"]["new_chat_member"]["status"], "member");
    stage.bot.ok("sendMessage", to(1001)).await;
}

async fn take_next(bot: &Bot, updates: &serde_json::Value) {
    let last = updates[0]["update_id"].as_i64().expect("an update came");
    bot.ok("getUpdates", json!({"offset": last + 1})).await;
}
