//! A bot as small as can be: HTTP calls, and a loop that answers what tests say to it.

use std::{
    sync::{Arc, Once},
    time::Duration,
};

use sandbox::{Actor, Person, Sandbox, Settings};
use serde_json::{Value, json};
use tokio::task::JoinSet;

pub(crate) const TOKEN: &str = "1000:sandbox";

/// A sandbox with a bot's connection to it.
pub(crate) struct Stage {
    pub(crate) sandbox: Sandbox,
    pub(crate) bot: Arc<Bot>,
    /// Ends the bot's loop with the test.
    loops: JoinSet<()>,
}

pub(crate) struct Bot {
    client: reqwest::Client,
    pub(crate) url: String,
}

pub(crate) async fn stage() -> Stage {
    stage_with(Settings::default()).await
}

pub(crate) async fn stage_with(settings: Settings) -> Stage {
    let sandbox = Sandbox::start(settings).await.expect("a free port is found");
    let bot = Arc::new(Bot::new(&sandbox.url()));
    Stage { sandbox, bot, loops: JoinSet::new() }
}

impl Stage {
    /// Anna, who has talked to the bot; nothing of it waits.
    pub(crate) async fn anna(&self) -> Actor {
        let anna = self.sandbox.person(Person::new(1001, "Anna").language("ru"));
        let update = anna.says_and_leaves("/start").expect("messages are delivered by default");
        self.bot.ok("getUpdates", json!({"offset": update + 1})).await;
        anna
    }

    /// Starts a bot that repeats texts with a button under them, and answers taps.
    pub(crate) fn with_parrot(mut self) -> Self {
        let bot = self.bot.clone();
        self.loops.spawn(async move { parrot(&bot).await });
        self
    }
}

impl Bot {
    pub(crate) fn new(url: &str) -> Self {
        static PROVIDER: Once = Once::new();
        PROVIDER.call_once(|| {
            rustls::crypto::ring::default_provider().install_default().expect("nobody else installs one");
        });
        let client =
            reqwest::Client::builder().timeout(Duration::from_mins(1)).build().expect("a plain client");
        Self { client, url: url.to_owned() }
    }

    pub(crate) fn client(&self) -> &reqwest::Client {
        &self.client
    }

    pub(crate) fn post(&self, method: &str) -> reqwest::RequestBuilder {
        self.client.post(format!("{}/bot{TOKEN}/{method}", self.url))
    }

    /// Calls a method; returns the status and the whole answer.
    pub(crate) async fn call(&self, method: &str, params: Value) -> (u16, Value) {
        let response = self.post(method).json(&params).send().await.expect("the sandbox answers");
        let status = response.status().as_u16();
        (status, response.json().await.expect("answers are JSON"))
    }

    /// Calls a method that must succeed; returns its result.
    pub(crate) async fn ok(&self, method: &str, params: Value) -> Value {
        let (status, mut answer) = self.call(method, params.clone()).await;
        assert_eq!(status, 200, "{method} {params}: {answer}");
        answer["result"].take()
    }

    /// Calls a method that must be refused; returns Telegram's words.
    pub(crate) async fn refused(&self, method: &str, params: Value) -> String {
        let (status, answer) = self.call(method, params.clone()).await;
        assert_eq!(answer["ok"], false, "{method} {params} was taken");
        assert_eq!(answer["error_code"], status);
        answer["description"].as_str().expect("refusals are described").to_owned()
    }

    pub(crate) async fn get(&self, path: &str) -> reqwest::Response {
        self.client.get(format!("{}{path}", self.url)).send().await.expect("the sandbox answers")
    }
}

async fn parrot(bot: &Bot) {
    let mut offset = 0;
    loop {
        let updates = bot.ok("getUpdates", json!({"offset": offset, "timeout": 30})).await;
        for update in updates.as_array().expect("updates are a list") {
            parrot_handles(bot, update).await;
            offset = update["update_id"].as_i64().expect("updates have ids") + 1;
        }
    }
}

async fn parrot_handles(bot: &Bot, update: &Value) {
    if let Some(text) = update["message"]["text"].as_str() {
        let keyboard =
            json!({"inline_keyboard": [[{"text": "✅ Done", "callback_data": format!("done {text}")}]]});
        let chat = &update["message"]["chat"]["id"];
        bot.ok(
            "sendMessage",
            json!({"chat_id": chat, "text": format!("You said {text}"), "reply_markup": keyboard}),
        )
        .await;
    }
    if let Some(location) = update["message"].get("location") {
        let text = format!("You are at {}", location["latitude"]);
        let chat = &update["message"]["chat"]["id"];
        bot.ok(
            "sendMessage",
            json!({"chat_id": chat, "text": text, "reply_markup": {"remove_keyboard": true}}),
        )
        .await;
    }
    if let Some(query) = update.get("callback_query") {
        let data = query["data"].as_str().unwrap_or_default();
        let message = &query["message"];
        bot.ok(
            "answerCallbackQuery",
            json!({"callback_query_id": query["id"], "text": format!("got {data}")}),
        )
        .await;
        bot.ok(
            "editMessageText",
            json!({"chat_id": message["chat"]["id"], "message_id": message["message_id"], "text": format!("Edited: {data}")}),
        )
        .await;
    }
}
