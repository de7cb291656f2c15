//! The launch of a Mini App: what Telegram says of who opened it, and whether it was Telegram who said so.
//!
//! Two proofs, as Telegram documents them under "Validating data received via the Mini App": `hash`, an HMAC with the
//! token of the bot, and `signature`, an Ed25519 signature of Telegram's own over the id of the bot. Each proof that can
//! be checked has to hold, and one of them has to be there.

use std::borrow::Cow;
use std::collections::BTreeMap;

use anyhow::Context as _;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use core_shared::domain::UserId;
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::{SignedDuration, Timestamp};
use ring::signature::{ED25519, UnparsedPublicKey};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use sha2::Sha256;
use thiserror::Error;

use crate::settings::LaunchSettings;

/// Clocks differ.
const EARLY: SignedDuration = SignedDuration::from_secs(60);

/// More than Telegram sends.
const MAX_BYTES: usize = 8192;

/// What launches are checked with.
#[derive(Debug)]
pub(crate) struct MiniApp {
    /// HMAC-SHA256("WebAppData", token): all that is needed of the token.
    secret: Option<SecretKey>,
    bot_id: Option<i64>,
    public_key: [u8; 32],
    max_age: SignedDuration,
}

struct SecretKey([u8; 32]);

impl std::fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[secret]")
    }
}

/// Why a launch opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(crate) enum LaunchError {
    #[error("this API knows no bot: the operator has set neither TELEGRAM_BOT_TOKEN nor TELEGRAM_BOT_ID")]
    NoBot,
    #[error("init_data cannot be read; send Telegram.WebApp.initData as it is")]
    Unreadable,
    #[error("init_data has no proof that can be checked: hash or signature is missing")]
    Unproven,
    #[error("init_data was not signed by Telegram for this bot")]
    Forged,
    #[error("the launch was too long ago; open the app again")]
    TooOld,
    #[error("the launch lies in the future; is the clock right?")]
    TooEarly,
    #[error("the launch names no user")]
    NoUser,
}

/// The `user` of a launch, as far as it matters here.
#[derive(Debug, Deserialize)]
struct WebAppUser {
    id: i64,
    #[serde(default)]
    is_bot: bool,
}

impl MiniApp {
    pub(crate) fn new(
        token: &SecretString,
        bot_id: Option<i64>,
        settings: &LaunchSettings,
    ) -> anyhow::Result<Self> {
        let token = token.expose_secret();
        let id_of_token = token.split_once(':').and_then(|(id, _)| id.parse().ok());
        let mut public_key = [0; 32];
        hex::decode_to_slice(&settings.telegram_public_key, &mut public_key)
            .context("TELEGRAM_PUBLIC_KEY is not of 64 hexadecimal digits")?;
        Ok(Self {
            secret: (!token.is_empty()).then(|| SecretKey(hmac(b"WebAppData", token.as_bytes()))),
            bot_id: id_of_token.or(bot_id),
            public_key,
            max_age: SignedDuration::from_secs(settings.launch_max_age_seconds.into()),
        })
    }

    /// Who has opened a Mini App of this bot at about `now`.
    pub(crate) fn user(&self, init_data: &str, now: Timestamp) -> Result<UserId, LaunchError> {
        if self.secret.is_none() && self.bot_id.is_none() {
            return Err(LaunchError::NoBot);
        }
        let fields = fields(init_data)?;
        let is_proven = [self.check_hash(&fields)?, self.check_signature(&fields)?];
        if is_proven == [Proof::Absent, Proof::Absent] {
            return Err(LaunchError::Unproven);
        }
        let opened_at = fields.get("auth_date").and_then(|seconds| seconds.parse().ok());
        let opened_at =
            opened_at.and_then(|at| Timestamp::from_second(at).ok()).ok_or(LaunchError::Unreadable)?;
        match now.duration_since(opened_at) {
            age if age > self.max_age => return Err(LaunchError::TooOld),
            age if age < -EARLY => return Err(LaunchError::TooEarly),
            _ => {}
        }
        let user = fields.get("user").ok_or(LaunchError::NoUser)?;
        let user: WebAppUser = serde_json::from_str(user).map_err(|_| LaunchError::NoUser)?;
        if user.is_bot { Err(LaunchError::NoUser) } else { Ok(UserId(user.id)) }
    }

    fn check_hash(&self, fields: &Fields<'_>) -> Result<Proof, LaunchError> {
        let (Some(SecretKey(secret)), Some(shown)) = (&self.secret, fields.get("hash")) else {
            return Ok(Proof::Absent);
        };
        let shown = hex::decode(shown.as_bytes()).map_err(|_| LaunchError::Forged)?;
        let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("a key of any length is taken");
        mac.update(lines(fields, &["hash"]).as_bytes());
        // Compares in constant time.
        mac.verify_slice(&shown).map(|()| Proof::Holds).map_err(|_| LaunchError::Forged)
    }

    fn check_signature(&self, fields: &Fields<'_>) -> Result<Proof, LaunchError> {
        let (Some(bot), Some(shown)) = (self.bot_id, fields.get("signature")) else {
            return Ok(Proof::Absent);
        };
        let shown = URL_SAFE_NO_PAD.decode(shown.trim_end_matches('=')).map_err(|_| LaunchError::Forged)?;
        let text = format!("{bot}:WebAppData\n{}", lines(fields, &["hash", "signature"]));
        UnparsedPublicKey::new(&ED25519, self.public_key)
            .verify(text.as_bytes(), &shown)
            .map(|()| Proof::Holds)
            .map_err(|_| LaunchError::Forged)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Proof {
    Holds,
    /// It was not sent, or there is nothing to check it with.
    Absent,
}

type Fields<'a> = BTreeMap<Cow<'a, str>, Cow<'a, str>>;

/// The fields by name. One that comes twice could be read in two ways, so it is refused.
fn fields(init_data: &str) -> Result<Fields<'_>, LaunchError> {
    if init_data.is_empty() || init_data.len() > MAX_BYTES {
        return Err(LaunchError::Unreadable);
    }
    let mut fields = Fields::new();
    for (name, value) in form_urlencoded::parse(init_data.as_bytes()) {
        if fields.insert(name, value).is_some() {
            return Err(LaunchError::Unreadable);
        }
    }
    Ok(fields)
}

/// `name=value` in the order of names, a line each.
fn lines(fields: &Fields<'_>, without: &[&str]) -> String {
    let kept = fields.iter().filter(|(name, _)| !without.contains(&name.as_ref()));
    let lines: Vec<String> = kept.map(|(name, value)| format!("{name}={value}")).collect();
    lines.join("\n")
}

fn hmac(key: &[u8], message: &[u8]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key of any length is taken");
    mac.update(message);
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests;
