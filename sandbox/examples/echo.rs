//! A bot in a hundred lines of plain HTTP, together with the sandbox it lives in: `cargo run -p sandbox --example echo`, then open the
//! address that it prints. It shows what the chat page can show.

use std::time::Duration;

use anyhow::Context;
use sandbox::{BotProfile, Sandbox, Settings};
use serde_json::{Value, json};

const TOKEN: &str = "1000:example";

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    tracing_subscriber::fmt().init();
    rustls::crypto::ring::default_provider().install_default().ok().context("one provider")?;
    let bind = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:8090".to_owned());
    let settings = Settings {
        bind: bind.parse().context("the argument is an address like 127.0.0.1:8090")?,
        token: TOKEN.to_owned(),
        bot: BotProfile { id: 1000, username: "echo_bot".to_owned(), first_name: "Echo Bot".to_owned() },
        people: Settings::default_people(),
        ..Settings::default()
    };
    let sandbox = Sandbox::start(settings).await?;
    tracing::info!("open {}", sandbox.url());
    let bot = Bot::new(&sandbox.url())?;
    tokio::select! {
        result = bot.run() => result?,
        _ = tokio::signal::ctrl_c() => {}
    }
    sandbox.stop().await;
    Ok(())
}

struct Bot {
    client: reqwest::Client,
    address: String,
}

impl Bot {
    fn new(url: &str) -> anyhow::Result<Self> {
        let client = reqwest::Client::builder().timeout(Duration::from_mins(1)).build()?;
        let address = format!("{url}/bot{TOKEN}");
        Ok(Self { client, address })
    }

    async fn call(&self, method: &str, params: Value) -> anyhow::Result<Value> {
        let request = self.client.post(format!("{}/{method}", self.address)).json(&params);
        let mut answer: Value = request.send().await?.json().await?;
        anyhow::ensure!(answer["ok"] == true, "{method} was refused: {}", answer["description"]);
        Ok(answer["result"].take())
    }

    async fn run(&self) -> anyhow::Result<()> {
        let commands = json!([
            {"command": "start", "description": "Say hello"},
            {"command": "formats", "description": "Show every format"},
            {"command": "place", "description": "Ask where you are"},
        ]);
        self.call("setMyCommands", json!({"commands": commands})).await?;
        self.call("setMyDescription", json!({"description": "I repeat what you say, in colour."})).await?;
        let mut offset = 0;
        loop {
            let updates = self.call("getUpdates", json!({"offset": offset, "timeout": 30})).await?;
            for update in updates.as_array().context("updates are a list")? {
                if let Err(error) = self.handle(update).await {
                    tracing::warn!(%error, "an update was not handled");
                }
                offset = update["update_id"].as_i64().context("updates have ids")? + 1;
            }
        }
    }

    async fn handle(&self, update: &Value) -> anyhow::Result<()> {
        if let Some(query) = update.get("callback_query") {
            return self.handle_tap(query).await;
        }
        let message = &update["message"];
        let chat = &message["chat"]["id"];
        let answer = match message["text"].as_str() {
            Some("/start") => {
                json!({"text": "<b>Hello!</b> Write something, or try /formats.", "parse_mode": "HTML", "reply_markup": {"remove_keyboard": true}})
            }
            Some("/formats") => {
                json!({"text": FORMATS, "parse_mode": "HTML", "reply_markup": {"inline_keyboard": [
                    [{"text": "✅ Done", "callback_data": "done", "style": "success"}, {"text": "⏭ Skip", "callback_data": "skip"}],
                    [{"text": "Alert", "callback_data": "alert"}, {"text": "Never answered", "callback_data": "silence"}],
                    [{"text": "Link", "url": "https://example.org"}, {"text": "Copy", "copy_text": {"text": "copied"}}],
                ]}})
            }
            Some("/place") => {
                json!({"text": "Where are you?", "reply_markup": {"resize_keyboard": true, "keyboard": [
                    [{"text": "📍 Send location", "request_location": true}], ["I will not tell", "On the moon"],
                ]}})
            }
            Some(text) => json!({"text": text, "reply_parameters": {"message_id": message["message_id"]}}),
            None => {
                json!({"text": "I see. 👀", "message_effect_id": "5046509860389126442", "reply_markup": {"remove_keyboard": true}})
            }
        };
        let mut params = answer;
        params["chat_id"] = chat.clone();
        self.call("sendMessage", params).await?;
        Ok(())
    }

    async fn handle_tap(&self, query: &Value) -> anyhow::Result<()> {
        let data = query["data"].as_str().unwrap_or_default();
        let answer = match data {
            "silence" => return Ok(()),
            "alert" => {
                json!({"callback_query_id": query["id"], "text": "This must be read.", "show_alert": true})
            }
            _ => json!({"callback_query_id": query["id"], "text": format!("You tapped {data}")}),
        };
        self.call("answerCallbackQuery", answer).await?;
        if data == "alert" {
            return Ok(());
        }
        let message = &query["message"];
        let text = format!("<s>The formats</s>\n<i>{data}</i>");
        self.call("editMessageText", json!({"chat_id": message["chat"]["id"], "message_id": message["message_id"], "text": text, "parse_mode": "HTML"}))
            .await?;
        Ok(())
    }
}

const FORMATS: &str = "<b>bold</b>, <i>italic</i>, <u>underline</u>, <s>struck</s>, <b><i>both</i></b>, <code>code</code>, \
<tg-spoiler>a spoiler</tg-spoiler>, <a href=\"https://example.org\">a link</a>, \
<tg-time unix=\"1800000000\" format=\"wDt\">a time</tg-time>\n\
<blockquote>A quotation\nof two lines</blockquote>\n<pre><code class=\"language-rust\">fn main() {}</code></pre>\n\
&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 \"quoted\"";
