//! Webhooks: setting them, and delivering updates to them: in order per chat, again and again until the bot answers 2xx. Only plain
//! `http` on the own machine can be delivered to; a real Telegram wants HTTPS, for which a sandbox has no certificate.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::JoinSet,
};

use super::{Call, Outcome, sending::TRUE};
use crate::{
    refusal::Refused,
    updates::Update,
    world::{State, World},
};

/// How long a bot may take to answer.
const PATIENCE: Duration = Duration::from_mins(1);
/// Between attempts at the same update: the second one comes at once, the next ones after pauses that double.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
const LONGEST_PAUSE: Duration = Duration::from_mins(1);
const LONGEST_SECRET: usize = 256;
const MOST_CONNECTIONS: i64 = 100;

/// Where updates go instead of getUpdates. Not `Debug`: it holds a secret.
#[derive(Clone)]
pub(crate) struct Webhook {
    pub(crate) url: String,
    secret: Option<String>,
    max_connections: i64,
    last_error: Option<(i64, String)>,
}

pub(super) fn set(call: &mut Call<'_>) -> Outcome {
    let url = call.params.text("url").unwrap_or_default().to_owned();
    if url.is_empty() {
        return delete(call);
    }
    if parts(&url).is_none() {
        return Err(Refused::bad("bad webhook: the sandbox delivers to http:// addresses only"));
    }
    let secret = call.params.text("secret_token").map(str::to_owned);
    if let Some(secret) = &secret {
        check_secret(secret)?;
    }
    let max_connections = call.params.integer("max_connections").unwrap_or(40);
    if !(1..=MOST_CONNECTIONS).contains(&max_connections) {
        return Err(Refused::bad("invalid max_connections specified"));
    }
    if let Some(kinds) = call.params.structure::<Vec<String>>("allowed_updates")? {
        call.state.updates.allowed = (!kinds.is_empty()).then_some(kinds);
    }
    drop_pending(call);
    call.state.webhook = Some(Webhook { url, secret, max_connections, last_error: None });
    Ok(TRUE)
}

#[expect(clippy::unnecessary_wraps, reason = "every method of the table has this shape")]
pub(super) fn delete(call: &mut Call<'_>) -> Outcome {
    drop_pending(call);
    call.state.webhook = None;
    Ok(TRUE)
}

#[expect(clippy::unnecessary_wraps, reason = "every method of the table has this shape")]
pub(super) fn info(call: &mut Call<'_>) -> Outcome {
    let State { webhook, updates, .. } = &call.state;
    let mut info =
        json!({"url": "", "has_custom_certificate": false, "pending_update_count": updates.count()});
    if let Some(webhook) = webhook {
        info["url"] = json!(webhook.url);
        info["max_connections"] = json!(webhook.max_connections);
        if let Some((date, error)) = &webhook.last_error {
            info["last_error_date"] = json!(date);
            info["last_error_message"] = json!(error);
        }
    }
    if let Some(kinds) = &updates.allowed {
        info["allowed_updates"] = json!(kinds);
    }
    Ok(info)
}

fn drop_pending(call: &mut Call<'_>) {
    if call.params.flag("drop_pending_updates") {
        call.state.updates.drop_all();
    }
}

fn check_secret(secret: &str) -> Result<(), Refused> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    if secret.is_empty() || secret.len() > LONGEST_SECRET || !secret.bytes().all(allowed) {
        return Err(Refused::bad("secret token contains unallowed characters"));
    }
    Ok(())
}

/// Delivers for as long as the sandbox runs: of each chat one update at a time, those of others beside it, as many as there may be
/// connections.
pub(crate) async fn deliver(world: Arc<World>) {
    let mut under_way = JoinSet::new();
    let mut chats = BTreeSet::new();
    loop {
        let next = world.until(|state| {
            let most = usize::try_from(state.webhook.as_ref()?.max_connections).unwrap_or(usize::MAX);
            let room = most.saturating_sub(chats.len());
            let heads: Vec<_> = state.updates.heads_but(&chats, room).collect();
            (!heads.is_empty()).then_some(heads)
        });
        tokio::select! {
            heads = next => for update in heads {
                chats.insert(update.chat);
                under_way.spawn(insist(world.clone(), update));
            },
            Some(Ok(chat)) = under_way.join_next() => {
                chats.remove(&chat);
            }
        }
    }
}

/// Posts an update until it is taken, or until there is no webhook any more. Returns its chat.
async fn insist(world: Arc<World>, update: Update) -> i64 {
    let mut pause = Duration::ZERO;
    while let Some(webhook) = world.read(|state| state.webhook.clone()) {
        if attempt(&world, &webhook, &update).await == Attempt::Taken {
            break;
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 2).clamp(FIRST_PAUSE, LONGEST_PAUSE);
    }
    update.chat
}

#[derive(PartialEq, Eq)]
enum Attempt {
    Taken,
    Failed,
}

async fn attempt(world: &World, webhook: &Webhook, update: &Update) -> Attempt {
    let outcome = tokio::time::timeout(PATIENCE, post(webhook, &update.body)).await;
    let error = match outcome {
        Ok(Ok(status)) if (200..300).contains(&status) => {
            world.change(|state, _| state.updates.confirm(update.id));
            return Attempt::Taken;
        }
        Ok(Ok(status)) => format!("Wrong response from the webhook: {status}"),
        Ok(Err(error)) => format!("Connection failed: {error}"),
        Err(_) => "Read timeout expired".to_owned(),
    };
    world.change(|state, now| {
        if let Some(webhook) = &mut state.webhook {
            webhook.last_error = Some((now.as_second(), error));
        }
    });
    Attempt::Failed
}

/// One POST over a connection of its own; returns the status.
async fn post(webhook: &Webhook, body: &Value) -> std::io::Result<u16> {
    let (authority, path) = parts(&webhook.url).ok_or(std::io::ErrorKind::InvalidInput)?;
    let address = if authority.contains(':') { authority.to_owned() } else { format!("{authority}:80") };
    let mut stream = TcpStream::connect(address).await?;
    let body = body.to_string();
    let secret = webhook.secret.as_ref();
    let secret =
        secret.map(|secret| format!("X-Telegram-Bot-Api-Secret-Token: {secret}\r\n")).unwrap_or_default();
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {authority}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n{secret}\
         Connection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(body.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    let answer = String::from_utf8_lossy(&answer);
    let status = answer.split_whitespace().nth(1).and_then(|status| status.parse().ok());
    status.ok_or_else(|| std::io::ErrorKind::InvalidData.into())
}

fn parts(url: &str) -> Option<(&str, &str)> {
    let rest = url.strip_prefix("http://")?;
    let slash = rest.find('/').unwrap_or(rest.len());
    let (authority, path) = rest.split_at(slash);
    (!authority.is_empty()).then_some((authority, if path.is_empty() { "/" } else { path }))
}
